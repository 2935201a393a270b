package safety

import (
	"encoding/binary"
	"slices"
)

// vocabulary is a tree of all wordings of the cue files. One walk over a message
// tells which word sets (the wordings of one part of a pattern) occur in it, and
// where; so a pattern is tried only where it can begin, and only when each of its
// parts occurs at all.
type vocabulary struct {
	first  []int32          // word number: the node after it; 0 when nothing begins with it
	next   map[uint64]int32 // node<<32 | word number: the node after that word
	sets   [][]int32        // for each node: the sets that have the wording ending here, and none of its beginnings
	number map[string]int32 // the contents of a set: its number
	leads  idSet            // the sets that a pattern begins with
	size   int32            // how many sets there are
}

// heard is what the vocabulary found in one message.
type heard struct {
	words []heardWord // of the sets that a pattern begins with, in the order of the message
	sets  idSet       // all sets
}

// heardWord is a set and a token where one of its wordings begins.
type heardWord struct{ at, set int32 }

// any reports whether one of sets was heard.
func (h *heard) any(sets idSet) bool {
	for i, bits := range sets {
		if h.sets[i]&bits != 0 {
			return true
		}
	}
	return false
}

func newVocabulary() *vocabulary {
	return &vocabulary{next: map[uint64]int32{}, sets: [][]int32{nil}, number: map[string]int32{}}
}

// set gives the wordings their number; the same wordings get the same number.
func (v *vocabulary) set(wordings map[int32][][]int32) int32 {
	var all [][]int32
	for _, list := range wordings {
		all = append(all, list...)
	}
	slices.SortFunc(all, slices.Compare)
	var key []byte
	for _, w := range all {
		for _, id := range w {
			key = binary.AppendUvarint(key, uint64(id))
		}
		key = append(key, 0)
	}
	if n, ok := v.number[string(key)]; ok {
		return n
	}
	n := v.size
	v.size++
	v.number[string(key)] = n
	for _, w := range all { // sorted: a beginning comes before what it begins
		v.add(w, n)
	}
	return n
}

func (v *vocabulary) add(wording []int32, set int32) {
	node := int32(0)
	for _, id := range wording {
		if slices.Contains(v.sets[node], set) {
			return // a shorter wording of the set already ends on the way
		}
		key := uint64(node)<<32 | uint64(id)
		child, ok := v.next[key]
		if !ok {
			child = int32(len(v.sets))
			v.next[key] = child
			v.sets = append(v.sets, nil)
			if node == 0 {
				for int(id) >= len(v.first) {
					v.first = append(v.first, 0)
				}
				v.first[id] = child
			}
		}
		node = child
	}
	if !slices.Contains(v.sets[node], set) {
		v.sets[node] = append(v.sets[node], set)
	}
}

// hear walks over the message once.
func (v *vocabulary) hear(toks []token) *heard {
	h := &heard{words: make([]heardWord, 0, 8*len(toks)), sets: make(idSet, v.size/64+1)}
	for i := range toks {
		if int(toks[i].id) >= len(v.first) {
			continue
		}
		node := v.first[toks[i].id]
		for j := i + 1; node != 0; j++ {
			for _, set := range v.sets[node] {
				if v.leads.has(set) {
					h.words = append(h.words, heardWord{int32(i), set})
				}
				h.sets[set>>6] |= 1 << (set & 63)
			}
			if j == len(toks) || toks[j].clause != toks[i].clause {
				break
			}
			node = v.next[uint64(node)<<32|uint64(toks[j].id)]
		}
	}
	return h
}
