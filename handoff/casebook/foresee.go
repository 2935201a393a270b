package casebook

import (
	"context"
	"fmt"

	"frontdoor/dialog"
)

// Foresee gives the turn an input would lead to now, and stores nothing: what an
// agent is shown before deciding. What comes in meanwhile may change it.
func (c *Clerk) Foresee(ctx context.Context, in dialog.Input) (dialog.Turn, error) {
	if in.At.IsZero() {
		in.At = c.now()
	}
	talk, err := c.book.Read(ctx, in.From)
	if err != nil {
		return dialog.Turn{}, fmt.Errorf("read talk: %w", err)
	}
	turn, err := c.step(talk.State, in)
	if err != nil {
		return dialog.Turn{}, err
	}
	return turn, turn.Refused
}
