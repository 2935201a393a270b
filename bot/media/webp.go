package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// webpKept are the chunks that change how a picture looks (RFC 9649).
var webpKept = map[string]bool{
	"VP8 ": true, "VP8L": true, "VP8X": true, "ALPH": true, "ANIM": true, "ANMF": true, "ICCP": true,
}

// The flags of VP8X that say Exif and XMP follow.
const webpHasData = 0x08 | 0x04

func stripWebP(b []byte) ([]byte, error) {
	size := uint64(binary.LittleEndian.Uint32(b[4:])) + 8
	if size > uint64(len(b)) {
		return nil, fmt.Errorf("%w: it breaks off", errNoPhoto)
	}
	b = b[:size]
	out := bytes.NewBuffer(make([]byte, 0, len(b)))
	out.Write(b[:12])
	picture := false
	for at := 12; at < len(b); {
		if at+8 > len(b) {
			return nil, fmt.Errorf("%w: it breaks off at byte %d", errNoPhoto, at)
		}
		n, name := uint64(binary.LittleEndian.Uint32(b[at+4:])), string(b[at:at+4])
		n += n & 1 // padded to even
		if n > uint64(len(b)-at-8) {
			return nil, fmt.Errorf("%w: a chunk at byte %d is longer than the file", errNoPhoto, at)
		}
		next := at + 8 + int(n)
		if webpKept[name] {
			chunk := bytes.Clone(b[at:next])
			if name == "VP8X" && n > 0 {
				chunk[8] &^= webpHasData
			}
			out.Write(chunk)
		}
		picture = picture || name == "VP8 " || name == "VP8L" || name == "ANMF"
		at = next
	}
	if !picture {
		return nil, fmt.Errorf("%w: there is no picture in it", errNoPhoto)
	}
	clean := out.Bytes()
	binary.LittleEndian.PutUint32(clean[4:], uint32(len(clean)-8))
	return clean, nil
}

// webpFrame is the picture of a WebP alone, whose own head says how large it is: what
// lies around it may say that it is smaller. nil for a film of pictures.
func webpFrame(b []byte) []byte {
	for at := 12; at+8 <= len(b); {
		n := uint64(binary.LittleEndian.Uint32(b[at+4:]))
		n += n & 1
		if n > uint64(len(b)-at-8) {
			return nil
		}
		next := at + 8 + int(n)
		if name := string(b[at : at+4]); name == "VP8 " || name == "VP8L" {
			head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(4+next-at))
			return append(append(head, "WEBP"...), b[at:next]...)
		}
		at = next
	}
	return nil
}
