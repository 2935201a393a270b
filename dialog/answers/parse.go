package answers

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	yf "frontdoor/dialog/catalog/yamlfile"
)

//go:embed answers.yaml
var standard []byte

// Standard is the embedded file as it was written, comments included.
func Standard() string { return string(standard) }

// Default are the built-in answers: none.
func Default() (*Answers, error) { return Parse("answers.yaml", standard) }

type fileAnswers struct {
	Version yf.Word      `yaml:"version"`
	Answers []fileAnswer `yaml:"answers"`
}

type fileAnswer struct {
	Line     yf.Line
	Key      yf.Word   `yaml:"key"`
	Category yf.Word   `yaml:"category"`
	WordsZh  []yf.Word `yaml:"words_zh"`
	WordsEn  []yf.Word `yaml:"words_en"`
	Zh       yf.Word   `yaml:"zh"`
	En       yf.Word   `yaml:"en"`
	Source   yf.Word   `yaml:"source"`
	Checked  yf.Word   `yaml:"checked"`
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

// How long an answer may be: with what stands around it, two SMS.
const (
	zhMax = 90
	enMax = 220
)

// Parse reads a file of answers. Name is the file's name for mistakes. Every mistake is
// told with its line and the reason, all of them in one joined error.
func Parse(name string, yaml []byte) (*Answers, error) {
	r := &reader{yf.Mistakes{File: name}}
	var file fileAnswers
	if !yf.Read(yaml, &file, &r.Mistakes) {
		return nil, r.Err()
	}
	if file.Version.Text != "1" {
		r.Add(file.Version.Line, "", "version must be 1, the only one this program reads")
	}
	all, seen := &Answers{File: name}, map[string]bool{}
	for _, f := range file.Answers {
		if !keyForm.MatchString(f.Key.Text) {
			r.Add(max(f.Key.Line, int(f.Line)), "", "key %q of an answer must be small letters, digits and _, at most 32", f.Key.Text)
		} else if seen[f.Key.Text] {
			r.Add(f.Key.Line, "", "key %q is used twice", f.Key.Text)
		}
		seen[f.Key.Text] = true
		all.List = append(all.List, r.answer(f))
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

type reader struct{ yf.Mistakes }

func (r *reader) answer(f fileAnswer) Answer {
	owner := fmt.Sprintf("answer %q", f.Key.Text)
	a := Answer{Key: f.Key.Text, Category: f.Category.Text, Source: f.Source.Text, Line: int(f.Line), Words: map[string][]Either{}, Text: map[string]string{}}
	for _, need := range []struct {
		w     yf.Word
		field string
	}{{f.Category, "category"}, {f.Source, "source"}} {
		if need.w.Text == "" {
			r.Add(int(f.Line), owner, "%s is missing", need.field)
		}
	}
	if day, err := time.Parse(time.DateOnly, f.Checked.Text); err != nil {
		r.Add(max(f.Checked.Line, int(f.Line)), owner, "checked %q is not a day such as 2026-11-01", f.Checked.Text)
	} else {
		a.Checked = day
	}
	r.said(&a, owner, "zh", f.Zh, f.WordsZh, zhMax)
	r.said(&a, owner, "en", f.En, f.WordsEn, enMax)
	if len(a.Text) == 0 {
		r.Add(int(f.Line), owner, "it says nothing: give zh with words_zh, en with words_en, or both")
	}
	return a
}

// said reads the words and the answer of one language.
func (r *reader) said(a *Answer, owner, lang string, text yf.Word, words []yf.Word, most int) {
	switch n := utf8.RuneCountInString(text.Text); {
	case text.Text == "" && len(words) == 0:
		return
	case text.Text == "":
		r.Add(words[0].Line, owner, "words_%s is given, but not what to say: %s is missing", lang, lang)
		return
	case len(words) < 2:
		r.Add(text.Line, owner, "words_%s needs two words or more that must all be in the question", lang)
		return
	case n > most:
		r.Add(text.Line, owner, "%s has %d characters; at most %d fit", lang, n, most)
	}
	a.Text[lang] = text.Text
	for _, w := range words {
		var either Either
		for one := range strings.SplitSeq(strings.ToLower(w.Text), "|") {
			if one = strings.TrimSpace(one); utf8.RuneCountInString(one) < 2 {
				r.Add(w.Line, owner, "word %q is too short; it would be found in every message", one)
			} else {
				either = append(either, one)
			}
		}
		a.Words[lang] = append(a.Words[lang], either)
	}
}
