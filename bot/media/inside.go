package media

import (
	"bytes"
	"fmt"
	"regexp"
)

// Papers, and files of forms we do not know, hold photos as they were taken. What tells of
// an Exif beside those of JPEGs: of other forms of photos, or alone.
var exifMarks = []string{exifMark, "eXIf", "EXIF", "JpgTiffExif->JP2"}

// tiffMarks begin what an Exif says.
var tiffMarks = [][]byte{[]byte("II*\x00"), []byte("MM\x00*")}

// xmpPacket is what programs write of a paper or a photo, and ofPlaces the words in it
// that tell of places; other packets stay, for a paper that was signed must stay as it was.
var (
	xmpPacket = regexp.MustCompile(`(?s)<x:xmpmeta.*?</x:xmpmeta>`)
	ofPlaces  = regexp.MustCompile(`(?i)gps|latitude|location|:city`)
)

// segmentsMost is how many segments of JPEGs are looked at in a file; photos have ten.
const segmentsMost = 1 << 20

// stripPhotosInside writes zeros over what JPEGs hide that lie whole inside a file, and
// spaces over what is written of places; nothing is moved. Where it finds an Exif and
// cannot tell how far that reaches it says ErrHides.
func stripPhotosInside(b []byte) ([]byte, error) {
	out, left := b, segmentsMost
	own := func() []byte {
		if &out[0] == &b[0] {
			out = bytes.Clone(b)
		}
		return out
	}
	for at := range all(b, "\xFF\xD8\xFF") {
		for _, hidden := range hiddenIn(b, at, &left) {
			clear(own()[hidden[0]:hidden[1]])
		}
	}
	if left < 0 {
		return nil, fmt.Errorf("%w: it holds too many photos", ErrHides)
	}
	for _, mark := range exifMarks {
		for at := range all(out, mark) {
			if after := out[at+len(mark):]; isTIFF(after) || len(after) > 4 && isTIFF(after[4:]) {
				return nil, fmt.Errorf("%w: an Exif at byte %d", ErrHides, at)
			}
		}
	}
	for _, at := range xmpPacket.FindAllIndex(out, -1) {
		if packet := out[at[0]:at[1]]; ofPlaces.Match(packet) {
			copy(own()[at[0]:], bytes.Repeat([]byte{' '}, len(packet)))
		}
	}
	return out, nil
}

// hiddenIn are the parts of a JPEG's head, where one begins at a place, that are not needed
// to show it.
func hiddenIn(b []byte, at int, left *int) (hidden [][2]int) {
	for at += 2; ; *left-- {
		mark, seg, next, err := segment(b, at)
		switch {
		case err != nil || *left < 0: // no photo
			return nil
		case mark == markSOS || mark == markEOI:
			return hidden
		case mark == markCOM, mark >= markAPP0 && mark <= markAPPF && !needed(mark, seg):
			if len(bytes.Trim(seg, "\x00")) > 0 {
				hidden = append(hidden, [2]int{next - len(seg), next})
			}
		}
		at = next
	}
}

// all are the places where a mark stands.
func all(b []byte, mark string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for at := 0; ; at += len(mark) {
			i := bytes.Index(b[at:], []byte(mark))
			if at += i; i < 0 || !yield(at) {
				return
			}
		}
	}
}

func isTIFF(b []byte) bool {
	return bytes.HasPrefix(b, tiffMarks[0]) || bytes.HasPrefix(b, tiffMarks[1])
}

// lookThrough gives a file as it is, where it holds no photo that tells where it was
// taken: it may lie there in pieces.
func lookThrough(b []byte) ([]byte, error) {
	clean, err := stripPhotosInside(b)
	if err == nil && &clean[0] != &b[0] {
		err = fmt.Errorf("%w: a photo in it, which may lie in pieces", ErrHides)
	}
	if err != nil {
		return nil, err
	}
	return b, nil
}

// written are the beginnings of an Exif as texts write them: pages and letters in base64,
// which knows three ways to begin, RTF in digits.
var written = []string{"RXhpZgAA", "V4aWYAA", "FeGlmAA", "457869660000"}

// lookThroughText is lookThrough for what is written in letters.
func lookThroughText(b []byte) ([]byte, error) {
	plain := bytes.Map(func(x rune) rune {
		if x == '\r' || x == '\n' || x == ' ' || x == '\t' {
			return -1
		}
		return x
	}, b)
	for _, mark := range written {
		if bytes.Contains(plain, []byte(mark)) {
			return nil, fmt.Errorf("%w: a photo is written in it", ErrHides)
		}
	}
	return lookThrough(b)
}
