package casebook

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
)

// How the waker and the postman go round.
const (
	roundSize  = 64
	roundWidth = 8 // at the same time: they share the engine's group commit
	roundHold  = 15 * time.Second
	roundPause = 200 * time.Millisecond // how late a wake-up may be
	slowest    = 15 * time.Second       // the longest pause after errors
)

// rounds is what the waker and the postman have in common: lease what is due of
// one kind, hand each to deal, put off what failed.
type rounds struct {
	kind  DueKind
	book  Book
	clerk *Clerk
	log   *slog.Logger
	deal  func(context.Context, Due, time.Time) error
}

// once leases and deals with what is due at now, and says how many were dealt
// with. What fails is put off and comes again, later each time.
func (r rounds) once(ctx context.Context, now time.Time) (int, error) {
	dues, err := r.book.Lease(ctx, r.kind, now, roundHold, roundSize)
	if err != nil {
		return 0, fmt.Errorf("lease %s: %w", r.kind, err)
	}
	var work errgroup.Group
	work.SetLimit(roundWidth)
	for _, due := range dues {
		work.Go(func() error {
			err := r.deal(ctx, due, now)
			if err == nil || ctx.Err() != nil {
				return nil // a lease left behind runs out by itself
			}
			r.log.Error("due thing failed and is put off", "kind", r.kind, "attempts", due.Attempts, "err", err)
			return r.clerk.PutOff(ctx, due, now.Add(backoff(due.Attempts)), "")
		})
	}
	return len(dues), work.Wait()
}

// run goes round until ctx ends. Trouble with the book is logged once and waited
// out, longer each time.
func (r rounds) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	nudges := r.book.Nudges(ctx)
	trouble := 0
	for {
		n, err := r.once(ctx, r.clerk.now())
		wait := roundPause
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			if trouble == 0 {
				r.log.Error("cannot work off the book, trying again", "kind", r.kind, "err", err)
			}
			wait = backoff(trouble)
			trouble++
			if !pause(ctx, nil, wait) {
				return ctx.Err()
			}
			continue
		case trouble > 0:
			r.log.Info("the book answers again", "kind", r.kind)
			trouble = 0
		}
		if n == roundSize {
			continue
		}
		if !pause(ctx, nudges, wait) {
			return ctx.Err()
		}
	}
}

// backoff is the pause after so many failures: a quarter second, doubled each
// time, fifteen seconds at most.
func backoff(failures int) time.Duration {
	return min(250*time.Millisecond<<min(failures, 10), slowest)
}
