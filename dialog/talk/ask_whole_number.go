package talk

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/say"
)

// A number told in two messages: 1386790, and then 0055.

// halfNumber says that digits are missing, and keeps those that came.
func (t *Talk) halfNumber(q *dialog.Question, text string) {
	q.Tries++
	q.Part = hear.HalfOf(text)
	t.Send(dialog.Reply{Text: t.Phrase("phone_short", nil), Choices: q.Choices, Asks: "phone", UseBy: t.Now.Add(say.QuestionUseBy)})
}
