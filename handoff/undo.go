package handoff

import (
	"context"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Undo takes back what the agent did to a case a moment ago (a claim, putting it aside,
// or what is held back), and puts the case where it was: one that the act took from the
// queue goes back there. What was done before since is left alone: dialog.ErrGone. why is
// told with a case that goes back.
func (d *Desk) Undo(ctx context.Context, act Act, what dialog.InputKind, since time.Time, why string) error {
	events, err := d.events(ctx, act)
	if err != nil {
		return err
	}
	i, took := lastDone(events, act.Agent.Login, what)
	if i < 0 || events[i].At.Before(since) {
		return dialog.ErrGone
	}
	if what != dialog.Claim && what != dialog.PutAside {
		if err := d.TakeBack(ctx, act); err != nil {
			return err
		}
	}
	switch before := casebook.Fold(events[:i]); {
	case took:
		return d.Release(ctx, act, why)
	case what != dialog.PutAside:
		return nil
	case before.Status == dialog.WaitingDepartment, before.Status == dialog.Snoozed && before.Until.After(events[i].At):
		return d.PutAside(ctx, act, before.Status, before.WaitsFor, before.Until)
	}
	// A question to the resident is not asked a second time: the case is worked on.
	return d.PutAside(ctx, act, dialog.InProgress, "", time.Time{})
}

// lastDone is where an agent did something last, -1 for never, and whether that took the
// case from the queue.
func lastDone(events []casebook.Event, login string, what dialog.InputKind) (i int, took bool) {
	kind := map[dialog.InputKind]dialog.ChangeKind{dialog.Claim: dialog.ChangeClaimed, dialog.PutAside: dialog.ChangeStatus}[what]
	if kind == "" {
		kind = dialog.ChangeHeld
	}
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		if e.Kind != kind || e.Agent != login || kind == dialog.ChangeStatus && e.Value == string(dialog.InProgress) {
			continue
		}
		first := i // of the events of this act
		for first > 0 && events[first-1].At.Equal(e.At) && events[first-1].Agent == login {
			first--
		}
		took = slices.ContainsFunc(events[first:i+1], func(e casebook.Event) bool { return e.Kind == dialog.ChangeClaimed }) &&
			casebook.Fold(events[:first]).Owner == ""
		return i, took
	}
	return -1, false
}
