package media

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// The elements of a webm file (RFC 8794, RFC 9559) that tell its times.
const (
	webmSegment = 0x18538067
	webmInfo    = 0x1549A966
	webmScale   = 0x2AD7B1
	webmCluster = 0x1F43B675
	webmTime    = 0xE7
	webmGroup   = 0xA0
	webmBlock   = 0xA1
	webmSimple  = 0xA3
	webmVoid    = 0xEC
)

// matroska reads when the last sound of a webm file begins.
type matroska struct {
	scale         uint64 // nanoseconds in a tick
	cluster, last uint64 // in ticks
}

// walk goes through the elements in their order. What holds others is gone into by
// reading on: recorded as they came, clusters often have no size.
func (m *matroska) walk(b []byte) error {
	for len(b) > 0 {
		id, n := vint(b, false)
		size, k := vint(b[n:], true)
		if n == 0 || k == 0 {
			return fmt.Errorf("%w: an element in it has no size", ErrBroken)
		}
		b = b[n+k:]
		if id == webmSegment || id == webmInfo || id == webmCluster || id == webmGroup {
			continue
		}
		body := b[:min(size, uint64(len(b)))] // cut short: what there is
		switch id {
		case webmScale:
			m.scale = number(body)
		case webmTime:
			m.cluster = number(body)
			m.last = max(m.last, m.cluster)
		case webmSimple, webmBlock:
			if _, track := vint(body, true); track > 0 && len(body) >= track+2 {
				if later := int16(binary.BigEndian.Uint16(body[track:])); later > 0 {
					m.last = max(m.last, m.cluster+uint64(later))
				}
			}
		}
		b = b[len(body):]
	}
	return nil
}

// vint reads a number whose first byte says how many follow; 0 bytes where there is none.
// The mark of the length belongs to an id and not to a size; a size all of ones is not
// known, and as large as can be.
func vint(b []byte, size bool) (value uint64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n = bits.LeadingZeros8(b[0]) + 1
	if len(b) < n {
		return 0, 0
	}
	for _, x := range b[:n] {
		value = value<<8 | uint64(x)
	}
	if size {
		value &^= 1 << (7 * n)
		if value == 1<<(7*n)-1 {
			return 1 << 62, n
		}
	}
	return value, n
}

// number is an unsigned number of up to eight bytes.
func number(b []byte) (n uint64) {
	for _, x := range b[:min(len(b), 8)] {
		n = n<<8 | uint64(x)
	}
	return n
}
