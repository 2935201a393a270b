package safety

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A long text is read in pieces: what takes a danger back reaches a few sentences,
// and looking for it over a whole book would cost the square of its length. Where a
// piece ends in the middle of a sentence the next one begins a little before.
const (
	pieceSize = 3000 // bytes: a thousand Chinese characters
	pieceBack = 300
)

// pieces cuts a text, at the end of a sentence where there is one.
func pieces(text string) []string {
	var all []string
	for len(text) > pieceSize {
		end := pieceSize
		back := 0
		if i := lastSentence(text[:end]); i > pieceSize/2 {
			end = i
		} else {
			back = pieceBack
		}
		end = runeBefore(text, end)
		all = append(all, text[:end])
		text = text[runeBefore(text, end-back):]
	}
	return append(all, text)
}

// lastSentence is where the last mark that ends a sentence ends, or 0.
func lastSentence(text string) int {
	for i := len(text); i > 0; i-- {
		switch c := text[i-1]; {
		case c == '\n' || c == '!' || c == '?':
			return i
		case c >= 0x80 && (strings.HasSuffix(text[:i], "。") || strings.HasSuffix(text[:i], "\uff01") || strings.HasSuffix(text[:i], "\uff1f")):
			return i
		}
	}
	return 0
}

// runeBefore is the beginning of a character at i or a little before; i itself in
// what is no text.
func runeBefore(text string, i int) int {
	for at := i; at > i-utf8.UTFMax; at-- {
		if utf8.RuneStart(text[at]) {
			return at
		}
	}
	return i
}

// and puts together what two pieces of one message gave.
func (f Finding) and(g Finding) Finding {
	if len(f.Kinds) == 0 || len(g.Kinds) > 0 && before(g.Kind, f.Kind) {
		f.Kind, f.Raw = g.Kind, g.Raw
	}
	for _, k := range g.Kinds {
		if !slices.Contains(f.Kinds, k) {
			f.Kinds = append(f.Kinds, k)
		}
	}
	sortKinds(f.Kinds)
	f.Flags = inOrder(append(f.Flags, g.Flags...))
	f.Card = f.Card || g.Card
	f.Hint = !f.Card && (f.Hint || g.Hint)
	return f
}

// before reports whether a is more urgent than b.
func before(a, b Kind) bool {
	_, x := mannerOf(a)
	_, y := mannerOf(b)
	return x < y
}
