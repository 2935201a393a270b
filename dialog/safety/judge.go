package safety

import (
	"slices"

	"frontdoor/dialog/safety/ear"
)

// sighting is one cue found in a message.
type sighting struct {
	kind  Kind
	child bool // the cue itself names a child
	span
}

// mostOfAKind is how many sightings of a kind are weighed in one piece: more say nothing new.
const mostOfAKind = 16

// judge weighs every cue in the message.
func (r *reading) judge(m *ear.Model) Finding {
	var f Finding
	var stand []sighting
	var count [len(kinds)]int
	r.seen = r.seen[:0]
	enough := func(p *pattern) bool { return count[p.place] == mostOfAKind }
	r.eachUnless(enough, "", r.live, func(p *pattern, s span) {
		c := sighting{p.kind, p.child, s}
		r.seen = append(r.seen, c)
		switch r.guard().verdict(c) {
		case alive:
			count[p.place]++
			stand = append(stand, c)
		case open:
			f.Hint = true
		}
	})
	hints := r.meant("hint")
	stand = r.whoseDanger(stand)
	stand, doubted := r.doubt(m, stand)
	f.Hint = f.Hint || doubted
	if len(stand) == 0 {
		stand = r.listen(m, len(hints) > 0, r.seen)
	}
	best := len(kinds)
	minor := false
	for _, c := range stand {
		minor = minor || c.child || r.childConcerned(c)
		how, place := mannerOf(c.kind)
		if !slices.Contains(f.Kinds, c.kind) {
			f.Kinds = append(f.Kinds, c.kind)
		}
		f.Flags = append(f.Flags, how.flags...)
		if place < best {
			best, f.Kind, f.Card = place, c.kind, true
			f.Raw = r.text[r.tokens[c.from].start:r.tokens[c.to-1].end]
		}
	}
	if f.Kind == Domestic && slices.Contains(f.Kinds, ChildHarm) && r.speakerIsMinor() {
		f.Kind = ChildHarm
	}
	if f.Kind == ChildHarm && r.ofChild(stand) {
		f.Kind = ChildHarmTold
	}
	if self, relative := r.minors(); minor || self || relative && f.Card {
		f.Flags = append(f.Flags, Minor)
	}
	f.Hint = !f.Card && (f.Hint || r.hinted(hints))
	f.Flags = inOrder(f.Flags)
	sortKinds(f.Kinds)
	return f
}

// sortKinds puts the most urgent first.
func sortKinds(list []Kind) {
	slices.SortFunc(list, func(a, b Kind) int {
		_, x := mannerOf(a)
		_, y := mannerOf(b)
		return x - y
	})
}

// hinted reports whether one of the hints is no "not ...".
func (r *reading) hinted(hints []span) bool {
	if len(hints) == 0 {
		return false
	}
	g := r.guard()
	return slices.ContainsFunc(hints, func(s span) bool { return !g.negated(s) })
}

func inOrder(flags []Flag) []Flag {
	var out []Flag
	for _, f := range []Flag{Emergency, SuicideRisk, DomesticViolence, Minor} {
		if slices.Contains(flags, f) {
			out = append(out, f)
		}
	}
	return out
}
