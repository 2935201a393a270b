package pattern

import (
	"math/bits"
	"unicode/utf8"
)

// Chars is a set of characters: a small table without chains, at least half of it
// empty, because it is asked about every character of a text and mostly says no.
type Chars struct {
	slots []rune
	shift uint8
}

// NewChars makes a set of the characters of a text.
func NewChars(chars string) Chars {
	size := bits.Len(uint(2 * utf8.RuneCountInString(chars)))
	c := Chars{make([]rune, 1<<size), uint8(32 - size)}
	for _, r := range chars {
		at := place(r, c.shift)
		for c.slots[at] != 0 && c.slots[at] != r {
			at = (at + 1) & (len(c.slots) - 1)
		}
		c.slots[at] = r
	}
	return c
}

// Has says whether a character is in the set; 0, which readers see at the end of a
// text, never is.
func (c *Chars) Has(r rune) bool {
	at := place(r, c.shift)
	for c.slots[at] != r && c.slots[at] != 0 {
		at = (at + 1) & (len(c.slots) - 1)
	}
	return c.slots[at] != 0
}

// In says whether one of the characters stands in a text.
func (c *Chars) In(text string) bool {
	for i := 0; i < len(text); {
		r, size := Decode(text, i)
		if c.Has(r) {
			return true
		}
		i += size
	}
	return false
}

// Decode is utf8.DecodeRuneInString(s[i:]), quick for the three bytes of a Chinese
// character; i must lie inside the text.
func Decode(s string, i int) (r rune, size int) {
	b := s[i]
	if b < utf8.RuneSelf {
		return rune(b), 1
	}
	if i+2 < len(s) && b >= 0xe1 && b <= 0xec && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80 {
		return rune(b&0x0f)<<12 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}
