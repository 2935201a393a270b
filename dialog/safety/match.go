package safety

// each calls found for every pattern under a heading that stands somewhere in toks;
// id 0 never matches.
func (r *reading) each(heading string, toks []token, found func(*pattern, span)) {
	r.eachUnless(nil, heading, toks, found)
}

// eachUnless leaves out the patterns for which enough says so.
func (r *reading) eachUnless(enough func(*pattern) bool, heading string, toks []token, found func(*pattern, span)) {
	h, ok := r.book.headings[heading]
	if !ok {
		return
	}
	m := matching{toks: toks, heard: &r.heard, vocabulary: r.book.vocabulary}
	for n := r.heard.heads[h]; n >= 0; n = r.heard.maybe[n].next {
		c := r.heard.maybe[n]
		if m.pattern = &r.book.patterns[c.pattern]; enough != nil && enough(m.pattern) {
			continue
		}
		m.span.from, m.span.n = int(c.at), 0
		if m.match(int(c.at), 0) {
			found(m.pattern, m.span)
		}
	}
}

// matching is the try to find a pattern at one place.
type matching struct {
	*pattern
	toks       []token
	heard      *heard
	vocabulary *vocabulary
	span       span
}

// match tries the parts from k on at token i; the shortest gaps win.
func (m *matching) match(i, k int) bool {
	toks := m.toks
	if k == len(m.parts) {
		m.span.to = i
		return true
	}
	pt := &m.parts[k]
	switch {
	case pt.begins:
		return (i == 0 || toks[i].phrase != toks[i-1].phrase) && m.match(i, k+1)
	case pt.ends && endsClause(toks, i) && m.match(i, k+1):
		return true
	case pt.gap > 0:
		next := &m.parts[k+1]
		exact := !next.optional && !next.ends && len(next.numbers) == 0
		for j := i; j <= i+pt.gap && j < len(toks); j++ {
			if j > 0 && toks[j].sentence != toks[i-1].sentence || !pt.across && toks[j].clause != toks[i-1].clause {
				return false
			}
			if m.idiom && j > i && toks[j-1].living || m.tight && !pt.across && toks[j].phrase != toks[i-1].phrase {
				return false
			}
			if exact && toks[j].id == 0 {
				continue
			}
			if m.match(j, k+1) {
				return true
			}
		}
		return false
	}
	if i < len(toks) && m.mayStand(i, k) {
		if t := &toks[i]; t.num >= 0 {
			for _, r := range pt.numbers {
				if t.num >= r[0] && t.num <= r[1] && m.take(i, i+1, k) {
					return true
				}
			}
		}
		if pt.words {
			nodes := m.heard.from(i)
			for n := len(nodes); n > 0; n-- { // the longest wording first
				if m.vocabulary.has(nodes[n-1], pt.set) && unbroken(toks[i:i+n]) && m.take(i, i+n, k) {
					return true
				}
			}
		}
	}
	return pt.optional && m.match(i, k+1)
}

// mayStand keeps neighbouring wordings within one clause, those of an idiom within
// one phrase; only a gap may say otherwise.
func (m *matching) mayStand(i, k int) bool {
	if k == 0 || i == 0 || m.parts[k-1].gap > 0 || m.parts[k-1].begins {
		return true
	}
	if m.idiom && m.toks[i].phrase != m.toks[i-1].phrase {
		return false
	}
	return m.toks[i].clause == m.toks[i-1].clause
}

// take notes part k at [from,to) and goes on behind it.
func (m *matching) take(from, to, k int) bool {
	s := &m.span
	n := s.n
	if n < len(s.at) && !m.parts[k].kept {
		s.at[n], s.till[n] = int32(from), int32(to)
		s.n++
	}
	if m.match(to, k+1) {
		return true
	}
	s.n = n
	return false
}

// unbroken reports whether a wording stands here still: in one clause, no idiom in it.
func unbroken(toks []token) bool {
	for i := range toks {
		if toks[i].id == 0 || toks[i].clause != toks[0].clause {
			return false
		}
	}
	return true
}

func endsClause(toks []token, i int) bool {
	return i == len(toks) || i > 0 && toks[i].clause != toks[i-1].clause
}
