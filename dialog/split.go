package dialog

import "slices"

// split makes a case of its own of a second matter that was told inside another one: the
// words the agent chose are its story. The agent has it; its resident is told the number.
func (t *scene) split(m *Matter) {
	words := t.clean(t.in.Text)
	if words == "" || m.Status == Collecting {
		t.turn.Refused = ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	id, ok := t.number()
	if !ok {
		t.turn.Refused = ErrBadAct
		return
	}
	was := m.ID
	n := Matter{ID: id, Status: InProgress, Owner: t.in.Agent, OwnerName: t.in.Name, OpenedAt: t.now, Due: t.Town.FirstReplyDue(t.now),
		Receipted: true, Slots: map[string]Slot{}, Before: was}
	for _, f := range []Flag{FlagAnonymous, FlagConfidential, FlagOnBehalf, FlagMinor} {
		if slices.Contains(m.Flags, f) {
			n.Flags = append(n.Flags, f)
		}
	}
	kept := map[string]Slot{}
	for _, key := range []string{"name", "phone"} {
		if s, ok := m.Slots[key]; ok {
			kept[key] = s
		}
	}
	t.s.Matters = append(t.s.Matters, n) // m points into the old list from here on
	made := t.s.Matter(id)
	t.act(Change{Case: id, Kind: ChangeSplit, Value: string(was), Text: words, Ref: t.in.Ref})
	t.put(made, Command{Do: DoSet, Slot: "what", Value: words, Raw: words}, t.in.Ref, ByResident)
	for _, key := range []string{"name", "phone"} {
		if s, ok := kept[key]; ok {
			made.Slots[key] = s
			t.change(Change{Case: id, Kind: ChangeSlot, By: BySystem, Slot: key, Value: s.Value, Raw: s.Raw, Note: s.State})
		}
	}
	if _, known := t.Catalog.Category(t.in.Category); known {
		t.categorise(made, t.in.Category, 1, true, ByAgent)
	} else {
		t.guess(made)
	}
	if len(made.Flags) > 0 {
		t.change(Change{Case: id, Kind: ChangeFlagged, By: BySystem, Flags: slices.Clone(made.Flags)})
	}
	t.change(Change{Case: id, Kind: ChangeOpened, By: BySystem, Due: made.Due})
	t.act(Change{Case: id, Kind: ChangeClaimed, Text: t.in.Name})
	t.act(Change{Case: was, Kind: ChangeSplit, Value: string(id)})
	t.inform(made, t.phrase("split", Vars{"case": string(id), "title": t.aloud(made)}))
}

// inform tells a resident what an agent did that concerns them, also where an agent has
// the word; at an unnamed address it waits for the code.
func (t *scene) inform(m *Matter, text string) {
	t.sendOrKeep(Reply{By: ByBot, Case: m.ID, Text: t.signed(text), UseBy: t.now.Add(wordUseBy)}, text)
}
