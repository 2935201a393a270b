package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// The markers of a JPEG that matter here (ITU-T T.81, table B.1).
const (
	markSOI  = 0xD8
	markEOI  = 0xD9
	markSOS  = 0xDA
	markAPP0 = 0xE0 // JFIF
	markAPP1 = 0xE1 // Exif, XMP
	markAPP2 = 0xE2 // colour profile; also further pictures
	markAPPE = 0xEE // Adobe: how the colours are coded
	markAPPF = 0xEF
	markCOM  = 0xFE
)

// stripJPEG leaves out every segment that is not needed to show the picture:
// Exif, XMP, IPTC, makers' notes, comments. Of the Exif only which way is up is
// put back. What follows the end of the picture (phones append a film or a second
// picture there, with data of their own) is cut off.
func stripJPEG(b []byte) ([]byte, error) {
	out := bytes.NewBuffer(make([]byte, 0, len(b)))
	out.Write([]byte{0xFF, markSOI})
	way, picture := uint16(1), false
	var body bytes.Buffer
	for at := 2; ; {
		mark, seg, next, err := segment(b, at)
		if err != nil {
			return nil, err
		}
		switch {
		case mark == markEOI && !picture:
			return nil, fmt.Errorf("%w: there is no picture in it", errNoPhoto)
		case mark == markEOI:
			body.Write([]byte{0xFF, markEOI})
			if way > 1 {
				out.Write(wayUp(way))
			}
			out.Write(body.Bytes())
			return out.Bytes(), nil
		case mark == markSOS:
			picture = true
			end := scanEnd(b, next)
			body.Write(b[at:end])
			if end == len(b) { // cut short on its way; browsers show what there is
				b = append(bytes.Clone(b), 0xFF, markEOI)
			}
			at = end
			continue
		case mark == markAPP1:
			if w := orientation(seg); w > 1 {
				way = w
			}
		case mark == markCOM, mark >= markAPP0 && mark <= markAPPF && !needed(mark, seg):
		default:
			body.Write(b[at:next])
		}
		at = next
	}
}

// needed says whether an application segment changes how the picture looks.
func needed(mark byte, seg []byte) bool {
	switch mark {
	case markAPP0:
		return bytes.HasPrefix(seg, []byte("JFIF\x00")) && len(seg) <= 14 // a longer one holds a small picture
	case markAPP2:
		return bytes.HasPrefix(seg, []byte("ICC_PROFILE\x00"))
	case markAPPE:
		return bytes.HasPrefix(seg, []byte("Adobe"))
	}
	return false
}

// segment reads the marker at a place, what it holds, and where the next begins.
func segment(b []byte, at int) (mark byte, seg []byte, next int, err error) {
	for at+1 < len(b) && b[at] == 0xFF && b[at+1] == 0xFF { // fill bytes are allowed
		at++
	}
	if at+2 > len(b) || b[at] != 0xFF || b[at+1] == 0 {
		return 0, nil, 0, fmt.Errorf("%w: a marker is missing at byte %d", errNoPhoto, at)
	}
	mark = b[at+1]
	if mark == markEOI || mark == 0x01 || mark >= 0xD0 && mark <= 0xD7 {
		return mark, nil, at + 2, nil
	}
	if at+4 > len(b) {
		return 0, nil, 0, fmt.Errorf("%w: it breaks off at byte %d", errNoPhoto, at)
	}
	n := int(binary.BigEndian.Uint16(b[at+2:]))
	if n < 2 || at+2+n > len(b) {
		return 0, nil, 0, fmt.Errorf("%w: a segment at byte %d is longer than the file", errNoPhoto, at)
	}
	return mark, b[at+4 : at+2+n], at + 2 + n, nil
}

// scanEnd is where the picture data ends: at the next marker that is neither an
// escaped byte nor a restart.
func scanEnd(b []byte, at int) int {
	for ; at+1 < len(b); at++ {
		if b[at] == 0xFF && b[at+1] != 0 && b[at+1] != 0xFF && (b[at+1] < 0xD0 || b[at+1] > 0xD7) {
			return at
		}
	}
	return len(b)
}

const exifMark = "Exif\x00\x00"

// orientation reads which way is up from an Exif segment: 1 to 8, 0 for none.
func orientation(seg []byte) uint16 {
	t, ok := bytes.CutPrefix(seg, []byte(exifMark))
	if !ok || len(t) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if t[0] == 'I' {
		order = binary.LittleEndian
	}
	at := order.Uint32(t[4:])
	if uint64(at)+2 > uint64(len(t)) {
		return 0
	}
	for i, n := uint64(0), uint64(order.Uint16(t[at:])); i < n; i++ {
		e := uint64(at) + 2 + 12*i
		if e+12 > uint64(len(t)) {
			return 0
		}
		if order.Uint16(t[e:]) == 0x0112 {
			if w := order.Uint16(t[e+8:]); w >= 1 && w <= 8 {
				return w
			}
		}
	}
	return 0
}

// wayUp is an Exif segment that says which way is up, and nothing else.
func wayUp(way uint16) []byte {
	t := []byte(exifMark + "MM\x00\x2A\x00\x00\x00\x08" + "\x00\x01" + // one entry
		"\x01\x12" + "\x00\x03" + "\x00\x00\x00\x01") // orientation, a short, one of it
	t = binary.BigEndian.AppendUint16(t, way)
	t = append(t, 0, 0, 0, 0, 0, 0) // the rest of the value; no further directory
	head := binary.BigEndian.AppendUint16([]byte{0xFF, markAPP1}, uint16(len(t)+2))
	return append(head, t...)
}
