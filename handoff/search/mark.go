package search

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Range is a part of a text, in bytes.
type Range struct{ From, To int }

// Marks are where in a text the words of a search stand, in order, none touching the
// next. They are found when a hit is shown; nothing of them is kept.
func Marks(text, searched string) []Range {
	f := fold(text, true)
	var all []Range
	for _, t := range termsOf(searched) {
		term := []rune(t.text)
		for i := 0; i+len(term) <= len(f.runes); i++ {
			if slices.Equal(f.runes[i:i+len(term)], term) {
				last := f.at[i+len(term)-1]
				_, size := utf8.DecodeRuneInString(text[last:])
				all = append(all, Range{f.at[i], last + size})
			}
		}
	}
	slices.SortFunc(all, func(a, b Range) int { return a.From - b.From })
	var joined []Range
	for _, r := range all {
		if n := len(joined); n > 0 && r.From <= joined[n-1].To {
			joined[n-1].To = max(joined[n-1].To, r.To)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// Field is one thing on a card that holds a word of a search.
type Field struct {
	Slot  string // Number, Summary, or the slot of a fact
	Text  string
	Marks []Range
}

// What is on a card beside facts.
const (
	Number  = "number"
	Summary = "summary"
)

// Fields are the things on a card that hold a word of a search, in one order; of a phone
// number only its ends are told.
func (c Card) Fields(searched string) []Field {
	var all []Field
	add := func(slot, text string) {
		if marks := Marks(text, searched); len(marks) > 0 {
			all = append(all, Field{slot, text, marks})
		}
	}
	add(Number, string(c.Number))
	for _, slot := range slices.Sorted(maps.Keys(c.Facts)) {
		if slot != slotPhone {
			add(slot, c.Facts[slot])
		}
	}
	for _, digits := range c.phones() {
		for _, t := range termsOf(searched) {
			if t.phone != 0 && strings.HasSuffix(digits, t.ends) {
				text := maskedPhone(digits)
				all = append(all, Field{slotPhone, text, []Range{{max(0, len(text)-len(t.ends)), len(text)}}})
			}
		}
	}
	add(Summary, c.Summary)
	return all
}

// maskedPhone leaves the beginning and the end of a number.
func maskedPhone(digits string) string {
	digits = strings.TrimPrefix(digits, "86")
	if len(digits) < 8 {
		return digits
	}
	return digits[:3] + "****" + digits[len(digits)-4:]
}

// Piece is a part of a text as it is shown.
type Piece struct {
	Text   string
	Marked bool
}

// Pieces cuts a text at its marks.
func Pieces(text string, marks []Range) []Piece {
	var all []Piece
	from := 0
	for _, m := range append(slices.Clip(marks), Range{len(text), len(text)}) {
		if m.From > from {
			all = append(all, Piece{text[from:m.From], false})
		}
		if m.To > m.From {
			all = append(all, Piece{text[m.From:m.To], true})
		}
		from = m.To
	}
	return all
}

// Excerpt is the part of a text around its first mark, with the marks in it: so many
// characters before it and after.
func Excerpt(text string, marks []Range, before, after int) (string, []Range) {
	from, to := 0, 0
	if len(marks) > 0 {
		from, to = marks[0].From, marks[0].From
	}
	for n := 0; n < before && from > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	for n := 0; n < after && to < len(text); n++ {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	head := ""
	if from > 0 {
		head = "…"
	}
	var kept []Range
	for _, m := range marks {
		if m.From < to {
			kept = append(kept, Range{m.From - from + len(head), min(m.To, to) - from + len(head)})
		}
	}
	if to < len(text) {
		return head + text[from:to] + "…", kept
	}
	return head + text[from:to], kept
}
