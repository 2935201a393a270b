package afield

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdoor/handoff/casebook"
)

const (
	// cursorEvery is how often it is written down how far the book was told. What is
	// read again after a stop was told under its key and is not told twice.
	cursorEvery = 5 * time.Second
	// lookAgain is the pause after trouble, and how often it is looked whether there is
	// anybody to tell.
	lookAgain = time.Second
)

// Run follows the book and tells agents their news until ctx ends. Any number may run;
// one is enough.
func (f *Field) Run(ctx context.Context) error {
	select {
	case <-f.Board.Ready():
	case <-ctx.Done():
		return ctx.Err()
	}
	trouble := false
	start := f.Board.Cursor()
	for ctx.Err() == nil {
		here := f.Board.Cursor()
		all, err := f.Lines.All(ctx)
		if err == nil && len(all) == 0 { // nobody to tell: the book is not followed
			start = here
			rest(ctx, lookAgain)
			continue
		}
		if err == nil {
			err = f.follow(ctx, start, &trouble)
		}
		if ctx.Err() != nil || err == nil {
			continue
		}
		if !trouble {
			f.Log.Error("agents afield are not told what happens; trying on", "err", err)
			trouble = true
		}
		rest(ctx, lookAgain)
	}
	return ctx.Err()
}

func rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// follow goes on from where it was left, or from start if it never was.
func (f *Field) follow(ctx context.Context, start casebook.Cursor, trouble *bool) error {
	record, err := f.Shelf.Get(ctx, kindCursor, "told")
	if errors.Is(err, casebook.ErrNotFound) {
		record = casebook.Record{Kind: kindCursor, Key: "told", Value: []byte(start)}
		record.Version, err = f.Shelf.Put(ctx, record)
	}
	if err != nil {
		return fmt.Errorf("how far the book was told: %w", err)
	}
	written := f.Now()
	err = f.Board.Follow(ctx, casebook.Cursor(record.Value), func(events []casebook.Event, after casebook.Cursor) error {
		if err := f.tellAll(ctx, events); err != nil {
			return err
		}
		if *trouble {
			f.Log.Info("agents afield are told again what happens")
			*trouble = false
		}
		if f.Now().Sub(written) < cursorEvery {
			return nil
		}
		written, record.Value = f.Now(), []byte(after)
		var err error
		record.Version, err = f.Shelf.Put(ctx, record)
		return err
	})
	if errors.Is(err, casebook.ErrCursor) {
		// The book was put back from a backup or lost its end: all of it is read again.
		// What is old is no news, and what was told is not told twice.
		record.Value = nil
		_, err = f.Shelf.Put(ctx, record)
	}
	return err
}
