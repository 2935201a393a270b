package handoff

import (
	"context"
	"errors"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// PutAside lets a case wait: for its resident (text is the question, which is sent), for
// a department (text says for whom), or until a time; with InProgress it is taken up
// again.
func (d *Desk) PutAside(ctx context.Context, act Act, s dialog.Status, text string, until time.Time) error {
	waits := s == dialog.WaitingResident || s == dialog.WaitingDepartment
	switch {
	case waits && strings.TrimSpace(text) == "":
		return &Mistake{Code: "text_missing", Field: "text", What: "text is empty", Why: "it says what is waited for", Do: "write it"}
	case s == dialog.Snoozed && until.IsZero():
		return &Mistake{Code: "until_unknown", Field: "until", What: "this is no moment ahead",
			Why: "a case put aside comes back by itself", Do: "choose another one"}
	}
	return d.do(ctx, act, dialog.Input{Kind: dialog.PutAside, Status: s, Text: text, Until: until})
}

// PassOn offers a case to another agent, who accepts or declines it; until then nothing
// changes. The reason is for agents, and the resident is told who has the case then.
func (d *Desk) PassOn(ctx context.Context, act Act, to Agent, reason string) error {
	if to.Login == "" || to.Disabled {
		return &Mistake{Code: "agent_unknown", Field: "to", What: "there is no such agent", Why: "a case needs somebody", Do: "choose one"}
	}
	c, err := d.seen(ctx, act)
	if err != nil {
		return err
	}
	if err := biased(to, c); err != nil {
		return err
	}
	if !to.Rules.MayHold(to, c) {
		return &Mistake{Code: "agent_unsuited", Field: "to", What: "this agent cannot have the case",
			Why: "it complains of the agent, or only agents named for its category see it", Do: "choose another one"}
	}
	return d.do(ctx, act, dialog.Input{Kind: dialog.PassOn, To: to.Login, ToName: to.Name, Text: reason})
}

// Accept takes a case that was offered to this agent; dialog.ErrGone where it no longer is.
func (d *Desk) Accept(ctx context.Context, act Act) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.AcceptPass})
}

// Decline ends an offer: the agent it was made to says why not, or who has the case takes
// it back. dialog.ErrGone where there is none any more.
func (d *Desk) Decline(ctx context.Context, act Act, reason string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.DeclinePass, Text: reason})
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
	waiting, err := board.List(Query{Status: dialog.Unclaimed, For: agent, Limit: nextTries})
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
