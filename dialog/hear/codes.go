package hear

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// codeForm is how a code is typed: alone, or after /start as a link brings it.
var codeForm = pattern.MustCompile(`^(?i:/start\s+)?([2-9A-Za-z]{10})$`)

// CodeIn finds a code that is the whole message. No word, name or number looks like
// one: it has two digits and two letters at least.
func CodeIn(in dialog.Input) (string, bool) {
	text := in.Start
	if text == "" {
		text = in.Text
	}
	found := codeForm.FindStringSubmatch(strings.TrimSpace(understand.Clean(text)))
	if found == nil {
		return "", false
	}
	code := strings.ToUpper(found[1])
	return code, dialog.GoodCode(code)
}

// stationForm is what a station may be called: a deep link of Telegram carries no more.
var stationForm = pattern.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// StationCode says whether a station may be called so. What looks like the code of a
// case or of a draft may not: it would be taken for one.
func StationCode(name string) bool {
	_, code := CodeIn(dialog.Input{Text: name})
	return stationForm.MatchString(name) && !code
}
