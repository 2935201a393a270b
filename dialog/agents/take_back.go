package agents

import (
	"time"

	"frontdoor/dialog"
)

// hold keeps the act of this input back, if it asks for that; true when it does. It
// is called where the act may happen for sure.
func (t *Acts) hold(m *dialog.Matter) bool {
	if t.In.Hold <= 0 {
		return false
	}
	until := t.Now.Add(min(t.In.Hold, dialog.MostHeld))
	m.Held = &dialog.Held{Kind: t.In.Kind, Agent: t.In.Agent, Name: t.In.Name, Text: t.Clean(t.In.Text), Media: t.In.Media,
		Outcome: t.In.Outcome, Into: t.In.Into, IntoAt: t.In.IntoAt, Also: t.In.Also, Until: until}
	if t.In.Kind == dialog.Merge {
		m.Held.Text = string(t.In.Into)
	}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeHeld, Value: string(t.In.Kind), Text: m.Held.Text, Media: t.In.Media,
		Outcome: t.In.Outcome, Until: until})
	t.wakeForHeld()
	return true
}

// takeBack undoes what is held. It is for who held it, or a supervisor.
func (t *Acts) takeBack(m *dialog.Matter) {
	switch {
	case m.Held == nil:
		t.Turn.Refused = dialog.ErrGone
	case m.Held.Agent != t.In.Agent && !t.In.Force:
		t.Turn.Refused = &dialog.HeldError{Owner: m.Held.Agent, Name: m.Held.Name}
	default:
		m.Held = nil
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnsent})
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
	by := t.In
	t.In.Kind, t.In.Agent, t.In.Name, t.In.Text, t.In.Media, t.In.Outcome = h.Kind, h.Agent, h.Name, h.Text, h.Media, h.Outcome
	t.In.Into, t.In.IntoAt, t.In.Also = h.Into, h.IntoAt, h.Also
	t.In.Hold, t.In.Force = 0, false
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
	t.In = by
	t.wakeForHeld()
}

// HeldOver lets everything go whose time has come.
func (t *Acts) HeldOver() {
	for i := range t.State.Matters {
		if m := &t.State.Matters[i]; m.Held != nil && !m.Held.Until.After(t.Now) {
			if t.letGo(m); t.Turn.Refused != nil { // it can no longer be: better unsent than tried for ever
				t.Turn.Refused = nil
				t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnsent, By: dialog.BySystem})
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
	t.WakeAtOrNever(dialog.WakeHeld, first)
}
