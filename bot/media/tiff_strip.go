package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// tiffKept are the entries that change how a page looks. Exif, places, XMP, who made it
// with what, and whatever is anybody's own stay behind.
var tiffKept = func() map[uint16]bool {
	m := map[uint16]bool{tiffPhotometric: true, tiffStrips: true, tiffStripSizes: true, 34675: true} // 34675: colours (ICC)
	for _, span := range [][2]uint16{{254, 259}, {263, 266}, {274, 274}, {277, 278}, {280, 284}, {290, 293}, {296, 297}, {301, 301}, {317, 328}, {332, 332},
		{334, 334}, {336, 347}, {512, 521}, {529, 532}} {
		for tag := span[0]; tag <= span[1]; tag++ {
			m[tag] = tag != tiffSubPages && tag != 337 // 337: a printer's words
		}
	}
	return m
}()

// tiffSpan is a part of a TIFF that is kept: the head and the lists of entries are no data.
type tiffSpan struct {
	from, size uint64
	data       bool
}

// stripTIFF writes zeros over all that the pages of a TIFF do not need to be seen.
func stripTIFF(b []byte) ([]byte, error) {
	r, at, err := newTIFF(b)
	if err != nil {
		return nil, err
	}
	out := make([]byte, len(b))
	copy(out, b[:8])
	kept := []tiffSpan{{0, 8, false}}
	left := 4 * len(b) // of values: pages share a few, and no more
	for pages := 0; at != 0; pages++ {
		if pages == tiffPagesMost {
			return nil, fmt.Errorf("%w: it has too many pages", errNoPhoto)
		}
		entries, next, err := r.page(at)
		if err != nil {
			return nil, err
		}
		kept = append(kept, tiffSpan{at, 6 + 12*uint64(len(entries)), false})
		entries = slices.DeleteFunc(entries, func(e tiffEntry) bool { return !tiffKept[e.tag] })
		r.order.PutUint16(out[at:], uint16(len(entries)))
		to, read := out[at+2:], map[uint16][]uint64{}
		for _, e := range entries {
			in, from, err := r.value(e)
			if err != nil {
				return nil, err
			}
			if left -= len(in); left < 0 {
				return nil, fmt.Errorf("%w: its pages list too much", errNoPhoto)
			}
			if from > 0 {
				kept = append(kept, tiffSpan{from, uint64(len(in)), true})
			}
			if read[e.tag], err = r.numbers(e); err != nil {
				return nil, err
			}
			to = to[copy(to, e.raw):]
		}
		r.order.PutUint32(to, uint32(next))
		for _, pair := range [][2]uint16{{tiffStrips, tiffStripSizes}, {tiffTiles, tiffTileSizes}, {tiffThumb, tiffThumbSize}} {
			from, size := read[pair[0]], read[pair[1]]
			if len(from) != len(size) {
				return nil, fmt.Errorf("%w: a page does not say where it lies", errNoPhoto)
			}
			for i := range from {
				kept = append(kept, tiffSpan{from[i], size[i], true})
			}
		}
		at = next
	}
	if err := copySpans(out, b, kept); err != nil {
		return nil, err
	}
	return stripPhotosInside(out)
}

// copySpans copies the data of a TIFF. Two parts are one, or lie apart: what overlaps was
// made so, to hide something or to keep us busy.
func copySpans(out, b []byte, kept []tiffSpan) error {
	slices.SortFunc(kept, func(x, y tiffSpan) int {
		return bytes.Compare(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, x.from), x.size),
			binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, y.from), y.size))
	})
	var before tiffSpan
	for _, s := range kept {
		switch {
		case s.size == 0:
			continue
		case s.size > uint64(len(b)) || s.from > uint64(len(b))-s.size:
			return fmt.Errorf("%w: a part lies outside the file", errNoPhoto)
		case s == before && s.data:
			continue
		case s.from < before.from+before.size:
			return fmt.Errorf("%w: its parts lie upon each other", errNoPhoto)
		}
		if before = s; s.data {
			copy(out[s.from:], b[s.from:s.from+s.size])
		}
	}
	return nil
}
