package bot

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// UTF16Len is the length of a text in UTF-16 units, which is how Telegram and
// Twilio count: an emoji is two.
func UTF16Len(text string) int {
	n := 0
	for _, r := range text {
		n += utf16Width(r)
	}
	return n
}

func utf16Width(r rune) int {
	if n := utf16.RuneLen(r); n > 0 {
		return n
	}
	return 1 // a broken byte becomes U+FFFD
}

// Split cuts a text into parts of at most limit UTF-16 units. It cuts behind the
// last paragraph, else sentence, else comma or blank of a part, and inside a word
// only when there is none of these in its second half. Blanks at the cuts are
// dropped; a text that fits comes back as it is, an empty one as no part at all.
func Split(text string, limit int) []string { return SplitBy(text, limit, utf16Width) }

// SplitBy is Split for a provider that counts otherwise: width is what it counts one
// character as (utf8.RuneLen for bytes).
func SplitBy(text string, limit int, width func(rune) int) []string {
	var parts []string
	for !fits(text, limit, width) {
		at := cut(text, limit, width)
		if part := strings.TrimRightFunc(text[:at], unicode.IsSpace); part != "" {
			parts = append(parts, part)
		}
		text = strings.TrimLeftFunc(text[at:], unicode.IsSpace)
	}
	if text != "" {
		parts = append(parts, text)
	}
	return parts
}

// fits says whether a text is at most limit units long; it reads no further.
func fits(text string, limit int, width func(rune) int) bool {
	n := 0
	for _, r := range text {
		if n += width(r); n > limit {
			return false
		}
	}
	return true
}

// cut finds the byte offset where the first part of a too long text ends.
func cut(text string, limit int, width func(rune) int) int {
	var best [4]int // the last place to cut of each quality
	units, last := 0, 0
	for i, r := range text {
		w := width(r)
		if units+w > limit {
			break
		}
		units += w
		end := i + runeSize(text[i:])
		if next, _ := utf8.DecodeRuneInString(text[end:]); !joins(r, next) {
			last = end
			if q := quality(r, next); q > 0 && units*2 >= limit {
				best[q] = end
			}
		}
	}
	for q := 3; q > 0; q-- {
		if best[q] > 0 {
			return best[q]
		}
	}
	if last == 0 { // one endless cluster, or a limit below one character
		last = runeSize(text)
	}
	return last
}

func runeSize(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// quality says how good it is to cut behind r: 3 a paragraph, 2 a sentence, 1 a
// comma or blank, 0 not at all.
func quality(r, next rune) int {
	switch {
	case r == '\n':
		return 3
	case strings.ContainsRune("。!?;…", r):
		return 2
	case strings.ContainsRune(".!?;", r) && unicode.IsSpace(next):
		return 2
	case strings.ContainsRune(",、:", r) || unicode.IsSpace(r):
		return 1
	}
	return 0
}

// joins says that next belongs to the character r stands in: marks, the parts of
// a composed emoji, a closing quote behind a sentence.
func joins(r, next rune) bool {
	const zwj = '\u200d'
	return r == zwj || next == zwj || unicode.In(next, unicode.Mn, unicode.Me, unicode.Variation_Selector) ||
		(next >= 0x1F3FB && next <= 0x1F3FF) || // skin tones
		strings.ContainsRune("”’」』)》", next)
}
