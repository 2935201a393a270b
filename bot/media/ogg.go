package media

import (
	"bytes"
	"encoding/binary"
)

// oggComments begin the packet of a stream that says what a sound is called and where it
// was taken (RFC 7845 for Opus, Vorbis I and Theora specifications).
var oggComments = []string{"OpusTags", "\x03vorbis", "\x81theora"}

// stripOgg makes one long name of its maker, of spaces, of all that stands in the
// comments of an Ogg file, and reckons the sums of their pages anew.
func stripOgg(b []byte) ([]byte, error) {
	out := bytes.Clone(b)
	open := map[uint32][][]byte{} // by stream, the pieces of its comments
	var touched [][]byte
	for rest := out; ; {
		i := bytes.Index(rest, []byte("OggS\x00"))
		if i < 0 {
			break
		}
		page, body, lacing := oggPage(rest[i:])
		if page == nil { // cut short on its way: nobody hears it
			clear(rest[i+5:])
			break
		}
		rest = rest[i+len(page):]
		stream, begun, ours := binary.LittleEndian.Uint32(page[14:]), page[5]&1 == 0, false
		for _, n := range lacing {
			piece := body[:n]
			body = body[n:]
			if begun {
				delete(open, stream) // one of another packet
			}
			if pieces, under := open[stream]; under || begun && startsComments(piece) {
				open[stream] = append(pieces, piece)
				ours = true
			}
			begun = n < 255
			if begun {
				blank(open[stream])
				delete(open, stream)
			}
		}
		if ours {
			touched = append(touched, page)
		}
	}
	for _, pieces := range open {
		blank(pieces)
	}
	for _, page := range touched {
		clear(page[22:26])
		binary.LittleEndian.PutUint32(page[22:], oggSum(page))
	}
	return out, nil
}

// oggPage cuts the first page off (RFC 3533); nil when it is not whole.
func oggPage(b []byte) (page, body, lacing []byte) {
	const head = 27
	if len(b) < head || len(b) < head+int(b[26]) {
		return nil, nil, nil
	}
	lacing = b[head : head+int(b[26])]
	n := head + len(lacing)
	for _, l := range lacing {
		n += int(l)
	}
	if n > len(b) {
		return nil, nil, nil
	}
	return b[:n], b[head+len(lacing) : n], lacing
}

func startsComments(b []byte) bool {
	for _, c := range oggComments {
		if bytes.HasPrefix(b, []byte(c)) {
			return true
		}
	}
	return false
}

// blank writes a packet of comments anew, piece by piece: its name, the length of its
// maker's name, that name, no comments, and the bit that ends them in Vorbis.
func blank(pieces [][]byte) {
	total := 0
	for _, p := range pieces {
		total += len(p)
	}
	if total == 0 {
		return
	}
	head := len(oggComments[0])
	if pieces[0][0] != 'O' {
		head = len(oggComments[1])
	}
	packet := bytes.Repeat([]byte{' '}, total)
	copy(packet, pieces[0][:head])
	if maker := total - head - 4 - 4 - 1; maker >= 0 {
		binary.LittleEndian.PutUint32(packet[head:], uint32(maker))
		clear(packet[total-5:])
		packet[total-1] = 1 // in Opus a byte that means nothing
	}
	for _, p := range pieces {
		packet = packet[copy(p, packet):]
	}
}

// oggSum is the sum of a page: CRC-32 with its own way around.
func oggSum(page []byte) (sum uint32) {
	for _, x := range page {
		sum ^= uint32(x) << 24
		for range 8 {
			top := sum >> 31
			sum = sum<<1 ^ top*0x04c11db7
		}
	}
	return sum
}
