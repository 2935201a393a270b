package dialog

import (
	"frontdoor/dialog/classify"
	"frontdoor/dialog/safety"
	"frontdoor/dialog/understand"
)

// reading is what was read from one text in this step: the same words are asked about
// from several sides, and each question is answered once. Nobody changes an answer.
type reading struct {
	text, lang string

	rank    once[classify.Ranking]
	danger  once[safety.Finding]
	phones  once[[]understand.Finding]
	persons once[[]understand.Person]
	dates   once[[]understand.Date]
	place   once[placed]
	known   once[bool]
	name    once[named]
	mends   once[correct]
}

// placed is the place of a story, named the speaker's name, where there is one.
type placed struct {
	understand.Finding
	ok bool
}

type named = placed

// correct is the correction words hold, where they are one.
type correct struct {
	understand.Correct
	ok bool
}

// once is an answer that is looked for when it is first asked for.
type once[T any] struct {
	given  bool
	answer T
}

// reading is that of a text in the language spoken now.
func (t *scene) reading(text string) *reading {
	lang := t.lang()
	for _, r := range t.readings {
		if r.text == text && r.lang == lang {
			return r
		}
	}
	r := &reading{text: text, lang: lang}
	t.readings = append(t.readings, r)
	return r
}

// rank is what the classifier thinks of words.
func (t *scene) rank(words string) classify.Ranking {
	r := t.reading(words)
	if !r.rank.given {
		r.rank = once[classify.Ranking]{true, t.Classifier.Rank(words)}
	}
	return r.rank.answer
}

// look is the danger in words.
func (t *scene) look(words string) safety.Finding {
	r := t.reading(words)
	if !r.danger.given {
		r.danger = once[safety.Finding]{true, safety.Look(words)}
	}
	return r.danger.answer
}

// phones are the telephone numbers in words.
func (t *scene) phones(words string) []understand.Finding {
	r := t.reading(words)
	if !r.phones.given {
		r.phones = once[[]understand.Finding]{true, understand.Phones(words)}
	}
	return r.phones.answer
}

// persons are the people words speak of.
func (t *scene) persons(words string) []understand.Person {
	r := t.reading(words)
	if !r.persons.given {
		r.persons = once[[]understand.Person]{true, understand.Persons(words, r.lang)}
	}
	return r.persons.answer
}

// dates are the times words tell, seen from now.
func (t *scene) dates(words string) []understand.Date {
	r := t.reading(words)
	if !r.dates.given {
		r.dates = once[[]understand.Date]{true, understand.Dates(words, t.now, r.lang)}
	}
	return r.dates.answer
}

// placeIn finds the place of the story.
func (t *scene) placeIn(words string) (understand.Finding, bool) {
	r := t.reading(words)
	if !r.place.given {
		f, ok := t.findPlace(words, r.lang)
		r.place = once[placed]{true, placed{f, ok}}
	}
	return r.place.answer.Finding, r.place.answer.ok
}

// townKnows says that words name a place of the town's list.
func (t *scene) townKnows(words string) bool {
	r := t.reading(words)
	if !r.known.given {
		r.known = once[bool]{true, len(t.Town.FindPlaces(words)) > 0}
	}
	return r.known.answer
}

// nameIn is the speaker's own name; answer says that the words answer the question for it.
func (t *scene) nameIn(words string, answer bool) (understand.Finding, bool) {
	if answer {
		return understand.Name(words, true)
	}
	return t.ownName(words)
}

// ownName is the name by which the speaker introduces themselves.
func (t *scene) ownName(words string) (understand.Finding, bool) {
	r := t.reading(words)
	if !r.name.given {
		f, ok := understand.Name(words, false)
		r.name = once[named]{true, named{f, ok}}
	}
	return r.name.answer.Finding, r.name.answer.ok
}

// correction is what words correct, where they are a correction.
func (t *scene) correction(words string) (understand.Correct, bool) {
	r := t.reading(words)
	if !r.mends.given {
		c, ok := understand.Correction(words, r.lang)
		r.mends = once[correct]{true, correct{c, ok}}
	}
	return r.mends.answer.Correct, r.mends.answer.ok
}
