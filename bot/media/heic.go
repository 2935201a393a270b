package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// heicBrands are the major and compatible brands of photos phones make.
var heicBrands = []string{"heic", "heix", "heim", "heis", "mif1"}

// What a photo may list: phones write about fifty items of one extent each. A file
// that lists millions is made to keep us busy.
const (
	heicItemsMost   = 64 // with hidden data
	heicExtentsMost = 8192
)

// isHEIC reads the file type box (ISO/IEC 14496-12, 4.3).
func isHEIC(b []byte) bool {
	if len(b) < 16 || string(b[4:8]) != "ftyp" {
		return false
	}
	n := min(int(binary.BigEndian.Uint32(b)), len(b))
	for at := 8; at+4 <= n; at += 4 {
		if at != 12 && slices.Contains(heicBrands, string(b[at:at+4])) {
			return true
		}
	}
	return false
}

// stripHEIC writes zeros over the items that hold Exif and XMP. They cannot be cut
// out: everything behind them would lie elsewhere than the file says. Which way is
// up is a property of its own (irot) and stays.
func stripHEIC(b []byte) (out []byte, err error) {
	out = bytes.Clone(b)
	r := &boxes{whole: cap(out)}
	r.walk(out, 0)
	if !r.meta || r.bad || r.locations == nil || len(r.hidden) > heicItemsMost {
		return nil, fmt.Errorf("%w: its list of items cannot be read", errNoPhoto)
	}
	work := 2 * uint64(len(out)) // no honest photo needs more than its own size
	for _, id := range r.hidden {
		at, ok := r.locations[id]
		if !ok {
			return nil, fmt.Errorf("%w: the place of its hidden data cannot be read", errNoPhoto)
		}
		for _, x := range at {
			from := out
			if x.inside {
				from = r.idat
			}
			if x.from > uint64(len(from)) || x.size > uint64(len(from))-x.from {
				return nil, fmt.Errorf("%w: its hidden data lies outside the file", errNoPhoto)
			}
			size := x.size
			if size == 0 { // all the rest, by the standard
				size = uint64(len(from)) - x.from
			}
			if !x.inside && !r.holds(x.from, size) { // and not its list of items
				return nil, fmt.Errorf("%w: its hidden data lies outside its data", errNoPhoto)
			}
			if size > work {
				return nil, fmt.Errorf("%w: its hidden data is larger than the file", errNoPhoto)
			}
			work -= size
			clear(from[x.from : x.from+size])
		}
	}
	return stripPhotosInside(out)
}

// boxes is what is read of a file's boxes.
type boxes struct {
	meta, bad bool
	hidden    []uint32 // items that hold Exif or XMP
	locations map[uint32][]extent
	extents   int
	idat      []byte
	whole     int         // how far it is to the end of the file's memory, from its beginning
	mdat      [][2]uint64 // from where to where data lies
}

// holds reports whether a part of the file is data.
func (r *boxes) holds(from, size uint64) bool {
	return size == 0 || slices.ContainsFunc(r.mdat, func(d [2]uint64) bool { return from >= d[0] && from+size <= d[1] })
}

type extent struct {
	inside     bool // of the idat box, not of the file
	from, size uint64
}

// walk reads boxes, those inside meta and iinf too.
func (r *boxes) walk(b []byte, depth int) {
	for len(b) >= 8 && !r.bad {
		n, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch {
		case n == 1 && len(b) >= 16:
			n, head = binary.BigEndian.Uint64(b[8:]), 16
		case n == 0:
			n = uint64(len(b))
		}
		if n < head || n > uint64(len(b)) {
			r.bad = true
			return
		}
		r.box(string(b[4:8]), b[head:n], depth)
		b = b[n:]
	}
}

func (r *boxes) box(name string, in []byte, depth int) {
	full := func(skip int) []byte { // behind version and flags
		if len(in) < skip {
			r.bad = true
			return nil
		}
		return in[skip:]
	}
	switch {
	case name == "meta" && depth == 0:
		r.meta = true
		r.walk(full(4), 1)
	case name == "iinf" && depth == 1 && len(in) > 4:
		skip := 6
		if in[0] > 0 {
			skip = 8
		}
		r.walk(full(skip), 2)
	case name == "infe" && depth == 2:
		r.item(in)
	case name == "iloc" && depth == 1:
		r.where(in)
	case name == "idat" && depth == 1:
		r.idat = in
	case name == "mdat" && depth == 0:
		from := uint64(r.whole - cap(in))
		r.mdat = append(r.mdat, [2]uint64{from, from + uint64(len(in))})
	case depth < len(heicKept) && !heicKept[depth][name]:
		clear(in) // XMP of other makers; a film beside the photo (moov, mpvd)
	}
}

// heicKept are the boxes that a picture needs (ISO/IEC 23008-12), at the top and in its list.
var heicKept = []map[string]bool{
	names("ftyp"),
	names("hdlr", "pitm", "iprp", "iref", "dinf", "grpl", "ipro", "iinf"),
}

// item reads one entry of the list of items (8.11.6). XMP is of type mime.
func (r *boxes) item(in []byte) {
	c := counter{b: in}
	version := c.next(1)
	c.next(3)
	id := c.next(2)
	if version >= 3 {
		id = id<<16 | c.next(2)
	}
	c.next(2)
	kind := c.next(4)
	if version < 2 || c.short {
		r.bad = true
		return
	}
	if s := string(binary.BigEndian.AppendUint32(nil, uint32(kind))); s == "Exif" || s == "mime" || s == "uri " {
		r.hidden = append(r.hidden, uint32(id))
	}
}

// where reads the places of the items (8.11.3).
func (r *boxes) where(in []byte) {
	c := counter{b: in}
	version := c.next(1)
	c.next(3)
	sizes := c.next(2)
	offset, length, base, index := sizes>>12, sizes>>8&15, sizes>>4&15, sizes&15
	wide := uint64(2)
	if version == 2 {
		wide = 4
	}
	r.locations = map[uint32][]extent{}
	for n := c.next(wide); n > 0 && !c.short; n-- {
		id, method := uint32(c.next(wide)), uint64(0)
		if version > 0 {
			method = c.next(2) & 15
		}
		c.next(2)
		from := c.next(base)
		for k := c.next(2); k > 0 && !c.short; k-- {
			if r.extents++; r.extents > heicExtentsMost {
				r.bad = true
				return
			}
			if version > 0 {
				c.next(index)
			}
			x := extent{inside: method == 1, from: from + c.next(offset)}
			x.size = c.next(length)
			r.locations[id] = append(r.locations[id], x)
		}
	}
	r.bad = r.bad || c.short || version > 2
}

// counter reads big-endian numbers one after another.
type counter struct {
	b     []byte
	short bool
}

func (c *counter) next(n uint64) (v uint64) {
	if uint64(len(c.b)) < n {
		c.short = true
		return 0
	}
	for _, x := range c.b[:n] {
		v = v<<8 | uint64(x)
	}
	c.b = c.b[n:]
	return v
}
