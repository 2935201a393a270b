package dialog

import (
	"maps"
	"slices"
)

// Clone copies a state so deeply that changing the copy never shows in the
// original: a step that lost a race is taken again from the same state.
func (s State) Clone() State {
	s.Matters = slices.Clone(s.Matters)
	for i := range s.Matters {
		m := &s.Matters[i]
		m.Slots = maps.Clone(m.Slots)
		for k, v := range m.Slots {
			v.Prior = slices.Clone(v.Prior)
			m.Slots[k] = v
		}
		m.Alarms = maps.Clone(m.Alarms)
		m.Flags = slices.Clone(m.Flags)
		m.Files = slices.Clone(m.Files)
		m.Order = slices.Clone(m.Order)
		m.Hints = slices.Clone(m.Hints)
		m.Reasoned = slices.Clone(m.Reasoned)
		m.CheckIns = slices.Clone(m.CheckIns)
		if m.Waits != nil {
			w := *m.Waits
			m.Waits = &w
		}
		m.Joined = slices.Clone(m.Joined)
		m.Updates = slices.Clone(m.Updates)
		if m.Merged != nil {
			j := *m.Merged
			m.Merged = &j
		}
		if m.Passing != nil {
			p := *m.Passing
			m.Passing = &p
		}
		if m.Side != nil {
			side := *m.Side
			m.Side = &side
		}
		if m.Held != nil {
			h := *m.Held
			h.Media = slices.Clone(h.Media)
			m.Held = &h
		}
	}
	s.Unheard = slices.Clone(s.Unheard)
	if s.Asking != nil {
		q := *s.Asking
		q.Choices = slices.Clone(q.Choices)
		s.Asking = &q
	}
	if s.Offer != nil {
		o := *s.Offer
		s.Offer = &o
	}
	if s.Link != nil {
		l := *s.Link
		s.Link = &l
	}
	if s.Proof != nil {
		p := *s.Proof
		s.Proof = &p
	}
	s.Proofs = slices.Clone(s.Proofs)
	s.Fleeting = slices.Clone(s.Fleeting)
	s.Later = slices.Clone(s.Later)
	s.Sides = slices.Clone(s.Sides)
	s.UnderHold = slices.Clone(s.UnderHold)
	s.Texts = slices.Clone(s.Texts)
	s.CodesTried = slices.Clone(s.CodesTried)
	s.Burst = slices.Clone(s.Burst)
	s.Parked = slices.Clone(s.Parked)
	s.Wakes = maps.Clone(s.Wakes)
	s.Used = maps.Clone(s.Used)
	s.Sent = slices.Clone(s.Sent)
	s.Alerts = slices.Clone(s.Alerts)
	s.Waiting = slices.Clone(s.Waiting)
	return s
}
