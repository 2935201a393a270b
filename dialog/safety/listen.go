package safety

import (
	_ "embed"
	"math"
	"slices"
	"sync"

	"frontdoor/dialog/safety/ear"
)

//go:embed ear.bin
var earFile []byte

// earModel reads the embedded ear at first use: a fault in it is a fault in the program.
var earModel = sync.OnceValue(func() *ear.Model {
	m, err := ear.Decode(earFile)
	if err != nil {
		panic("dialog/safety: " + err.Error())
	}
	return m
})

// How sure the ear must be, as the logarithm of the odds: with a word that hints at
// harm in the message, and with none; and how much surer when it hears only a part
// of the message. Set on lines it was not trained with: of a thousand answers and
// stories from intakes, plain ones, hardly any may alarm, because a false alarm hands
// a matter off unheard. Few words say little; English ones say more than Chinese characters.
const (
	sureWithHint = 0.05
	sureAlone    = 0.35
	surerInPart  = 0.7
	surerIfShort = 0.6 // up to shortUnits characters or words
	surerIfLong  = 0.7 // a cry is short: from longUnits on it is a story
	sureOfPain   = 1.1 // where no word speaks of the danger, see speaksOf
	sureOfEnd    = 1.0 // the same for suicide: rather a card too many
	sureOfNone   = 1.0 // where it is like no kind in particular
	surerIfMute  = 1.0 // the same, without a word of any kind: "where were we just now"
	lessEnglish  = 0.1
	shortUnits   = 7
	longUnits    = 20
)

// The ear listens to the whole message and to every run of phrases in it that has
// between these numbers of characters or words, so that a long story does not
// drown a cry; a message of less than leastUnits says nothing, and one of more than
// wholeUnits is not heard as a whole: length alone would make it loud.
const leastUnits, windowUnits, mostUnits, wholeUnits = 5, 9, 40, 120

// Danger is the kind of a cry that no other kind is clear for.
const Danger Kind = "danger"

// clearShare is the share among the kinds from which the ear's kind is trusted: two
// may be (a child who drank something, an adult who meant to).
const clearShare = 0.3

// listen hears danger in words that no cue lists. Phrases that a guard governs are left out.
func (r *reading) listen(m *ear.Model, hinted bool, seen []sighting) []sighting {
	if r.monotonous() {
		return nil
	}
	sure := sureAlone
	if hinted {
		sure = sureWithHint
	}
	if !r.tokens[0].han && !r.tokens[len(r.tokens)-1].han {
		sure -= lessEnglish
	}
	if len(r.tokens) <= shortUnits {
		sure += surerIfShort
	}
	without := r.onlyPolite()
	r.leaveIdioms(without)
	loud := loudest(m, r.phrases(without))
	if loud.score < sure { // most messages
		return nil
	}
	g := r.guard()
	if len(g.acute) == 0 && len(r.spans("errand")) > 0 {
		return nil
	}
	without = g.governed(without, seen, slices.ContainsFunc(m.Kinds(loud.sounds(), clearShare), func(kind string) bool {
		how, _ := mannerOf(Kind(kind))
		return how.lasts
	}))
	best := loudest(m, r.phrases(without))
	if best.score < sure {
		return nil
	}
	long := 0.0 // a story needs more: the window, or else the message it is a part of
	if len(r.tokens) >= longUnits {
		long = surerIfLong
	}
	story := best.units() >= longUnits && best.score < sure+long
	var c sighting
	c.from, c.to = best.phrases[0].from, best.phrases[len(best.phrases)-1].to
	c.at[0], c.till[0], c.n = int32(c.from), int32(c.to), 1
	c.kind = Danger
	var out []sighting
	kinds := m.Kinds(best.sounds(), clearShare)
	for _, kind := range kinds {
		c.kind = Kind(kind)
		if story && c.kind != Suicide && c.kind != SuicideOther {
			continue
		}
		if c.kind == Fraud && len(r.spans("nothing paid")) > 0 {
			continue
		}
		more := long
		if c.kind == Suicide || c.kind == SuicideOther {
			more /= 3
		}
		if best.score >= sureWithout(c.kind)+more && !r.onlyIdiom(m, c.kind, without) || r.speaksOf(c.kind) {
			if c.kind == ChildAlone && !r.speaksOf(c.kind) {
				c.kind = Danger // alone and afraid, but nobody said that it is a child
			}
			out = append(out, c)
		}
	}
	if len(kinds) == 0 && best.score >= max(sure+long, sureOfNone) && (best.score >= sureOfNone+surerIfMute || r.speaksOfSome()) {
		out = append(out, c)
	}
	return out
}

