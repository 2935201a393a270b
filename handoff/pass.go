package handoff

import (
	"context"
	"errors"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// PutAside lets a case wait: for its resident (text is the question, which is sent), for
// a department (text says for whom), or until a time; with InProgress it is taken up
// again.
func (d *Desk) PutAside(ctx context.Context, act Act, s dialog.Status, text string, until time.Time) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.PutAside, Status: s, Text: text, Until: until})
}

// PassOn gives a case to another agent. The reason is for agents.
func (d *Desk) PassOn(ctx context.Context, act Act, to Agent, reason string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.PassOn, To: to.Login, ToName: to.Name, Text: reason})
}

// SumUp writes the one line that goes with a case through all hands.
func (d *Desk) SumUp(ctx context.Context, act Act, line string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.SumUp, Text: line})
}

// Correct puts a collected slot right.
func (d *Desk) Correct(ctx context.Context, act Act, slot, value string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.Correct, Slot: slot, Text: value})
}

// TakeBack undoes what was done with Act.Hold and has not gone out yet; dialog.ErrGone
// when it has.
func (d *Desk) TakeBack(ctx context.Context, act Act) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.TakeBack})
}

// nextTries is after how many cases that others were faster with Next gives up.
const nextTries = 20

// Next claims the most urgent case nobody has, and says which; ErrNotFound for none. Of
// two who ask at once each gets another one.
func (d *Desk) Next(ctx context.Context, board *Board, agent Agent) (dialog.CaseID, error) {
	if err := board.CatchUp(ctx); err != nil {
		return "", err
	}
	waiting, err := board.List(Query{Status: dialog.Unclaimed, Limit: nextTries})
	if err != nil {
		return "", err
	}
	for _, c := range waiting.Cases {
		err := d.Claim(ctx, Act{Agent: agent, Case: c.ID})
		var held *dialog.HeldError
		switch {
		case err == nil:
			return c.ID, nil
		case errors.As(err, &held), errors.Is(err, dialog.ErrClosed), errors.Is(err, casebook.ErrNotFound): // gone meanwhile
		default:
			return "", err
		}
	}
	return "", casebook.ErrNotFound
}
