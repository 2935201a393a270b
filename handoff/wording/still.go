package wording

import (
	"bytes"
	"unicode/utf8"
)

// Still is a page without characters that steer what stands around them: whoever wrote
// them, in words, names of files or an address, a line reads as it lies there.
func Still(page []byte) []byte {
	if utf8.Valid(page) && bytes.IndexFunc(page, steers) < 0 {
		return page
	}
	return bytes.Map(func(r rune) rune {
		if steers(r) {
			return -1
		}
		return r
	}, page)
}

// steers is true for control characters but blanks and ends of lines, and for those that
// turn the direction of others around.
func steers(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r >= 0x7f && r < 0xa0 || r == '\u200e' || r == '\u200f' ||
		r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff'
}
