package understand

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Places finds where something is. known gives the places of the caller's own
// list; a known place said alone has its ID as Value, with more words around it
// ("兴学社区门口") Value is the words. Other places are found by pattern:
// village, estate, road with house number, landmark with direction. Leading
// 在/到/位于 (in, at, on) and trailing 里/上/那边 are no part of a place.
// Findings come in the order of the text and do not overlap.
func Places(text string, known func(string) []Match, lang string) []Finding {
	s := fold(text)
	var listed []Match
	if known != nil {
		for _, m := range known(text) {
			if m.Start >= 0 && m.Start < m.End && m.End <= len(text) && utf8.RuneStart(s[m.Start]) {
				listed = append(listed, m)
			}
		}
		slices.SortFunc(listed, func(a, b Match) int {
			if a.Start != b.Start {
				return a.Start - b.Start
			}
			return b.End - a.End
		})
	}
	p := &placeReader{text: text, s: s, listed: listed}
	out := p.chinese()
	for _, f := range p.english() {
		if !slices.ContainsFunc(out, func(o Finding) bool { return f.Start < o.End && o.Start < f.End }) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Finding) int { return a.Start - b.Start })
	return out
}

type placeReader struct {
	text, s string
	listed  []Match
	done    int // nothing before this byte may be read again
}

// covering is the known place that begins at byte i.
func (p *placeReader) covering(i int) (Match, bool) {
	for _, m := range p.listed {
		if m.Start == i {
			return m, true
		}
	}
	return Match{}, false
}

// value of a place that spans text[from:to]: its id when nothing more than known places is said.
func (p *placeReader) value(from, to int) string {
	id := ""
	for at := from; at < to; {
		m, ok := p.covering(at)
		if !ok || m.End > to {
			return strings.TrimSpace(p.text[from:to])
		}
		id, at = m.ID, skipSpace(p.s, m.End)
		if at < to && strings.ContainsRune(",，的", runeAt(p.s, at)) {
			at = skipSpace(p.s, at+width(p.s, at))
		}
	}
	return id
}
