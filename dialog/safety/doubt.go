package safety

import (
	"math"
	"slices"

	"frontdoor/dialog/safety/ear"
)

// Cue and ear judge together. Each run of phrases in which a cue stands is weighed: how much
// it sounds like danger (the ear's logarithm of the odds) and how much of it the cues say in
// their own words. "There was a fire" is nearly all cue and needs no likeness; "suicide" in a
// question about insurance is one word of nine and needs much. What the bars were chosen by
// stands in doc.go.
const (
	sureOfCue    = -2.0 // the least sum at which cues are believed
	worthOfShare = 1.0  // for each natural logarithm of the share: a half costs 0.7
	lessIfQuiet  = 0.45 // less is asked of what is told quietly or in worry, and of a bare cry
)

// A call for people ("快来人") is a cry by itself, and impatience beside an everyday fault:
// it is one where the ear hears something ordinary in the rest of the message, if that has
// enoughBeside units, and far from danger.
const (
	ordinaryBeside = -0.55
	enoughBeside   = 3
)

// onlyCalls reports whether all the sightings are calls for people beside something ordinary.
func (r *reading) onlyCalls(m *ear.Model, stand []sighting) bool {
	calls := r.spans("call")
	called := func(from, to int) bool {
		return slices.ContainsFunc(calls, func(s span) bool { return s.from < to && from < s.to })
	}
	for _, c := range stand {
		if c.kind != Danger || !called(c.from, c.to) {
			return false
		}
	}
	whole, beside := ear.Part{}, 0
	for _, p := range r.phrases(nil) {
		from, to := p.from, p.to // up to the call: 下水道堵了快来人, 你们快来人
		for i := from; i < to; i++ {
			if called(i, i+1) {
				to = i
			}
		}
		sound := p.sound[:to-from]
		if to < p.to && len(sound) < enoughBeside {
			continue
		}
		if m.Danger(m.Part(sound)) > ordinaryBeside {
			return false
		}
		whole, beside = whole.Add(m.Part(sound)), beside+len(sound)
	}
	return beside >= enoughBeside && m.Danger(whole) <= ordinaryBeside
}

// doubt leaves out the sightings that are not believed and reports whether there were any.
func (r *reading) doubt(m *ear.Model, stand []sighting) ([]sighting, bool) {
	if len(stand) == 0 || r.onlyCalls(m, stand) {
		return nil, false
	}
	sure := sureOfCue
	if slices.ContainsFunc(stand, quiet) {
		sure -= lessIfQuiet
	}
	if len(r.tokens) <= leastUnits || r.believed(m, stand, sure) {
		return stand, false
	}
	return nil, true
}

// quiet reports whether a cue is of a kind that is told in everyday words: what goes on at
// home or within, a child or an old person one worries about, or a cry that names nothing.
func quiet(c sighting) bool {
	how, _ := mannerOf(c.kind)
	return how.lasts || how.feared || c.kind == Danger
}

// believed reports whether ear and cues together speak surely enough for danger in some run
// of phrases.
func (r *reading) believed(m *ear.Model, stand []sighting, sure float64) bool {
	without, said := r.onlyPolite(), make([]bool, len(r.tokens))
	for _, c := range stand {
		without[r.tokens[c.from].phrase] = false // 救救我 is manners beside a matter, and a cry
		for k := range c.n {
			for i := c.at[k]; i < c.till[k]; i++ {
				said[i] = true
			}
		}
	}
	all := r.phrases(without)
	parts, cues := make([]ear.Part, len(all)), make([]int, len(all))
	for i, p := range all {
		parts[i] = m.Part(p.sound)
		for _, is := range said[p.from:p.to] {
			if is {
				cues[i]++
			}
		}
	}
	for i := range all {
		whole, units, own := ear.Part{}, 0, 0
		for j := i; j < len(all) && units <= mostUnits; j++ {
			whole, units, own = whole.Add(parts[j]), units+len(all[j].sound), own+cues[j]
			if own == 0 {
				continue
			}
			s := m.Danger(whole) + worthOfShare*math.Log(float64(own)/float64(units))
			if j-i+1 < len(all) {
				s -= surerInPart
			}
			if s >= sure {
				return true
			}
		}
	}
	return false
}
