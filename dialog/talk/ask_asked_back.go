package talk

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
)

// What residents say back to the bot instead of an answer: why it wants to know that, and
// that they see to the matter themselves.

// askedBack keeps a question for a person and asks its own again, twice at most.
func (t *Talk) askedBack(m *dialog.Matter, q *dialog.Question, msg hear.Message) {
	t.addWords(m, msg.Text, msg.From())
	t.Before(t.Phrase("asked", nil))
	if q.Tries > 1 || m.Asked >= t.Catalog.Questions {
		t.leaveOpen(m, q.Asks)
		t.next(m)
		return
	}
	t.ask(m, q.Asks, 1)
}

// papers are what is never asked for here.
var papers = pattern.MustCompile(`(?i)身份证|证件|银行卡|\b(?:passport|id card|identity card|bank card)\b`)
