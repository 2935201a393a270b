package talk

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/say"
)

// restart forgets what was collected, after asking when there is much of it.
func (t *Talk) restart(m *dialog.Matter, sure bool) {
	if !sure && m.Filled() >= 2 {
		t.confirm(m, "restart_ask", dialog.AboutRestart, nil)
		return
	}
	t.forget(m)
	t.State.Asking = &dialog.Question{Asks: "what", Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: t.Phrase("restarted", nil), Asks: "what", UseBy: t.Now.Add(say.QuestionUseBy)})
}

// retell begins anew with the story told in the same breath: 重新报,镇政府后门路灯不亮.
// Nobody who says so need be asked whether they mean it.
func (t *Talk) retell(m *dialog.Matter, msg hear.Message, words string) {
	t.forget(m)
	t.State.Asking = nil
	sub := hear.Message{Pieces: msg.Pieces, Text: words}
	t.carryOut(m, sub, t.ReadFacts(m, nil, sub))
}

// forget takes back all that was collected of a matter.
func (t *Talk) forget(m *dialog.Matter) {
	for _, key := range m.SlotKeys() {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: key})
	}
	if m.Category != "" {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeCategory, By: dialog.ByResident})
	}
	*m = dialog.Matter{ID: m.ID, Status: dialog.Collecting, Slots: map[string]dialog.Slot{}, Flags: m.Flags, Attach: m.Attach, Files: m.Files}
	if !t.OnSMS() {
		t.State.Phone, t.State.Name = "", ""
	}
	t.KnownContact(m)
}

// drop takes the draft back, after asking when there is much of it.
func (t *Talk) drop(m *dialog.Matter, sure bool) {
	if m == nil || m.Status != dialog.Collecting {
		t.Tell(t.Phrase("nothing_to_drop", nil))
		return
	}
	if !sure && m.Filled() >= 2 {
		t.confirm(m, "drop_ask", dialog.AboutDrop, nil)
		return
	}
	t.giveUp(m, "dropped")
}

// mistaken ends a talk with somebody who meant somebody else; a matter that was told is
// dropped like any other.
func (t *Talk) mistaken(m *dialog.Matter) {
	if m.Category != "" {
		t.drop(m, false)
		return
	}
	t.giveUp(m, "no_matter")
}

// giveUp removes a draft and says so.
func (t *Talk) giveUp(m *dialog.Matter, phrase string) {
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDropped, By: dialog.ByResident})
	id := m.ID
	t.Remove(id)
	t.Send(dialog.Reply{Text: t.Phrase(phrase, nil), Case: id, UseBy: t.Now.Add(say.WordUseBy)})
	if len(t.State.Parked) > 0 {
		t.offerSecond()
	}
}
