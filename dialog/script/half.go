package script

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// A number told in two messages: 1386790, and then 0055.

// aHalf is a run of digits that is too short for a number.
var aHalf = pattern.MustCompile(`[0-9][0-9 -]{2,10}[0-9]`)

// halfOf gives the digits of a number that has not all of its own; "" where the words
// hold none, or a whole one.
func halfOf(text string) string {
	if len(understand.Phones(text)) > 0 {
		return ""
	}
	half := aHalf.FindString(inFigures(text))
	if half == "" {
		return ""
	}
	digits := strings.NewReplacer(" ", "", "-", "").Replace(half)
	if len(digits) < 4 || len(digits) > 10 || digits[0] != '1' && digits[0] != '0' && len(digits) < 7 {
		return ""
	}
	return digits
}

// inFigures writes digits that are said one by one as figures.
func inFigures(text string) string {
	if !pattern.HasHan(text) {
		return text
	}
	return sayDigits.Replace(text)
}

// halfNumber says that digits are missing, and keeps those that came.
func (t *scene) halfNumber(q *dialog.Question, text string) {
	q.Tries++
	q.Part = halfOf(text)
	t.send(dialog.Reply{Text: t.phrase("phone_short", nil), Choices: q.Choices, Asks: "phone", UseBy: t.now.Add(questionUseBy)})
}

// wholeNumber joins the digits of this message to those of the one before.
func wholeNumber(q *dialog.Question, text string) (string, bool) {
	if q == nil || q.Part == "" || len(understand.Phones(text)) > 0 {
		return "", false
	}
	more := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, inFigures(text))
	if more == "" {
		return "", false
	}
	found := understand.Phones(q.Part + more)
	if len(found) != 1 {
		return "", false
	}
	return found[0].Value, true
}