// monotonous reports whether a message is one or two characters or words over and over,
// which sound like anything.
func (r *reading) monotonous() bool {
	first, second := r.tokens[0].unit, r.tokens[0].unit
	for i := range r.tokens {
		switch u := r.tokens[i].unit; {
		case u == first || u == second:
		case second == first:
			second = u
		default:
			return false
		}
	}
	return true
}

// sureWithout is how sure the ear must be of a kind that no word speaks of.
func sureWithout(k Kind) float64 {
	if k == Suicide || k == SuicideOther {
		return sureOfEnd
	}
	return sureOfPain
}

// onlyPolite numbers the phrases that are nothing but manners: "excuse me", "请问一下".
func (r *reading) onlyPolite() []bool {
	out := make([]bool, r.tokens[len(r.tokens)-1].phrase+1)
	for _, s := range r.spans("polite") {
		if r.isPhrase(s.from, s.to) {
			out[r.tokens[s.from].phrase] = true
		}
	}
	return out
}

// speaksOf reports whether the message has a word that talk of this kind seldom lacks.
// "I still have the receipt" sounds like a farewell, "he came again" like a beating:
// the ear alone may be misled by such likeness where the kind has words to ask for.
func (r *reading) speaksOf(k Kind) bool {
	if k == SuicideOther {
		k = Suicide
	}
	heading := "word of " + string(k)
	if _, asked := r.book.headings[heading]; !asked {
		return true
	}
	if k == MissingChild && len(r.spans("kid")) == 0 && len(r.spans("child")) == 0 {
		return false // who is gone is no child
	}
	if k == Domestic || k == Suicide || k == Violence { // 吓死人了 speaks of no death
		return len(r.meant(heading)) > 0
	}
	return len(r.spans(heading)) > 0
}

// speaksOfSome reports whether the message has a word that talk of some kind of danger seldom
// lacks; that of a child alone has only the child.
func (r *reading) speaksOfSome() bool {
	return slices.ContainsFunc(kinds[:], func(m manner) bool { return m.kind != Danger && m.kind != ChildAlone && r.speaksOf(m.kind) })
}

// onlyIdiom reports whether every word of violence in the message is part of an idiom
// (he hits the gas, every night), and nothing sounds like violence without the phrases
// they stand in.
func (r *reading) onlyIdiom(m *ear.Model, k Kind, without []bool) bool {
	if k != Domestic || len(r.meant("word of domestic")) > 0 {
		return false
	}
	words := r.spans("word of domestic")
	if len(words) == 0 {
		return false
	}
	without = slices.Clone(without)
	for _, s := range words {
		without[r.tokens[s.from].phrase] = true
	}
	return loudest(m, r.phrases(without)).score < sureWithout(k)
}

// phrase is a phrase of the message as the ear hears it: tokens [from,to).
type phrase struct {
	from, to int
	sound    ear.Phrase
}

// phrases cuts the message into phrases; those numbered in without are left out.
func (r *reading) phrases(without []bool) []phrase {
	if len(r.tokens) == 0 {
		return nil
	}
	r.units = slices.Grow(r.units[:0], len(r.tokens))[:len(r.tokens)] // the same at each call
	units := r.units
	out := make([]phrase, 0, r.tokens[len(r.tokens)-1].phrase+1)
	for i := range r.tokens {
		t := &r.tokens[i]
		units[i] = t.unit
		if without != nil && without[t.phrase] {
			continue
		}
		if i == 0 || len(out) == 0 || t.phrase != r.tokens[i-1].phrase {
			out = append(out, phrase{from: i})
		}
		p := &out[len(out)-1]
		p.to, p.sound = i+1, units[p.from:i+1]
	}
	return out
}

