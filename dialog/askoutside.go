package dialog

// What an outside party is asked by a one-time link, and what it answers, are events of
// the case (ChangeOutside); the link itself is none of the conversation's business.

// askOutside lets the case wait for whoever the link goes to.
func (t *scene) askOutside(m *Matter) {
	whom := t.clean(t.in.Text)
	if whom == "" || t.in.Ref == "" || !t.in.Until.After(t.now) {
		t.turn.Refused = ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	t.stand(m, WaitingDepartment)
	m.Waits = &Waits{For: whom, Until: t.in.Until}
	t.act(Change{Case: m.ID, Kind: ChangeStatus, Value: string(m.Status), Text: whom, Until: t.in.Until})
	t.act(Change{Case: m.ID, Kind: ChangeOutside, Value: OutsideAsked, Slot: t.in.Ref, Text: whom, Until: t.in.Until})
}

// endOutside notes that a link is good for nothing any more.
func (t *scene) endOutside(m *Matter) {
	t.act(Change{Case: m.ID, Kind: ChangeOutside, Value: OutsideRevoked, Slot: t.in.Ref})
}

// outsideAnswered takes the answer down and brings the case back to its owner. The case
// may have gone on meanwhile, and may be closed: the answer is kept all the same.
func (t *scene) outsideAnswered() {
	m := t.s.Matter(t.in.Case)
	if m == nil {
		t.turn.Refused = ErrNoCase
		return
	}
	t.change(Change{Case: m.ID, Kind: ChangeOutside, By: BySystem, Value: OutsideAnswered, Slot: t.in.Ref, Raw: t.in.Name,
		Text: t.clean(t.in.Text), Media: t.maskedMedia()})
	if (m.Status == WaitingDepartment || m.Status == Snoozed) && m.Owner != "" {
		t.takeUp(m, BySystem)
		t.wakeForAside()
	}
}
