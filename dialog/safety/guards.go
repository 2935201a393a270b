package safety

// verdict says what the sentence makes of a cue.
type verdict uint8

const (
	alive verdict = iota // danger
	dead                 // taken back: no danger
	open                 // not now, but worth a question
)

// guards holds the ways of taking words back that stand in one message.
type guards struct {
	r        *reading
	negators []int // for a token index: where a negation that ends before it begins, else -1
	bridges  []int // likewise for words that may stand between a negation and its word

	past, longAgo, recent, present, ongoing, conditional, consequence, report, drill, over []span
}

func newGuards(r *reading) *guards {
	g := &guards{r: r}
	n := len(r.tokens) + 1
	g.negators, g.bridges = ends(r.spans("negation"), n), ends(r.spans("bridge"), n)
	for _, s := range r.spans("no negation") {
		for i := s.from + 1; i <= s.to; i++ {
			if b := g.negators[i]; b >= s.from {
				g.negators[i] = -1
			}
		}
	}
	g.past, g.longAgo, g.recent = r.spans("past"), r.spans("long ago"), r.spans("recent")
	g.present, g.ongoing = r.spans("present"), r.spans("ongoing")
	g.conditional, g.consequence = r.meant("conditional"), r.spans("consequence")
	g.report, g.drill, g.over = g.said("report"), g.said("drill"), r.spans("past in all")
	return g
}

// said lists the spans of a section that no negation takes back ("this is not a drill").
func (g *guards) said(section string) []span {
	var out []span
	for _, s := range g.r.meant(section) {
		if !g.negated(s) {
			out = append(out, s)
		}
	}
	return out
}

// ends maps the end of each span to its beginning; the longest wins.
func ends(spans []span, n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = -1
	}
	for _, s := range spans {
		if at[s.to] == -1 || s.from < at[s.to] {
			at[s.to] = s.from
		}
	}
	return at
}

// verdict asks every guard in turn.
func (g *guards) verdict(c sighting) verdict {
	m, _ := mannerOf(c.kind)
	switch {
	case g.negated(c.span):
		return dead
	case g.before(c, g.report, false), g.near(c, g.drill):
		return dead
	case m.past && (len(g.over) > 0 || g.before(c, g.past, true)):
		return dead
	case m.lasts && (len(g.over) > 0 || g.before(c, g.longAgo, true)):
		return open
	case m.only && g.supposed(c):
		return open
	case m.recent && g.before(c, g.recent, true):
		return open
	case g.recovered(c):
		return open
	}
	return alive
}

// negated reports whether a negation belongs to one of the cue's wordings: it
// stands right before, with nothing but bridge words between. Two take each other
// back. A negation inside the cue's own words ("wont wake up") is no negation of it.
func (g *guards) negated(s span) bool {
	for k := range s.n {
		count := 0
		toks := g.r.tokens
		for i := int(s.at[k]); i > 0 && toks[i-1].clause == toks[s.at[k]].clause && !s.says(i-1); {
			if b := g.negators[i]; b >= 0 {
				count++
				i = b
			} else if b := g.bridges[i]; b >= 0 {
				i = b
			} else {
				break
			}
		}
		if count%2 == 1 {
			return true
		}
	}
	return false
}

// says reports whether token i belongs to one of the span's wordings, not to a gap.
func (s span) says(i int) bool {
	for k := range s.n {
		if i >= int(s.at[k]) && i < int(s.till[k]) {
			return true
		}
	}
	return false
}

// before reports whether one of marks stands in the cue's clause, or earlier in
// its sentence with no word of the present since.
func (g *guards) before(c sighting, marks []span, anywhere bool) bool {
	toks := g.r.tokens
	for _, m := range marks {
		if toks[m.from].sentence != toks[c.from].sentence {
			continue
		}
		sameClause := toks[m.from].clause == toks[c.from].clause
		if m.from < c.to || anywhere && sameClause {
			if !g.presentSince(m, c) {
				return true
			}
		}
	}
	return false
}

// presentSince reports whether "now", "again", "but" stands after the mark, up to the end of the cue's clause.
func (g *guards) presentSince(mark span, c sighting) bool {
	toks := g.r.tokens
	since := func(words []span) bool {
		for _, p := range words {
			if p.from >= mark.to && toks[p.from].clause <= toks[c.from].clause {
				return true
			}
		}
		return false
	}
	m, _ := mannerOf(c.kind)
	return since(g.present) || m.lasts && since(g.ongoing)
}

func (g *guards) near(c sighting, marks []span) bool {
	for _, m := range marks {
		if g.r.tokens[m.from].sentence == g.r.tokens[c.from].sentence {
			return true
		}
	}
	return false
}

// supposed reports whether the cue is only imagined: "if", "in case", "afraid
// that" in its clause, or earlier in the sentence when the cue is what follows from it.
func (g *guards) supposed(c sighting) bool {
	toks := g.r.tokens
	for _, m := range g.conditional {
		if m.from >= c.to || toks[m.from].sentence != toks[c.from].sentence || g.presentSince(m, c) {
			continue
		}
		if toks[m.from].clause == toks[c.from].clause {
			return true
		}
		for _, then := range g.consequence {
			if toks[then.from].clause == toks[c.from].clause {
				return true
			}
		}
	}
	return false
}

// recovered reports whether words after the cue say that it is over, or words
// before it in its sentence with no "again" since.
func (g *guards) recovered(c sighting) bool {
	for _, s := range g.r.spans("recovered " + string(c.kind)) {
		after := s.from >= c.from || g.r.tokens[s.from].sentence == g.r.tokens[c.from].sentence && !g.presentSince(s, c)
		if after && !g.negated(s) {
			return true
		}
	}
	return false
}
