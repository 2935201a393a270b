package pattern

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Words is a list of words one of which may stand in a text.
type Words struct{ heads Shelf[string] }

// NewWords makes a list of words, none of them empty.
func NewWords(words ...string) Words {
	heads := map[rune][]string{}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		heads[first] = append(heads[first], w)
	}
	return Words{NewShelf(heads)}
}

// In says whether one of the words stands in a text, be it inside a longer word.
func (w *Words) In(text string) bool {
	for i := 0; i < len(text); {
		r, size := Decode(text, i)
		for _, word := range w.heads.Under(r) {
			if strings.HasPrefix(text[i:], word) {
				return true
			}
		}
		i += size
	}
	return false
}

// HoldsAny says that a text holds one of a few words in small letters, however it is written itself.
func HoldsAny(text string, words []string) bool {
	text = Small(text)
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
