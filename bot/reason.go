package bot

import "strings"

// between stands between the two languages of a reason.
const between = " / "

// InWords joins the two languages an agent may read a reason in. A reason says
// what happened and, where somebody can do something, what to do; it never holds
// a phone number, a name or a resident's words.
func InWords(zh, en string) string { return zh + between + en }

// behind puts a reason behind words in both languages, each half behind its own.
func behind(zh, en, reason string) string {
	first, second, both := strings.Cut(reason, between)
	if !both {
		second = reason
	}
	return InWords(zh+first, en+second)
}
