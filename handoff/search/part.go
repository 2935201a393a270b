package search

import (
	"maps"
	"slices"
)

// partSize is how many documents a part has: a document's place in it fits 16 bits.
const partSize = 1 << 16

// part is the part that is being filled: the documents of each gram, in memory. A full
// one is packed and written; the open one is made of its documents at a start.
type part struct {
	lists map[gram]*[]uint16
}

func newPart() *part { return &part{lists: map[gram]*[]uint16{}} }

// add notes that a document holds a gram; documents come in their order.
func (p *part) add(g gram, place uint16) {
	list, ok := p.lists[g]
	if !ok {
		list = new([]uint16)
		p.lists[g] = list
	}
	if n := len(*list); n > 0 && (*list)[n-1] == place {
		return
	}
	*list = append(*list, place)
}

// addDocument adds all grams of a document.
func (p *part) addDocument(d document, place uint16) {
	each := func(g gram) { p.add(g, place) }
	if d.kind != KindCard {
		eachGram(fold(d.body, false).runes, each)
		return
	}
	eachGram(fold(d.card.text(), false).runes, each)
	for _, digits := range d.card.phones() {
		eachPhoneGram(digits, each)
	}
}

// list is the documents of a gram, in their order.
func (p *part) list(g gram) []uint16 {
	if list, ok := p.lists[g]; ok {
		return *list
	}
	return nil
}

// sorted are the grams there are, in order.
func (p *part) sorted() []gram { return slices.Sorted(maps.Keys(p.lists)) }

// both are the places in two sorted lists.
func both(a, b []uint16) []uint16 {
	if len(a) > len(b) {
		a, b = b, a
	}
	out := make([]uint16, 0, len(a))
	for _, v := range a {
		// Where one list is far longer it is jumped through, not walked.
		step := 1
		for step < len(b) && b[step] < v {
			step *= 2
		}
		at, found := slices.BinarySearch(b[step/2:min(step+1, len(b))], v)
		b = b[step/2+at:]
		if found {
			out = append(out, v)
		}
		if len(b) == 0 {
			break
		}
	}
	return out
}

// either are the places in one of two sorted lists.
func either(a, b []uint16) []uint16 {
	if len(a) == 0 || len(b) == 0 {
		return append(a, b...)
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
