package pattern

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// need is a choice of words one of which stands in every match.
type need struct {
	marks Chars  // a character of each word
	words []word // where there are few, they are looked for as a whole
}

// word is one of the words of a need. Where case does not matter, and in a class of
// characters, it is no more than its mark.
type word struct {
	text string
	mark rune
}

// A need with more words is none: nearly every text would hold one. Of an expression
// no more than so many needs are asked.
const mostWords, mostNeeds = 80, 3

// in says whether one of the words stands in a text.
func (n *need) in(text string) bool {
	if !n.marks.In(text) {
		return false
	}
	return len(n.words) == 0 || slices.ContainsFunc(n.words, func(w word) bool { return strings.Contains(text, w.text) })
}

// needsOf reads the needs off an expression, the ones with the fewest words first.
func needsOf(re *syntax.Regexp) []need {
	lists := required(re)
	slices.SortStableFunc(lists, func(a, b []word) int { return cmp.Compare(len(a), len(b)) })
	var needs []need
	for _, words := range lists[:min(len(lists), mostNeeds)] {
		var marks strings.Builder
		whole := len(words) <= 6
		for _, w := range words {
			marks.WriteRune(w.mark)
			if unicode.ToUpper(w.mark) != w.mark && w.text == "" {
				marks.WriteRune(unicode.ToUpper(w.mark))
			}
			whole = whole && w.text != ""
		}
		n := need{marks: NewChars(marks.String())}
		if whole {
			n.words = words
		}
		needs = append(needs, n)
	}
	return needs
}

// required lists, for an expression, choices of words: of each choice one stands in
// every match. What need not stand, or could be anything, requires nothing.
func required(re *syntax.Regexp) [][]word {
	switch re.Op {
	case syntax.OpLiteral:
		if w, ok := literal(re); ok {
			return [][]word{{w}}
		}
	case syntax.OpCharClass:
		if words, ok := class(re); ok {
			return [][]word{words}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		var lists [][]word
		for _, sub := range re.Sub {
			lists = append(lists, required(sub)...)
		}
		return lists
	case syntax.OpAlternate:
		return either(re.Sub)
	}
	return nil
}

// either joins the shortest choice of each alternative; none where one requires nothing.
func either(subs []*syntax.Regexp) [][]word {
	var all []word
	for _, sub := range subs {
		lists := required(sub)
		if len(lists) == 0 {
			return nil
		}
		all = append(all, slices.MinFunc(lists, func(a, b []word) int { return cmp.Compare(len(a), len(b)) })...)
	}
	if len(all) > mostWords {
		return nil
	}
	return [][]word{all}
}

// literal is a word as it stands in the expression. Its mark is a character that is
// seldom found elsewhere: the last one that is no blank.
func literal(re *syntax.Regexp) (word, bool) {
	w := word{text: string(re.Rune)}
	for _, r := range re.Rune {
		if re.Flags&syntax.FoldCase != 0 {
			r = unicode.ToLower(r)
			if !plainCase(r) {
				continue
			}
		}
		if r != ' ' && r != 0 {
			w.mark = r
		}
	}
	if re.Flags&syntax.FoldCase != 0 || slices.Contains(re.Rune, utf8.RuneError) { // a byte that is no text is one too
		w.text = ""
	}
	return w, w.mark != 0
}

// plainCase: a character that has no other forms than a small and a capital one. k and s
// have: the sign of Kelvin, and the long s.
func plainCase(r rune) bool {
	other := unicode.SimpleFold(r)
	return other == r || other == unicode.ToUpper(r) && unicode.SimpleFold(other) == r
}

// class is a class of a few characters.
func class(re *syntax.Regexp) (words []word, ok bool) {
	for i := 0; i+1 < len(re.Rune); i += 2 {
		for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
			if len(words) == mostWords || r == 0 || r == utf8.RuneError {
				return nil, false
			}
			words = append(words, word{text: string(r), mark: r})
		}
	}
	return words, len(words) > 0
}
