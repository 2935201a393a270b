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

// PassOn gives a case to another agent. The reason is for agents.
func (d *Desk) PassOn(ctx context.Context, act Act, to Agent, reason string) error {
	if to.Login == "" || to.Disabled {
		return &Mistake{Code: "agent_unknown", Field: "to", What: "there is no such agent", Why: "a case needs somebody", Do: "choose one"}
	}
	c, err := d.seen(ctx, act)
	if err != nil {
		return err
	}
	if !to.Rules.MayHold(to, c) {
		return &Mistake{Code: "agent_unsuited", Field: "to", What: "this agent cannot have the case",
			Why: "it complains of the agent, or only agents named for its category see it", Do: "choose another one"}
	}
	return d.do(ctx, act, dialog.Input{Kind: dialog.PassOn, To: to.Login, ToName: to.Name, Text: reason})
}

// Refuse gives a case that was passed on to this agent back to who passed it, with the
// reason. It is a *Mistake where nobody did, or the agent has it for other reasons since.
func (d *Desk) Refuse(ctx context.Context, act Act, reason string) error {
	if len(act.Key) > KeyLongest {
		return keyTooLong()
	}
	events, err := d.events(ctx, act)
	if err != nil {
		return err
	}
	from, ok := passedBy(events, act.Agent.Login)
	if !ok {
		return &Mistake{Code: "not_passed", What: "nobody passed this case on to you", Why: "it would go back to them", Do: "release it, or pass it on"}
	}
	in := dialog.Input{Kind: dialog.PassOn, Status: "refused", To: from.Login, ToName: from.Name, Text: reason} // the status only keeps its key apart
	return d.do(ctx, act, in)
}

// passedBy is who passed a case on to a login last, with the name the case knows.
func passedBy(events []casebook.Event, login string) (from Agent, ok bool) {
	names := map[string]string{}
	for _, e := range events {
		switch e.Kind {
		case dialog.ChangeClaimed:
			names[e.Agent] = e.Text
			ok = ok && e.Agent == login
		case dialog.ChangeReleased, dialog.ChangeHandedBack:
			ok = false
		case dialog.ChangeTransferred:
			names[e.Value] = e.Raw
			back := ok && e.Agent == login && e.Value == from.Login // the same refusal, said again
			if ok = e.Value == login || back; !back {
				from = Agent{Login: e.Agent}
			}
		}
	}
	from.Name = names[from.Login]
	return from, ok && from.Login != login
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
