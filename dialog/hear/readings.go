package hear

import (
	"frontdoor/dialog/classify"
	"frontdoor/dialog/safety"
	"frontdoor/dialog/understand"
)

// reading is what was read from one text in this step: the same words are asked about
// from several sides, and each question is answered once. Nobody changes an answer.
type reading struct {
	text, lang string
	before     *reading // the text read before this one; nil for none

	rank    once[classify.Ranking]
	danger  once[safety.Finding]
	phones  once[[]understand.Finding]
	persons once[[]understand.Person]
	dates   once[[]understand.Date]
	amounts once[[]understand.Amount]
	place   once[maybe]
	name    once[maybe]
	answer  once[maybe] // the name where it was asked for
	wish    once[maybe]
	mends   once[correct]
	known   once[bool]
}

// once is an answer that is looked for when it is first asked for.
type once[T any] struct {
	given  bool
	answer T
}

func (o *once[T]) or(look func() T) T {
	if !o.given {
		o.answer, o.given = look(), true
	}
	return o.answer
}

// maybe is what was found, and whether it was.
type maybe struct {
	understand.Finding
	ok bool
}

func whether(f understand.Finding, ok bool) maybe { return maybe{f, ok} }

func (m maybe) told() (understand.Finding, bool) { return m.Finding, m.ok }

// correct is the correction words hold, where they are one.
type correct struct {
	understand.Correct
	ok bool
}

// reading is that of a text in the language spoken now.
func (t *Listener) reading(text string) *reading {
	lang := t.Lang()
	for r := t.read; r != nil; r = r.before {
		if r.text == text && r.lang == lang {
			return r
		}
	}
	if len(t.blank) == 0 {
		t.blank = make([]reading, 4)
	}
	r := &t.blank[0]
	t.blank = t.blank[1:]
	r.text, r.lang, r.before, t.read = text, lang, t.read, r
	return r
}

// Rank is what the classifier thinks of words.
func (t *Listener) Rank(words string) classify.Ranking {
	return t.reading(words).rank.or(func() classify.Ranking { return t.Classifier.Rank(understand.PlainSpeech(words)) })
}

// Look is the danger in words.
func (t *Listener) Look(words string) safety.Finding {
	return t.reading(words).danger.or(func() safety.Finding { return safety.Look(words) })
}

// Phones are the telephone numbers in words.
func (t *Listener) Phones(words string) []understand.Finding {
	return t.reading(words).phones.or(func() []understand.Finding { return understand.Phones(words) })
}

// Persons are the people words speak of.
func (t *Listener) Persons(words string) []understand.Person {
	return t.reading(words).persons.or(func() []understand.Person { return understand.Persons(words, t.Lang()) })
}

// Dates are the times words tell, seen from when they were written.
func (t *Listener) Dates(words string) []understand.Date {
	return t.reading(words).dates.or(func() []understand.Date { return understand.Dates(words, t.written(), t.Lang()) })
}

// amounts are the sums of money in words.
func (t *Listener) amounts(words string) []understand.Amount {
	return t.reading(words).amounts.or(func() []understand.Amount { return understand.Amounts(words) })
}

// PlaceIn finds the place of the story.
func (t *Listener) PlaceIn(words string) (understand.Finding, bool) {
	return t.reading(words).place.or(func() maybe { return whether(t.findPlace(words, t.Lang())) }).told()
}

// townKnows says that words name a place of the town's list.
func (t *Listener) townKnows(words string) bool {
	return t.reading(words).known.or(func() bool { return len(t.Town.FindPlaces(words)) > 0 })
}

// NameIn is the speaker's own name; answer says that the words answer the question for it.
func (t *Listener) NameIn(words string, answer bool) (understand.Finding, bool) {
	name := &t.reading(words).name
	if answer {
		name = &t.reading(words).answer
	}
	return name.or(func() maybe { return whether(understand.Name(words, answer)) }).told()
}

// wish is what the speaker wants done.
func (t *Listener) wish(words string) (understand.Finding, bool) {
	return t.reading(words).wish.or(func() maybe { return whether(understand.Wish(words, t.Lang())) }).told()
}

// Correction is what words correct, where they are a correction.
func (t *Listener) Correction(words string) (understand.Correct, bool) {
	c := t.reading(words).mends.or(func() correct {
		c, ok := understand.Correction(words, t.Lang())
		return correct{c, ok}
	})
	return c.Correct, c.ok
}
