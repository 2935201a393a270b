package telegram

import (
	"context"
	"log/slog"
	"sync"
	"testing"
)

// A server that ends waits for the errands under way, while webhooks still bring new
// ones.
func TestErrandsUnderWayAreWaitedFor(t *testing.T) {
	e := newErrands(slog.New(slog.DiscardHandler))
	for range 200 {
		let, done := make(chan struct{}), false
		e.run("a slow one", func(context.Context) error { <-let; done = true; return nil })
		var others sync.WaitGroup
		others.Go(func() { e.run("another", func(context.Context) error { return nil }) })
		close(let)
		e.wait()
		if !done {
			t.Fatal("wait came back before the errand was done")
		}
		others.Wait()
		e.wait()
	}
}
