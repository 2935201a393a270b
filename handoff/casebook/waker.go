package casebook

import (
	"context"
	"log/slog"
	"time"

	"frontdoor/dialog"
)

// Waker brings the wake-ups that fall due back as inputs.
type Waker struct{ rounds }

// NewWaker makes a waker; any number of them may work on one book.
func NewWaker(book Book, clerk *Clerk, log *slog.Logger) *Waker {
	return &Waker{rounds{kind: DueWake, book: book, clerk: clerk, log: log, deal: func(ctx context.Context, due Due, now time.Time) error {
		_, err := clerk.Handle(ctx, dialog.Input{Kind: dialog.WakeUp, From: due.Address, At: now})
		return err // the commit of the turn has settled it
	}}}
}

// Run wakes until ctx ends and returns ctx's error.
func (w *Waker) Run(ctx context.Context) error { return w.run(ctx) }

// Once wakes what is due at now and says how many that were.
func (w *Waker) Once(ctx context.Context, now time.Time) (int, error) { return w.once(ctx, now) }
