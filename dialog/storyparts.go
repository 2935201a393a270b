package dialog

// told writes what a resident's message says into a slot; of a story it is remembered
// which words are whose. It says whether anything changed.
func (t *scene) told(m *Matter, c Command, msg message) bool {
	if !t.put(m, c, msg.from(), ByResident) {
		return false
	}
	if parts := partsOf(c.Value, msg.pieces); c.Slot == "what" && parts != nil {
		t.parted(m, parts)
	}
	return true
}

func (t *scene) parted(m *Matter, parts []Part) {
	story := m.Slots["what"]
	story.Parts = parts
	m.Slots["what"] = story
}
