package script

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
)

// ruledActs are what an agent does by the town's clocks and ladders. What is possible in
// which category is the desk's to know; here stands who may do it.
func (t *Acts) ruledActs(m *dialog.Matter) {
	text := t.clean(t.in.Text)
	if t.in.Kind == dialog.MarkGone {
		t.markGone(m)
		return
	}
	if !t.mayAct(m) {
		return
	}
	switch t.in.Kind {
	case dialog.Reach:
		t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeReached, Slot: t.in.Slot, Text: text})
	case dialog.Extend:
		if text == "" || t.in.Slot == "" || !t.in.Until.After(t.Now) {
			t.turn.Refused = dialog.ErrBadAct
			return
		}
		t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeExtended, Slot: t.in.Slot, Until: t.in.Until, Text: text})
		m.News = phrases.Short(text, 40)
		t.pass(m, text, nil, "")
	case dialog.MediationDid:
		if t.in.Slot == "" || t.in.To == "" {
			t.turn.Refused = dialog.ErrBadAct
			return
		}
		t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeStep, Slot: t.in.Slot, Value: t.in.To, Text: text})
	case dialog.Raise:
		if text == "" || t.in.Slot == "" {
			t.turn.Refused = dialog.ErrBadAct
			return
		}
		t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeEscalated, Slot: "by_hand@" + strconv.FormatInt(t.in.At.Unix(), 10), Value: t.in.Slot, Raw: t.in.To, Text: text})
	case dialog.AgreeCheckIn:
		if t.State.Gone != "" || !t.in.Until.After(t.Now) || t.in.Until.After(t.Now.Add(longestAside)) {
			t.turn.Refused = dialog.ErrBadAct
			return
		}
		m.CheckIns = append(slices.DeleteFunc(m.CheckIns, func(at time.Time) bool { return !at.After(t.Now) }), t.in.Until)
		t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeCheckIn, Value: dialog.CheckInAgreed, Until: t.in.Until, Text: text})
	}
}

// markGone notes that a person died or moved away. All that would be sent by a clock is
// stopped, in every matter of this address, and the note says which that was.
func (t *Acts) markGone(m *dialog.Matter) {
	mark := t.in.To
	if mark != dialog.GoneDied && mark != dialog.GoneMoved && mark != "" {
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	if mark == t.State.Gone {
		return
	}
	t.State.Gone = mark
	var stopped []string
	if mark != "" {
		stopped = t.stopAllClocks()
	}
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeMarked, Value: mark, Text: strings.Join(stopped, ",")})
	for i := range t.State.Matters { // what agents agreed for later ends in every matter
		if o := &t.State.Matters[i]; o.ID != m.ID && o.Status != dialog.Collecting {
			t.act(dialog.Change{Case: o.ID, Kind: dialog.ChangeMarked, Value: mark})
		}
	}
}

// stopAllClocks takes away what would happen to the person without anybody saying
// anything: the reminder of a draft or of a question asked, check-ins agreed on.
func (t *Acts) stopAllClocks() []string {
	var stopped []string
	if _, ok := t.State.Wakes[dialog.WakeReminder]; ok {
		t.stopWakes(dialog.WakeReminder)
		stopped = append(stopped, "reminder")
	}
	for i := range t.State.Matters {
		if m := &t.State.Matters[i]; slices.ContainsFunc(m.CheckIns, t.in.At.Before) && !slices.Contains(stopped, "check_in") {
			stopped = append(stopped, "check_in")
		}
		t.State.Matters[i].CheckIns = nil
		if w := t.State.Matters[i].Waits; w != nil && !w.RemindAt.IsZero() {
			w.RemindAt = time.Time{}
			if !slices.Contains(stopped, "question") {
				stopped = append(stopped, "question")
			}
		}
	}
	return stopped
}

// happens records what the town's rules did. What no longer fits is refused: somebody
// took the case, or it was closed, at the same moment.
func (t *Acts) happens() {
	c := t.in.Change
	m := t.State.Matter(t.in.Case)
	switch {
	case m == nil && c != nil && (t.erasePastSide(t.in.Case, *c) || t.holdOver(t.in.Case, *c)):
		return
	case m == nil || c == nil:
		t.turn.Refused = dialog.ErrNoCase
		return
	case c.Kind == dialog.ChangeErased:
		t.eraseByRule(m, *c)
		return
	case m.Status == dialog.Collecting && !m.Abandoned && !m.Alerted, (m.Status == dialog.Resolved || m.Status == dialog.Archived) && !t.outlivesClosing(m, *c):
		t.turn.Refused = dialog.ErrClosed
		return
	}
	happened := *c
	happened.Case, happened.By = m.ID, dialog.BySystem
	switch c.Kind {
	case dialog.ChangeProposed:
		if m.Owner != "" {
			t.turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
			return
		}
	case dialog.ChangeReleased:
		if m.Owner == "" || m.Owner != c.Agent {
			t.turn.Refused = dialog.ErrNotOwner
			return
		}
		happened.Agent = ""
		t.freed(m)
		t.wakeForAside()
	case dialog.ChangeAlike:
		if !t.mayAskAlike(m) {
			t.turn.Refused = dialog.ErrBadAct
			return
		}
		t.askAlike(m, dialog.Joint{Case: t.in.Into, At: t.in.IntoAt})
	case dialog.ChangeClock, dialog.ChangeEscalated, dialog.ChangeCheckIn, dialog.ChangeClustered:
	default:
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	t.change(happened)
}

// outlivesClosing says whether something happens to a closed case, too: to look in on a
// person as was agreed, or as is owed after a crisis.
func (t *Acts) outlivesClosing(m *dialog.Matter, c dialog.Change) bool {
	clock := c.Kind == dialog.ChangeClock || c.Kind == dialog.ChangeEscalated
	return c.Kind == dialog.ChangeCheckIn || clock && m.Alerted
}
