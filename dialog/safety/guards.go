package safety

import "slices"

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
	noes     []int // negators, those that look like one only too: in 出不来了 nobody came out

	past, longAgo, recent, daysAgo, told []span
	present, ongoing, lasting, remembers []span
	conditional, fear, consequence       []span
	report, news, drill, course, over    []span
	settled, acute, laugh                []span
	recovery                             [len(kinds)]int // by kind: see recoveredAfter
}

// guard gives the guards of the message.
func (r *reading) guard() *guards {
	if r.guards == nil {
		r.guards = newGuards(r)
	}
	return r.guards
}

func newGuards(r *reading) *guards {
	g := &guards{r: r}
	n := len(r.tokens) + 1
	g.negators, g.bridges = ends(r.spans("negation"), n), ends(r.spans("bridge"), n)
	g.noes = slices.Clone(g.negators)
	for _, s := range r.spans("no negation") {
		for i := s.from + 1; i <= s.to; i++ {
			if b := g.negators[i]; b >= s.from {
				g.negators[i] = -1
			}
		}
	}
	g.past, g.longAgo, g.recent, g.daysAgo = r.spans("past"), r.spans("long ago"), r.spans("recent"), r.spans("days ago")
	g.told, g.over = r.spans("complained"), r.spans("past in all")
	g.present, g.ongoing, g.lasting, g.remembers = r.meant("present"), r.spans("ongoing"), r.meant("lasting"), r.spans("no present")
	g.conditional = without(r.meant("conditional"), r.spans("no conditional"))
	g.fear, g.consequence = r.meant("fear"), r.spans("consequence")
	g.report, g.news = g.said("report"), g.said("news")
	g.drill, g.course = g.said("drill"), r.meant("course")
	g.settled, g.acute, g.laugh = r.spans("settled"), r.meant("acute"), r.spans("laugh")
	return g
}

// without leaves out the spans that lie inside one of others.
func without(spans, others []span) []span {
	if len(others) == 0 {
		return spans
	}
	return slices.DeleteFunc(slices.Clone(spans), func(s span) bool { return inside(s, others) })
}

// inside reports whether a span lies inside one of others.
func inside(s span, others []span) bool {
	return slices.ContainsFunc(near(others, s), func(o span) bool { return o.from <= s.from && s.to <= o.to })
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
	case g.reported(c), g.drilled(c):
		return dead
	case m.past && (len(g.over) > 0 || g.before(c, g.past) || g.experienced(c)):
		return dead
	case m.lasts && (len(g.over) > 0 || g.before(c, g.longAgo)):
		return open
	case m.only && g.supposed(c, m):
		return open
	case m.recent && g.before(c, g.recent), m.days && g.before(c, g.daysAgo), m.kind == Fraud && g.begunBefore(c, g.daysAgo):
		return open
	case g.recovered(c), (m.settles || m.kind == Domestic && len(g.r.spans("kin")) == 0) && g.calm(c, g.settled), m.only && g.calm(c, g.laugh):
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
		for i := int(s.at[k]); i > 0 && toks[i-1].phrase == toks[s.at[k]].phrase && !s.says(i-1); {
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

// experienced reports whether the cue ends in the particle of experience: "走丢过" has happened before.
func (g *guards) experienced(c sighting) bool {
	toks := g.r.tokens
	guo, next := g.r.book.words["过"], c.to+1
	if c.to >= len(toks) || toks[c.to].id != guo || toks[c.to].phrase != toks[c.to-1].phrase {
		return false
	}
	if next >= len(toks) || toks[next].phrase != toks[c.to].phrase {
		return true
	}
	id := toks[next].id // not 过去, 过来, 过敏 ...
	return id != g.r.book.words["去"] && id != g.r.book.words["来"] && id != g.r.book.words["敏"] && id != g.r.book.words["不"]
}

// calm reports whether one of marks stands in the cue's sentence and nothing in the
// message is acute: the writer settles what happened before, or laughs.
func (g *guards) calm(c sighting, marks []span) bool {
	if len(g.acute) > 0 {
		return false
	}
	return slices.ContainsFunc(near(marks, c.span), func(s span) bool {
		return g.r.tokens[s.from].sentence == g.r.tokens[c.from].sentence
	})
}

// reported reports whether the cue is told of elsewhere: a film or a report in its
// own phrase, or news announced earlier in the sentence, unless the writer's own
// home or family is in it.
func (g *guards) reported(c sighting) bool {
	toks := g.r.tokens
	for _, m := range near(g.report, c.span) {
		if !c.says(m.from) && g.precedes(m, c) && !g.presentSince(m, c) {
			return true
		}
	}
	for _, m := range near(g.news, c.span) {
		if toks[m.from].sentence != toks[c.from].sentence || m.from >= c.to || g.presentSince(m, c) {
			continue
		}
		if toks[m.from].clause == toks[c.from].clause || !g.ownClause(c) {
			return true
		}
	}
	return false
}

// drilled reports whether the cue is practised or taught: "fire drill", "how to stop bleeding, a course".
func (g *guards) drilled(c sighting) bool {
	for _, m := range near(g.drill, c.span) {
		if g.beside(m, c) {
			return true
		}
	}
	for _, m := range near(g.course, c.span) { // only right after the cue
		if g.beside(m, c) && m.from >= c.from && m.from <= c.to+2 {
			return true
		}
	}
	return false
}

// supposed reports whether the cue is only imagined: "if", "in case" in its phrase,
// or earlier in the sentence when the cue is what follows from it; or feared.
func (g *guards) supposed(c sighting, m *manner) bool {
	toks := g.r.tokens
	for _, s := range near(g.conditional, c.span) {
		if s.from >= c.to || toks[s.from].sentence != toks[c.from].sentence || g.presentSince(s, c) {
			continue
		}
		if g.precedes(s, c) {
			return true
		}
		for _, then := range near(g.consequence, c.span) {
			if toks[then.from].clause == toks[c.from].clause {
				return true
			}
		}
	}
	for _, s := range near(g.fear, c.span) {
		if !m.feared && g.precedes(s, c) && !g.presentSince(s, c) {
			return true
		}
	}
	return false
}
