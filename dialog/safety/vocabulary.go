package safety

import "slices"

// vocabulary is a tree of all wordings of the cue files. One walk over a message
// tells where word sets (the wordings of one part of a pattern) stand in it.
type vocabulary struct {
	next  map[uint64]int32 // node<<32 | word number: the node after that word
	first []int32          // word number: the node after it; 0 when nothing begins with it
	nodes int32
	sets  int32    // how many word sets there are
	ends  []ending // while the files are read: what ends where, by set

	from []int32 // after sealing: the sets of node n are list[from[n]:from[n+1]], in order
	list []int32
}

// ending says that a wording of the set ends at the node.
type ending struct{ node, set int32 }

func newVocabulary() *vocabulary {
	return &vocabulary{next: make(map[uint64]int32, 1<<14), nodes: 1}
}

// node is the one after these words; it is made where there is none.
func (v *vocabulary) node(words []int32) int32 {
	at := int32(0)
	for _, id := range words {
		key := uint64(at)<<32 | uint64(id)
		child, ok := v.next[key]
		if !ok {
			child = v.nodes
			v.nodes++
			v.next[key] = child
		}
		at = child
	}
	return at
}

// set makes a word set of the wordings that end at these nodes.
func (v *vocabulary) set(nodes []int32) int32 {
	for _, n := range nodes {
		v.ends = append(v.ends, ending{n, v.sets})
	}
	v.sets++
	return v.sets - 1
}

// seal sorts what was read, for hearing; words is how many words there are.
func (v *vocabulary) seal(words int) {
	v.from, v.list = make([]int32, v.nodes+1), make([]int32, len(v.ends))
	for _, e := range v.ends {
		v.from[e.node+1]++
	}
	for n := range v.nodes {
		v.from[n+1] += v.from[n]
	}
	at := slices.Clone(v.from)
	for _, e := range v.ends { // by set, so that each node has its sets in order
		v.list[at[e.node]] = e.set
		at[e.node]++
	}
	v.ends = nil
	v.first = make([]int32, words+1)
	for key, child := range v.next {
		if key>>32 == 0 {
			v.first[key] = child
		}
	}
}

// at lists the sets of a node.
func (v *vocabulary) at(node int32) []int32 { return v.list[v.from[node]:v.from[node+1]] }

// has reports whether a wording of the set ends at the node.
func (v *vocabulary) has(node, set int32) bool {
	_, ok := slices.BinarySearch(v.at(node), set)
	return ok
}
