package safety

import (
	"cmp"
	"math"
	"slices"
)

// vocabulary is a tree of all wordings of the cue files. One walk over a message
// tells where word sets (the wordings of one part of a pattern) stand in it.
type vocabulary struct {
	next   map[uint64]int32 // while the files are read: node<<32 | word number: the node after that word
	first  []int32          // word number: the node after it; 0 when nothing begins with it
	parent []int32          // by node
	after  []uint64         // by node: a bit for the word numbers that may follow
	kids   []kid            // by node, then by word: the nodes after it
	kid    []int32          // by node: where its kids begin
	sets   int32            // how many word sets there are
	ends   []ending         // while the files are read: what ends where, by set
	whole  lists            // by node: the sets that have the wording ending there
	leads  lists            // the same, only sets that a pattern begins with, and none of which a beginning is in the set
	sought lists            // the same, only sets by which a pattern is sought
}

// lists are lists of numbers, by node, each in order.
type lists struct{ from, list []int32 }

func (l *lists) at(node int32) []int32 { return l.list[l.from[node]:l.from[node+1]] }

// kid is a node after another one, and the word between them.
type kid struct{ word, node int32 }

// ending says that a wording of the set ends at the node.
type ending struct{ node, set int32 }

func newVocabulary() *vocabulary {
	return &vocabulary{next: make(map[uint64]int32, 1<<14), parent: []int32{0}}
}

// node is the one after these words; it is made where there is none.
func (v *vocabulary) node(words []int32) int32 {
	at := int32(0)
	for _, id := range words {
		key := uint64(at)<<32 | uint64(id)
		child, ok := v.next[key]
		if !ok {
			child = int32(len(v.parent))
			v.parent = append(v.parent, at)
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
func (v *vocabulary) seal(words int, leads, sought func(set int32) bool) {
	v.whole = v.listed(func(ending) bool { return true })
	v.leads = v.listed(func(e ending) bool {
		if !leads(e.set) {
			return false
		}
		for node := v.parent[e.node]; node != 0; node = v.parent[node] {
			if v.has(node, e.set) {
				return false
			}
		}
		return true
	})
	v.sought = v.listed(func(e ending) bool { return sought(e.set) })
	v.ends = nil
	v.first, v.after = make([]int32, words+1), make([]uint64, len(v.parent))
	v.kid, v.kids = make([]int32, len(v.parent)+1), make([]kid, len(v.next))
	for key, child := range v.next {
		if key>>32 == 0 {
			v.first[key] = child
		}
		v.after[key>>32] |= 1 << (key & 63)
		v.kid[key>>32+1]++
	}
	for n := range v.parent {
		v.kid[n+1] += v.kid[n]
	}
	free := slices.Clone(v.kid)
	for key, child := range v.next {
		v.kids[free[key>>32]] = kid{int32(key & math.MaxUint32), child}
		free[key>>32]++
	}
	for n := range v.parent {
		slices.SortFunc(v.kids[v.kid[n]:v.kid[n+1]], func(a, b kid) int { return cmp.Compare(a.word, b.word) })
	}
	v.next = nil
}

// listed gives each node its sets in order, as they were read: those that count.
func (v *vocabulary) listed(counts func(ending) bool) lists {
	l := lists{from: make([]int32, len(v.parent)+1)}
	var some []ending
	for _, e := range v.ends {
		if counts(e) {
			l.from[e.node+1]++
			some = append(some, e)
		}
	}
	for n := range v.parent {
		l.from[n+1] += l.from[n]
	}
	l.list = make([]int32, len(some))
	at := slices.Clone(l.from)
	for _, e := range some {
		l.list[at[e.node]] = e.set
		at[e.node]++
	}
	return l
}

// follow is the node after this one and a word, or 0.
func (v *vocabulary) follow(node, id int32) int32 {
	if v.after[node]>>(id&63)&1 == 0 {
		return 0 // nearly always
	}
	kids := v.kids[v.kid[node]:v.kid[node+1]]
	at, ok := slices.BinarySearchFunc(kids, id, func(k kid, id int32) int { return cmp.Compare(k.word, id) })
	if !ok {
		return 0
	}
	return kids[at].node
}

// has reports whether a wording of the set ends at the node.
func (v *vocabulary) has(node, set int32) bool {
	_, ok := slices.BinarySearch(v.whole.at(node), set)
	return ok
}
