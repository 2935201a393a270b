package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normal brings spellings of the same words together: full-width to half-width
// (Unicode NFKC), traditional to simplified characters, lower case, every
// number to a single 0, and a place hidden behind letters, signs or 某 (A市,
// K11县, XX小区, **村) to 某 and the kind of place. Format characters and
// apostrophes vanish, any other sign becomes a space or stays as a sentence mark.
func Normal(text string) string { return string(normalRunes(text)) }

// normalRunes is Normal as characters.
func normalRunes(text string) []rune {
	if strings.ContainsFunc(text, needsTables) && !norm.NFKC.IsNormalString(text) {
		text = norm.NFKC.String(text)
	}
	runes := make([]rune, 0, len(text))
	for _, r := range text {
		if isHan(r) {
			if r >= hanFirst && r <= hanLast && simplified[r-hanFirst] != 0 {
				r = rune(simplified[r-hanFirst])
			}
			if r != '〇' {
				runes = append(runes, r)
				continue
			}
		}
		if r >= wideFirst && r <= wideLast {
			r -= wideFirst - '!'
		}
		r = unicode.ToLower(r)
		switch {
		case unicode.Is(unicode.Cf, r), r == '\'', r == '’', r == '`':
			continue
		case unicode.IsDigit(r):
			r = '0'
		case r == '*' || r == '×' || r == '〇' || r == '○':
			r = 'x'
		case unicode.IsSpace(r):
			r = ' '
		}
		runes = append(runes, r)
	}
	out := runes[:0] // never longer than what was read
	before := rune(0)
	for i := 0; i < len(runes); {
		r, next := runes[i], i+1
		if j := maskEnd(runes, before, i); j > i {
			r, next = '某', j
			before = runes[j-1]
		} else {
			before = r
			for (r == '0' || r == ' ') && next < len(runes) && runes[next] == r {
				next++
			}
		}
		if r != ' ' || len(out) > 0 {
			out = append(out, r)
		}
		i = next
	}
	for len(out) > 0 && out[len(out)-1] == ' ' {
		out = out[:len(out)-1]
	}
	return out
}

// The full-width forms of ! to ~, as Chinese keyboards write signs, letters and digits.
const wideFirst, wideLast = '！', '～'

// needsTables reports whether what NFKC makes of a character must be looked up.
func needsTables(r rune) bool {
	switch {
	case r < utf8.RuneSelf, r >= hanFirst && r <= hanLast, r >= wideFirst && r <= wideLast, r == '、', r == '。', r == '“', r == '”':
		return false
	}
	return true
}

// kindsOfPlace are the characters a hidden name is followed by, alone or with
// the second character of wordsForPlace.
const kindsOfPlace = "省市县区镇乡村街路组栋幢"

var wordsForPlace = [...]string{"小区", "社区", "公司", "学校", "医院", "单元", "大道", "大厦", "工地", "花园", "家园"}

// maskEnd returns the end of a hidden place name that begins at i, or i; before
// is the character in front of it. A hidden name is a short run of Latin letters,
// digits and 某 in which at least one is no digit, directly before a word for a
// place, and not part of a longer word.
func maskEnd(runes []rune, before rune, i int) int {
	if maskRune(before) {
		return i
	}
	j, telling := i, false
	for j < len(runes) && maskRune(runes[j]) {
		telling = telling || runes[j] != '0'
		j++
	}
	if !telling || j-i > 6 || !placeAt(runes[j:]) {
		return i
	}
	return j
}

func placeAt(rest []rune) bool {
	if len(rest) == 0 {
		return false
	}
	if strings.ContainsRune(kindsOfPlace, rest[0]) {
		return true
	}
	for _, word := range wordsForPlace {
		if len(rest) > 1 && strings.HasPrefix(word, string(rest[0])) && strings.HasSuffix(word, string(rest[1])) {
			return true
		}
	}
	return false
}

func maskRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r == '0' || r == '某'
}
