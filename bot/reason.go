package bot

import "strings"

// between stands between the two languages of a reason.
const between = " / "

// InWords joins the two languages an agent may read a reason in. A reason says
// what happened and, where somebody can do something, what to do; it never holds
// a phone number, a name or a resident's words.
func InWords(zh, en string) string { return zh + between + en }

// Behind puts a reason behind words in both languages, each half behind its own.
func Behind(zh, en, reason string) string {
	first, second := both(reason)
	return InWords(zh+first, en+second)
}

// With puts words that need no translation behind both halves of a reason.
func With(reason, more string) string {
	zh, en := both(reason)
	return InWords(zh+more, en+more)
}

// English is the English of a reason in two languages.
func English(reason string) string {
	_, en := both(reason)
	return en
}

// both are the two languages of a reason; one that is in one language is so in both.
func both(reason string) (zh, en string) {
	if zh, en, ok := strings.Cut(reason, between); ok {
		return zh, en
	}
	return reason, reason
}
