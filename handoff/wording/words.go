package wording

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// Words are texts by language and key.
type Words map[string]map[string]string

// narrow finds a mark of Latin script beside a Chinese character.
var narrow = regexp.MustCompile(`\p{Han}[,:?!;(]|[,:?!;)]\p{Han}`)

// Load reads words/zh.txt and words/en.txt. A line that is none, a key said twice and
// one that the other language lacks are errors that say where; so is a narrow mark in Chinese.
func Load(files fs.FS) (Words, error) {
	all := Words{}
	for _, lang := range []string{"zh", "en"} {
		text, err := fs.ReadFile(files, "words/"+lang+".txt")
		if err != nil {
			return nil, fmt.Errorf("reading words: %w", err)
		}
		all[lang] = map[string]string{}
		n := 0
		for line := range strings.Lines(string(text)) {
			n++
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, value, ok := strings.Cut(line, "=")
			key = strings.TrimSpace(key)
			if _, twice := all[lang][key]; !ok || twice {
				return nil, fmt.Errorf("words/%s.txt:%d: %q is not a new key = text", lang, n, line)
			}
			if at := narrow.FindString(value); lang == "zh" && at != "" {
				return nil, fmt.Errorf("words/zh.txt:%d: the mark in %q is narrow: Chinese is set with the wide ones, \uff0c\uff1a\uff1f\uff01\uff1b\uff08\uff09", n, at)
			}
			all[lang][key] = strings.ReplaceAll(strings.TrimSpace(value), `\n`, "\n")
		}
	}
	for key := range all["zh"] {
		if all["en"][key] == "" {
			return nil, fmt.Errorf("words/en.txt lacks %q", key)
		}
	}
	for key := range all["en"] {
		if all["zh"][key] == "" {
			return nil, fmt.Errorf("words/zh.txt lacks %q", key)
		}
	}
	return all, nil
}

// Say is a text with its {places} filled in, in pairs of name and value. A key that
// does not exist shows itself, so that it is seen what is lacking.
func (w Words) Say(lang, key string, pairs ...string) string {
	text, ok := w[lang][key]
	if !ok {
		return "⟨" + key + "⟩"
	}
	var fill []string
	for i := 0; i+1 < len(pairs); i += 2 {
		fill = append(fill, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(fill...).Replace(text)
}
