package script

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/understand"
)

// inPinyin answers a story in Latin letters that is Chinese: please in characters, or a
// person. Who goes on in pinyin gets the person. True when it did.
func (t *scene) inPinyin(m *dialog.Matter, msg message) bool {
	q := t.s.Asking
	if m.Has("what") || q != nil && q.Asks != "what" {
		return false
	}
	wantsPerson := q != nil && q.About == dialog.AboutPinyin && strings.TrimSpace(msg.text) == "2"
	if !wantsPerson && !understand.Pinyin(msg.text) {
		return false
	}
	if wantsPerson || q != nil && q.About == dialog.AboutPinyin {
		t.human("")
		return true
	}
	choices := []dialog.Choice{{Key: "2", Label: t.word("answer_person"), Value: "2"}}
	t.s.Asking = &dialog.Question{Asks: "what", About: dialog.AboutPinyin, Choices: choices, Case: m.ID, At: t.now}
	t.send(dialog.Reply{Text: t.phrase("pinyin", nil), Choices: choices, Asks: "what", UseBy: t.now.Add(questionUseBy)})
	return true
}
