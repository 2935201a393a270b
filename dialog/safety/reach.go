package safety

import "slices"

// before reports whether a mark of the past governs the cue: it stands in the
// cue's phrase, or earlier in its sentence in a clause that only says when ("last
// winter, ..."), not in one that complains of something else ("I reported it last
// winter, ..."). A word of the present since then ends the past.
func (g *guards) before(c sighting, marks []span) bool {
	toks := g.r.tokens
	for _, m := range marks {
		mark, cue := toks[m.from], toks[c.from]
		if mark.sentence != cue.sentence || g.presentSince(m, c) {
			continue
		}
		if g.beside(m, c) || m.from < c.from && g.onlySaysWhen(m) {
			return true
		}
	}
	return false
}

// beside reports whether the mark stands in the phrase of one of the cue's wordings.
func (g *guards) beside(mark span, c sighting) bool {
	for k := range c.n {
		if g.r.tokens[mark.from].phrase == g.r.tokens[c.at[k]].phrase {
			return true
		}
	}
	return false
}

// precedes is beside, for a mark that stands before the wording.
func (g *guards) precedes(mark span, c sighting) bool {
	for k := range c.n {
		if mark.from < int(c.till[k]) && g.r.tokens[mark.from].phrase == g.r.tokens[c.at[k]].phrase {
			return true
		}
	}
	return false
}

// frame is how many tokens a clause that only says when may hold beside the mark.
const frame = 5

func (g *guards) onlySaysWhen(mark span) bool {
	toks := g.r.tokens
	n := 0
	for i := range toks {
		if toks[i].phrase != toks[mark.from].phrase {
			continue
		}
		if g.negators[i+1] >= 0 {
			return false
		}
		n++
	}
	for _, t := range g.told {
		if toks[t.from].phrase == toks[mark.from].phrase {
			return false
		}
	}
	return n <= mark.to-mark.from+frame
}

// presentSince reports whether "now", "again", "but" stands after the mark, up to the end of the cue's phrase.
func (g *guards) presentSince(mark span, c sighting) bool {
	toks := g.r.tokens
	m, _ := mannerOf(c.kind)
	since := func(words []span, clause bool) bool {
		for _, p := range words {
			if p.from >= mark.to && (toks[p.from].phrase <= toks[c.to-1].phrase || clause && toks[p.from].clause <= toks[c.from].clause) {
				return true
			}
		}
		return false
	}
	return since(g.present, false) || since(g.lasting, false) || m.lasts && since(g.ongoing, true)
}

// ownClause reports whether the writer stands in the cue's clause.
func (g *guards) ownClause(c sighting) bool {
	return slices.ContainsFunc(g.r.spans("self"), func(s span) bool {
		return g.r.tokens[s.from].clause == g.r.tokens[c.from].clause
	})
}

// before it in its sentence; "but", "again", "still" after them take that back.
func (g *guards) recovered(c sighting) bool {
	toks := g.r.tokens
	for _, s := range g.r.spans("recovered " + string(c.kind)) {
		if g.negated(s) {
			continue
		}
		if s.from < c.from {
			if toks[s.from].sentence == toks[c.from].sentence && !g.presentSince(s, c) {
				return true
			}
			continue
		}
		back := func(words []span) bool {
			return slices.ContainsFunc(words, func(p span) bool { return p.from >= s.to })
		}
		if !back(g.r.spans("but")) {
			return true
		}
	}
	return false
}
