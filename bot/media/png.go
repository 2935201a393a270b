package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

const pngMark = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks that change how a picture looks (PNG, third edition).
// Exif, texts, times and anything private stay behind.
var pngKept = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "cHRM": true, "gAMA": true, "iCCP": true,
	"sBIT": true, "sRGB": true, "cICP": true, "bKGD": true, "pHYs": true, "acTL": true, "fcTL": true, "fdAT": true,
}

func stripPNG(b []byte) ([]byte, error) {
	out := bytes.NewBuffer(make([]byte, 0, len(b)))
	out.WriteString(pngMark)
	picture := false
	for at := len(pngMark); ; {
		if at+12 > len(b) {
			return nil, fmt.Errorf("%w: it breaks off at byte %d", errNoPhoto, at)
		}
		n, name := uint64(binary.BigEndian.Uint32(b[at:])), string(b[at+4:at+8])
		if n > uint64(len(b)-at-12) {
			return nil, fmt.Errorf("%w: a chunk at byte %d is longer than the file", errNoPhoto, at)
		}
		next := at + 12 + int(n)
		if pngKept[name] {
			out.Write(b[at:next])
		}
		picture = picture || name == "IDAT"
		if name == "IEND" && !picture {
			return nil, fmt.Errorf("%w: there is no picture in it", errNoPhoto)
		}
		if name == "IEND" {
			return out.Bytes(), nil
		}
		at = next
	}
}
