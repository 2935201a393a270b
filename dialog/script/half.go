package script

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
)

// A number told in two messages: 1386790, and then 0055.

// halfNumber says that digits are missing, and keeps those that came.
func (t *Talk) halfNumber(q *dialog.Question, text string) {
	q.Tries++
	q.Part = hear.HalfOf(text)
	t.send(dialog.Reply{Text: t.phrase("phone_short", nil), Choices: q.Choices, Asks: "phone", UseBy: t.Now.Add(questionUseBy)})
}
