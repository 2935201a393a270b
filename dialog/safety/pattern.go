package safety

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// pattern is one line of a cue file: parts that must follow each other.
// The notation is explained in cues/README.txt.
type pattern struct {
	kind  Kind
	child bool // the one in danger is under 18
	tight bool // its gaps do not pass the end of a phrase
	idiom bool // nor a person
	parts []part
	needs []int32 // the word sets without which it cannot stand
	line  string  // file:line, for tests and tracing
}

// part is a set of wordings, or a gap, or an edge of the clause.
type part struct {
	wordings map[int32][][]int32 // by first token
	starts   idSet               // the keys of wordings, quick to ask
	set      int32               // its number among the word sets (vocabulary.go)
	numbers  [][2]int            // "#6-17": a number in this range
	gap      int                 // up to so many tokens may stand here
	across   bool                // the gap may pass a comma
	optional bool
	kept     bool // must stand here, but an idiom does not take it out
	begins   bool // here a clause begins
	ends     bool // here a clause ends; beside wordings: or here it ends
}

// idSet is a set of token numbers.
type idSet []uint64

func (s *idSet) add(id int32) {
	for int(id>>6) >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[id>>6] |= 1 << (id & 63)
}

func (s idSet) has(id int32) bool {
	return int(id>>6) < len(s) && s[id>>6]&(1<<(id&63)) != 0
}

// span is where a pattern was found: tokens [from,to) and the places where its wordings begin.
type span struct {
	from, to int
	at       [12]int32 // token where each wording begins
	till     [12]int32 // token after each wording
	n        int
}

// patterns are many patterns under one heading, found by the word set they begin with.
type patterns struct {
	lead    map[int32][]*pattern // by the word set they begin with
	leads   idSet                // the keys of lead, quick to ask
	numeric []*pattern
}

func (ps *patterns) add(p *pattern) {
	if ps.lead == nil {
		ps.lead = map[int32][]*pattern{}
	}
	pt := p.first()
	if len(pt.wordings) > 0 {
		ps.lead[pt.set] = append(ps.lead[pt.set], p)
		ps.leads.add(pt.set)
	}
	if len(pt.numbers) > 0 {
		ps.numeric = append(ps.numeric, p)
	}
}

// first is the part a pattern begins with.
func (p *pattern) first() *part {
	lead := 0
	for p.parts[lead].begins {
		lead++
	}
	return &p.parts[lead]
}

// each calls found for every pattern that stands somewhere in toks; id 0 never
// matches. heard is what the vocabulary heard in the same message.
func (ps *patterns) each(toks []token, heard *heard, found func(*pattern, span)) {
	try := func(p *pattern, i int) {
		for _, set := range p.needs {
			if !heard.sets.has(set) {
				return
			}
		}
		var s span
		if p.match(toks, i, 0, &s) {
			s.from = i
			found(p, s)
		}
	}
	if !heard.any(ps.leads) && len(ps.numeric) == 0 {
		return
	}
	for _, w := range heard.words {
		if ps.leads.has(w.set) && toks[w.at].id != 0 {
			for _, p := range ps.lead[w.set] {
				try(p, int(w.at))
			}
		}
	}
	if len(ps.numeric) == 0 {
		return
	}
	for i, t := range toks {
		if t.num >= 0 {
			for _, p := range ps.numeric {
				try(p, i)
			}
		}
	}
}

// match tries the parts from k on at token i; the shortest gaps win.
func (p *pattern) match(toks []token, i, k int, s *span) bool {
	if k == len(p.parts) {
		s.to = i
		return true
	}
	pt := &p.parts[k]
	switch {
	case pt.begins:
		return (i == 0 || toks[i].phrase != toks[i-1].phrase) && p.match(toks, i, k+1, s)
	case pt.ends && endsClause(toks, i) && p.match(toks, i, k+1, s):
		return true
	case pt.gap > 0:
		next := &p.parts[k+1]
		exact := !next.optional && !next.ends && len(next.numbers) == 0
		for j := i; j <= i+pt.gap && j < len(toks); j++ {
			if j > 0 && toks[j].sentence != toks[i-1].sentence || !pt.across && toks[j].clause != toks[i-1].clause {
				return false
			}
			if p.idiom && j > i && toks[j-1].living || p.tight && !pt.across && toks[j].phrase != toks[i-1].phrase {
				return false
			}
			if exact && !next.starts.has(toks[j].id) {
				continue
			}
			if p.match(toks, j, k+1, s) {
				return true
			}
		}
		return false
	}
	if i < len(toks) && p.mayStand(toks, i, k) {
		n := s.n
		if t := toks[i]; t.num >= 0 {
			for _, r := range pt.numbers {
				if t.num >= r[0] && t.num <= r[1] && p.take(toks, i, i+1, k, s) {
					return true
				}
			}
		}
		if pt.starts.has(toks[i].id) {
			for _, w := range pt.wordings[toks[i].id] {
				if stands(toks, i, w) && p.take(toks, i, i+len(w), k, s) {
					return true
				}
				s.n = n
			}
		}
	}
	return pt.optional && p.match(toks, i, k+1, s)
}

