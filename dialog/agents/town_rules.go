package agents

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
	text := t.Clean(t.In.Text)
	if t.In.Kind == dialog.MarkGone {
		t.markGone(m)
		return
	}
	if !t.MayAct(m) {
		return
	}
	switch t.In.Kind {
	case dialog.Reach:
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeReached, Slot: t.In.Slot, Text: text})
	case dialog.Extend:
		if text == "" || t.In.Slot == "" || !t.In.Until.After(t.Now) {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeExtended, Slot: t.In.Slot, Until: t.In.Until, Text: text})
		m.News = phrases.Short(text, 40)
		t.pass(m, text, nil, "")
	case dialog.MediationDid:
		if t.In.Slot == "" || t.In.To == "" {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeStep, Slot: t.In.Slot, Value: t.In.To, Text: text})
	case dialog.Raise:
		if text == "" || t.In.Slot == "" {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeEscalated, Slot: "by_hand@" + strconv.FormatInt(t.In.At.Unix(), 10), Value: t.In.Slot, Raw: t.In.To, Text: text})
	case dialog.AgreeCheckIn:
		if t.State.Gone != "" || !t.In.Until.After(t.Now) || t.In.Until.After(t.Now.Add(longestAside)) {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
		m.CheckIns = append(slices.DeleteFunc(m.CheckIns, func(at time.Time) bool { return !at.After(t.Now) }), t.In.Until)
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeCheckIn, Value: dialog.CheckInAgreed, Until: t.In.Until, Text: text})
	}
}

// markGone notes that a person died or moved away. All that would be sent by a clock is
// stopped, in every matter of this address, and the note says which that was.
func (t *Acts) markGone(m *dialog.Matter) {
	mark := t.In.To
	if mark != dialog.GoneDied && mark != dialog.GoneMoved && mark != "" {
		t.Turn.Refused = dialog.ErrBadAct
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
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeMarked, Value: mark, Text: strings.Join(stopped, ",")})
	for i := range t.State.Matters { // what agents agreed for later ends in every matter
		if o := &t.State.Matters[i]; o.ID != m.ID && o.Status != dialog.Collecting {
			t.Act(dialog.Change{Case: o.ID, Kind: dialog.ChangeMarked, Value: mark})
		}
	}
}

// stopAllClocks takes away what would happen to the person without anybody saying
// anything: the reminder of a draft or of a question asked, check-ins agreed on.
func (t *Acts) stopAllClocks() []string {
	var stopped []string
	if _, ok := t.State.Wakes[dialog.WakeReminder]; ok {
		t.StopWakes(dialog.WakeReminder)
		stopped = append(stopped, "reminder")
	}
	for i := range t.State.Matters {
		if m := &t.State.Matters[i]; slices.ContainsFunc(m.CheckIns, t.In.At.Before) && !slices.Contains(stopped, "check_in") {
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

// Happens records what the town's rules did. What no longer fits is refused: somebody
// took the case, or it was closed, at the same moment.
func (t *Acts) Happens() {
	c := t.In.Change
	m := t.State.Matter(t.In.Case)
	switch {
	case m == nil && c != nil && (t.ErasePastSide(t.In.Case, *c) || t.HoldOver(t.In.Case, *c)):
		return
	case m == nil || c == nil:
		t.Turn.Refused = dialog.ErrNoCase
		return
	case c.Kind == dialog.ChangeErased:
		t.EraseByRule(m, *c)
		return
	case m.Status == dialog.Collecting && !m.Abandoned && !m.Alerted, (m.Status == dialog.Resolved || m.Status == dialog.Archived) && !t.outlivesClosing(m, *c):
		t.Turn.Refused = dialog.ErrClosed
		return
	}
	happened := *c
	happened.Case, happened.By = m.ID, dialog.BySystem
	switch c.Kind {
	case dialog.ChangeProposed:
		if m.Owner != "" {
			t.Turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
			return
		}
	case dialog.ChangeReleased:
		if m.Owner == "" || m.Owner != c.Agent {
			t.Turn.Refused = dialog.ErrNotOwner
			return
		}
		happened.Agent = ""
		t.freed(m)
		t.wakeForAside()
	case dialog.ChangeAlike:
		if !t.MayAskAlike(m) {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
		t.AskAlike(m, dialog.Joint{Case: t.In.Into, At: t.In.IntoAt})
	case dialog.ChangeClock, dialog.ChangeEscalated, dialog.ChangeCheckIn, dialog.ChangeClustered:
	default:
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	t.Change(happened)
}

// outlivesClosing says whether something happens to a closed case, too: to look in on a
// person as was agreed, or as is owed after a crisis.
func (t *Acts) outlivesClosing(m *dialog.Matter, c dialog.Change) bool {
	clock := c.Kind == dialog.ChangeClock || c.Kind == dialog.ChangeEscalated
	return c.Kind == dialog.ChangeCheckIn || clock && m.Alerted
}
