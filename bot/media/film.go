package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// filmDepth is how deep boxes that hold boxes are looked into.
const filmDepth = 6

// filmInside are the boxes that hold boxes; the hidden ones lie in them at any depth.
var filmInside = map[string]bool{"moov": true, "trak": true, "mdia": true, "minf": true, "moof": true, "traf": true}

// filmHidden are the boxes where phones write where and with what a film or a voice note
// was taken (ISO/IEC 14496-12 udta and meta; QuickTime's and other makers' own).
var filmHidden = map[string]bool{"udta": true, "meta": true, "uuid": true, "XMP_": true, "Exif": true, "free": true, "skip": true}

// stripFilm writes zeros over the boxes that do not belong to picture and sound, and
// calls them free. They are not cut out: everything behind them would lie elsewhere than
// the film says.
func stripFilm(b []byte) ([]byte, error) {
	out := bytes.Clone(b)
	if err := stripBoxes(out, 0); err != nil {
		return nil, err
	}
	return out, nil
}

func stripBoxes(b []byte, depth int) error {
	return eachBox(b, func(name, body []byte) error {
		switch {
		case filmHidden[string(name)]:
			copy(name, "free")
			clear(body)
		case filmInside[string(name)] && depth < filmDepth:
			return stripBoxes(body, depth+1)
		case filmInside[string(name)]:
			return fmt.Errorf("%w: its boxes are nested too deep", ErrBroken)
		}
		return nil
	})
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
