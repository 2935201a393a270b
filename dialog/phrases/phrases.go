package phrases

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	yf "frontdoor/dialog/catalog/yamlfile"
)

//go:embed zh.txt en.txt
var phraseFiles embed.FS

// Phrases is every sentence the bot can say, in both languages. It does not change
// after it was read.
type Phrases struct {
	byLang map[string]map[string][]way
}

// way is one way of saying something, and where it is written.
type way struct {
	text string
	file string
	line int
}

// Standard are the built-in sentences of a language as they are written,
// comments included: what a town copies to begin with.
func Standard(lang string) (string, error) {
	text, err := phraseFiles.ReadFile(lang + ".txt")
	if err != nil {
		return "", fmt.Errorf("read phrases: %w", err)
	}
	return string(text), nil
}

// Default are the sentences the program was built with, read once.
func Default() (*Phrases, error) { return readStandard() }

var readStandard = sync.OnceValues(func() (*Phrases, error) {
	zh, err := Standard("zh")
	if err != nil {
		return nil, err
	}
	en, err := Standard("en")
	if err != nil {
		return nil, err
	}
	return Parse(zh, en)
})

// Parse reads the two built-in files. Both must hold the same keys, and one
// key's texts the same placeholders. Every mistake is told with its line.
func Parse(zh, en string) (*Phrases, error) {
	p := &Phrases{byLang: map[string]map[string][]way{}}
	wrong := &yf.Mistakes{File: "zh.txt"}
	p.byLang["zh"] = readAll(zh, wrong)
	wrong.File = "en.txt"
	p.byLang["en"] = readAll(en, wrong)
	p.compare(wrong)
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// compare tells where the two languages do not say the same.
func (p *Phrases) compare(wrong *yf.Mistakes) {
	for _, pair := range [][2]string{{"zh", "en"}, {"en", "zh"}} {
		for _, key := range slices.Sorted(maps.Keys(p.byLang[pair[0]])) {
			mine, others := p.byLang[pair[0]][key], p.byLang[pair[1]][key]
			wrong.File = mine[0].file
			if len(others) == 0 {
				wrong.Add(mine[0].line, "", "%q is missing in %s.txt", key, pair[1])
				continue
			}
			if pair[0] == "en" {
				continue // what they fill in is compared once
			}
			if want, got := fromTalk(mine), fromTalk(others); !slices.Equal(got, want) {
				wrong.Add(mine[0].line, "", "%q fills in %v, in en.txt %v", key, want, got)
			}
		}
	}
}

// With gives these phrases with those of a town's file in their place: a key of the
// file replaces all ways of saying it in that language, a key left out keeps the ways
// it has. Name is the file's name for mistakes, which are told all at once.
func (p *Phrases) With(lang, name, text string) (*Phrases, error) {
	wrong := &yf.Mistakes{File: name}
	own := readAll(text, wrong)
	for _, key := range slices.Sorted(maps.Keys(own)) {
		ways := own[key]
		if !p.Has(key) {
			wrong.Add(ways[0].line, "", "there is no phrase %q; frontdoor phrases print -lang %s shows all", key, lang)
			continue
		}
		allowed := slices.Concat(ofTown, fromTalk(p.byLang["zh"][key]), fromTalk(p.byLang["en"][key]))
		for _, w := range ways {
			compareWay(w, key, p.byLang[lang][key], allowed, wrong)
		}
	}
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	with := &Phrases{byLang: maps.Clone(p.byLang)}
	with.byLang[lang] = maps.Clone(p.byLang[lang])
	maps.Copy(with.byLang[lang], own)
	return with, nil
}

// Otherwise counts the keys that are said otherwise in a language than in other phrases.
func (p *Phrases) Otherwise(lang string, than *Phrases) int {
	n := 0
	for key, ways := range p.byLang[lang] {
		if !slices.EqualFunc(ways, than.byLang[lang][key], func(a, b way) bool { return a.text == b.text }) {
			n++
		}
	}
	return n
}

// Vars fill the placeholders of a phrase.
type Vars map[string]string

// Has says whether there is a phrase of this key.
func (p *Phrases) Has(key string) bool { return len(p.byLang["zh"][key]) > 0 }

// Keys are all keys in order, for tests that measure every phrase.
func (p *Phrases) Keys() []string { return slices.Sorted(maps.Keys(p.byLang["zh"])) }

// Ways is how many ways there are of saying it in a language.
func (p *Phrases) Ways(lang, key string) int { return len(p.byLang[lang][key]) }

// Stands says in which file and line the n-th way of saying it is written.
func (p *Phrases) Stands(lang, key string, n int) (file string, line int) {
	w := p.byLang[lang][key][n]
	return w.file, w.line
}

// Say gives the n-th way of saying it (counted round), placeholders filled in. A
// placeholder that is not filled is left out; a key that does not exist is "".
func (p *Phrases) Say(lang, key string, n int, vars Vars) string {
	return p.SayWith(lang, key, n, func(name string) string { return vars[name] })
}

// SayWith is Say with the values of the placeholders told by name.
func (p *Phrases) SayWith(lang, key string, n int, value func(name string) string) string {
	ways := p.byLang[lang][key]
	if len(ways) == 0 {
		return ""
	}
	text := ways[n%len(ways)].text
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	b.Grow(2 * len(text))
	for {
		lead, rest, open := strings.Cut(text, "{")
		b.WriteString(lead)
		if !open {
			return b.String()
		}
		name, behind, closed := strings.Cut(rest, "}")
		if !closed || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") != "" {
			b.WriteByte('{') // no placeholder
			text = rest
			continue
		}
		b.WriteString(value(name))
		text = behind
	}
}
