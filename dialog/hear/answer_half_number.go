package hear

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// aHalf is a run of digits that is too short for a number.
var aHalf = pattern.MustCompile(`[0-9][0-9 -]{2,10}[0-9]`)

// HalfOf gives the digits of a number that has not all of its own; "" where the words
// hold none, or a whole one.
func HalfOf(text string) string {
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

// partOfPhone is a run of digits as of a phone number; 13,500 is none.
var partOfPhone = pattern.MustCompile(`(?:^|[^0-9,.])[0-9](?:[ -]?[0-9]){4,}(?:$|[^0-9,.元块])`)

// LooksLikeNumber says that words hold what may be a phone number and is none.
func LooksLikeNumber(text string) bool {
	return partOfPhone.MatchString(text) && len(understand.Phones(text)) == 0
}
