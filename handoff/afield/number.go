package afield

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog"
)

// spoken are the digits as people write, say and mistake them. Letters that look
// like a digit count as one inside a number only; its check digit finds a wrong one.
var spoken = map[rune]rune{
	'零': '0', '〇': '0', '○': '0', '洞': '0', '一': '1', '幺': '1', '壹': '1', '二': '2', '两': '2', '贰': '2',
	'三': '3', '叁': '3', '四': '4', '肆': '4', '五': '5', '伍': '5', '六': '6', '陆': '6', '七': '7', '拐': '7', '柒': '7',
	'八': '8', '捌': '8', '九': '9', '勾': '9', '玖': '9',
	'O': '0', 'I': '1', 'L': '1', '|': '1', 'Z': '2', 'S': '5', 'B': '8',
}

func digit(r rune) (rune, bool) {
	if r >= '0' && r <= '9' {
		return r, true
	}
	d, ok := spoken[r]
	return d, ok
}

// between are the marks that may stand inside a number.
func between(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-–—‐−_.·:\uff1a,\uff0c、/#", r)
}

// Longest and shortest case number in digits, and how many digits make something
// that was surely meant as one.
const (
	numberShortest = 8
	numberLongest  = 20
	numberMeant    = 5
)

// number is a case number found at the beginning of a text.
type number struct {
	id    dialog.CaseID
	typed string // as it was written, where it was wrong
	rest  string // what follows
}

// readNumber reads the case number a clean text begins with, as people type and hear
// it: any case, with or without prefix and dashes, digits in words, O for 0. Where
// it could end in two places, the one that exists is meant. found is false when the
// text does not begin like a number; an empty id says that it is none of ours.
func readNumber(text, prefix string, exists func(dialog.CaseID) bool) (n number, found bool) {
	runes := []rune(pastName(text))
	plain := make([]rune, len(runes))
	for i, r := range runes {
		plain[i] = unicode.ToUpper(r)
	}
	if id, end := carried(plain, exists); end > 0 {
		return number{id: id, rest: string(runes[end:])}, true
	}
	i, named := pastPrefix(plain, strings.ToUpper(prefix))
	var digits []rune
	var best, last int
	var id dialog.CaseID
	real := 0 // digits written as such
	for ; i < len(plain) && len(digits) < numberLongest; i++ {
		d, ok := digit(plain[i])
		if !ok {
			if between(plain[i]) {
				continue
			}
			break
		}
		digits = append(digits, d)
		if plain[i] == d {
			real++
			last = i + 1
		}
		if len(digits) < numberShortest {
			continue
		}
		if found, ok := dialog.ParseCaseID(prefix, string(digits)); ok && (id == "" || exists(found)) {
			id, best = found, i+1
			if exists(found) {
				n = number{id: found, rest: string(runes[i+1:])}
			}
		}
	}
	switch {
	case n.id != "":
		return n, true
	case id != "":
		return number{id: id, typed: strings.TrimSpace(string(runes[:last])), rest: string(runes[best:])}, true
	case named && len(digits) > 0, len(digits) >= numberMeant && real > 0:
		return number{typed: strings.TrimSpace(string(runes[:last])), rest: string(runes[last:])}, true
	}
	return number{}, false
}

// numberWithin is the first number of a case that stands further on in a text, behind the
// town's prefix; "" for none.
func numberWithin(text, prefix string, exists func(dialog.CaseID) bool) dialog.CaseID {
	for text != "" && prefix != "" {
		_, size := utf8.DecodeRuneInString(text)
		if text = text[size:]; len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
			continue
		}
		if n, ok := readNumber(text, prefix, exists); ok && n.typed == "" && n.id != "" && exists(n.id) {
			return n.id
		}
	}
	return ""
}

// pastName takes off what people call a number before they write it.
func pastName(text string) string {
	for _, name := range []string{"编号是", "编号", "单号", "事项", "案件", "案子", "case number", "case no", "case", "number", "no."} {
		if rest, ok := cutFold(text, name); ok {
			return strings.TrimLeftFunc(rest, between)
		}
	}
	return text
}

// pastPrefix is where the digits begin, and whether the town's prefix stood before.
func pastPrefix(plain []rune, prefix string) (int, bool) {
	i := 0
	for i < len(plain) && (between(plain[i]) || plain[i] == '第' || plain[i] == '号') {
		i++
	}
	at := i
	for _, r := range prefix {
		for at < len(plain) && between(plain[at]) && at > i {
			at++
		}
		if at >= len(plain) || plain[at] != r {
			return i, false
		}
		at++
	}
	return at, prefix != ""
}

// carriedLongest is how long a number of an older system is looked for.
const carriedLongest = 32

// carried is a number of an older system, which is known or is none: the first word.
func carried(plain []rune, exists func(dialog.CaseID) bool) (dialog.CaseID, int) {
	start := 0
	for start < len(plain) && unicode.IsSpace(plain[start]) {
		start++
	}
	end := start
	for end < len(plain) && plain[end] < 0x80 && !unicode.IsSpace(plain[end]) && !strings.ContainsRune(":,;", plain[end]) {
		end++
	}
	if !slices.ContainsFunc(plain[start:end], unicode.IsDigit) || end-start > carriedLongest {
		return "", 0
	}
	if id := dialog.CaseID(plain[start:end]); exists(id) {
		return id, end
	}
	return "", 0
}
