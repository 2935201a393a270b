package understand

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

// lexicon finds the longest of many words at a place in a text.
type lexicon[T any] struct {
	heads pattern.Shelf[entry[T]] // by first character, longest first
	tails pattern.Shelf[entry[T]] // by last character, longest first
}

type entry[T any] struct {
	word string
	val  T
}

// newLexicon turns words and their meaning into a lexicon; longer words win.
func newLexicon[T any](words map[string]T) lexicon[T] {
	heads, tails := map[rune][]entry[T]{}, map[rune][]entry[T]{}
	for w, v := range words {
		first, _ := utf8.DecodeRuneInString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		heads[first] = append(heads[first], entry[T]{w, v})
		tails[last] = append(tails[last], entry[T]{w, v})
	}
	for _, by := range []map[rune][]entry[T]{heads, tails} {
		for _, es := range by {
			slices.SortFunc(es, func(a, b entry[T]) int {
				return cmp.Or(len(b.word)-len(a.word), strings.Compare(a.word, b.word))
			})
		}
	}
	return lexicon[T]{pattern.NewShelf(heads), pattern.NewShelf(tails)}
}

// wordSet is a lexicon of words without a meaning of their own,
// given as one text with spaces between them.
func wordSet(words string) lexicon[bool] {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return newLexicon(m)
}

// phraseSet is a lexicon of phrases without a meaning of their own, given with commas between.
func phraseSet(phrases string) lexicon[bool] { return newLexicon(placeNouns("", phrases)) }

// opensWith says that some word begins with the first character of s.
func (l *lexicon[T]) opensWith(s string) bool { return len(l.heads.Under(runeAt(s, 0))) > 0 }

// at returns the longest word that s has at byte i.
func (l *lexicon[T]) at(s string, i int) (e entry[T], ok bool) {
	if i >= len(s) {
		return e, false
	}
	words := l.heads.Under(runeAt(s, i))
	for k := range words {
		if w := words[k].word; strings.HasPrefix(s[i:], w) && wordEnds(s, i, i+len(w)) {
			return words[k], true
		}
	}
	return e, false
}

// endingAt returns the longest word that ends at byte i of s.
func (l *lexicon[T]) endingAt(s string, i int) (e entry[T], ok bool) {
	if i <= 0 || i > len(s) {
		return e, false
	}
	words := l.tails.Under(runeBefore(s, i))
	s = s[:i]
	for k := range words {
		if w := words[k].word; strings.HasSuffix(s, w) && wordEnds(s, i-len(w), i) {
			return words[k], true
		}
	}
	return e, false
}

// wordEnds says that a Latin word is not cut out of a longer one.
func wordEnds(s string, from, to int) bool {
	if from > 0 && isLatin(s[from]) && isLatin(s[from-1]) {
		return false
	}
	return to >= len(s) || !isLatin(s[to-1]) || !isLatin(s[to])
}

func isLatin(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// hasLatin says that a text has Latin letters: most Chinese ones have none.
func hasLatin(s string) bool {
	for i := range len(s) {
		if isLatin(s[i]) {
			return true
		}
	}
	return false
}

func isHan(r rune) bool { return pattern.IsHan(r) }

// runeAt is the character at byte i, 0 at the end.
func runeAt(s string, i int) rune {
	if i < 0 || i >= len(s) {
		return 0
	}
	r, _ := pattern.Decode(s, i)
	return r
}

// runeBefore is the character that ends at byte i, 0 at the beginning.
func runeBefore(s string, i int) rune {
	if i <= 0 || i > len(s) {
		return 0
	}
	if b := s[i-1]; b < utf8.RuneSelf {
		return rune(b)
	}
	if i >= 3 {
		if r, size := pattern.Decode(s, i-3); size == 3 {
			return r
		}
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r
}

// width is the number of bytes of the character at i; at least 1.
func width(s string, i int) int {
	if i >= len(s) {
		return 1
	}
	_, w := pattern.Decode(s, i)
	return w
}

// skipSpace is the first byte at or after i that is no space.
func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// isStop is punctuation or a line break: what ends a clause.
func isStop(r rune) bool {
	switch r {
	case 0, '\n', ',', '.', ';', '!', '?', ':', '，', '。', '；', '！', '？', '：', '、', '…', '(', ')', '（', '）', '"', '“', '”', '~', '—':
		return true
	}
	return false
}

// isSentenceEnd is what ends a sentence, not only a clause.
func isSentenceEnd(r rune) bool {
	switch r {
	case 0, '\n', '.', '!', '?', ';', '。', '！', '？', '；':
		return true
	}
	return false
}

// found makes a Finding of text[from:to].
func found(text, value string, from, to int) Finding {
	return Finding{Value: value, Raw: text[from:to], Start: from, End: to}
}

// bare is the text without the spaces, marks and punctuation around it.
func bare(text string) string {
	return strings.TrimFunc(text, func(r rune) bool {
		return !isCommonHan(r) && (unicode.IsSpace(r) || unicode.IsPunct(r) && r != '+' || r == '~' || r == '～')
	})
}
