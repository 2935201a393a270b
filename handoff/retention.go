package handoff

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// Where the shelf keeps on which day all old cases were looked through.
const (
	kindRetention = "retention"
	keyRetention  = "looked"
)

// Retention erases closed cases that were kept as long as the town keeps their category, and
// what the law held of a case that was erased when that time is over.
// It looks once a day of the town: the day is written down when the round has come to its
// end, so that one that was killed or failed begins anew; what it erased is not found again.
type Retention struct {
	Desk  *Desk
	Shelf casebook.Shelf
	Board *Board
	Town  *town.Town
	Now   func() time.Time
	Log   *slog.Logger
}

// Aged is what a round did, in cases. Held are kept by law; Left belong to a talk that
// does not hold them any more, or are a side of one at a table, and stay.
type Aged struct{ Erased, Held, Left int }

// retentionPause is how often it looks whether a new day has begun.
const retentionPause = 10 * time.Minute

// Run goes round until ctx ends. Only one process should have it run.
func (r *Retention) Run(ctx context.Context) error {
	select {
	case <-r.Board.Ready():
	case <-ctx.Done():
	}
	for ctx.Err() == nil {
		aged, err := r.Once(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			r.Log.Error("not all cases past their time could be erased, trying again later", "erased", aged.Erased, "err", err)
		case aged != Aged{}:
			r.Log.Info("cases past their time were erased", "erased", aged.Erased, "held", aged.Held, "left", aged.Left)
		}
		select {
		case <-time.After(retentionPause):
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

// Once looks through all cases, unless that was done today.
func (r *Retention) Once(ctx context.Context) (Aged, error) {
	var aged Aged
	now := r.Now().In(r.Town.Zone)
	last, err := r.Shelf.Get(ctx, kindRetention, keyRetention)
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return aged, fmt.Errorf("read when old cases were looked through: %w", err)
	}
	if today := now.Format(time.DateOnly); string(last.Value) == today {
		return aged, nil
	}
	if err := r.Board.CatchUp(ctx); err != nil {
		return aged, fmt.Errorf("read what is closed: %w", err)
	}
	for _, keep := range r.Town.Retention {
		for _, c := range r.Board.closedBefore(keep.Since(now)) {
			if c.Category != keep.Category || !c.ErasedAt.IsZero() {
				continue
			}
			if err := r.erase(ctx, c, &aged); err != nil {
				return aged, fmt.Errorf("erase case %s: %w", c.ID, err)
			}
		}
	}
	for _, id := range r.Board.Erased() {
		c, ok := r.Board.Case(id)
		if !ok || c.HeldUntil.IsZero() || c.HeldUntil.In(r.Town.Zone).Format(time.DateOnly) >= now.Format(time.DateOnly) {
			continue
		}
		if err := r.erase(ctx, c, &aged); err != nil {
			return aged, fmt.Errorf("erase what was held of case %s: %w", c.ID, err)
		}
	}
	_, err = r.Shelf.Put(ctx, casebook.Record{Kind: kindRetention, Key: keyRetention, Value: []byte(now.Format(time.DateOnly)), Version: last.Version})
	if err != nil && !errors.Is(err, casebook.ErrStale) { // stale: another process has done it
		return aged, fmt.Errorf("note that old cases were looked through: %w", err)
	}
	return aged, nil
}

// erase has one case erased by the step, which knows what must be kept.
func (r *Retention) erase(ctx context.Context, c casebook.Case, aged *Aged) error {
	var kept *dialog.KeptError
	switch err := r.Desk.expire(ctx, c); {
	case err == nil:
		aged.Erased++
	case errors.As(err, &kept):
		aged.Held++
	case errors.Is(err, dialog.ErrNoCase), errors.Is(err, dialog.ErrOpen), errors.Is(err, dialog.ErrBadAct):
		aged.Left++
	default:
		return err
	}
	return nil
}
