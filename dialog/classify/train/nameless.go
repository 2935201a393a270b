package train

import (
	"cmp"
	"slices"
	"strings"

	"frontdoor/dialog/understand"
)

// What stands where somebody's data stood. The classifier reads 某 and 0 as it
// reads any hidden name and number.
const (
	someone = "某某"
	spot    = "某地"
	digits  = 3 // a run of as many digits or more says 0 for each
)

// Nameless hides what tells who and where: identity and card numbers, phones,
// names, places, and every long number. known gives the places of the town. It
// finds what package understand finds and no more, so that a person still has to
// read what it gives before it is kept.
func Nameless(text string, known func(string) []understand.Match) string {
	text, _ = understand.Mask(understand.Clean(text))
	type hidden struct {
		from, to int
		by       string
	}
	var spans []hidden
	for _, f := range understand.Phones(text) {
		spans = append(spans, hidden{f.Start, f.End, "00000000000"})
	}
	if f, ok := understand.Name(text, false); ok {
		spans = append(spans, hidden{f.Start, f.End, someone})
	}
	lang := understand.Chinese
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x2E80 }) {
		lang = understand.English
	}
	for _, p := range understand.Persons(text, lang) {
		by := relation(text[p.Start:p.End], p.Relation, lang)
		spans = append(spans, hidden{p.Start, p.End, by})
	}
	for _, f := range understand.Places(text, known, lang) {
		spans = append(spans, hidden{f.Start, f.End, spot})
	}
	slices.SortStableFunc(spans, func(a, b hidden) int { return cmp.Compare(a.from, b.from) })
	var out strings.Builder
	done := 0
	for _, s := range spans {
		if s.from >= done {
			out.WriteString(text[done:s.from])
			out.WriteString(s.by)
			done = s.to
		} else if s.to > done { // they overlap: what sticks out is hidden too
			done = s.to
		}
	}
	out.WriteString(text[done:])
	return noughts(out.String())
}

// relation keeps of "邻居老王" what is no name: the shortest beginning that means
// the same kind of person by itself.
func relation(words, kind, lang string) string {
	if kind == "" {
		return someone
	}
	for end := range words {
		if end == 0 {
			continue
		}
		alone := understand.Persons(words[:end], lang)
		if len(alone) == 1 && alone[0].Relation == kind && alone[0].Start == 0 && alone[0].End == end {
			return words[:end] + someone
		}
	}
	return words
}

// noughts turns the digits of long numbers to 0.
func noughts(text string) string {
	out := []byte(text)
	for i := 0; i < len(out); {
		j := i
		for j < len(out) && out[j] >= '0' && out[j] <= '9' {
			j++
		}
		if j-i >= digits {
			for k := i; k < j; k++ {
				out[k] = '0'
			}
		}
		i = max(j, i+1)
	}
	return string(out)
}
