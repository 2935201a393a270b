package casebook

import (
	"context"
	"crypto/rand"
	"errors"
	"time"
)

// leadKind is the kind of the Shelf's records about who leads what.
const leadKind = "lead"

// LeadHold is how long a process that died keeps others from taking over.
const LeadHold = 10 * time.Second

// Lead runs do in one process only of all that call it with the same name on the
// same shelf, until ctx ends. Whoever leads says so again every third of LeadHold;
// when it stops, another takes over at once, and when it dies, after LeadHold. do's
// context ends when the lead is lost. If do returns while ctx lasts, Lead returns
// its error.
func Lead(ctx context.Context, shelf Shelf, what string, now func() time.Time, do func(context.Context) error) error {
	l := lead{shelf: shelf, what: what, now: now, name: rand.Text()}
	for ctx.Err() == nil {
		if !l.take(ctx) {
			pause(ctx, nil, LeadHold/10)
			continue
		}
		err := l.while(ctx, do)
		if ctx.Err() == nil && !errors.Is(err, errLost) {
			return err
		}
	}
	return ctx.Err()
}

// errLost: another process leads now, or nobody knows.
var errLost = errors.New("the lead was lost")

type lead struct {
	shelf Shelf
	what  string
	now   func() time.Time
	name  string
	held  Version // of our record
	until time.Time
}

// take tries to become the one.
func (l *lead) take(ctx context.Context) bool {
	until := l.now().Add(LeadHold)
	v, err := l.shelf.Put(ctx, Record{Kind: leadKind, Key: l.what, Value: []byte(l.name), Version: l.held, Expires: until})
	if err != nil {
		if errors.Is(err, ErrStale) {
			l.held = 0 // somebody else's; 0 takes it when that has expired
		}
		return false
	}
	l.held, l.until = v, until
	return true
}

// while runs do as long as the lead is kept, and gives it back at the end.
func (l *lead) while(ctx context.Context, do func(context.Context) error) error {
	doing, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	done := make(chan error, 1)
	go func() { done <- do(doing) }()
	defer l.giveBack(ctx)
	for {
		timer := time.NewTimer(LeadHold / 3)
		select {
		case err := <-done:
			timer.Stop()
			if context.Cause(doing) == errLost {
				return errLost
			}
			return err
		case <-timer.C:
		}
		// A book that is away for a moment costs no lead as long as ours lasts.
		if !l.take(ctx) && (l.held == 0 || l.now().After(l.until.Add(-LeadHold/3))) {
			stop(errLost)
		}
	}
}

// giveBack lets the next one begin at once.
func (l *lead) giveBack(ctx context.Context) {
	if l.held == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := l.shelf.Remove(ctx, leadKind, l.what, l.held); err == nil || errors.Is(err, ErrStale) {
		l.held = 0
	}
}
