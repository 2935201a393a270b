package dialog

import "time"

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
func (t *scene) putAside(m *Matter) {
	text, until := t.clean(t.in.Text), t.in.Until
	given := until.After(t.now) && until.Before(t.now.Add(longestAside))
	if !until.IsZero() && !given {
		t.turn.Refused = ErrBadAct
		return
	}
	switch t.in.Status {
	case WaitingResident:
		if text == "" {
			t.turn.Refused = ErrBadAct
			return
		}
		until = t.now.Add(residentWaits)
	case WaitingDepartment:
		if text == "" {
			t.turn.Refused = ErrBadAct
			return
		}
		if until.IsZero() { // a hand-over nobody answers comes back to its owner
			until = t.Town.Rules.Department.Due(t.now, t.Town)
		}
	case Snoozed:
		if !given {
			t.turn.Refused = ErrBadAct
			return
		}
	case InProgress:
		if !m.aside() {
			t.turn.Refused = ErrBadAct
			return
		}
		until = time.Time{}
	default:
		t.turn.Refused = ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	t.stand(m, t.in.Status)
	if m.aside() {
		m.Waits = &Waits{For: text, Until: until}
	}
	t.act(Change{Case: m.ID, Kind: ChangeStatus, Value: string(m.Status), Text: text, Until: until})
	if m.Status == WaitingResident {
		m.Waits.RemindAt, m.News = t.now.Add(residentReminded), short(text, 40)
		t.s.Current, t.s.Asking = m.ID, nil
		t.pass(m, text, nil, "")
	}
	t.wakeForAside()
}

// stand puts a case where it stands now; what it waited for is over.
func (t *scene) stand(m *Matter, s Status) {
	m.Status, m.Waits = s, nil
}

// takeUp brings a case that waited back to its owner.
func (t *scene) takeUp(m *Matter, by By) {
	t.stand(m, InProgress)
	c := Change{Case: m.ID, Kind: ChangeStatus, By: by, Value: string(InProgress)}
	if by == ByAgent {
		c.Agent = t.in.Agent
	}
	t.change(c)
}

// heardFrom takes a case up again in which its resident has spoken. A case that waits
// for a department goes on waiting: the words stand unread before its owner.
func (t *scene) heardFrom() {
	if len(t.said) == 0 {
		return
	}
	for _, c := range t.said {
		m := t.s.Matter(c.Case)
		if m != nil && (m.Status == WaitingResident || m.Status == Snoozed) && m.Owner != "" {
			t.takeUp(m, BySystem)
		}
	}
	t.wakeForAside()
}

// asideOver reminds of, and brings back, what is due.
func (t *scene) asideOver() {
	for i := range t.s.Matters {
		m := &t.s.Matters[i]
		if m.Waits == nil {
			continue
		}
		if !m.Waits.RemindAt.IsZero() && !m.Waits.RemindAt.After(t.now) {
			t.remindOfQuestion(m)
		}
		if !m.Waits.Until.IsZero() && !m.Waits.Until.After(t.now) {
			t.takeUp(m, BySystem)
		}
	}
	t.wakeForAside()
}

// remindOfQuestion says once more what the agent wants to know, never at night.
func (t *scene) remindOfQuestion(m *Matter) {
	if t.Town.Quiet(t.now) {
		m.Waits.RemindAt = t.Town.NextLoud(t.now)
		return
	}
	m.Waits.RemindAt = time.Time{}
	if t.s.Stopped || t.s.Blocked || t.s.Gone != "" || t.in.From.Channel() == Unnamed || t.in.From.Channel() == Open311 {
		return
	}
	t.send(Reply{Text: t.phrase("waiting_reminder", Vars{"case": string(m.ID), "question": short(m.Waits.For, 40)}), Case: m.ID, UseBy: t.now.Add(reminderUseBy)})
}

func (t *scene) wakeForAside() {
	var first time.Time
	for i := range t.s.Matters {
		if m := &t.s.Matters[i]; m.Waits != nil {
			first = earliest(first, earliest(m.Waits.RemindAt, m.Waits.Until))
		}
	}
	t.wakeAtOrNever(wakeAside, first)
}
