package safety

// heard is what the vocabulary heard in one message: where words of the cue files
// stand, and which patterns may stand there because the word sets they need follow
// within their reach.
type heard struct {
	walks []walk
	nodes []int32 // the walks through the tree, one after the other
	maybe []candidate
	heads []int32 // by heading: its leftmost candidate, or -1
	near  []int32 // by set: where it stood last, counted from the end; 0 for nowhere
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
	h.walks = make([]walk, n)
	h.nodes = make([]int32, 0, 2*n)
	h.near, h.heads = make([]int32, v.sets), make([]int32, len(b.headings))
	for i := range h.heads {
		h.heads[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		mark := n - i
		h.walks[i] = h.walk(v, toks, int(i))
		for at := h.walks[i].to - 1; at >= h.walks[i].from; at-- { // backwards: what is noted last is found first
			sets := v.at(h.nodes[at])
			for s := len(sets) - 1; s >= 0; s-- {
				set := sets[s]
				if h.near[set] == mark {
					continue // a longer wording of it stands here too
				}
				h.near[set] = mark
				for k := len(b.led[set]) - 1; k >= 0; k-- {
					h.consider(b, b.led[set][k], i, mark)
				}
			}
		}
		if toks[i].num >= 0 {
			for k := len(b.numeric) - 1; k >= 0; k-- {
				h.consider(b, b.numeric[k], i, mark)
			}
		}
	}
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
		node = v.next[uint64(node)<<32|uint64(toks[j].id)]
	}
	w.to = int32(len(h.nodes))
	return w
}

// consider notes a pattern at token i when all that it needs follows near enough.
func (h *heard) consider(b *book, p, i, mark int32) {
	pt := &b.patterns[p]
	for _, need := range pt.needs {
		if last := h.near[need.set]; last == 0 || mark-last > need.within {
			return
		}
	}
	h.maybe = append(h.maybe, candidate{p, i, h.heads[pt.heading]})
	h.heads[pt.heading] = int32(len(h.maybe) - 1)
}

// from lists the nodes walked from token i on.
func (h *heard) from(i int) []int32 { return h.nodes[h.walks[i].from:h.walks[i].to] }
