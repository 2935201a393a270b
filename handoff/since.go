package handoff

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdoor/handoff/casebook"
)

// The record that says since when a town's rules hold.
const (
	kindRules = "rules"
	keySince  = "since"
)

// Since gives the rules the moment since when they hold in a book, which is noted there
// the first time: what is older is a backlog, and no clock of it began before. So a town
// that names its stations after a year is not told of a year's deadlines at once. A book
// that is served without rules forgets it. Nil rules stay nil.
func (r *Rules) Since(ctx context.Context, shelf casebook.Shelf, now time.Time) (*Rules, error) {
	for {
		kept, err := shelf.Get(ctx, kindRules, keySince)
		switch {
		case err != nil && !errors.Is(err, casebook.ErrNotFound):
			return nil, fmt.Errorf("read since when the town's rules hold: %w", err)
		case r == nil && err == nil:
			if err := shelf.Remove(ctx, kindRules, keySince, kept.Version); err != nil && !errors.Is(err, casebook.ErrStale) {
				return nil, fmt.Errorf("forget since when the town's rules held: %w", err)
			}
			return nil, nil
		case r == nil:
			return nil, nil
		case err == nil:
			since, err := time.Parse(time.RFC3339, string(kept.Value))
			if err != nil {
				return nil, fmt.Errorf("read since when the town's rules hold: %w", err)
			}
			return r.From(since), nil
		}
		_, err = shelf.Put(ctx, casebook.Record{Kind: kindRules, Key: keySince, Value: []byte(now.UTC().Truncate(time.Second).Format(time.RFC3339))})
		if err != nil && !errors.Is(err, casebook.ErrStale) { // else another server was faster
			return nil, fmt.Errorf("note since when the town's rules hold: %w", err)
		}
	}
}

// From gives rules that hold since a moment.
func (r *Rules) From(since time.Time) *Rules {
	with := *r
	with.since = since
	return &with
}

// Backlog says that a case stands as it stood when the rules began: agents see it in its
// queue, and it is proposed to nobody and told of to nobody until somebody takes it up.
func (r *Rules) Backlog(c casebook.Case) bool {
	return r != nil && !r.since.IsZero() && !c.Alarm() && c.OpenedAt.Before(r.since) && c.MovedAt.Before(r.since)
}

// begin is when a clock began at the earliest.
func (r *Rules) begin(at time.Time) time.Time {
	if at.Before(r.since) {
		return r.since.In(at.Location())
	}
	return at
}