// mayStand keeps neighbouring wordings within one clause, those of an idiom within
// one phrase; only a gap may say otherwise.
func (p *pattern) mayStand(toks []token, i, k int) bool {
	if p.idiom && k > 0 && i > 0 && p.parts[k-1].gap == 0 && toks[i].phrase != toks[i-1].phrase {
		return false
	}
	return k == 0 || i == 0 || p.parts[k-1].gap > 0 || p.parts[k-1].begins || toks[i].clause == toks[i-1].clause
}

func endsClause(toks []token, i int) bool {
	return i == len(toks) || i > 0 && toks[i].clause != toks[i-1].clause
}

func (p *pattern) take(toks []token, from, to, k int, s *span) bool {
	n := s.n
	if n < len(s.at) && !p.parts[k].kept {
		s.at[n], s.till[n] = int32(from), int32(to)
		s.n++
	}
	if p.match(toks, to, k+1, s) {
		return true
	}
	s.n = n
	return false
}

func stands(toks []token, i int, w []int32) bool {
	if i+len(w) > len(toks) {
		return false
	}
	for k, id := range w {
		if toks[i+k].id != id || k > 0 && toks[i+k].clause != toks[i].clause {
			return false
		}
	}
	return true
}

// compile reads one line of a cue file.
func (b *book) compile(line string) (*pattern, error) {
	p := &pattern{}
	for _, f := range strings.Fields(line) {
		pt := part{}
		switch f {
		case "^":
			pt.begins = true
		case "..":
			pt.gap = 6
		case "...":
			pt.gap = 14
		case ",,":
			pt.gap, pt.across = 14, true
		default:
			if g, ok := strings.CutSuffix(f, "?"); ok {
				f, pt.optional = g, true
			}
			if g, ok := strings.CutPrefix(f, "+"); ok {
				f, pt.kept = g, true
			}
			pt.wordings = map[int32][][]int32{}
			for _, alt := range strings.Split(f, "|") {
				if alt == "$" {
					pt.ends = true
					continue
				}
				if err := b.addWording(&pt, alt); err != nil {
					return nil, err
				}
			}
		}
		p.parts = append(p.parts, pt)
	}
	lead := 0
	for lead < len(p.parts) && p.parts[lead].begins {
		lead++
	}
	if lead == len(p.parts) || p.parts[lead].gap > 0 || p.parts[lead].optional || p.parts[lead].ends {
		return nil, fmt.Errorf("a line must begin with words that are not optional: %q", line)
	}
	if p.parts[len(p.parts)-1].gap > 0 {
		return nil, fmt.Errorf("a line must not end with a gap: %q", line)
	}
	for i := range p.parts {
		pt := &p.parts[i]
		if len(pt.wordings) == 0 {
			continue
		}
		pt.set = b.vocabulary.set(pt.wordings)
		if !pt.optional && !pt.ends && len(pt.numbers) == 0 {
			p.needs = append(p.needs, pt.set)
		}
	}
	return p, nil
}

func (b *book) addWording(pt *part, alt string) error {
	if name, ok := strings.CutPrefix(alt, "<"); ok {
		name = strings.TrimSuffix(name, ">")
		words, ok := b.classes[name]
		if !ok {
			return fmt.Errorf("no word list is called <%s>", name)
		}
		for _, w := range words {
			if err := b.addWording(pt, w); err != nil {
				return err
			}
		}
		return nil
	}
	if r, ok := strings.CutPrefix(alt, "#"); ok {
		lo, hi, _ := strings.Cut(r, "-")
		l, err1 := strconv.Atoi(lo)
		h, err2 := strconv.Atoi(hi)
		if err1 != nil || err2 != nil || l > h {
			return fmt.Errorf("a range of numbers is written #6-17, not %q", alt)
		}
		pt.numbers = append(pt.numbers, [2]int{l, h})
		return nil
	}
	ids, err := b.intern(alt)
	if err != nil {
		return err
	}
	list := append(pt.wordings[ids[0]], ids)
	for i := len(list) - 1; i > 0 && len(list[i]) > len(list[i-1]); i-- {
		list[i], list[i-1] = list[i-1], list[i]
	}
	pt.wordings[ids[0]] = list
	pt.starts.add(ids[0])
	return nil
}

// intern numbers the characters and words of one wording; "_" joins English words.
func (b *book) intern(alt string) ([]int32, error) {
	var ids []int32
	word := ""
	flush := func() {
		if word != "" {
			ids = append(ids, b.number(word))
			word = ""
		}
	}
	for _, r := range alt {
		switch {
		case unicode.Is(unicode.Han, r):
			flush()
			id := b.number(string(r))
			b.hanID[r] = id
			ids = append(ids, id)
		case r == '_':
			flush()
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if allDigits([]byte(word)) && r > '9' {
				flush()
			}
			word += string(r)
		default:
			return nil, fmt.Errorf("%q in %q: write lower case letters, digits, Chinese characters and _ only", r, alt)
		}
	}
	flush()
	if len(ids) == 0 {
		return nil, fmt.Errorf("an empty wording")
	}
	return ids, nil
}

func (b *book) number(w string) int32 {
	id, ok := b.words[w]
	if !ok {
		id = int32(len(b.words) + 1)
		b.words[w] = id
	}
	return id
}
