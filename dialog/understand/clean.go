package understand

import (
	"strings"
	"unicode"

	"frontdoor/dialog/pattern"
)

const zeroWidthJoiner = '\u200d'

// Clean makes a message readable without changing its words: it repairs invalid
// UTF-8, takes out control, format, direction and zero-width characters, turns
// full-width letters, digits and signs into half-width ones (Chinese
// punctuation stays), line ends into \n, and trims.
func Clean(text string) string {
	if isClean(text) {
		return text
	}
	text = strings.ToValidUTF8(text, "")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	rs := []rune(text)
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range rs {
		switch {
		case r == '\n':
			b.WriteByte('\n')
		case r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
			b.WriteByte('\n')
		case r == '\t', r == '\v', r == '\f', unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		case r == zeroWidthJoiner && i > 0 && i+1 < len(rs) && isPicture(rs[i-1]) && isPicture(rs[i+1]):
			b.WriteRune(r) // 👨‍👩‍👧 is one picture
		case unicode.Is(unicode.C, r), r == '\u3164', r == '\u115f', r == '\u1160', r == '\uffa0', r == '\u034f':
			// control, format, private use, and letters that show nothing
		default:
			b.WriteRune(halfWidth(r))
		}
	}
	return strings.TrimSpace(b.String())
}

// isClean sees a text that Clean would leave as it is: Chinese characters, letters and
// the usual marks. Anything else is looked at character by character.
func isClean(text string) bool {
	if text == "" || text[0] <= ' ' || text[len(text)-1] <= ' ' {
		return text == ""
	}
	for i := 0; i < len(text); {
		r, size := pattern.Decode(text, i)
		if !isCommonHan(r) && (r < ' ' && r != '\n' || r > '~' && !usualMarks.Has(r)) {
			return false
		}
		i += size
	}
	return true
}

var usualMarks = pattern.NewChars("，。、；：？！“”‘’…—（）《》")

// isPicture is an emoji or the mark that makes one coloured.
func isPicture(r rune) bool {
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || r == '\ufe0f'
}

func halfWidth(r rune) rune {
	switch {
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
		return r - 0xfee0
	}
	switch r {
	case '＋', '－', '．', '／', '＠', '＃', '＊', '＝', '％', '＿', '＆', '＄':
		return r - 0xfee0
	}
	return r
}
