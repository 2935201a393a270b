package answers

import (
	"slices"
	"strings"
	"time"
)

// Answers is a checked file of answers. It does not change after Parse.
type Answers struct {
	File string // where they were read, for what is told of them later
	List []Answer
}

// Answer is one answer to one kind of question.
type Answer struct {
	Key      string
	Category string
	// Words and Text are by language; a language without them is not answered.
	Words map[string][]Either
	Text  map[string]string
	// Source is where it stands, Checked the day somebody last made sure of it.
	Source  string
	Checked time.Time
	// Line is where it begins in the file.
	Line int
}

// Either are words of which one must be there, in small letters.
type Either []string

// Find gives the one answer all of whose words are in a text, in a language; none where
// several answers match.
func (a *Answers) Find(lang, text string) (Answer, bool) {
	if a == nil {
		return Answer{}, false
	}
	text = strings.ToLower(text)
	var found []Answer
	for _, one := range a.List {
		if one.matches(lang, text) {
			found = append(found, one)
		}
	}
	if len(found) != 1 {
		return Answer{}, false
	}
	return found[0], true
}

func (a Answer) matches(lang, text string) bool {
	for _, either := range a.Words[lang] {
		if !slices.ContainsFunc(either, func(w string) bool { return holds(lang, text, w) }) {
			return false
		}
	}
	return len(a.Words[lang]) > 0
}

// holds finds a word in a text; in English only a whole one, or its plural.
func holds(lang, text, word string) bool {
	if lang != "en" {
		return strings.Contains(text, word)
	}
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		if rest := strings.TrimPrefix(text[end:], "s"); (start == 0 || !letter(text[start-1])) && (rest == "" || !letter(rest[0])) {
			return true
		}
		from = end
	}
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// checkedFor is how long an answer is good once somebody has made sure of it.
const checkedFor = 1 // year

// Old are the answers nobody has made sure of for a year.
func (a *Answers) Old(today time.Time) []Answer {
	var old []Answer
	for _, one := range a.List {
		if one.Checked.AddDate(checkedFor, 0, 0).Before(today) {
			old = append(old, one)
		}
	}
	return old
}
