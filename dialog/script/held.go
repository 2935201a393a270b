package script

import (
	"cmp"
	"time"

	"frontdoor/dialog"
)

// hold keeps the act of this input back, if it asks for that; true when it does. It
// is called where the act may happen for sure.
func (t *Acts) hold(m *dialog.Matter) bool {
	if t.in.Hold <= 0 {
		return false
	}
	until := t.Now.Add(min(t.in.Hold, dialog.MostHeld))
	m.Held = &dialog.Held{Kind: t.in.Kind, Agent: t.in.Agent, Name: t.in.Name, Text: t.clean(t.in.Text), Media: t.in.Media,
		Outcome: t.in.Outcome, Into: t.in.Into, IntoAt: t.in.IntoAt, Also: t.in.Also, Until: until}
	if t.in.Kind == dialog.Merge {
		m.Held.Text = string(t.in.Into)
	}
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeHeld, Value: string(t.in.Kind), Text: m.Held.Text, Media: t.in.Media,
		Outcome: t.in.Outcome, Until: until})
	t.wakeForHeld()
	return true
}

// takeBack undoes what is held. It is for who held it, or a supervisor.
func (t *Acts) takeBack(m *dialog.Matter) {
	switch {
	case m.Held == nil:
		t.turn.Refused = dialog.ErrGone
	case m.Held.Agent != t.in.Agent && !t.in.Force:
		t.turn.Refused = &dialog.HeldError{Owner: m.Held.Agent, Name: m.Held.Name}
	default:
		m.Held = nil
		t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnsent})
		t.wakeForHeld()
	}
}

// letGo carries out what is held now: its time has come, or the next act of the case
// would overtake it.
func (t *Acts) letGo(m *dialog.Matter) {
	h := m.Held
	if h == nil {
		return
	}
	m.Held = nil
	by := t.in
	t.in.Kind, t.in.Agent, t.in.Name, t.in.Text, t.in.Media, t.in.Outcome = h.Kind, h.Agent, h.Name, h.Text, h.Media, h.Outcome
	t.in.Into, t.in.IntoAt, t.in.Also = h.Into, h.IntoAt, h.Also
	t.in.Hold, t.in.Force = 0, false
	switch h.Kind {
	case dialog.AgentReply:
		t.agentReply(m)
	case dialog.HandBack:
		t.handBack(m)
	case dialog.Close:
		t.close(m)
	case dialog.Merge:
		t.merge(m)
	}
	t.in = by
	t.wakeForHeld()
}

// heldOver lets everything go whose time has come.
func (t *Acts) heldOver() {
	for i := range t.State.Matters {
		if m := &t.State.Matters[i]; m.Held != nil && !m.Held.Until.After(t.Now) {
			if t.letGo(m); t.turn.Refused != nil { // it can no longer be: better unsent than tried for ever
				t.turn.Refused = nil
				t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnsent, By: dialog.BySystem})
			}
		}
	}
	t.wakeForHeld()
}

// wakeForHeld asks to be woken when the first of what is held goes out.
func (t *Acts) wakeForHeld() {
	var first time.Time
	for _, m := range t.State.Matters {
		if m.Held != nil && (first.IsZero() || m.Held.Until.Before(first)) {
			first = m.Held.Until
		}
	}
	t.wakeAtOrNever(dialog.WakeHeld, first)
}

// wakeAtOrNever sets a wake-up, or stops it where there is no time for it.
func (t *Speaker) wakeAtOrNever(purpose string, at time.Time) {
	if at.IsZero() {
		t.stopWakes(purpose)
		return
	}
	t.setWake(purpose, at)
}

// earliest of two times, a zero one being none.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return cmp.Or(a, b)
}
