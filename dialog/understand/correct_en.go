package understand

import (
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

var enOpens = wordSet("sorry no oops wait hm hmm um actually correction ah oh my mistake i the that's my your well please it's its is and that it was but a small one thing hi hello mistake apologies nope typo my bad gave you typed wrote put entered made said")

// enSkip passes the small words an English correction opens with.
func enSkip(s string) int {
	i := 0
	for i < len(s) {
		if r := runeAt(s, i); r == ' ' || isStop(r) || r == '-' {
			i += width(s, i)
			continue
		}
		e, ok := enOpens.at(s, i)
		if !ok {
			break
		}
		i += len(e.word)
	}
	return i
}

// enNotBut reads "not A, B", "not A but B", "B not A", "it's B, not A", "B instead of A".
func enNotBut(t, s string) (Correct, bool) {
	i := enSkip(s)
	for _, w := range []string{"wasn't ", "isn't ", "was not ", "is not "} { // it wasn't yesterday, it was Sunday
		if strings.HasPrefix(s[i:], w) && (strings.Contains(s[i:], ", it was ") || strings.Contains(s[i:], ", it's ") || strings.Contains(s[i:], ", but ")) {
			s, t = s[:i]+"not "+s[i+len(w):], t[:i]+"not "+t[i+len(w):]
			break
		}
	}
	if strings.HasPrefix(s[i:], "not ") {
		from := i + len("not ")
		for _, link := range []string{" but ", ", it's ", ", its ", ", it is ", ", it was ", ", but ", ". it's ", ", he's ", " - ", ", ", "; ", ". ", " it's "} {
			k := strings.Index(s[from:], link)
			if k <= 0 || link == ", " && isThousands(s, from, from+k) {
				continue
			}
			old, newer := t[from:from+k], t[from+k+len(link):]
			if words(old) > 5 || words(newer) > 6 || link == ", " && words(newer) > 4 {
				return Correct{}, false
			}
			return Correct{New: newer, Old: old}, true
		}
		return Correct{}, false
	}
	for _, link := range []string{", not ", " not ", " instead of ", " rather than ", ",not "} {
		k := strings.Index(s, link)
		if k <= 0 {
			continue
		}
		newer, old := t[min(i, k):k], t[k+len(link):]
		explicit := i > 0 || strings.HasPrefix(s, "it's") || strings.HasPrefix(s, "it is")
		slot, rest := enSlotIs(newer)
		if slot != "" {
			newer = rest
		}
		if name, ok := whoIs(newer); ok && slot == "" {
			newer, explicit = name, true
		}
		if plain := dropLinks(newer); plain != strings.TrimSpace(newer) {
			newer, explicit = plain, true
		}
		if words(newer) > 5 || words(old) > 5 || words(newer) == 0 {
			return Correct{}, false
		}
		if !explicit && slot == "" && !(isNumeric(newer) && isNumeric(old)) && !(words(newer) <= 3 && link == ", not " && words(old) <= 3) {
			return Correct{}, false
		}
		if strings.HasPrefix(fold(old), "a ") || strings.HasPrefix(fold(newer), "not") || verbIn(newer) || verbIn(old) {
			return Correct{}, false
		}
		return Correct{Slot: slot, New: newer, Old: old}, true
	}
	return Correct{}, false
}

// whoIs takes the name out of "the landlord is Mr Wong", "my boss is called Zhou".
func whoIs(t string) (name string, ok bool) {
	s := fold(t)
	for _, link := range []string{" is called ", " is named ", " is spelled ", " is spelt ", " was called ", " is ", " was "} {
		k := strings.Index(s, link)
		if k <= 0 || words(t[:k]) > 3 {
			continue
		}
		name = strings.TrimSpace(t[k+len(link):])
		return name, capital(strings.TrimSpace(AsWritten(t)[k+len(link):]))
	}
	return "", false
}

// verbIn: the piece is a statement ("the lamp is broken"), not a value.
func verbIn(s string) bool {
	for _, w := range strings.Fields(fold(s)) {
		switch w {
		case "is", "are", "was", "were", "has", "have", "does", "did", "will", "can", "paid", "working", "fixed", "done", "broken", "sure":
			return true
		}
	}
	return false
}

// enSlotIs splits "the address is 12 Renmin Road" into slot and value.
func enSlotIs(t string) (slot, rest string) {
	s := fold(t)
	i := enSkip(s)
	e, ok := enSlots.at(s, i)
	if !ok {
		return "", t
	}
	j := skipSpace(s, i+len(e.word))
	for _, link := range []string{"is wrong, it's ", "should be ", "is actually ", "is ", "was ", ": ", "= ", "should say "} {
		if strings.HasPrefix(s[j:], link) {
			return e.val, t[j+len(link):]
		}
	}
	return "", t
}

// dropLinks takes "it's", "it should be" off the head of a value.
func dropLinks(t string) string {
	for range 3 {
		s := fold(t)
		i := 0
		for i < len(s) && (s[i] == ' ' || isStop(runeAt(s, i))) {
			i += width(s, i)
		}
		e, ok := enLinks.at(s, i)
		if !ok {
			return t[i:]
		}
		t = t[i+len(e.word):]
	}
	return strings.TrimSpace(t)
}

// enChange reads "change the address to B", "change A to B", "make it B", "I meant B".
func enChange(t, s string) (Correct, bool) {
	i := enSkip(s)
	for _, v := range []string{"change ", "correct ", "update ", "replace ", "can you change ", "could you change "} {
		if !strings.HasPrefix(s[i:], v) {
			continue
		}
		from := i + len(v)
		for _, to := range []string{" to ", " with ", " into "} {
			k := strings.Index(s[from:], to)
			if k <= 0 {
				continue
			}
			what := t[from : from+k]
			f := strings.TrimPrefix(strings.TrimPrefix(fold(what), "the "), "my ")
			if e, ok := enSlots.at(f, 0); ok {
				return Correct{Slot: e.val, New: t[from+k+len(to):]}, words(t[from+k+len(to):]) <= 8
			}
			if f == "it" || f == "that" || f == "this" {
				what = ""
			}
			return Correct{Old: what, New: t[from+k+len(to):]}, words(what) <= 4
		}
	}
	for _, v := range []string{"i meant ", "i mean ", "meant ", "make it ", "make that ", "it should be ", "should be ", "that should be ", "correction: ", "i wanted to say ", "i should have said ", "meant to say "} {
		for _, at := range []int{0, i} {
			if strings.HasPrefix(s[at:], v) {
				rest := t[at+len(v):]
				for _, not := range []string{", not ", " not "} {
					if k := strings.Index(fold(rest), not); k > 0 {
						return Correct{New: rest[:k], Old: rest[k+len(not):]}, words(rest) <= 12
					}
				}
				return Correct{New: rest}, words(rest) <= 8 && !(v == "i mean " && verbIn(rest))
			}
		}
	}
	if i > 0 { // "no, it was 2900", "I said 1900 but it's 2900"
		if v := tidy(dropLinks(t[i:])); words(v) <= 5 && (isNumeric(v) || lookOf(v) != "") && (strings.HasPrefix(s, "no") || strings.HasPrefix(s, "sorry") || strings.HasPrefix(s, "oops") || strings.HasPrefix(s, "wait") || strings.HasPrefix(s, "actually")) {
			return Correct{New: v}, true
		}
	}
	for _, v := range []string{"no i said ", "no, i said ", "i said "} { // "no I said Shuangxi"
		if rest, ok := strings.CutPrefix(s, v); ok && v != "i said " && words(rest) <= 4 && !verbIn(rest) {
			return Correct{New: t[len(v):]}, true
		}
	}
	if k := strings.Index(s, " but it"); strings.HasPrefix(s, "i said ") && k > 0 {
		return Correct{Old: t[len("i said "):k], New: dropLinks(t[k+len(" but "):])}, true
	}
	return Correct{}, false
}

// enSlotWrong reads "the place is wrong, it's B", "wrong address: B", "the time is B", "address: B".
func enSlotWrong(t, s string) (Correct, bool) {
	i := enSkip(s)
	wrong := false
	for _, v := range []string{"wrong ", "incorrect "} {
		if strings.HasPrefix(s[i:], v) {
			wrong = true
			i += len(v)
		}
	}
	e, ok := enSlots.at(s, i)
	if !ok || e.val == "what" {
		return Correct{}, false
	}
	j := skipSpace(s, i+len(e.word))
	for _, v := range []string{"is wrong", "was wrong", "is incorrect", "is not right", "isn't right", "is not correct", "isn't correct", "are wrong", "wrong"} {
		if strings.HasPrefix(s[j:], v) {
			wrong = true
			j += len(v)
			break
		}
	}
	rest := t[j:]
	for _, is := range []string{"is ", "was "} { // my name is not Bob, it's Rob
		if strings.HasPrefix(s[j:], is+"not ") {
			c, ok := enNotBut(t[j+len(is):], s[j+len(is):])
			c.Slot = e.val
			return c, ok
		}
	}
	value := dropLinks(rest)
	switch {
	case strings.TrimSpace(tidy(value)) == "" || utf8.RuneCountInString(value) > 60 || words(value) > 9:
		return Correct{}, false
	case wrong:
		return Correct{Slot: e.val, New: value}, true
	case strings.HasPrefix(s[j:], "is ") || strings.HasPrefix(s[j:], ":") || strings.HasPrefix(s[j:], "should be ") || strings.HasPrefix(s[j:], "was "):
		if strings.ContainsAny(withoutThousands(tidy(value)), ",;") || verbIn(value) || !enPlain(e.val, value) {
			return Correct{}, false
		}
		return Correct{Slot: e.val, New: value}, true
	}
	return Correct{}, false
}

// withoutThousands: the comma of 2,600 separates nothing.
func withoutThousands(s string) string {
	for i := len(s) - 1; i > 0; i-- {
		if s[i] == ',' && isThousands(s, 0, i) {
			s = s[:i] + s[i+1:]
		}
	}
	return s
}

// enWrongFirst reads "that's wrong. It happened on 3 November", "wrong, it's Baisha".
func enWrongFirst(t, s string) (Correct, bool) {
	i := 0
	for _, v := range []string{"no, ", "no ", "sorry, ", "sorry ", "hm, ", "wait, "} {
		if strings.HasPrefix(s, v) {
			i = len(v)
			break
		}
	}
	for _, v := range []string{"that's wrong", "thats wrong", "that is wrong", "this is wrong", "it's wrong", "that's not right", "that is not right", "not right", "that's incorrect", "incorrect", "not correct", "wrong"} {
		if !strings.HasPrefix(s[i:], v) || i+len(v) >= len(s) || !isStop(runeAt(s, i+len(v))) {
			continue
		}
		rest := strings.TrimSpace(t[i+len(v)+1:])
		slot := ""
		for _, lead := range []string{"it happened on ", "it happened at ", "it happened in ", "it happened ", "that happened on ", "that happened ", "it was on "} {
			if strings.HasPrefix(fold(rest), lead) {
				rest = rest[len(lead):]
				break
			}
		}
		if sl, value := enSlotIs(rest); sl != "" {
			slot, rest = sl, value
		}
		rest = dropLinks(rest)
		return Correct{Slot: slot, New: rest}, words(rest) > 0 && words(rest) <= 6 && !verbIn(rest)
	}
	return Correct{}, false
}

// retold opens with a no and gives a number anew: "no, it's 3 months".
var retold = pattern.MustCompile(`^(?:no|nope|sorry|wait|oops|actually|correction)[,. ]+(?:sorry[, ]+|wait[, ]+|actually[, ]+)?(?:it's|its|it is|it was|that's|it should be|should be|i meant|make it|make that) (.+)$`)

func enRetold(t, s string) (Correct, bool) {
	at := retold.FindStringSubmatchIndex(s)
	if at == nil {
		return Correct{}, false
	}
	newer := t[at[2]:at[3]]
	first, _, _ := strings.Cut(fold(newer), " ")
	_, spelled := smallInt(first, 0)
	return Correct{New: newer}, words(newer) <= 4 && (isDigit(first[0]) || spelled == len(first))
}

// enPlain: "the street is dark" is a report, "the street is Renmin Road" a correction.
func enPlain(slot, value string) bool {
	switch slot {
	case "amount":
		return len(Amounts(value)) > 0
	case "phone":
		return len(Phones(value)) > 0
	case "where", "name", "who":
		v := strings.TrimSpace(value)
		return v != "" && (v[0] >= 'A' && v[0] <= 'Z' || isDigit(v[0]) || v[0] >= 0x80)
	case "when":
		return lookOf(tidy(value)) == "when"
	}
	return true
}

func words(s string) int { return len(strings.Fields(s)) }
