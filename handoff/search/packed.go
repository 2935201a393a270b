package search

import (
	"encoding/binary"
	"errors"
)

// blockSize is how many bytes a block of lists has at least before the next begins.
const blockSize = 8 << 10

// block is a run of grams with their documents, as it lies in the file: for each gram
// how far it is from the one before, how many documents, how far each is from the one
// before; all as varints.
type block struct {
	first gram
	body  []byte
}

// pack makes the blocks of a part; a document that is dead is left out.
func pack(p *part, dead func(uint16) bool) []block {
	var all []block
	var now block
	var before gram
	for _, g := range p.sorted() {
		list := alive(p.list(g), dead)
		if len(list) == 0 {
			continue
		}
		if len(now.body) >= blockSize {
			all = append(all, now)
			now = block{}
		}
		if len(now.body) == 0 {
			now.first, before = g, g
		}
		now.body = binary.AppendUvarint(now.body, uint64(g-before))
		now.body = binary.AppendUvarint(now.body, uint64(len(list)))
		last := uint16(0)
		for _, place := range list {
			now.body = binary.AppendUvarint(now.body, uint64(place-last))
			last = place
		}
		before = g
	}
	if len(now.body) > 0 {
		all = append(all, now)
	}
	return all
}

func alive(list []uint16, dead func(uint16) bool) []uint16 {
	out := make([]uint16, 0, len(list))
	for _, place := range list {
		if !dead(place) {
			out = append(out, place)
		}
	}
	return out
}

var errTorn = errors.New("a block of the search file is torn")

// unpack gives the documents of a gram in a block; none where it is not there.
func unpack(b block, g gram) ([]uint16, error) {
	body, at := b.body, b.first
	for len(body) > 0 {
		step, n := binary.Uvarint(body)
		if n <= 0 {
			return nil, errTorn
		}
		body = body[n:]
		count, n := binary.Uvarint(body)
		if n <= 0 || count > partSize {
			return nil, errTorn
		}
		body = body[n:]
		if at += gram(step); at > g {
			return nil, nil
		}
		if at < g { // count varints are passed over
			for ; count > 0; body = body[1:] {
				if len(body) == 0 {
					return nil, errTorn
				}
				if body[0] < 0x80 {
					count--
				}
			}
			continue
		}
		list, last := make([]uint16, 0, count), uint64(0)
		for range count {
			v, n := binary.Uvarint(body)
			if n <= 0 {
				return nil, errTorn
			}
			body, last = body[n:], last+v
			if last >= partSize {
				return nil, errTorn
			}
			list = append(list, uint16(last))
		}
		return list, nil
	}
	return nil, nil
}
