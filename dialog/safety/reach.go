package safety

import "slices"

// before reports whether a mark of the past governs the cue: it stands in the
// cue's phrase, or earlier in its sentence in a clause that only says when ("last
// winter, ..."), not in one that complains of something else ("I reported it last
// winter, ..."). A word of the present since then ends the past.
func (g *guards) before(c sighting, marks []span) bool {
	toks := g.r.tokens
	for _, m := range near(marks, c.span) {
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

// begunBefore reports whether a mark of the past stands anywhere before the cue in its
// sentence, not to say when it was reported, and nothing since speaks of the present:
// a story begun the day before yesterday is told to its end.
func (g *guards) begunBefore(c sighting, marks []span) bool {
	toks := g.r.tokens
	return slices.ContainsFunc(near(marks, c.span), func(m span) bool {
		return m.from < c.from && toks[m.from].sentence == toks[c.from].sentence && !g.presentSince(m, c) &&
			!slices.ContainsFunc(near(g.told, m), func(t span) bool { return toks[t.from].clause == toks[m.from].clause })
	})
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
	from, to, most := mark.from, mark.from+1, mark.to-mark.from+frame
	for ; from > 0 && toks[from-1].phrase == toks[mark.from].phrase && to-from <= most; from-- {
	}
	for ; to < len(toks) && toks[to].phrase == toks[mark.from].phrase && to-from <= most; to++ {
	}
	if to-from > most {
		return false
	}
	for i := from; i < to; i++ {
		if g.negators[i+1] >= 0 {
			return false
		}
	}
	return len(between(g.told, from, to)) == 0
}

// presentSince reports whether "now", "again", "but" stands after the mark, up to the end of the cue's phrase.
func (g *guards) presentSince(mark span, c sighting) bool {
	toks := g.r.tokens
	m, _ := mannerOf(c.kind)
	since := func(words []span, clause bool) bool {
		for _, s := range between(words, mark.to, len(toks)) {
			if c.kind != Suicide && c.kind != SuicideOther && inside(s, g.remembers) { // there the memory is the danger
				continue
			}
			p := toks[s.from]
			return p.phrase <= toks[c.to-1].phrase || clause && p.clause <= toks[c.from].clause
		}
		return false
	}
	return since(g.present, false) || since(g.lasting, false) || m.lasts && since(g.ongoing, true)
}

// ownClause reports whether the writer stands in the cue's clause.
func (g *guards) ownClause(c sighting) bool {
	return slices.ContainsFunc(near(g.r.spans("self"), c.span), func(s span) bool {
		return g.r.tokens[s.from].clause == g.r.tokens[c.from].clause
	})
}

// recovered reports whether words after the cue say that it is over, or words
// before it in its sentence; "but", "again", "still" after them take that back.
func (g *guards) recovered(c sighting) bool {
	toks := g.r.tokens
	words := g.r.meant("recovered " + string(c.kind))
	for _, s := range near(words, c.span) {
		if s.from < c.from && toks[s.from].sentence == toks[c.from].sentence && !g.isNot(s) && !g.presentSince(s, c) {
			return true
		}
	}
	return len(words) > 0 && g.recoveredAfter(c.kind, words) >= c.from
}

// isNot reports whether words of recovery are none.
func (g *guards) isNot(s span) bool { return g.noes[s.from] >= 0 || g.negated(s) }

// recoveredAfter is where the last words stand that say it is over and that neither a
// negation nor a later "but" takes back; -1 for nowhere.
func (g *guards) recoveredAfter(k Kind, words []span) int {
	_, place := mannerOf(k)
	if at := g.recovery[place]; at != 0 { // noted two higher: 0 is not looked for yet
		return at - 2
	}
	lastBut, at := -1, -1
	if buts := g.r.spans("but"); len(buts) > 0 {
		lastBut = buts[len(buts)-1].from
	}
	for _, s := range slices.Backward(words) {
		if s.to > lastBut && !g.isNot(s) {
			at = s.from
			break
		}
	}
	g.recovery[place] = at + 2
	return at
}
