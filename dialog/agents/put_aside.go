package agents

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// How long a case waits for its resident, and when they are reminded, once.
const (
	residentWaits    = 5 * 24 * time.Hour
	residentReminded = 2 * 24 * time.Hour
)

// longestAside is the longest a case can be put aside.
const longestAside = 366 * 24 * time.Hour

// putAside lets a case wait for its resident (the question is sent), for a department,
// or until a day; with InProgress it is taken up again. It comes back to its owner by
// itself and is never closed by waiting.
func (t *Acts) putAside(m *dialog.Matter) {
	text, until := t.Clean(t.In.Text), t.In.Until
	given := until.After(t.Now) && until.Before(t.Now.Add(longestAside))
	if !until.IsZero() && !given {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	switch t.In.Status {
	case dialog.WaitingResident:
		if text == "" {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
		until = t.Now.Add(residentWaits)
	case dialog.WaitingDepartment:
		if text == "" {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
		if until.IsZero() { // a hand-over nobody answers comes back to its owner
			until = t.Town.Rules.Department.Due(t.Now, t.Town)
		}
	case dialog.Snoozed:
		if !given {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
	case dialog.InProgress:
		if !m.Aside() {
			t.Turn.Refused = dialog.ErrBadAct
			return
		}
		until = time.Time{}
	default:
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	t.stand(m, t.In.Status)
	if m.Aside() {
		m.Waits = &dialog.Waits{For: text, Until: until}
	}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeStatus, Value: string(m.Status), Text: text, Until: until})
	if m.Status == dialog.WaitingResident {
		m.Waits.RemindAt, m.News = t.Now.Add(residentReminded), phrases.Short(text, 40)
		t.State.Current, t.State.Asking = m.ID, nil
		t.pass(m, text, nil, "")
	}
	t.wakeForAside()
}

// stand puts a case where it stands now; what it waited for is over.
func (t *Acts) stand(m *dialog.Matter, s dialog.Status) {
	m.Status, m.Waits = s, nil
}

// takeUp brings a case that waited back to its owner.
func (t *Acts) takeUp(m *dialog.Matter, by dialog.By) {
	t.stand(m, dialog.InProgress)
	c := dialog.Change{Case: m.ID, Kind: dialog.ChangeStatus, By: by, Value: string(dialog.InProgress)}
	if by == dialog.ByAgent {
		c.Agent = t.In.Agent
	}
	t.Change(c)
}

// HeardFrom takes a case up again in which its resident has spoken. A case that waits
// for a department goes on waiting: the words stand unread before its owner.
func (t *Acts) HeardFrom() {
	if len(t.Said) == 0 {
		return
	}
	for _, c := range t.Said {
		m := t.State.Matter(c.Case)
		if m != nil && (m.Status == dialog.WaitingResident || m.Status == dialog.Snoozed) && m.Owner != "" {
			t.takeUp(m, dialog.BySystem)
		}
	}
	t.wakeForAside()
}

// AsideOver reminds of, and brings back, what is due.
func (t *Acts) AsideOver() {
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if m.Waits == nil {
			continue
		}
		if !m.Waits.RemindAt.IsZero() && !m.Waits.RemindAt.After(t.Now) {
			t.remindOfQuestion(m)
		}
		if !m.Waits.Until.IsZero() && !m.Waits.Until.After(t.Now) {
			t.takeUp(m, dialog.BySystem)
		}
	}
	t.wakeForAside()
}

// remindOfQuestion says once more what the agent wants to know, never at night.
func (t *Acts) remindOfQuestion(m *dialog.Matter) {
	if t.Town.Quiet(t.Now) {
		m.Waits.RemindAt = t.Town.NextLoud(t.Now)
		return
	}
	m.Waits.RemindAt = time.Time{}
	if t.State.Stopped || t.State.Blocked || t.State.Gone != "" || t.In.From.Channel() == dialog.Unnamed || t.In.From.Channel() == dialog.Open311 {
		return
	}
	t.Send(dialog.Reply{Text: t.Phrase("waiting_reminder", phrases.Vars{"case": string(m.ID), "question": phrases.Short(m.Waits.For, 40)}), Case: m.ID, UseBy: t.Now.Add(say.ReminderUseBy)})
}

func (t *Acts) wakeForAside() {
	var first time.Time
	for i := range t.State.Matters {
		if m := &t.State.Matters[i]; m.Waits != nil {
			first = say.Earliest(first, say.Earliest(m.Waits.RemindAt, m.Waits.Until))
		}
	}
	t.WakeAtOrNever(dialog.WakeAside, first)
}
