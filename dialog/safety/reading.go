package safety

// reading is one message with everything seen in it so far.
type reading struct {
	book   *book
	text   string
	tokens []token // as written
	live   []token // the same, idioms taken out
	heard  heard
}

// read splits the text and takes out what never means danger.
func read(b *book, text string) *reading {
	r := &reading{book: b, text: text, tokens: b.tokenize(text)}
	r.heard.hear(b, r.tokens)
	r.splitAt("turn", true)
	r.splitAt("pause", false)
	r.live = r.tokens
	r.each("idiom", r.tokens, func(_ *pattern, s span) { r.takeOut(s) })
	return r
}

// takeOut blanks the wordings of an idiom, so that no cue can use them.
func (r *reading) takeOut(s span) {
	if &r.live[0] == &r.tokens[0] {
		r.live = append([]token(nil), r.tokens...)
	}
	for k := range s.n {
		for i := s.at[k]; i < s.till[k]; i++ {
			r.live[i].id, r.live[i].num = 0, -1
		}
	}
}

// splitAt lets a clause begin at words such as "but", or only a phrase at words such as "and".
func (r *reading) splitAt(section string, clause bool) {
	r.each(section, r.tokens, func(_ *pattern, s span) {
		if s.from == 0 || r.tokens[s.from].clause != r.tokens[s.from-1].clause {
			return
		}
		for i := s.from; i < len(r.tokens); i++ {
			if clause {
				r.tokens[i].clause++
			}
			r.tokens[i].phrase++
		}
	})
}

// spans lists where the patterns of a section stand in the words as written.
func (r *reading) spans(section string) []span {
	var out []span
	r.each(section, r.tokens, func(_ *pattern, s span) { out = append(out, s) })
	return out
}

// meant is spans, idioms left out ("afraid so" is no fear).
func (r *reading) meant(section string) []span {
	var out []span
	r.each(section, r.live, func(_ *pattern, s span) { out = append(out, s) })
	return out
}
