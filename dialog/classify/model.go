package classify

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
)

//go:embed model.bin
var committed []byte

// ErrModel marks a model file that cannot be read.
var ErrModel = errors.New("not a usable model")

// Header is what a model file says about itself, kept as JSON at its beginning.
type Header struct {
	Corpus      string    `json:"corpus"`      // SHA-256 of the corpus it was trained from
	Own         int       `json:"own"`         // how many of its lines are a town's own
	Buckets     int       `json:"buckets"`     // size of the feature space; must be Buckets
	Classes     []string  `json:"classes"`     // label of each column, None last
	Scale       float64   `json:"scale"`       // a stored weight times Scale is the weight
	Bias        []float64 `json:"bias"`        // one per class
	Temperature float64   `json:"temperature"` // scores of Chinese are divided by it before they become probabilities
	Other       float64   `json:"other"`       // the same for words without a Chinese character
}

// Model weighs texts. It is read-only after loading and safe for any number of
// goroutines.
type Model struct {
	head    Header
	bias    [Classes]float64
	weights []int8  // Buckets rows of Classes columns
	telling []uint8 // per bucket, in TellingUnit
}

const magic = "frontdoor classify 3\n"

// maxModelBytes bounds what is unpacked from a model file.
const maxModelBytes = tablesBytes + 1<<16

// tablesBytes is what stands behind the header: weights, then tellings.
const tablesBytes = Buckets*Classes + Buckets

// Load returns the model the program was built with.
func Load() (*Model, error) { return Decode(committed) }

// Committed is the model file the program was built with, as Encode made it.
func Committed() []byte { return bytes.Clone(committed) }

// Encode writes a model file: gzip around the magic line, the length of the
// header (4 bytes, big endian), the header as JSON, one signed byte per bucket
// and class, and one byte of telling per bucket. The same arguments give the
// same bytes.
func Encode(head Header, weights []int8, telling []uint8) ([]byte, error) {
	if len(weights) != Buckets*Classes || len(telling) != Buckets {
		return nil, fmt.Errorf("encode model: %d weights and %d tellings, want %d and %d",
			len(weights), len(telling), Buckets*Classes, Buckets)
	}
	text, err := json.Marshal(head)
	if err != nil {
		return nil, fmt.Errorf("encode model header: %w", err)
	}
	raw := append([]byte(magic), binary.BigEndian.AppendUint32(nil, uint32(len(text)))...)
	raw = append(raw, text...)
	for _, w := range weights {
		raw = append(raw, byte(w))
	}
	raw = append(raw, telling...)
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("encode model: %w", err)
	}
	if _, err := zip.Write(raw); err != nil {
		return nil, fmt.Errorf("encode model: %w", err)
	}
	if err := zip.Close(); err != nil {
		return nil, fmt.Errorf("encode model: %w", err)
	}
	return out.Bytes(), nil
}

// Decode reads what Encode wrote. Any damage gives an error wrapping ErrModel.
func Decode(file []byte) (*Model, error) {
	zip, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("decode model: %w: %w", ErrModel, err)
	}
	raw, err := io.ReadAll(io.LimitReader(zip, int64(maxModelBytes)))
	if err != nil {
		return nil, fmt.Errorf("decode model: %w: %w", ErrModel, err)
	}
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok || len(rest) < 4 {
		return nil, fmt.Errorf("decode model: %w: another format or version", ErrModel)
	}
	size := int(binary.BigEndian.Uint32(rest))
	rest = rest[4:]
	if size < 0 || size > len(rest) {
		return nil, fmt.Errorf("decode model: %w: header cut short", ErrModel)
	}
	m := &Model{}
	if err := json.Unmarshal(rest[:size], &m.head); err != nil {
		return nil, fmt.Errorf("decode model header: %w: %w", ErrModel, err)
	}
	if err := m.check(len(rest) - size); err != nil {
		return nil, err
	}
	m.weights = make([]int8, Buckets*Classes)
	for i, b := range rest[size:][:len(m.weights)] {
		m.weights[i] = int8(b)
	}
	m.telling = bytes.Clone(rest[size+len(m.weights):])
	return m, nil
}

// check compares the header with what this program expects and takes over its figures.
func (m *Model) check(tables int) error {
	h := m.head
	if h.Buckets != Buckets || len(h.Classes) != Classes || len(h.Bias) != Classes || tables != tablesBytes {
		return fmt.Errorf("decode model: %w: made for another feature space; train it again", ErrModel)
	}
	if !(h.Temperature > 0) || !(h.Other > 0) || !(h.Scale > 0) {
		return fmt.Errorf("decode model: %w: temperatures and scale must be positive", ErrModel)
	}
	for i, name := range h.Classes {
		if name != ClassName(i) {
			return fmt.Errorf("decode model: %w: class %d is %q, want %q", ErrModel, i, name, ClassName(i))
		}
		m.bias[i] = h.Bias[i]
	}
	return nil
}

// Header tells from which corpus the model was made and how it is calibrated.
func (m *Model) Header() Header { return m.head }

// Rank weighs one text. Any text is fine; an empty one is None.
func (m *Model) Rank(text string) Ranking {
	features := Direct(Grams(text), m.telling)
	if len(features) == 0 {
		return Ranking{[Classes]float64{classNone: 1}}
	}
	scores := m.bias
	for _, f := range features {
		row := m.weights[int(f.Bucket)*Classes:][:Classes]
		value := float64(f.Value) * m.head.Scale
		for c, w := range row {
			scores[c] += value * float64(w)
		}
	}
	temperature := m.head.Other
	if Chinese(text) {
		temperature = m.head.Temperature
	}
	return Ranking{Softmax(scores, temperature)}
}

// Softmax turns scores into probabilities, after dividing them by temperature.
func Softmax(scores [Classes]float64, temperature float64) [Classes]float64 {
	top := math.Inf(-1)
	for _, s := range scores {
		top = max(top, s)
	}
	var sum float64
	for c, s := range scores {
		scores[c] = math.Exp((s - top) / temperature)
		sum += scores[c]
	}
	for c := range scores {
		scores[c] /= sum
	}
	return scores
}
