package media

import (
	"encoding/binary"
	"fmt"
)

// The entries of a TIFF (TIFF 6.0) that say more than one of its numbers.
const (
	tiffPhotometric = 262
	tiffStrips      = 273
	tiffStripSizes  = 279
	tiffTiles       = 324
	tiffTileSizes   = 325
	tiffSubPages    = 330
	tiffThumb       = 513
	tiffThumbSize   = 514
	tiffDNG         = 50706
)

// tiffSizes are the bytes of a value by its type.
var tiffSizes = []uint64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}

// What a TIFF may list: scanners write twenty entries a page. One that lists more is made
// to keep us busy.
const (
	tiffPagesMost   = 2000
	tiffEntriesMost = 500
)

// tiffReader reads the pages of a TIFF, one after another.
type tiffReader struct {
	b     []byte
	order binary.ByteOrder
}

// tiffEntry is one entry of a page's list.
type tiffEntry struct {
	tag, kind uint16
	count     uint64
	raw       []byte // all twelve bytes
}

func newTIFF(b []byte) (r tiffReader, first uint64, err error) {
	r = tiffReader{b, binary.BigEndian}
	if len(b) < 8 {
		return r, 0, fmt.Errorf("%w: it breaks off", errNoPhoto)
	}
	if b[0] == 'I' {
		r.order = binary.LittleEndian
	}
	if r.order.Uint16(b[2:]) != 42 {
		return r, 0, fmt.Errorf("%w: a TIFF of another kind", ErrHides)
	}
	return r, uint64(r.order.Uint32(b[4:])), nil
}

// page gives the entries of the page whose list is at a place, and where the next one is.
func (r tiffReader) page(at uint64) ([]tiffEntry, uint64, error) {
	if at < 8 || at+6 > uint64(len(r.b)) {
		return nil, 0, fmt.Errorf("%w: a page lies outside the file", errNoPhoto)
	}
	n := uint64(r.order.Uint16(r.b[at:]))
	if n > tiffEntriesMost || at+6+12*n > uint64(len(r.b)) {
		return nil, 0, fmt.Errorf("%w: a page at byte %d is longer than any, or than the file", errNoPhoto, at)
	}
	var all []tiffEntry
	for i := range n {
		raw := r.b[at+2+12*i:][:12]
		all = append(all, tiffEntry{r.order.Uint16(raw), r.order.Uint16(raw[2:]), uint64(r.order.Uint32(raw[4:])), raw})
	}
	return all, uint64(r.order.Uint32(r.b[at+2+12*n:])), nil
}

// value is where the bytes of an entry lie; inside the entry itself where it is short.
func (r tiffReader) value(e tiffEntry) (in []byte, from uint64, err error) {
	size := uint64(0)
	if int(e.kind) < len(tiffSizes) {
		size = tiffSizes[e.kind] * e.count
	}
	if size <= 4 {
		return e.raw[8 : 8+size], 0, nil
	}
	if from = uint64(r.order.Uint32(e.raw[8:])); size > uint64(len(r.b)) || from > uint64(len(r.b))-size {
		return nil, 0, fmt.Errorf("%w: the value of entry %d lies outside the file", errNoPhoto, e.tag)
	}
	return r.b[from : from+size], from, nil
}

// numbers are the whole numbers of an entry.
func (r tiffReader) numbers(e tiffEntry) (all []uint64, err error) {
	in, _, err := r.value(e)
	for size := int(tiffSizes[min(int(e.kind), len(tiffSizes)-1)]); err == nil && (e.kind == 3 || e.kind == 4 || e.kind == 13) && len(in) >= size; in = in[size:] {
		if size == 2 {
			all = append(all, uint64(r.order.Uint16(in)))
		} else {
			all = append(all, uint64(r.order.Uint32(in)))
		}
	}
	return all, err
}

// sensors reports whether a page of a TIFF, or a page of one of its pages, is what a
// sensor saw, or the file says that it is a raw photo.
func sensors(b []byte) bool {
	if len(b) >= 10 && string(b[8:10]) == "CR" { // Canon
		return true
	}
	r, first, err := newTIFF(b)
	if err != nil {
		return false
	}
	seen, next := 0, []uint64{first}
	for len(next) > 0 && seen < tiffPagesMost {
		at := next[0]
		next = next[1:]
		entries, after, err := r.page(at)
		if seen++; err != nil {
			continue
		}
		if after != 0 {
			next = append(next, after)
		}
		for _, e := range entries {
			if e.tag != tiffPhotometric && e.tag != tiffSubPages && e.tag != tiffDNG || e.count > tiffPagesMost {
				continue
			}
			n, err := r.numbers(e)
			switch {
			case e.tag == tiffDNG:
				return true
			case err != nil:
			case e.tag == tiffSubPages:
				next = append(next, n...)
			case e.tag == tiffPhotometric && len(n) > 0 && (n[0] == 32803 || n[0] == 34892): // a mosaic of colours, or its points in a line
				return true
			}
		}
	}
	return false
}
