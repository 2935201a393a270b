package sms

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

var (
	e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	// In China 106… with eight digits or more behind it, and 12…, 95…, 96…,
	// 100… without an area code, are banks, carriers and offices that send in
	// bulk.
	bulk = regexp.MustCompile(`^\+86(106[0-9]{8,}|12[0-9]{3,6}|9[56][0-9]{3,}|100[0-9]{2,3})$`)
	// A mobile number as gateways in China write it: alone, or with 86 before it.
	mobile = regexp.MustCompile(`^(?:86)?(1[3-9][0-9]{9})$`)
	// A plus sign that a form lost on its way is a blank.
	lostPlus = regexp.MustCompile(`^ [1-9][0-9]{6,14}$`)
)

// written are the marks people and providers put into numbers.
var written = strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "(", "", ")", "", ".", "", "\t", "")

// Number writes a sender as E.164 where it is a whole number in another form: 00 or a
// blank for the plus, blanks and dashes inside, full-width digits, a Chinese mobile
// number without its country. All else (short codes, names) stays as it is.
func Number(from string) string {
	from = width.Narrow.String(from)
	if lostPlus.MatchString(from) {
		from = "+" + from[1:]
	}
	from = strings.TrimSpace(from)
	digits := written.Replace(from)
	if after, ok := strings.CutPrefix(digits, "00"); ok {
		digits = "+" + after
	}
	if m := mobile.FindStringSubmatch(digits); m != nil {
		return "+86" + m[1]
	}
	if e164.MatchString(digits) {
		return digits
	}
	return from
}

// person says whether a sender can be somebody who reads an answer: a full
// number, no short code, no name, no bulk sender.
func person(from string) bool { return e164.MatchString(from) && !bulk.MatchString(from) }
