package search

import (
	"slices"
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
