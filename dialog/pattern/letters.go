package pattern

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsHan is unicode.Is(unicode.Han, r), quick for the everyday characters.
func IsHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x2e80 && unicode.Is(unicode.Han, r)
}

// HasHan says that a Chinese character stands in a text.
func HasHan(text string) bool { return strings.IndexFunc(text, IsHan) >= 0 }

// HasLetters says that a letter of any script stands in a text.
func HasLetters(text string) bool { return strings.IndexFunc(text, unicode.IsLetter) >= 0 }

// Small is strings.ToLower, quick for what needs no change: Chinese and small letters.
func Small(text string) string {
	for i := 0; i < len(text); {
		r, size := Decode(text, i)
		if r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf && !hasNoCase(r) || size == 1 && r >= utf8.RuneSelf {
			return strings.ToLower(text)
		}
		i += size
	}
	return text
}

// hasNoCase: Chinese characters and the marks of Chinese and English texts.
func hasNoCase(r rune) bool {
	return r >= 0x2010 && r <= 0x2027 || r >= 0x3000 && r <= 0x9fff || r >= 0xff01 && r <= 0xff20
}

// Present tells which characters stand in a text; of one that does not it may say so by
// mistake, never the other way round. It is worth making where many words are asked about.
type Present [4]uint64

// PresentIn notes the characters of a text.
func PresentIn(text string) (p Present) {
	for i := 0; i < len(text); {
		r, size := Decode(text, i)
		at := place(r, 24)
		p[at/64] |= 1 << (at % 64)
		i += size
	}
	return p
}

// Has says whether a character may stand in the text.
func (p *Present) Has(r rune) bool {
	at := place(r, 24)
	return p[at/64]>>(at%64)&1 != 0
}

// Ends are the first and the last character of a word, by which Present is asked.
type Ends struct{ first, last rune }

// EndsOf gives a word's.
func EndsOf(word string) Ends {
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	return Ends{first, last}
}

// Have says whether a word with these ends may stand in the text.
func (p *Present) Have(e Ends) bool { return p.Has(e.first) && p.Has(e.last) }

// SmallLatin makes small letters of A to Z alone, so that every byte stays where it was.
func SmallLatin(text string) string {
	i := 0
	for i < len(text) && (text[i] < 'A' || text[i] > 'Z') {
		i++
	}
	if i == len(text) {
		return text
	}
	small := []byte(text)
	for ; i < len(small); i++ {
		if b := small[i]; b >= 'A' && b <= 'Z' {
			small[i] = b + 'a' - 'A'
		}
	}
	return string(small)
}
