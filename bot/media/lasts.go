package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"
)

// Lasts is how long a voice note sounds, by what stands in its box. Browsers record as it
// comes and write no length at the beginning, so the last time that is written counts.
// It is 0 for forms whose length is not looked for.
func Lasts(b []byte, t Type) (time.Duration, error) {
	switch t.MIME {
	case "audio/ogg":
		return oggLasts(b)
	case "audio/webm":
		m := matroska{scale: uint64(time.Millisecond)}
		err := m.walk(b)
		return ticks(m.last, uint64(time.Second)/max(m.scale, 1)), err
	case "audio/mp4":
		var m mp4Times
		err := m.walk(b, 0)
		return max(ticks(m.length, m.second), ticks(m.last, m.soundSecond)), err
	}
	return 0, nil
}

// longest is what any time that is written counts as, at most.
const longest = 1000 * time.Hour

// ticks is a time of so many parts, a second having perSecond of them.
func ticks(n, perSecond uint64) time.Duration {
	if perSecond == 0 {
		return 0
	}
	seconds := n / perSecond
	if seconds >= uint64(longest/time.Second) {
		return longest
	}
	return time.Duration(seconds)*time.Second + time.Duration(n%perSecond)*time.Second/time.Duration(perSecond)
}

// oggLasts reads the last page's position (RFC 3533, RFC 7845: 48,000 a second in Opus).
func oggLasts(b []byte) (time.Duration, error) {
	const opusSecond, positionAt = 48_000, 6
	if !bytes.Contains(b[:min(len(b), 200)], []byte("OpusHead")) {
		return 0, fmt.Errorf("%w: its sound is not Opus", ErrBroken)
	}
	last := uint64(0)
	for rest := b; ; {
		i := bytes.Index(rest, []byte("OggS\x00"))
		if i < 0 || len(rest) < i+positionAt+8 {
			return ticks(last, opusSecond), nil
		}
		if n := binary.LittleEndian.Uint64(rest[i+positionAt:]); int64(n) > 0 { // -1: no packet ends here
			last = max(last, n)
		}
		rest = rest[i+positionAt:]
	}
}

// mp4Times are the times in an mp4: its length, or, where it was recorded in pieces, when
// the last piece begins.
type mp4Times struct {
	second, length    uint64
	soundSecond, last uint64
}

func (m *mp4Times) walk(b []byte, depth int) error {
	return eachBox(b, func(name, body []byte) error {
		switch string(name) {
		case "moov", "trak", "mdia", "moof", "traf":
			if depth < filmDepth {
				return m.walk(body, depth+1)
			}
		case "mvhd":
			m.second, m.length = boxTimes(body)
		case "mdhd":
			var length uint64
			m.soundSecond, length = boxTimes(body)
			m.last = max(m.last, length)
		case "tfdt":
			if len(body) >= 12 && body[0] == 1 {
				m.last = max(m.last, binary.BigEndian.Uint64(body[4:]))
			} else if len(body) >= 8 {
				m.last = max(m.last, uint64(binary.BigEndian.Uint32(body[4:])))
			}
		}
		return nil
	})
}

// boxTimes reads parts of a second and length from an mvhd or mdhd (ISO/IEC 14496-12).
func boxTimes(b []byte) (second, length uint64) {
	if len(b) >= 32 && b[0] == 1 {
		return uint64(binary.BigEndian.Uint32(b[20:])), known(binary.BigEndian.Uint64(b[24:]), ^uint64(0))
	}
	if len(b) >= 20 {
		return uint64(binary.BigEndian.Uint32(b[12:])), known(uint64(binary.BigEndian.Uint32(b[16:])), 1<<32-1)
	}
	return 0, 0
}

// known is a number, 0 where all its bits say that it is not known.
func known(n, unknown uint64) uint64 {
	if n == unknown {
		return 0
	}
	return n
}
