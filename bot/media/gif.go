package media

import (
	"bytes"
	"fmt"
)

// The blocks of a GIF (GIF89a, appendix A).
const (
	gifExtension   = 0x21
	gifImage       = 0x2C
	gifTrailer     = 0x3B
	gifControl     = 0xF9 // how long and how a picture is shown
	gifApplication = 0xFF
)

// stripGIF leaves out comments, texts and what programs put in (XMP), but for how
// often it is played; what follows its end is cut off.
func stripGIF(b []byte) ([]byte, error) {
	if len(b) < 13 {
		return nil, fmt.Errorf("%w: it breaks off", errNoPhoto)
	}
	at := 13 + gifColours(b[10])
	out := bytes.NewBuffer(make([]byte, 0, len(b)))
	if at > len(b) {
		return nil, fmt.Errorf("%w: it breaks off", errNoPhoto)
	}
	out.Write(b[:at])
	for picture := false; at < len(b); {
		switch b[at] {
		case gifTrailer:
			if !picture {
				return nil, fmt.Errorf("%w: there is no picture in it", errNoPhoto)
			}
			out.WriteByte(gifTrailer)
			return out.Bytes(), nil
		case gifImage:
			if at+10 > len(b) {
				return nil, fmt.Errorf("%w: it breaks off at byte %d", errNoPhoto, at)
			}
			end, err := gifBlocks(b, at+10+gifColours(b[at+9])+1)
			if err != nil {
				return nil, err
			}
			out.Write(b[at:end])
			at, picture = end, true
		case gifExtension:
			end, err := gifBlocks(b, at+2)
			if err != nil {
				return nil, err
			}
			label := b[at+1]
			played := label == gifApplication && bytes.HasPrefix(b[at+2:], []byte("\x0bNETSCAPE2.0"))
			if played || label == gifControl {
				out.Write(b[at:end])
			}
			at = end
		default:
			return nil, fmt.Errorf("%w: a block is missing at byte %d", errNoPhoto, at)
		}
	}
	return nil, fmt.Errorf("%w: it breaks off", errNoPhoto)
}

// gifColours is the size of the table of colours that the flags announce.
func gifColours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifBlocks is where a run of blocks ends that begins at a place.
func gifBlocks(b []byte, at int) (int, error) {
	for at < len(b) {
		n := int(b[at])
		at += n + 1
		if n == 0 {
			return at, nil
		}
	}
	return 0, fmt.Errorf("%w: it breaks off", errNoPhoto)
}
