package table

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/say"
)

// AtTables looks, at the end of a step, at what it means for the tables this resident sits
// at: danger halts a table whoever told it, a STOP is told, and so is that a side has
// written, without what it wrote.
func (t *Host) AtTables() {
	if len(t.State.Later) == 0 && len(t.State.UnderHold) == 0 && !slices.ContainsFunc(t.State.Matters, func(m dialog.Matter) bool { return m.Side != nil || m.Table != nil }) {
		t.StopWakes(dialog.WakeTable)
		return
	}
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		t.keptQuiet(m)
		if m.Side == nil {
			continue
		}
		if away := t.away(); away != m.Side.Stopped {
			if m.Side.Stopped = away; away {
				t.answerTable(*m.Side, mediation.Act{Kind: mediation.Stop, By: mediation.Side})
			} else {
				t.answerTable(*m.Side, mediation.Act{Kind: mediation.Back, By: mediation.Side})
			}
			if away && m.Side.State == mediation.Invited {
				m.Side.State, m.Side.NextAt = mediation.Declined, time.Time{}
			}
		}
		if !m.Side.Told && t.violence(m) {
			m.Side.Told, m.Side.Halted = true, true
			why := mediation.OfViolence
			if m.Side.Case != m.ID && recorded(m) { // of the asker's record the table's own talk knows
				why = mediation.OnRecord
			}
			t.answerTable(*m.Side, mediation.Act{Kind: mediation.Halt, By: mediation.Town, Text: why})
		}
	}
	t.tellSpoke()
	t.wakeForTables()
}

// keptQuiet calls off the invitations of a table whose asker wants the other side to know
// nothing any more.
func (t *Host) keptQuiet(m *dialog.Matter) {
	if m.Table == nil || t.mayTell(m) {
		return
	}
	for _, p := range m.Table.Parties {
		if p.State == mediation.Invited || p.State == mediation.Unheard {
			t.FromSide(m, mediation.Act{Kind: mediation.Drop, By: mediation.Town, At: t.In.At, Party: p.ID})
		}
	}
}

// tellSpoke tells a table that one of its sides has written.
func (t *Host) tellSpoke() {
	var told []dialog.CaseID
	for _, c := range t.Said {
		if m := t.State.Matter(c.Case); m != nil && m.Side != nil && m.Side.Case != m.ID && !slices.Contains(told, m.ID) {
			told = append(told, m.ID)
			t.answerTable(*m.Side, mediation.Act{Kind: sideSpoke, By: mediation.Side})
		}
	}
}

// TableOver does what time does at tables: reminders of an invitation, and of what is owed.
func (t *Host) TableOver() {
	if t.Town.Quiet(t.Now) {
		return // woken again when it is over
	}
	t.inMorning()
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if s := m.Side; s != nil && s.State == mediation.Invited && !s.NextAt.IsZero() && !s.NextAt.After(t.Now) {
			t.inviteAgain(m)
		}
	}
	for _, m := range t.watched() {
		for n := range m.Table.Items {
			t.duty(m, n)
		}
	}
}

// watched are the cases by whose tables something is owed.
func (t *Host) watched() (all []*dialog.Matter) {
	for _, matters := range [][]dialog.Matter{t.State.Matters, t.State.UnderHold} {
		for i := range matters {
			if m := &matters[i]; m.Table != nil && m.Table.State == mediation.Signed {
				all = append(all, m)
			}
		}
	}
	return all
}

// inviteAgain reminds of an invitation, twice; then the mediator is told that nobody answers.
func (t *Host) inviteAgain(m *dialog.Matter) {
	s := m.Side
	switch {
	case s.Halted || t.away():
		s.NextAt = time.Time{}
	case s.Reminded >= remindMost:
		s.State, s.NextAt = mediation.Unheard, time.Time{}
		t.answerTable(*s, mediation.Act{Kind: mediation.Silent, By: mediation.Town})
	case !t.mayText():
		s.State, s.NextAt = mediation.Unheard, time.Time{}
		t.answerTable(*s, mediation.Act{Kind: mediation.Limit, By: mediation.Town})
	default:
		s.Reminded++
		t.invite(m, dialog.ByBot, "table_remind")
	}
}

// When an item is spoken of: who owes it is reminded the day before, who is owed it is asked
// the day after, and the mediator is told when there is no answer.
const (
	dutyHour  = 9 * time.Hour
	unsureFor = 3 * 24 * time.Hour
)

// duty does what is due about the n-th item of a table.
func (t *Host) duty(m *dialog.Matter, n int) {
	at, kind := t.dutyAt(m.Table.Items[n])
	if at.IsZero() || at.After(t.Now) {
		return
	}
	item := m.Table.Items[n]
	party := item.Owed
	if kind == mediation.Due {
		party = item.Owes
	}
	t.FromSide(m, mediation.Act{Kind: kind, By: mediation.Town, At: t.In.At, Party: party, Item: n + 1})
}

// dutyAt is when something is to be done about an item, and what; zero for never.
func (t *Host) dutyAt(i mediation.Item) (time.Time, mediation.Kind) {
	day, ok := t.dayOf(i.Due)
	if !ok {
		return time.Time{}, ""
	}
	before, after := day.AddDate(0, 0, -1).Add(dutyHour), day.AddDate(0, 0, 1).Add(dutyHour)
	switch {
	case i.State == mediation.ItemOpen && !i.Reminded && t.Now.Before(after):
		return before, mediation.Due
	case i.State == mediation.ItemOpen:
		return after, mediation.Ask
	case i.State == mediation.ItemAsked:
		return i.At.Add(unsureFor), mediation.Unsure
	}
	return time.Time{}, ""
}

// wakeForTables asks to be woken when the next of it is due, never in the quiet hours.
func (t *Host) wakeForTables() {
	var first time.Time
	if len(t.State.Later) > 0 {
		first = t.Town.NextLoud(t.Now)
	}
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if s := m.Side; s != nil && s.State == mediation.Invited && !s.Halted {
			first = say.Earliest(first, s.NextAt)
		}
	}
	for _, m := range t.watched() {
		for _, item := range m.Table.Items {
			at, _ := t.dutyAt(item)
			first = say.Earliest(first, at)
		}
	}
	if !first.IsZero() {
		if !first.After(t.Now) { // what could not be done now is tried tomorrow
			first = t.Now.Add(24 * time.Hour)
			if t.Town.Quiet(t.Now) {
				first = t.Now
			}
		}
		first = t.Town.NextLoud(first)
	}
	t.WakeAtOrNever(dialog.WakeTable, first)
}
