package talk

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// inPinyin answers a story in Latin letters that is Chinese: please in characters, or a
// person. Who goes on in pinyin gets the person. True when it did.
func (t *Talk) inPinyin(m *dialog.Matter, msg hear.Message) bool {
	q := t.State.Asking
	if m.Has("what") || q != nil && q.Asks != "what" {
		return false
	}
	wantsPerson := q != nil && q.About == dialog.AboutPinyin && strings.TrimSpace(msg.Text) == "2"
	if !wantsPerson && !understand.Pinyin(msg.Text) {
		return false
	}
	if wantsPerson || q != nil && q.About == dialog.AboutPinyin {
		t.Human("")
		return true
	}
	choices := []dialog.Choice{{Key: "2", Label: t.Word("answer_person"), Value: "2"}}
	t.State.Asking = &dialog.Question{Asks: "what", About: dialog.AboutPinyin, Choices: choices, Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: t.Phrase("pinyin", nil), Choices: choices, Asks: "what", UseBy: t.Now.Add(say.QuestionUseBy)})
	return true
}
