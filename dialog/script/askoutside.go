package script

import "frontdoor/dialog"

// What an outside party is asked by a one-time link, and what it answers, are events of
// the case (ChangeOutside); the link itself is none of the conversation's business.

// askOutside lets the case wait for whoever the link goes to.
func (t *Acts) askOutside(m *dialog.Matter) {
	whom := t.clean(t.in.Text)
	if whom == "" || t.in.Ref == "" || !t.in.Until.After(t.Now) {
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	t.stand(m, dialog.WaitingDepartment)
	m.Waits = &dialog.Waits{For: whom, Until: t.in.Until}
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeStatus, Value: string(m.Status), Text: whom, Until: t.in.Until})
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeOutside, Value: dialog.OutsideAsked, Slot: t.in.Ref, Text: whom, Until: t.in.Until})
}

// endOutside notes that a link is good for nothing any more.
func (t *Acts) endOutside(m *dialog.Matter) {
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeOutside, Value: dialog.OutsideRevoked, Slot: t.in.Ref})
}

// outsideAnswered takes the answer down and brings the case back to its owner. The case
// may have gone on meanwhile, and may be closed: the answer is kept all the same.
func (t *Acts) outsideAnswered() {
	m := t.State.Matter(t.in.Case)
	if m == nil {
		t.turn.Refused = dialog.ErrNoCase
		return
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeOutside, By: dialog.BySystem, Value: dialog.OutsideAnswered, Slot: t.in.Ref, Raw: t.in.Name,
		Text: t.clean(t.in.Text), Media: t.maskedMedia()})
	if (m.Status == dialog.WaitingDepartment || m.Status == dialog.Snoozed) && m.Owner != "" {
		t.takeUp(m, dialog.BySystem)
		t.wakeForAside()
	}
}
