package pattern

import "math/bits"

// Shelf holds values under a character they share: a small table without chains, at
// least half of it empty, because readers ask it at every character of a text and
// mostly hear "none".
type Shelf[V any] struct {
	values []V
	slots  []slot
	shift  uint8
}

// slot says where the values under a character lie; an empty one ends at 0.
type slot struct {
	r        rune
	from, to int32
}

// NewShelf makes a shelf of what lies under each character, kept in its order.
func NewShelf[V any](by map[rune][]V) Shelf[V] {
	size := bits.Len(uint(2 * len(by)))
	sh := Shelf[V]{slots: make([]slot, 1<<size), shift: uint8(32 - size)}
	for r, values := range by {
		at := place(r, sh.shift)
		for sh.slots[at].to > 0 {
			at = (at + 1) & (len(sh.slots) - 1)
		}
		from := int32(len(sh.values))
		sh.values = append(sh.values, values...)
		sh.slots[at] = slot{r, from, int32(len(sh.values))}
	}
	return sh
}

// place is where the search for a character begins in a table of 1<<(32-shift) slots.
func place(r rune, shift uint8) int { return int(uint32(r) * 0x9e3779b1 >> shift) }

// Under lists what lies under a character.
func (sh *Shelf[V]) Under(r rune) []V {
	for at := place(r, sh.shift); ; at = (at + 1) & (len(sh.slots) - 1) {
		switch s := &sh.slots[at]; {
		case s.to == 0:
			return nil
		case s.r == r:
			return sh.values[s.from:s.to]
		}
	}
}

// Chars are the characters something lies under.
func (sh *Shelf[V]) Chars() string {
	var chars []rune
	for _, s := range sh.slots {
		if s.to > 0 {
			chars = append(chars, s.r)
		}
	}
	return string(chars)
}
