package ear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// How many buckets hashed features fall into: many to tell danger from none, fewer
// to tell the kinds apart. Powers of two.
const (
	dangerBuckets = 1 << 18
	kindBuckets   = 1 << 15
)

// Model is a trained ear. It is only read.
type Model struct {
	danger row
	kinds  []string
	each   []line // one for each kind
	weight []byte // by bucket, then by kind: an int8 each
}

// row is one logistic regression.
type row struct {
	line
	weight []byte // by bucket: an int8 each
}

// line turns the sum of weights into odds.
type line struct {
	bias  float64
	scale float64 // what one step of a weight is worth
}

// Part is what one phrase adds to the score of a text.
type Part struct {
	sum int32
	n   int
}

// Add joins two parts.
func (p Part) Add(q Part) Part { return Part{p.sum + q.sum, p.n + q.n} }

// Part hears one phrase.
func (m *Model) Part(p Phrase) Part {
	var room [256]uint32
	hashes := features(room[:0], p)
	out := Part{n: len(hashes)}
	for _, h := range hashes {
		out.sum += int32(int8(m.danger.weight[h&(dangerBuckets-1)]))
	}
	return out
}

// Danger says how much a text sounds like danger: the logarithm of the odds, so that
// 0 is even and higher is surer; minus infinity for no words.
func (m *Model) Danger(whole Part) float64 { return m.danger.score(whole) }

// Kinds names the kinds of danger the phrases resemble: those that have at least
// this share (0 to 1) among all kinds.
func (m *Model) Kinds(phrases []Phrase, share float64) (kinds []string) {
	units := 0
	for _, p := range phrases {
		units += len(p)
	}
	hashes := make([]uint32, 0, 4*units+len(phrases))
	for _, p := range phrases {
		hashes = features(hashes, p)
	}
	wholes := make([]Part, len(m.kinds))
	for _, h := range hashes {
		at := int(h&(kindBuckets-1)) * len(m.kinds)
		for i, w := range m.weight[at : at+len(m.kinds)] {
			wholes[i].sum += int32(int8(w))
		}
	}
	odds, total := make([]float64, len(m.kinds)), 0.0
	for i, whole := range wholes {
		whole.n = len(hashes)
		odds[i] = math.Exp(m.each[i].score(whole))
		total += odds[i]
	}
	for i, o := range odds {
		if o > 0 && o >= share*total {
			kinds = append(kinds, m.kinds[i])
		}
	}
	return kinds
}

func (l line) score(p Part) float64 {
	if p.n == 0 {
		return math.Inf(-1)
	}
	return l.bias + loudness(p.n)*l.scale*float64(p.sum)
}

// Encode writes the model: the length of the names as uint16, the names of the
// kinds joined by commas, then for danger and each kind the bias and the scale as
// float64, then the weights of danger and those of the kinds; all little-endian.
func (m *Model) Encode() []byte {
	names := strings.Join(m.kinds, ",")
	out := binary.LittleEndian.AppendUint16(nil, uint16(len(names)))
	out = append(out, names...)
	for _, l := range append([]line{m.danger.line}, m.each...) {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(l.bias))
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(l.scale))
	}
	return slices.Concat(out, m.danger.weight, m.weight)
}

// Decode reads what Encode wrote. The model keeps data, which must not be changed any more.
func Decode(data []byte) (*Model, error) {
	if len(data) < 2 {
		return nil, errors.New("ear model: too short")
	}
	n := int(binary.LittleEndian.Uint16(data))
	data = data[2:]
	if len(data) < n {
		return nil, errors.New("ear model: the names of the kinds are cut off")
	}
	m := &Model{kinds: strings.Split(string(data[:n]), ",")}
	data = data[n:]
	if want := 16 + dangerBuckets + len(m.kinds)*(16+kindBuckets); len(data) != want {
		return nil, fmt.Errorf("ear model: %d bytes for %d kinds, want %d", len(data), len(m.kinds), want)
	}
	next := func() line {
		l := line{
			bias:  math.Float64frombits(binary.LittleEndian.Uint64(data)),
			scale: math.Float64frombits(binary.LittleEndian.Uint64(data[8:])),
		}
		data = data[16:]
		return l
	}
	m.danger.line = next()
	for range m.kinds {
		m.each = append(m.each, next())
	}
	m.danger.weight, m.weight = data[:dangerBuckets:dangerBuckets], data[dangerBuckets:]
	return m, nil
}
