package pattern

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// need is a choice of words one of which stands in every match: each under its mark.
type need struct{ words Shelf[word] }

// word is one of the words of a need, and the character in it by which it is sought.
// Where case does not matter it is no more than that character.
type word struct {
	text string
	mark rune
	at   int // the byte in text where the mark stands
}

// A need with more words is none: nearly every text would hold one. Of an expression
// no more than so many needs are asked.
const mostWords, mostNeeds = 80, 3

// in says whether one of the words stands in a text.
func (n *need) in(text string) bool {
	for i := 0; i < len(text); {
		r, size := Decode(text, i)
		for _, w := range n.words.Under(r) {
			if w.text == "" || i >= w.at && strings.HasPrefix(text[i-w.at:], w.text) {
				return true
			}
		}
		i += size
	}
	return false
}

// needsOf reads the needs off an expression, the ones with the fewest words first.
func needsOf(re *syntax.Regexp) []need {
	lists := required(re)
	slices.SortStableFunc(lists, func(a, b []word) int { return cmp.Compare(len(a), len(b)) })
	var needs []need
	for _, words := range lists[:min(len(lists), mostNeeds)] {
		by := map[rune][]word{}
		for _, w := range words {
			by[w.mark] = append(by[w.mark], w)
			if big := unicode.ToUpper(w.mark); big != w.mark && w.text == "" {
				by[big] = append(by[big], w)
			}
		}
		needs = append(needs, need{NewShelf(by)})
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

// everyday are the commonest characters: a word is not sought by one of them if it has another.
var everyday = NewChars("的一是不了我在有人他她你们没来到给就也都要这 etaoins")

// literal is a word as it stands in the expression, sought by the last of its rarer characters.
func literal(re *syntax.Regexp) (word, bool) {
	fold := re.Flags&syntax.FoldCase != 0
	w, text := word{}, string(re.Rune)
	for i, r := range text {
		if fold {
			if r = unicode.ToLower(r); !plainCase(r) {
				continue
			}
		}
		if r != 0 && (w.mark == 0 || !everyday.Has(r)) {
			w.mark, w.at = r, i
		}
	}
	if !fold && !slices.Contains(re.Rune, utf8.RuneError) { // a byte that is no text is one too
		w.text = text
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
			words = append(words, word{mark: r})
		}
	}
	return words, len(words) > 0
}
