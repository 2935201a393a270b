package casebook

import (
	"context"
	"log/slog"
	"time"

	"frontdoor/dialog"
)

// Postman carries letters: to the receiver's address as an input, then back to
// the sender's to settle. Killed between the two it delivers again, and the
// receiver knows the letter's ID.
type Postman struct{ rounds }

// NewPostman makes a postman; any number of them may work on one book.
func NewPostman(book Book, clerk *Clerk, log *slog.Logger) *Postman {
	return &Postman{rounds{kind: DueLetter, book: book, clerk: clerk, log: log, deal: func(ctx context.Context, due Due, now time.Time) error {
		l := due.Letter
		if _, err := clerk.Handle(ctx, dialog.Input{Kind: dialog.Delivery, ID: l.ID, From: l.To, At: now, Letter: &l}); err != nil {
			return err
		}
		return clerk.Settle(ctx, due)
	}}}
}

// Run delivers until ctx ends and returns ctx's error.
func (p *Postman) Run(ctx context.Context) error { return p.run(ctx) }

// Once delivers what is due at now and says how many letters that were.
func (p *Postman) Once(ctx context.Context, now time.Time) (int, error) { return p.once(ctx, now) }
