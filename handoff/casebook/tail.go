package casebook

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How a follower reads: events at a time, and how long it trusts a silence.
const (
	tailPage  = 500
	tailPause = time.Second
)

// Tail gives every event after a cursor to fn, in order, and goes on as they
// come until ctx ends; then it returns ctx's error. fn gets the cursor after its
// events: whoever keeps it can go on from there. An error of fn or of the book
// ends it; fn is then not told those events again by this call.
func Tail(ctx context.Context, book Book, after Cursor, fn func([]Event, Cursor) error) error {
	return TailInHeaps(ctx, book, after, 0, fn)
}

// TailInHeaps is Tail for a follower in no hurry: it is told of the first events at once,
// and then lets so much time pass before it looks again, so that of many messages a second
// it reads some hundreds together and not each by itself.
func TailInHeaps(ctx context.Context, book Book, after Cursor, rest time.Duration, fn func([]Event, Cursor) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	nudges := book.Nudges(ctx)
	for {
		events, next, err := book.Since(ctx, after, tailPage)
		if err != nil {
			if ctx.Err() != nil && !errors.Is(err, ErrCursor) {
				return ctx.Err()
			}
			return fmt.Errorf("follow the book: %w", err)
		}
		if len(events) > 0 {
			if err := fn(events, next); err != nil {
				return err
			}
		}
		after = next
		if len(events) == tailPage {
			continue
		}
		if len(events) > 0 && rest > 0 && !pause(ctx, nil, rest) {
			return ctx.Err()
		}
		if !pause(ctx, nudges, tailPause) {
			return ctx.Err()
		}
	}
}

// pause waits for a nudge or for the time to pass; false when ctx has ended.
func pause(ctx context.Context, nudges <-chan struct{}, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-nudges:
	case <-t.C:
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}
