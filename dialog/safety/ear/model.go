package ear

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
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
	kinds  []string
	danger row
	each   []row // one for each kind
}

// row is one logistic regression.
type row struct {
	bias   float64
	scale  float64 // what one step of a weight is worth
	weight []byte  // by bucket: an int8 each
}

// Part is what one phrase adds to the score of a text.
type Part struct {
	sum int32
	n   int
}

// Add joins two parts.
func (p Part) Add(q Part) Part { return Part{p.sum + q.sum, p.n + q.n} }

// Part hears one phrase.
func (m *Model) Part(p Phrase) Part { return m.danger.part(p) }

// Danger says how much a text sounds like danger: the logarithm of the odds, so that
// 0 is even and higher is surer; minus infinity for no words.
func (m *Model) Danger(whole Part) float64 { return m.danger.score(whole) }

// Kinds names the kinds of danger the phrases resemble: those that have at least
// this share (0 to 1) among all kinds.
func (m *Model) Kinds(phrases []Phrase, share float64) (kinds []string) {
	odds, total := make([]float64, len(m.each)), 0.0
	for i := range m.each {
		whole := Part{}
		for _, p := range phrases {
			whole = whole.Add(m.each[i].part(p))
		}
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

func (r *row) part(p Phrase) (out Part) {
	mask := uint32(len(r.weight) - 1)
	out.n = features(p, func(h uint32) { out.sum += int32(int8(r.weight[h&mask])) })
	return out
}

func (r *row) score(p Part) float64 {
	if p.n == 0 {
		return math.Inf(-1)
	}
	return r.bias + loudness(p.n)*r.scale*float64(p.sum)
}

// Encode writes the model: the length of the names as uint16, the names of the
// kinds joined by commas, then for danger and each kind the bias and the scale as
// float64 and the weights; all little-endian.
func (m *Model) Encode() []byte {
	names := strings.Join(m.kinds, ",")
	out := binary.LittleEndian.AppendUint16(nil, uint16(len(names)))
	out = append(out, names...)
	for _, r := range append([]row{m.danger}, m.each...) {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(r.bias))
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(r.scale))
		out = append(out, r.weight...)
	}
	return out
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
	next := func(buckets int) row {
		r := row{
			bias:   math.Float64frombits(binary.LittleEndian.Uint64(data)),
			scale:  math.Float64frombits(binary.LittleEndian.Uint64(data[8:])),
			weight: data[16 : 16+buckets : 16+buckets],
		}
		data = data[16+buckets:]
		return r
	}
	m.danger = next(dangerBuckets)
	for range m.kinds {
		m.each = append(m.each, next(kindBuckets))
	}
	return m, nil
}
