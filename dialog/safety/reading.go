package safety

import (
	"slices"
	"sort"

	"frontdoor/dialog/safety/ear"
)

// reading is one message with everything seen in it so far. A long text is read
// piece by piece with the same one, so that it costs no more memory than a piece.
type reading struct {
	book   *book
	text   string
	tokens []token // as written
	live   []token // the same, idioms taken out
	copy   []token // room for live where there are idioms
	heard  heard
	said   listed  // where the patterns of a heading stand, once asked for
	alive  listed  // the same, idioms left out
	guards *guards // once asked for
	seen   []sighting
	cuts   []int
	units  ear.Phrase // of the tokens, as the ear knows them
}

// read splits the text and takes out what never means danger.
func (r *reading) read(b *book, text string) {
	r.said.reset(len(b.headings))
	r.alive.reset(len(b.headings))
	r.book, r.text, r.guards = b, text, nil
	r.tokens = b.tokenize(r.tokens[:0], text)
	r.heard.hear(b, r.tokens)
	r.splitAt("turn", true)
	r.splitAt("pause", false)
	r.takeOut("idiom")
}

// takeOut blanks the wordings of the idioms, so that no cue can use them.
func (r *reading) takeOut(heading string) {
	r.live = r.tokens
	r.each(heading, r.tokens, func(_ *pattern, s span) {
		if &r.live[0] == &r.tokens[0] {
			r.copy = append(r.copy[:0], r.tokens...)
			r.live = r.copy
		}
		for k := range s.n {
			for i := s.at[k]; i < s.till[k]; i++ {
				r.live[i].id, r.live[i].num = 0, -1
			}
		}
	})
}

// splitAt lets a clause begin at words such as "but", or only a phrase at words such as "and".
func (r *reading) splitAt(heading string, clause bool) {
	r.cuts = r.cuts[:0]
	r.each(heading, r.tokens, func(_ *pattern, s span) {
		if s.from > 0 && r.tokens[s.from].clause == r.tokens[s.from-1].clause {
			r.cuts = append(r.cuts, s.from)
		}
	})
	r.cuts = slices.Compact(r.cuts)
	for n, at := range r.cuts {
		end := len(r.tokens)
		if n+1 < len(r.cuts) {
			end = r.cuts[n+1]
		}
		for i := at; i < end; i++ {
			r.tokens[i].phrase += int32(n + 1)
			if clause {
				r.tokens[i].clause += int32(n + 1)
			}
		}
	}
}

// listed are the spans of each heading, once asked for.
type listed struct {
	spans [][]span
	asked []bool
}

func (l *listed) reset(headings int) {
	if l.spans == nil {
		l.spans, l.asked = make([][]span, headings), make([]bool, headings)
	}
	clear(l.asked)
}

// spans lists where the patterns of a heading stand in the words as written, in order.
func (r *reading) spans(heading string) []span { return r.list(&r.said, heading, r.tokens) }

// meant is spans, idioms left out ("afraid so" is no fear).
func (r *reading) meant(heading string) []span { return r.list(&r.alive, heading, r.live) }

func (r *reading) list(l *listed, heading string, toks []token) []span {
	h, ok := r.book.headings[heading]
	if !ok || r.heard.heads[h] < 0 {
		return nil
	}
	if !l.asked[h] {
		l.asked[h] = true
		out := l.spans[h][:0]
		r.each(heading, toks, func(_ *pattern, s span) { out = append(out, s) })
		l.spans[h] = out
	}
	return l.spans[h]
}

// between lists the spans that begin in [from,to).
func between(spans []span, from, to int) []span {
	since := func(spans []span, at int) int { // asked often: no span is copied
		return sort.Search(len(spans), func(i int) bool { return spans[i].from >= at })
	}
	lo := since(spans, from)
	hi := since(spans[lo:], to)
	return spans[lo : lo+hi]
}

// farAway is how many tokens off no guard reaches any more, where a text runs on
// without any mark.
const farAway = 50

// near lists the marks that may reach the words of c.
func near(marks []span, c span) []span { return between(marks, c.from-farAway, c.to+farAway) }
