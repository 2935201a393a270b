package agents

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// split makes a case of its own of a second matter that was told inside another one: the
// words the agent chose are its story. The agent has it; its resident is told the number.
func (t *Acts) split(m *dialog.Matter) {
	words := t.Clean(t.In.Text)
	if words == "" || m.Status == dialog.Collecting {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	id, ok := t.Number()
	if !ok {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	was := m.ID
	n := dialog.Matter{ID: id, Status: dialog.InProgress, Owner: t.In.Agent, OwnerName: t.In.Name, OpenedAt: t.Now, Due: t.Town.FirstReplyDue(t.Now),
		Receipted: true, Slots: map[string]dialog.Slot{}, Before: was}
	for _, f := range []dialog.Flag{dialog.FlagAnonymous, dialog.FlagConfidential, dialog.FlagOnBehalf, dialog.FlagMinor} {
		if slices.Contains(m.Flags, f) {
			n.Flags = append(n.Flags, f)
		}
	}
	kept := map[string]dialog.Slot{}
	for _, key := range []string{"name", "phone"} {
		if s, ok := m.Slots[key]; ok {
			kept[key] = s
		}
	}
	t.State.Matters = append(t.State.Matters, n) // m points into the old list from here on
	made := t.State.Matter(id)
	t.Act(dialog.Change{Case: id, Kind: dialog.ChangeSplit, Value: string(was), Text: words, Ref: t.In.Ref})
	t.Put(made, hear.Command{Do: hear.DoSet, Slot: "what", Value: words, Raw: words}, t.In.Ref, dialog.ByResident)
	for _, key := range []string{"name", "phone"} {
		if s, ok := kept[key]; ok {
			made.Slots[key] = s
			t.Change(dialog.Change{Case: id, Kind: dialog.ChangeSlot, By: dialog.BySystem, Slot: key, Value: s.Value, Raw: s.Raw, Note: s.State})
		}
	}
	if _, known := t.Catalog.Category(t.In.Category); known {
		t.Categorise(made, t.In.Category, 1, true, dialog.ByAgent)
	} else {
		t.Guess(made)
	}
	if len(made.Flags) > 0 {
		t.Change(dialog.Change{Case: id, Kind: dialog.ChangeFlagged, By: dialog.BySystem, Flags: slices.Clone(made.Flags)})
	}
	t.Change(dialog.Change{Case: id, Kind: dialog.ChangeOpened, By: dialog.BySystem, Due: made.Due})
	t.Act(dialog.Change{Case: id, Kind: dialog.ChangeClaimed, Text: t.In.Name})
	t.Act(dialog.Change{Case: was, Kind: dialog.ChangeSplit, Value: string(id)})
	t.inform(made, t.Phrase("split", phrases.Vars{"case": string(id), "title": t.Aloud(made)}))
}

// inform tells a resident what an agent did that concerns them, also where an agent has
// the word; at an unnamed address it waits for the code.
func (t *Acts) inform(m *dialog.Matter, text string) {
	t.SendOrKeep(dialog.Reply{By: dialog.ByBot, Case: m.ID, Text: t.Signed(text), UseBy: t.Now.Add(say.WordUseBy)}, text)
}
