package agents

import "frontdoor/dialog"

// What an outside party is asked by a one-time link, and what it answers, are events of
// the case (ChangeOutside); the link itself is none of the conversation's business.

// askOutside lets the case wait for whoever the link goes to.
func (t *Acts) askOutside(m *dialog.Matter) {
	whom := t.Clean(t.In.Text)
	if whom == "" || t.In.Ref == "" || !t.In.Until.After(t.Now) {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	t.stand(m, dialog.WaitingDepartment)
	m.Waits = &dialog.Waits{For: whom, Until: t.In.Until}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeStatus, Value: string(m.Status), Text: whom, Until: t.In.Until})
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeOutside, Value: dialog.OutsideAsked, Slot: t.In.Ref, Text: whom, Until: t.In.Until})
}

// endOutside notes that a link is good for nothing any more.
func (t *Acts) endOutside(m *dialog.Matter) {
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeOutside, Value: dialog.OutsideRevoked, Slot: t.In.Ref})
}

// OutsideAnswered takes the answer down and brings the case back to its owner. The case
// may have gone on meanwhile, and may be closed: the answer is kept all the same.
func (t *Acts) OutsideAnswered() {
	m := t.State.Matter(t.In.Case)
	if m == nil {
		t.Turn.Refused = dialog.ErrNoCase
		return
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeOutside, By: dialog.BySystem, Value: dialog.OutsideAnswered, Slot: t.In.Ref, Raw: t.In.Name,
		Text: t.Clean(t.In.Text), Media: t.MaskedMedia()})
	if (m.Status == dialog.WaitingDepartment || m.Status == dialog.Snoozed) && m.Owner != "" {
		t.takeUp(m, dialog.BySystem)
		t.wakeForAside()
	}
}
