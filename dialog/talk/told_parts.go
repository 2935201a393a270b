package talk

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
)

// told writes what a resident's message says into a slot; of a story it is remembered
// which words are whose. It says whether anything changed.
func (t *Talk) told(m *dialog.Matter, c hear.Command, msg hear.Message) bool {
	if !t.Put(m, c, msg.From(), dialog.ByResident) {
		return false
	}
	if parts := dialog.PartsOf(c.Value, msg.Pieces); c.Slot == "what" && parts != nil {
		t.Parted(m, parts)
	}
	return true
}

// Parted remembers which words of a story are of which message.
func (t *Talk) Parted(m *dialog.Matter, parts []dialog.Part) {
	story := m.Slots["what"]
	story.Parts = parts
	m.Slots["what"] = story
}
