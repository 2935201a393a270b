package safety

// ofAnother reports whether a cue of suicide speaks about somebody else: the
// nearest person before it in its clause, or whoever spoke in the clause before.
func (r *reading) ofAnother(c sighting) bool {
	nearest, other := -1, false
	look := func(section string, isOther bool) {
		for _, s := range r.spans(section) {
			t := r.tokens[s.from]
			if t.sentence == r.tokens[c.from].sentence && t.clause == r.tokens[c.from].clause && s.from <= c.from && s.from > nearest {
				nearest, other = s.from, isOther
			}
		}
	}
	look("self", false)
	look("other", true)
	if nearest >= 0 {
		return other
	}
	for _, s := range r.spans("other says") {
		if s.from < c.from && r.tokens[c.from].clause-r.tokens[s.from].clause <= 1 {
			return true
		}
	}
	return false
}

// childConcerned reports whether the one in danger is a child: named in the clause of the cue.
func (r *reading) childConcerned(c sighting) bool {
	section := "child"
	switch c.kind {
	case Suicide, Domestic, Fraud:
		return false
	case SuicideOther:
		section = "schoolchild"
	}
	for _, s := range r.spans(section) {
		if r.tokens[s.from].clause == r.tokens[c.from].clause {
			return true
		}
	}
	return false
}

// speakerIsMinor reports whether the writer says to be under 18.
func (r *reading) speakerIsMinor() bool {
	found := false
	r.book.section("minor").each(r.live, func(*pattern, span) { found = true })
	return found
}
