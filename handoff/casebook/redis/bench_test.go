package redis

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis/redistest"
)

// BenchmarkSeenElsewhere is how long a commit of one process takes to reach a
// follower in another, from its return: what an agent's screen waits for.
func BenchmarkSeenElsewhere(b *testing.B) {
	url := "redis://" + redistest.Start(b).Addr
	here, there := openTest(b, url), openTest(b, url)
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	seen := make(chan time.Time, 1)
	go casebook.Tail(ctx, there, "", func([]casebook.Event, casebook.Cursor) error { //nolint:errcheck // it ends with the context
		seen <- time.Now()
		return nil
	})
	a := dialog.Address("web:v1")
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		_, err := here.Commit(ctx, casebook.Commit{ID: fmt.Sprint(n), Address: a, Events: []casebook.Event{{
			Change: dialog.Change{Case: "OLD-1", Kind: dialog.ChangeSaid}}}})
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		took = append(took, (<-seen).Sub(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}
