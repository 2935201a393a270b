package pattern

import (
	"regexp/syntax"
	"unicode"
	"unicode/utf8"
)

// opening gives the characters every match begins with, of an expression that matches
// nowhere but at the beginning of a text; false where it may match elsewhere, or be empty,
// or begin with nearly anything.
func opening(re *syntax.Regexp) (Chars, bool) {
	if !atBeginning(re) {
		return Chars{}, false
	}
	chars, empty, ok := firsts(re)
	if !ok || empty {
		return Chars{}, false
	}
	return NewChars(string(chars)), true
}

// atBeginning: ^ stands before everything else.
func atBeginning(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return true
	case syntax.OpCapture, syntax.OpConcat:
		return len(re.Sub) > 0 && atBeginning(re.Sub[0])
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !atBeginning(sub) {
				return false
			}
		}
		return true
	}
	return false
}

// firsts lists the characters a match of an expression may begin with; empty says that it
// may have none, ok that all are known.
func firsts(re *syntax.Regexp) (chars []rune, empty, ok bool) {
	switch re.Op {
	case syntax.OpLiteral:
		return forms(re.Rune[0], re.Flags&syntax.FoldCase != 0)
	case syntax.OpCharClass:
		words, ok := class(re)
		for _, w := range words {
			chars = append(chars, w.mark)
		}
		return chars, false, ok
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return nil, true, true
	case syntax.OpCapture, syntax.OpPlus:
		return firsts(re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		chars, _, ok = firsts(re.Sub[0])
		return chars, true, ok
	case syntax.OpRepeat:
		chars, empty, ok = firsts(re.Sub[0])
		return chars, empty || re.Min == 0, ok
	case syntax.OpConcat:
		empty, ok = true, true
		for _, sub := range re.Sub {
			var more []rune
			if more, empty, ok = firsts(sub); !ok {
				return nil, false, false
			}
			if chars = append(chars, more...); !empty {
				return chars, false, true
			}
		}
		return chars, true, true
	case syntax.OpAlternate:
		ok = true
		for _, sub := range re.Sub {
			more, none, known := firsts(sub)
			chars, empty, ok = append(chars, more...), empty || none, ok && known
		}
		return chars, empty, ok
	}
	return nil, false, false
}

// forms are a character's, small and capital, where case does not matter.
func forms(r rune, fold bool) (chars []rune, empty, ok bool) {
	if r == 0 || r == utf8.RuneError { // Chars holds no 0, and a byte that is no text is the other
		return nil, false, false
	}
	chars = []rune{r}
	for other := unicode.SimpleFold(r); fold && other != r; other = unicode.SimpleFold(other) {
		chars = append(chars, other)
	}
	return chars, false, true
}
