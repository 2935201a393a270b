package safety

import (
	"slices"

	"frontdoor/dialog/safety/ear"
)

// A cue is doubted where the ear hears nothing like danger anywhere in the message: a
// stroke stands in a claim for benefits, "lost two thousand" in a question about a report to
// the police. Of three thousand dangers with a cue, judged by an ear that did not know
// them, seven of a doubted kind lie below; of the town's matters with a cue a third do. A
// short message is never doubted, nor one that presses.
const (
	sureOfNothing = -2.5
	doubtedUnits  = 9
)

// doubtable are the kinds whose words stand in everyday matters, too. What threatens from
// within (suicide, violence at home, harm to a child) is told quietly and never doubted.
var doubtable = [...]Kind{Injury, Collapse, Fraud, Traffic, MissingElder, Fire, Electric, Violence}

// A call for people ("快来人") is a cry by itself, and impatience beside an everyday fault:
// it is one where the ear hears something ordinary in the rest of the message, if that has
// enoughBeside units, and far from danger.
const (
	ordinaryBeside = -1.0
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

// doubt leaves out the sightings the ear does not believe and reports whether there were any.
func (r *reading) doubt(m *ear.Model, stand []sighting) ([]sighting, bool) {
	if len(stand) == 0 || r.onlyCalls(m, stand) {
		return nil, false
	}
	if len(r.tokens) < doubtedUnits || len(r.guard().acute) > 0 ||
		slices.ContainsFunc(stand, func(c sighting) bool { return !slices.Contains(doubtable[:], c.kind) }) {
		return stand, false
	}
	loud := loudest(m, r.phrases(r.onlyPolite()))
	if loud.units() < doubtedUnits || loud.score >= sureOfNothing {
		return stand, false
	}
	for _, p := range r.phrases(nil) { // "着火了", beside whatever else, is a cry of its own
		if m.Danger(m.Part(p.sound)) > 0 && slices.ContainsFunc(stand, func(c sighting) bool { return c.from < p.to && p.from < c.to }) {
			return stand, false
		}
	}
	return nil, true
}
