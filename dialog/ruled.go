package dialog

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// ruledActs are what an agent does by the town's clocks and ladders. What is possible in
// which category is the desk's to know; here stands who may do it.
func (t *scene) ruledActs(m *Matter) {
	text := t.clean(t.in.Text)
	if t.in.Kind == MarkGone {
		t.markGone(m)
		return
	}
	if !t.mayAct(m) {
		return
	}
	switch t.in.Kind {
	case Reach:
		t.act(Change{Case: m.ID, Kind: ChangeReached, Slot: t.in.Slot, Text: text})
	case Extend:
		if text == "" || t.in.Slot == "" || !t.in.Until.After(t.now) {
			t.turn.Refused = ErrBadAct
			return
		}
		t.act(Change{Case: m.ID, Kind: ChangeExtended, Slot: t.in.Slot, Until: t.in.Until, Text: text})
		m.News = short(text, 40)
		t.pass(m, text, nil, "")
	case MediationDid:
		if t.in.Slot == "" || t.in.To == "" {
			t.turn.Refused = ErrBadAct
			return
		}
		t.act(Change{Case: m.ID, Kind: ChangeStep, Slot: t.in.Slot, Value: t.in.To, Text: text})
	case Raise:
		if text == "" || t.in.Slot == "" {
			t.turn.Refused = ErrBadAct
			return
		}
		t.act(Change{Case: m.ID, Kind: ChangeEscalated, Slot: "by_hand@" + strconv.FormatInt(t.in.At.Unix(), 10), Value: t.in.Slot, Raw: t.in.To, Text: text})
	case AgreeCheckIn:
		if t.s.Gone != "" || !t.in.Until.After(t.now) || t.in.Until.After(t.now.Add(longestAside)) {
			t.turn.Refused = ErrBadAct
			return
		}
		m.CheckIns = append(slices.DeleteFunc(m.CheckIns, func(at time.Time) bool { return !at.After(t.now) }), t.in.Until)
		t.act(Change{Case: m.ID, Kind: ChangeCheckIn, Value: CheckInAgreed, Until: t.in.Until, Text: text})
	}
}

// markGone notes that a person died or moved away. All that would be sent by a clock is
// stopped, in every matter of this address, and the note says which that was.
func (t *scene) markGone(m *Matter) {
	mark := t.in.To
	if mark != GoneDied && mark != GoneMoved && mark != "" {
		t.turn.Refused = ErrBadAct
		return
	}
	if mark == t.s.Gone {
		return
	}
	t.s.Gone = mark
	var stopped []string
	if mark != "" {
		stopped = t.stopAllClocks()
	}
	t.act(Change{Case: m.ID, Kind: ChangeMarked, Value: mark, Text: strings.Join(stopped, ",")})
	for i := range t.s.Matters { // what agents agreed for later ends in every matter
		if o := &t.s.Matters[i]; o.ID != m.ID && o.Status != Collecting {
			t.act(Change{Case: o.ID, Kind: ChangeMarked, Value: mark})
		}
	}
}

// stopAllClocks takes away what would happen to the person without anybody saying
// anything: the reminder of a draft or of a question asked, check-ins agreed on.
func (t *scene) stopAllClocks() []string {
	var stopped []string
	if _, ok := t.s.Wakes[wakeReminder]; ok {
		t.stopWakes(wakeReminder)
		stopped = append(stopped, "reminder")
	}
	for i := range t.s.Matters {
		if m := &t.s.Matters[i]; slices.ContainsFunc(m.CheckIns, t.in.At.Before) && !slices.Contains(stopped, "check_in") {
			stopped = append(stopped, "check_in")
		}
		t.s.Matters[i].CheckIns = nil
		if w := t.s.Matters[i].Waits; w != nil && !w.RemindAt.IsZero() {
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
func (t *scene) happens() {
	c := t.in.Change
	m := t.s.Matter(t.in.Case)
	switch {
	case m == nil && c != nil && (t.erasePastSide(t.in.Case, *c) || t.holdOver(t.in.Case, *c)):
		return
	case m == nil || c == nil:
		t.turn.Refused = ErrNoCase
		return
	case c.Kind == ChangeErased:
		t.eraseByRule(m, *c)
		return
	case m.Status == Collecting && !m.Abandoned && !m.Alerted, (m.Status == Resolved || m.Status == Archived) && !t.outlivesClosing(m, *c):
		t.turn.Refused = ErrClosed
		return
	}
	happened := *c
	happened.Case, happened.By = m.ID, BySystem
	switch c.Kind {
	case ChangeProposed:
		if m.Owner != "" {
			t.turn.Refused = &HeldError{Owner: m.Owner, Name: m.OwnerName}
			return
		}
	case ChangeReleased:
		if m.Owner == "" || m.Owner != c.Agent {
			t.turn.Refused = ErrNotOwner
			return
		}
		happened.Agent = ""
		t.freed(m)
		t.wakeForAside()
	case ChangeAlike:
		if !t.mayAskAlike(m) {
			t.turn.Refused = ErrBadAct
			return
		}
		t.askAlike(m, Joint{t.in.Into, t.in.IntoAt})
	case ChangeClock, ChangeEscalated, ChangeCheckIn, ChangeClustered:
	default:
		t.turn.Refused = ErrBadAct
		return
	}
	t.change(happened)
}

// outlivesClosing says whether something happens to a closed case, too: to look in on a
// person as was agreed, or as is owed after a crisis.
func (t *scene) outlivesClosing(m *Matter, c Change) bool {
	clock := c.Kind == ChangeClock || c.Kind == ChangeEscalated
	return c.Kind == ChangeCheckIn || clock && m.Alerted
}
