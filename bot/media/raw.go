package media

import (
	"bytes"
	"fmt"
	"image/jpeg"
)

// rawMarks begin raw photos that are no TIFF by their mark: Fujifilm, Olympus, Panasonic,
// Sigma, Minolta; and the large TIFF, which only makers of films use.
var rawMarks = []string{"FUJIFILMCCD-RAW", "IIRO", "IIRS", "MMOR", "IIU\x00", "FOVb", "\x00MRM", "II+\x00", "MM\x00+"}

// isRaw reports whether these bytes are a photo as a camera's sensor saw it. Every maker
// hides places in it in ways of their own.
func isRaw(b []byte) bool {
	for _, mark := range rawMarks {
		if bytes.HasPrefix(b, []byte(mark)) {
			return true
		}
	}
	if len(b) >= 14 && (string(b[4:12]) == "ftypcrx " || string(b[6:14]) == "HEAPCCDR") { // Canon
		return true
	}
	return isTIFF(b) && sensors(b)
}

// What is looked at of a raw photo: beginnings of pictures (cameras put in three or four),
// and how many times its length is read for them.
const (
	rawBeginnings = 64
	rawReads      = 4
)

// pictureOf gives the largest picture that a camera put into its raw photo, clean: browsers
// show it, and agents need no program for it.
func pictureOf(b []byte) ([]byte, error) {
	var best []byte
	tries, left := 0, rawReads*len(b)
	for at := 0; tries < rawBeginnings && left > 0; tries++ {
		i := bytes.Index(b[at:], []byte{0xFF, markSOI, 0xFF})
		if i < 0 {
			break
		}
		at += i
		end := pictureEnd(b, at)
		if end < 0 { // no picture; read to its end all the same
			left -= len(b) - at
			at += 2
			continue
		}
		left -= end - at
		clean, err := stripJPEG(b[at:end])
		if err == nil && len(clean) > len(best) {
			if _, err = jpeg.DecodeConfig(bytes.NewReader(clean)); err == nil { // what the sensor saw is coded otherwise
				best = clean
			}
		}
		at = end
	}
	if best == nil {
		return nil, fmt.Errorf("%w: a raw photo without a picture in it", ErrHides)
	}
	if way := orientation(append([]byte(exifMark), b[:min(len(b), headMost)]...)); way > 1 && isTIFF(b) && jpegWay(best, shown["image/jpeg"]) == 0 {
		best = append(append(bytes.Clone(best[:2]), wayUp(way)...), best[2:]...)
	}
	return best, nil
}

// pictureEnd is where the JPEG ends that begins at a place; -1 where there is none.
func pictureEnd(b []byte, at int) int {
	for at += 2; ; {
		mark, _, next, err := segment(b, at)
		switch {
		case err != nil:
			return -1
		case mark == markEOI:
			return next
		case mark == markSOS:
			next = scanEnd(b, next)
		}
		at = next
	}
}
