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

// A tap is answered also when Telegram is slow and everything else waits for it.
func TestATapIsAnsweredWhenAllPlacesAreTaken(t *testing.T) {
	e := newErrands(slog.New(slog.DiscardHandler))
	slow := make(chan struct{})
	for range errandsMost {
		e.run("wait", func(context.Context) error { <-slow; return nil })
	}
	answered := make(chan struct{})
	e.queue("answer a tap", func(context.Context) error { close(answered); return nil })
	close(slow)
	<-answered
	e.wait()
}
