package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// samples goes through a track's share of the film's data: pieces (stco, co64) of so many
// samples each (stsc) of such sizes (stsz). all: it has a share, and that was all of it.
func samples(trak []byte, do func(at, n uint64) error) (all bool, err error) {
	stbl := inside(trak, "mdia", "minf", "stbl")
	sizes, runs := inside(stbl, "stsz"), inside(stbl, "stsc")
	places, wide := inside(stbl, "stco"), uint64(4)
	if places == nil {
		places, wide = inside(stbl, "co64"), 8
	}
	if len(sizes) < 12 || len(runs) < 8 || len(places) < 8 {
		return false, nil // it has none of its own
	}
	each, count, sample := uint64(binary.BigEndian.Uint32(sizes[4:])), uint64(binary.BigEndian.Uint32(sizes[8:])), uint64(0)
	run, inPiece := runs[8:], uint64(0)
	for piece, rest := uint32(1), places[8:]; uint64(len(rest)) >= wide; piece, rest = piece+1, rest[wide:] {
		for len(run) >= 12 && binary.BigEndian.Uint32(run) <= piece {
			inPiece, run = uint64(binary.BigEndian.Uint32(run[4:])), run[12:]
		}
		n := each * inPiece
		for i := uint64(0); each == 0 && i < inPiece && 12+4*sample+4 <= uint64(len(sizes)); i++ {
			n += uint64(binary.BigEndian.Uint32(sizes[12+4*sample:]))
			sample++
		}
		if each > 0 {
			sample += inPiece
			n = max(n, soundBytes(trak, inPiece))
		}
		if err := do(number(rest[:wide]), n); err != nil {
			return false, err
		}
	}
	return sample == count, nil
}

// soundBytes is how long so many samples of a sound are by its own description, of which
// older programs write that each has one byte; 0 for what is no sound.
func soundBytes(trak []byte, samples uint64) uint64 {
	if h := inside(trak, "mdia", "hdlr"); len(h) < 12 || string(h[8:12]) != "soun" {
		return 0
	}
	d := inside(trak, "mdia", "minf", "stbl", "stsd")
	const entry = 8 // behind how many there are; QuickTime File Format, sound sample description
	if len(d) < entry+36 {
		return 0
	}
	d = d[entry:]
	switch number(d[16:18]) {
	case 0:
		return samples * number(d[24:26]) * number(d[26:28]) / 8 // channels, bits
	case 1:
		if perPacket := number(d[36:min(40, len(d))]); perPacket > 0 && len(d) >= 52 {
			return samples * number(d[44:48]) / perPacket // bytes of a packet
		}
	case 2:
		if len(d) >= 72 {
			return samples * number(d[64:68]) / max(1, number(d[68:72]))
		}
	}
	return 0
}

// errUponEachOther: no two samples of a film lie in one place.
var errUponEachOther = fmt.Errorf("%w: its samples lie upon each other", ErrBroken)

// clearSamples clears a track's share of the film's data.
func (f *filmStrip) clearSamples(trak []byte) error {
	_, err := samples(trak, func(at, n uint64) error {
		if f.cleared == nil {
			f.cleared = bytes.Clone(f.film)
		}
		at, n, err := f.part(at, n, &f.mayClear)
		if err == nil {
			clear(f.cleared[at : at+n])
		}
		return err
	})
	return err
}

// keepSamples keeps a track's share. Where it cannot be told all data stays that is not
// another track's.
func (f *filmStrip) keepSamples(trak []byte) {
	if f.kept == nil {
		f.kept = make([]byte, len(f.film))
	}
	if !f.whole {
		return
	}
	all, err := samples(trak, func(at, n uint64) error {
		at, n, err := f.part(at, n, &f.mayKeep)
		if err == nil {
			copy(f.kept[at:at+n], f.film[at:])
		}
		return err
	})
	f.whole = all && err == nil
}

// part is where samples lie within the film, which may be cut short; left is how much of it
// is still nobody's.
func (f *filmStrip) part(at, n uint64, left *uint64) (from, size uint64, err error) {
	at = min(at, uint64(len(f.film)))
	if n = min(n, uint64(len(f.film))-at); n > *left {
		return 0, 0, errUponEachOther
	}
	*left -= n
	return at, n, nil
}