// leaveIdioms leaves out the phrases that are idiom for the most part: they mean something else.
func (r *reading) leaveIdioms(without []bool) {
	for from := 0; from < len(r.tokens); {
		idiom, to := 0, from
		for ; to < len(r.tokens) && r.tokens[to].phrase == r.tokens[from].phrase; to++ {
			if r.live[to].id != r.tokens[to].id {
				idiom++
			}
		}
		if idiom > (to-from)/2 {
			without[r.tokens[from].phrase] = true
		}
		from = to
	}
}

// isPhrase reports whether the tokens [from,to) are one whole phrase.
func (r *reading) isPhrase(from, to int) bool {
	toks := r.tokens
	return (from == 0 || toks[from-1].phrase != toks[from].phrase) && toks[to-1].phrase == toks[from].phrase &&
		(to == len(toks) || toks[to].phrase != toks[from].phrase)
}

// window is a run of phrases and how much it sounds like danger.
type window struct {
	phrases []phrase
	score   float64
}

// loudest is the window that sounds most like danger.
func loudest(m *ear.Model, all []phrase) window {
	best := window{score: math.Inf(-1)}
	parts, total := make([]ear.Part, len(all)), 0
	for i, p := range all {
		parts[i] = m.Part(p.sound)
		total += len(p.sound)
	}
	least := max(leastUnits, min(total, windowUnits))
	for i := range all {
		whole, units := ear.Part{}, 0
		for j := i; j < len(all); j++ {
			whole, units = whole.Add(parts[j]), units+len(all[j].sound)
			if units >= least {
				s := m.Danger(whole)
				if j-i+1 < len(all) {
					s -= surerInPart
				}
				if s > best.score {
					best = window{all[i : j+1], s}
				}
			}
			if units > mostUnits && (i > 0 || total > wholeUnits) {
				break
			}
		}
	}
	return best
}

// units counts the characters or words of a window.
func (w window) units() int {
	n := 0
	for _, p := range w.phrases {
		n += len(p.sound)
	}
	return n
}

func (w window) sounds() []ear.Phrase {
	out := make([]ear.Phrase, len(w.phrases))
	for i, p := range w.phrases {
		out[i] = p.sound
	}
	return out
}

// governed numbers the phrases in which a guard speaks, or in which a cue was taken
// back, beside those in out; after "if", "in the news" or a time of the past also
// what follows in the sentence. What goes on for years is governed by no recent time.
func (g *guards) governed(out []bool, seen []sighting, lasts bool) []bool {
	toks := g.r.tokens
	over := g.over
	if !lasts {
		over = slices.Concat(over, g.recent, g.daysAgo)
	}
	for _, c := range seen {
		for k := range c.n {
			out[toks[c.at[k]].phrase] = true
		}
	}
	for _, marks := range [][]span{g.report, g.drill, g.course, g.settled, g.fear, over} {
		for _, s := range marks {
			out[toks[s.from].phrase] = true
		}
	}
	if !lasts {
		g.toldToTheEnd(out, g.recent)
		g.toldToTheEnd(out, g.daysAgo)
	}
	for _, marks := range [][]span{g.past, g.conditional, g.news} {
		done := 0 // up to here all is governed: a long text may hold thousands of marks
		for _, s := range marks {
			out[toks[s.from].phrase] = true
			if !g.onlySaysWhen(s) {
				continue
			}
			for done = max(done, s.from); done < len(toks) && toks[done].sentence == toks[s.from].sentence; done++ {
				out[toks[done].phrase] = true
			}
		}
	}
	return out
}

// toldToTheEnd numbers the phrases that follow a mark of an earlier day in its sentence,
// up to a word of the present: "I was knocked down on the 9th and the driver ran off".
func (g *guards) toldToTheEnd(out []bool, marks []span) {
	toks, done := g.r.tokens, 0
	for _, s := range marks {
		if slices.ContainsFunc(near(g.told, s), func(t span) bool { return toks[t.from].clause == toks[s.from].clause }) {
			continue // the time of the complaint
		}
		until := len(toks)
		for _, words := range [][]span{g.present, g.lasting, g.ongoing} {
			if after := between(words, s.to, len(toks)); len(after) > 0 {
				until = min(until, after[0].from)
			}
		}
		for done = max(done, s.from); done < len(toks) && toks[done].sentence == toks[s.from].sentence && (until == len(toks) || toks[done].phrase < toks[until].phrase); done++ {
			out[toks[done].phrase] = true
		}
	}
}
