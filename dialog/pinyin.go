package dialog

import (
	"strings"

	"frontdoor/dialog/understand"
)

// inPinyin answers a story in Latin letters that is Chinese: please in characters, or a
// person. Who goes on in pinyin gets the person. True when it did.
func (t *scene) inPinyin(m *Matter, msg message) bool {
	q := t.s.Asking
	if m.has("what") || q != nil && q.Asks != "what" {
		return false
	}
	wantsPerson := q != nil && q.About == AboutPinyin && strings.TrimSpace(msg.text) == "2"
	if !wantsPerson && !understand.Pinyin(msg.text) {
		return false
	}
	if wantsPerson || q != nil && q.About == AboutPinyin {
		t.human("")
		return true
	}
	choices := []Choice{{Key: "2", Label: t.word("answer_person"), Value: "2"}}
	t.s.Asking = &Question{Asks: "what", About: AboutPinyin, Choices: choices, Case: m.ID, At: t.now}
	t.send(Reply{Text: t.phrase("pinyin", nil), Choices: choices, Asks: "what", UseBy: t.now.Add(questionUseBy)})
	return true
}
