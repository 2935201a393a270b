package media

import "bytes"

// webmHidden are the elements that tell of a film what is neither seen nor heard
// (RFC 9559): tags, files beside it, what it is called and was called, when it was taken,
// and the sums over what holds them.
var webmHidden = map[uint64]bool{
	0x1254C367: true, // Tags
	0x1941A469: true, // Attachments
	0x7BA9:     true, // Title
	0x7384:     true, // SegmentFilename
	0x3C83AB:   true, // PrevFilename
	0x3E83BB:   true, // NextFilename
	0x4461:     true, // DateUTC
	0x4D80:     true, // MuxingApp
	0x5741:     true, // WritingApp
	0x536E:     true, // Name of a track
	0xBF:       true, // CRC-32
}

// webmTracks and webmTrack hold elements that are hidden, and nothing here reads.
const (
	webmTracks = 0x1654AE6B
	webmTrack  = 0xAE
)

// What a track says of itself: its number, and whether it is picture (1) or sound (2).
const (
	webmNumber = 0xD7
	webmType   = 0x83
)

// stripMatroska calls hidden elements void and writes zeros over them, so that all others
// stay where the film says they are; so it does with what lies in tracks that are neither
// picture nor sound, where some cameras write where they are.
func stripMatroska(b []byte) ([]byte, error) {
	out := bytes.Clone(b)
	unseen := map[uint64]bool{}
	for at := 0; at < len(out); {
		id, n := vint(out[at:], false)
		size, k := vint(out[at+n:], true)
		if n == 0 || k == 0 { // no film any more
			clear(out[at:])
			break
		}
		body := at + n + k
		end := body + int(min(size, uint64(len(out)-body))) // cut short on its way: players play what there is
		switch {
		case webmHidden[id]:
			void(out[at:end])
		case id == webmTrack:
			if kind := inTrack(out[body:end], webmType); kind != 1 && kind != 2 {
				unseen[inTrack(out[body:end], webmNumber)] = true
			}
			end = body
		case id == webmSimple || id == webmBlock:
			if track, _ := vint(out[body:end], true); unseen[track] {
				void(out[at:end])
			}
		case id == webmSegment || id == webmInfo || id == webmCluster || id == webmTracks || id == webmGroup:
			end = body
		}
		at = end
	}
	return out, nil
}

// inTrack is a number a track says of itself; 0 for none.
func inTrack(b []byte, want uint64) uint64 {
	for len(b) > 0 {
		id, n := vint(b, false)
		size, k := vint(b[n:], true)
		if b = b[n+k:]; n == 0 || k == 0 {
			break
		}
		body := b[:min(size, uint64(len(b)))]
		if id == want {
			return number(body)
		}
		b = b[len(body):]
	}
	return 0
}

// void makes unused bytes of a whole element.
func void(b []byte) {
	n := len(b)
	clear(b)
	b[0] = webmVoid
	if n-2 < 0x7f {
		b[1] = 0x80 | byte(n-2)
		return
	}
	b[1] = 0x01 // seven more bytes
	for i, left := 8, n-9; i > 1; i, left = i-1, left>>8 {
		b[i] = byte(left)
	}
}
