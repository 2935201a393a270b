package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// stripFrames leaves of a sound (MP3, AAC) its frames alone: what stands before, behind and
// between them (ID3, APE, Lyrics3) says who recorded it, where, with a picture.
func stripFrames(b []byte) ([]byte, error) {
	out := bytes.NewBuffer(make([]byte, 0, len(b)))
	for at := 0; at < len(b); {
		if n := id3Tag(b[at:]); n > 0 {
			if at += min(n, len(b)-at); bytes.HasPrefix(b[at:], []byte(flacMark)) {
				return stripFLAC(b[at:])
			}
			continue
		}
		n := soundFrame(b[at:])
		if n == 0 || n > len(b)-at || n < len(b)-at && soundFrame(b[at+n:]) == 0 && !soundEnds(b[at+n:]) {
			at++
			continue
		}
		out.Write(b[at : at+n])
		at += n
	}
	if out.Len() == 0 {
		return nil, fmt.Errorf("%w: there is no sound in it", ErrBroken)
	}
	return out.Bytes(), nil
}

// id3Tag is the length of the tag that begins here (ID3v2, 3.1); 0 for none.
func id3Tag(b []byte) int {
	if len(b) < 10 || string(b[:3]) != "ID3" || b[3] == 0xFF || (b[6]|b[7]|b[8]|b[9])&0x80 != 0 {
		return 0
	}
	n := 10 + int(b[6])<<21 + int(b[7])<<14 + int(b[8])<<7 + int(b[9])
	if b[5]&0x10 != 0 { // a foot, as long as the head
		n += 10
	}
	return n
}

// soundEnds: what follows the last frame.
func soundEnds(b []byte) bool {
	for _, tag := range []string{"ID3", "TAG", "APETAGEX", "LYRICSBEGIN", "3DI"} {
		if bytes.HasPrefix(b, []byte(tag)) {
			return true
		}
	}
	return false
}

// Kilobits a second by the index in a frame's head (ISO/IEC 11172-3, 13818-3): layers I, II
// and III of MPEG-1, layer I and the others of MPEG-2.
var soundRates = [5][15]int{
	{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}

// soundFrame is the length of the frame of MPEG or ADTS sound that begins here, by its
// head; 0 for none.
func soundFrame(b []byte) int {
	if len(b) < 7 || b[0] != 0xFF || b[1] < 0xE0 {
		return 0
	}
	version, layer := b[1]>>3&3, b[1]>>1&3
	if b[1]&0xF6 == 0xF0 { // ADTS (ISO/IEC 13818-7)
		if n := int(b[3]&3)<<11 | int(b[4])<<3 | int(b[5])>>5; n >= 7 && b[2]>>2&15 < 13 {
			return n
		}
		return 0
	}
	rate, hertz := b[2]>>4, b[2]>>2&3
	if version == 1 || layer == 0 || rate == 0 || rate == 15 || hertz == 3 {
		return 0
	}
	row, each := int(3-layer), 144
	perSecond := []int{44100, 48000, 32000}[hertz]
	if version != 3 { // MPEG-2, or 2.5 at version 0
		perSecond /= 2
		if row = 4; layer == 3 {
			row = 3
		}
		if layer == 1 {
			each = 72
		}
	}
	if version == 0 {
		perSecond /= 2
	}
	padding := int(b[2] >> 1 & 1)
	if layer == 3 {
		return (12*1000*soundRates[row][rate]/perSecond + padding) * 4
	}
	return each*1000*soundRates[row][rate]/perSecond + padding
}

const flacMark = "fLaC"

// The blocks before a FLAC's sound (RFC 9639, 8.1): what players need, and unused room.
const (
	flacInfo, flacPadding, flacSeek = 0, 1, 3
	flacLast                        = 0x80
)

// stripFLAC makes unused room of all that is neither the form of the sound nor where to
// find a moment: comments, pictures, what programs put in.
func stripFLAC(b []byte) ([]byte, error) {
	out := bytes.Clone(b)
	for at, last := len(flacMark), false; !last; {
		if at+4 > len(out) {
			return nil, fmt.Errorf("%w: it breaks off at byte %d", ErrBroken, at)
		}
		n := int(binary.BigEndian.Uint32(out[at:]) & 0xFFFFFF)
		if n > len(out)-at-4 {
			return nil, fmt.Errorf("%w: a block at byte %d is longer than the file", ErrBroken, at)
		}
		last = out[at]&flacLast != 0
		if kind := out[at] &^ flacLast; kind != flacInfo && kind != flacSeek {
			out[at] = out[at]&flacLast | flacPadding
			clear(out[at+4 : at+4+n])
		}
		at += 4 + n
	}
	if end := bytes.LastIndex(out, []byte("TAG")); end >= 0 && end == len(out)-128 { // ID3v1
		out = out[:end]
	}
	return out, nil
}
