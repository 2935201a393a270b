package dialog

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

//go:embed phrases/zh.txt phrases/en.txt
var phraseFiles embed.FS

// Phrases is every sentence the bot can say, in both languages. It does not change
// after it was read.
type Phrases struct {
	byLang map[string]map[string][]string
}

var placeholder = regexp.MustCompile(`\{([a-z_]+)\}`)

// DefaultPhrases are the sentences the program was built with.
func DefaultPhrases() (*Phrases, error) {
	zh, err := phraseFiles.ReadFile("phrases/zh.txt")
	if err != nil {
		return nil, fmt.Errorf("read phrases: %w", err)
	}
	en, err := phraseFiles.ReadFile("phrases/en.txt")
	if err != nil {
		return nil, fmt.Errorf("read phrases: %w", err)
	}
	return ParsePhrases(string(zh), string(en))
}

// ParsePhrases reads the two files a clerk may edit: lines "key = text", the same
// key again for another way of saying it, ⏎ for a line break, # for a comment. Both
// must hold the same keys, and one key's texts the same placeholders. Every mistake
// is told with its line.
func ParsePhrases(zh, en string) (*Phrases, error) {
	p := &Phrases{byLang: map[string]map[string][]string{}}
	var wrong []error
	for _, f := range []struct{ lang, text string }{{"zh", zh}, {"en", en}} {
		texts := map[string][]string{}
		for n, line := range strings.Split(f.text, "\n") {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, text, ok := strings.Cut(line, " = ")
			if !ok || strings.TrimSpace(text) == "" {
				wrong = append(wrong, fmt.Errorf("%s.txt:%d: want \"key = text\"", f.lang, n+1))
				continue
			}
			text = strings.ReplaceAll(text, "⏎", "\n")
			key = strings.TrimSpace(key)
			if slices.Contains(texts[key], text) {
				wrong = append(wrong, fmt.Errorf("%s.txt:%d: %q says the same thing twice", f.lang, n+1, key))
			}
			texts[key] = append(texts[key], text)
		}
		p.byLang[f.lang] = texts
	}
	wrong = append(wrong, p.differences()...)
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	return p, nil
}

// differences tells where the two languages do not say the same.
func (p *Phrases) differences() []error {
	var wrong []error
	for _, pair := range [][2]string{{"zh", "en"}, {"en", "zh"}} {
		for _, key := range slices.Sorted(maps.Keys(p.byLang[pair[0]])) {
			others, ok := p.byLang[pair[1]][key]
			if !ok {
				wrong = append(wrong, fmt.Errorf("%s.txt: %q is missing", pair[1], key))
				continue
			}
			want := placeholders(p.byLang[pair[0]][key]...)
			if got := placeholders(others...); !slices.Equal(got, want) && pair[0] == "zh" {
				wrong = append(wrong, fmt.Errorf("%q: zh.txt fills in %v, en.txt %v", key, want, got))
			}
		}
	}
	return wrong
}

// ofTown are the placeholders every phrase may use, or not.
var ofTown = []string{
	"persona", "town", "human", "police", "fire", "ambulance", "traffic", "psych",
	"legal", "women", "youth", "government", "fraud", "police_sms",
}

func placeholders(texts ...string) []string {
	var names []string
	for _, t := range texts {
		for _, m := range placeholder.FindAllStringSubmatch(t, -1) {
			if !slices.Contains(ofTown, m[1]) {
				names = append(names, m[1])
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Vars fill the placeholders of a phrase.
type Vars map[string]string

// Has says whether there is a phrase of this key.
func (p *Phrases) Has(key string) bool { return len(p.byLang["zh"][key]) > 0 }

// Keys are all keys in order, for tests that measure every phrase.
func (p *Phrases) Keys() []string { return slices.Sorted(maps.Keys(p.byLang["zh"])) }

// Ways is how many ways there are of saying it in a language.
func (p *Phrases) Ways(lang, key string) int { return len(p.byLang[lang][key]) }

// Say gives the n-th way of saying it (counted round), placeholders filled in. A
// placeholder that is not filled is left out; a key that does not exist is "".
func (p *Phrases) Say(lang, key string, n int, vars Vars) string {
	texts := p.byLang[lang][key]
	if len(texts) == 0 {
		return ""
	}
	return placeholder.ReplaceAllStringFunc(texts[n%len(texts)], func(m string) string {
		return vars[m[1:len(m)-1]]
	})
}
