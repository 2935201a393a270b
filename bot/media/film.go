package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// filmDepth is how deep boxes that hold boxes are looked into.
const filmDepth = 6

// filmKept are the boxes that picture and sound need (ISO/IEC 14496-12, QuickTime), by
// the box they lie in. Whatever else is there says where and with what a film was taken,
// in boxes every maker names anew, so that what to take off cannot be listed.
var filmKept = map[string]map[string]bool{
	"":     names("ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix", "wide"),
	"moov": names("mvhd", "trak", "mvex", "iods"),
	"trak": names("tkhd", "edts", "tref", "trgr", "mdia", "tapt", "load", "clip", "matt"),
	"mdia": names("mdhd", "hdlr", "elng", "minf"),
	"minf": names("hdlr", "vmhd", "smhd", "gmhd", "nmhd", "dinf", "stbl"),
	"moof": names("mfhd", "traf"),
	"traf": names("tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "senc"),
}

func names(all ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range all {
		m[n] = true
	}
	return m
}

// stripFilm writes zeros over the boxes that do not belong to picture and sound, and
// calls them free; so it does with tracks that are neither (where the phone was at every
// moment, as text or as numbers) and their share of the film's data. Nothing is cut out:
// everything behind it would lie elsewhere than the film says.
func stripFilm(b []byte) ([]byte, error) {
	out := bytes.Clone(b)
	f := filmStrip{film: b, whole: true, mayKeep: uint64(len(b)), mayClear: uint64(len(b))}
	if err := f.boxes(out, "", 0); err != nil {
		return nil, err
	}
	data := f.data()
	if data == nil {
		return out, nil
	}
	// It counts where data lies; elsewhere a film could clear its own boxes.
	return out, eachBox(out, func(name, body []byte) error {
		if at := cap(out) - cap(body); string(name) == "mdat" {
			copy(body, data[at:])
		}
		return nil
	})
}

// filmStrip remembers whose the data of a film is, while its boxes are gone through.
type filmStrip struct {
	film []byte
	// kept has the samples of picture and sound and nothing else, once there are any;
	// cleared is the film without those of other tracks, nil without such.
	kept, cleared []byte
	// whole: the places of all samples of picture and sound are known. Films in pieces
	// (moof) tell them otherwise.
	whole bool
	// How many bytes may still be kept and cleared: no two samples lie in one place.
	mayKeep, mayClear uint64
}

// data is the film with the data that may be seen; nil where that is all of it. Between
// the samples cameras of cars put where they were.
func (f *filmStrip) data() []byte {
	if f.whole && f.kept != nil {
		return f.kept
	}
	return f.cleared
}

func (f *filmStrip) boxes(b []byte, in string, depth int) error {
	return eachBox(b, func(name, body []byte) error {
		switch is := string(name); {
		case is == "trak" && !seenOrHeard(body):
			if err := f.clearSamples(body); err != nil {
				return err
			}
			fallthrough
		case !filmKept[in][is]:
			copy(name, "free")
			clear(body)
		case is == "trak":
			f.keepSamples(body)
			return f.boxes(body, is, depth+1)
		case is == "hdlr" && len(body) > 24:
			clear(body[24:]) // what its maker calls it
		case is == "moof":
			f.whole = false
			return f.boxes(body, is, depth+1)
		case filmKept[is] == nil:
		case depth < filmDepth:
			return f.boxes(body, is, depth+1)
		default:
			return fmt.Errorf("%w: its boxes are nested too deep", ErrBroken)
		}
		return nil
	})
}

// seenOrHeard reports whether a track is picture or sound, by its handler.
func seenOrHeard(trak []byte) bool {
	h := inside(trak, "mdia", "hdlr")
	return len(h) >= 12 && (string(h[8:12]) == "vide" || string(h[8:12]) == "soun")
}

// inside is what is in the first box of a name, in the first box of the name before it;
// nil for none.
func inside(b []byte, path ...string) []byte {
	for _, want := range path {
		var found []byte
		err := eachBox(b, func(name, body []byte) error {
			if found == nil && string(name) == want {
				found = body
			}
			return nil
		})
		if b = found; err != nil || b == nil {
			return nil
		}
	}
	return b
}

// eachBox goes through boxes that stand one behind the other; their names and insides are
// parts of b.
func eachBox(b []byte, do func(name, body []byte) error) error {
	for len(b) >= 8 {
		n, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch {
		case n == 1 && len(b) >= 16:
			n, head = binary.BigEndian.Uint64(b[8:]), 16
		case n == 0: // to the end
			n = uint64(len(b))
		}
		if n < head {
			return fmt.Errorf("%w: a box in it has no size", ErrBroken)
		}
		n = min(n, uint64(len(b))) // cut short on its way: players play what there is
		if err := do(b[4:8], b[head:n]); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}
