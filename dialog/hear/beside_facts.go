package hear

import (
	"slices"
	"strings"
	"unicode"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// onlyNumbers says that a message tells when or how much, and hardly anything else.
func onlyNumbers(facts []Command, text string) bool {
	told := 0
	for _, c := range facts {
		if c.Slot == "when" || c.Slot == "amount" {
			told += len(c.Raw)
		}
	}
	return 10*told >= 6*len(sayAbout.ReplaceAllString(text, ""))
}

// sayAbout are words around a sum or a time that say how exact it is: 大概九千.
var sayAbout = pattern.MustCompile(`(?i)大概|大约|差不多|总共|一共|好像|应该|左右|上下|的样子|\b(?:about|around|roughly|maybe|something like|in total|i think|or so)\b`)

// introduces begins with who speaks.
var introduces = pattern.MustCompile(`(?i)^(?:我叫|我姓|我的名字|本人|我是[\p{Han}]{2,4}[,， 0-9]|my name|i am [A-Z]|i'm [A-Z]|this is [A-Z])`)

// narrates is a word of somebody who goes on telling instead of giving a name.
var narrates = pattern.MustCompile(`[了没]|不[给肯让认管]|住院|(?i)\b(?:paid|pays?|gave|said|says?|tells?|told|no|hospital|didn'?t|doesn'?t|won'?t|never|only)\b`)

// BesideFacts says that a message tells more than the facts taken from it: so many
// characters, or in English words.
func BesideFacts(text string, cmds []Command, han, words int) bool {
	left, most := StorySize(text), words
	if pattern.HasHan(text) {
		most = han
	}
	for _, c := range cmds {
		if left < most {
			break
		}
		if c.Raw != "" && strings.Contains(text, c.Raw) {
			left -= StorySize(c.Raw)
		}
	}
	return left >= most
}

// StorySize is how many characters words have, in English how many words.
func StorySize(words string) int {
	size := 0
	if pattern.HasHan(words) {
		for _, r := range words {
			if unicode.Is(unicode.Han, r) {
				size++
			}
		}
		return size
	}
	for range strings.FieldsSeq(words) {
		size++
	}
	return size
}

// TellsOn says that words taken for a fact beside the question go on with the story as
// well. Who says their name or number speaks of nothing else.
func TellsOn(asked, text string, taken []string, cmds []Command) bool {
	switch {
	case len(taken) == 0 || asked == "what" || asked == dialog.AskMenu || asked == dialog.AskConfirm:
		return false
	case slices.ContainsFunc([]string{"name", "phone", "identity"}, func(key string) bool { return slices.Contains(taken, key) }):
		return false
	}
	if !slices.Contains(taken, asked) {
		return BesideFacts(text, cmds, PartHan, PartWords) || happenedEn.MatchString(text) && BesideFacts(text, cmds, PartHan, 2) // another question was answered
	}
	return BesideFacts(text, cmds, storyHan, storyWords)
}

// How many characters, or words, beside the facts are a part of the story: beside an answer,
// which has its own "it is" or 就是在, and beside anything else.
const (
	storyHan, storyWords = 9, 8
	PartHan, PartWords   = 3, 4
)

// happenedEn is a word of something that happened, with which few words tell much: yesterday
// a cyclist fell.
var happenedEn = pattern.MustCompile(`(?i)\b(?:fell|fallen|tripped|slipped|crashed|hit|broke|burst|collapsed|died|hurt|injured|stole|stolen|attacked|bit|bitten|flooded|exploded|caught fire|got worse)\b`)

// ToldAgain says that a message is the story once more, word for word: no answer to what
// is asked meanwhile, as another machine would give it.
func ToldAgain(m *dialog.Matter, text string) bool {
	return len([]rune(text)) >= 8 && understand.Plain(m.Slots["what"].Value) == text
}

// WithoutWhat are facts without those that are the story itself.
func WithoutWhat(facts []Command) []Command {
	return slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "what" })
}

// IsFact says that a message is little more than one of the facts in it.
func IsFact(facts []Command, text string) bool {
	text = halfMarks(text)
	return slices.ContainsFunc(facts, func(c Command) bool { return 10*len(c.Raw) >= 6*len(text) })
}
