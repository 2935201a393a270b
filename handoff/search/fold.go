package search

import (
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/understand"
)

// gap stands between runs of a folded text.
const gap = ' '

// folded is a text as it is compared. at holds for each rune the byte of the text it
// stands at, and the byte behind the last; nil where nobody asked for it.
type folded struct {
	runes []rune
	at    []int
}

// fold turns traditional into simplified characters, full-width into half-width ones,
// capitals into small letters; drops what cannot be seen, apostrophes, and what stands
// between the digits of one number (139 0000 0166, 2026-11-20, 9,600); everything else that is no letter, digit
// or picture is a gap, several are one.
func fold(text string, places bool) folded {
	var f folded
	f.runes = make([]rune, 0, utf8.RuneCountInString(text))
	text = understand.Simplify(text) // the same bytes long
	last := rune(gap)
	for i, r := range text {
		r = plainRune(r)
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.So, r):
			r = unicode.ToLower(r)
		case r == '\'' || r == '’' || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r):
			continue
		case joins(r) && isDigit(last) && digitFollows(text[i+width(text[i:]):]):
			continue
		case last == gap:
			continue
		default:
			r = gap
		}
		last = r
		f.runes = append(f.runes, r)
		if places {
			f.at = append(f.at, i)
		}
	}
	if places {
		f.at = append(f.at, len(text))
	}
	return f
}

// plainRune is the half-width form of full-width letters, digits and signs.
func plainRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - 0xfee0
	case r == '　':
		return gap
	}
	return r
}

func width(s string) int { _, n := utf8.DecodeRuneInString(s); return n }

// joins says whether a sign between two digits leaves them one number.
func joins(r rune) bool { return r == '-' || r == ',' || r == gap || r == '–' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func digitFollows(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return isDigit(plainRune(r))
}

// isWord is a character of which words are many: they are found by three of them.
func isWord(r rune) bool { return isDigit(r) || r >= 'a' && r <= 'z' }

// runs are the runs of a folded text, without the gaps between them.
func runs(rs []rune) [][]rune {
	var all [][]rune
	for from := 0; from < len(rs); {
		if rs[from] == gap {
			from++
			continue
		}
		to := from
		for to < len(rs) && rs[to] != gap {
			to++
		}
		all = append(all, rs[from:to])
		from = to
	}
	return all
}
