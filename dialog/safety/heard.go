package safety

import (
	"math"
	"slices"
)

// heard is what the vocabulary heard in one message: where words of the cue files
// stand, and which patterns may stand there because the words by which they are sought
// follow within their reach.
type heard struct {
	walks []walk
	nodes []int32 // the walks through the tree, one after the other
	maybe []candidate
	heads []int32 // by heading: its leftmost candidate, or -1
	near  []int32 // by set: where it stood last, counted from the end of the message, and above gone
	gone  int32   // what stands in near up to here is of earlier messages
}

// walk is the part of nodes that was walked from one token on; the k-th of them is
// reached after k tokens.
type walk struct{ from, to int32 }

// candidate is a pattern that may begin at token at.
type candidate struct {
	pattern  int32
	at, next int32 // next is the candidate of the same heading to the right, or -1
}

// hear walks over the message once, from the end, so that for each word it is known
// how near the words after it are.
func (h *heard) hear(b *book, toks []token) {
	v, n := b.vocabulary, int32(len(toks))
	if h.near == nil {
		h.near, h.heads = make([]int32, v.sets), make([]int32, len(b.headings))
	}
	if h.gone > math.MaxInt32/2 {
		clear(h.near)
		h.gone = 0
	}
	h.walks, h.nodes, h.maybe = slices.Grow(h.walks[:0], int(n))[:n], slices.Grow(h.nodes[:0], int(2*n)), h.maybe[:0]
	for i := range h.heads {
		h.heads[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		mark := h.gone + n - i
		h.walks[i] = h.walk(v, toks, int(i))
		from := h.from(int(i))
		for k := len(from) - 1; k >= 0; k-- { // backwards: what is noted last is found first
			sets := v.leads.at(from[k])
			for s := len(sets) - 1; s >= 0; s-- {
				h.consider(b, b.led[sets[s]], i, mark)
			}
		}
		if toks[i].num >= 0 {
			h.consider(b, b.numeric, i, mark)
		}
		for _, node := range from {
			for _, set := range v.sought.at(node) {
				h.near[set] = mark
			}
		}
	}
	h.gone += n
}

// walk follows the words from token i on, within their clause.
func (h *heard) walk(v *vocabulary, toks []token, i int) walk {
	w := walk{int32(len(h.nodes)), int32(len(h.nodes))}
	node := v.first[toks[i].id]
	for j := i + 1; node != 0; j++ {
		h.nodes = append(h.nodes, node)
		if j == len(toks) || toks[j].clause != toks[i].clause {
			break
		}
		node = v.follow(node, toks[j].id)
	}
	w.to = int32(len(h.nodes))
	return w
}

// consider notes the patterns that may begin at token i: the word by which each is
// sought follows near enough.
func (h *heard) consider(b *book, led []leader, i, mark int32) {
	for k := len(led) - 1; k >= 0; k-- {
		l := &led[k]
		if l.within > 0 {
			if last := h.near[l.set]; last <= h.gone || mark-last > l.within {
				continue
			}
		}
		heading := &h.heads[l.heading]
		h.maybe = append(h.maybe, candidate{l.pattern, i, *heading})
		*heading = int32(len(h.maybe) - 1)
	}
}

// from lists the nodes walked from token i on.
func (h *heard) from(i int) []int32 { return h.nodes[h.walks[i].from:h.walks[i].to] }
