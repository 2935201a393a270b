package classify

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
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
	Temperature float64   `json:"temperature"` // of Chinese (Temper)
	Other       float64   `json:"other"`       // the same for words without a Chinese character
	Sure        []float64 `json:"sure"`        // per category, from which probability on it may be said aloud; none: SureFloor
}

// Model weighs texts. It is read-only after loading and safe for any number of
// goroutines.
type Model struct {
	head    Header
	bias    [Classes]float64
	sure    [len(Categories)]float64
	words   *Vocabulary
	weights []byte // a row of Classes columns for each of words, each byte an int8
}

// A model file is the magic line, the CRC-32 of all that follows it, the length of
// the header (both 4 bytes, big endian), the header as JSON, the vocabulary, and one
// signed byte per row and class. It is not packed: it is read at every start, and
// checking it where it lies takes a thousandth of a second.
const magic = "frontdoor classify 5\n"

const (
	fixedBytes     = len(magic) + 8 // what stands before the header
	maxHeaderBytes = 1 << 16
	maxTablesBytes = heldBytes + Buckets*(1+Classes)
)

// Load returns the model the program was built with.
func Load() (*Model, error) { return Decode(committed) }

// Committed is the model file the program was built with, as Encode made it.
func Committed() []byte { return bytes.Clone(committed) }

// Encode writes a model file. The same arguments give the same bytes.
func Encode(head Header, words *Vocabulary, weights []int8) ([]byte, error) {
	if len(weights) != words.Rows()*Classes {
		return nil, fmt.Errorf("encode model: %d weights for %d rows, want %d", len(weights), words.Rows(), words.Rows()*Classes)
	}
	text, err := json.Marshal(head)
	if err != nil {
		return nil, fmt.Errorf("encode model header: %w", err)
	}
	body := binary.BigEndian.AppendUint32(nil, uint32(len(text)))
	body = words.append(append(body, text...))
	for _, w := range weights {
		body = append(body, byte(w))
	}
	file := binary.BigEndian.AppendUint32([]byte(magic), crc32.ChecksumIEEE(body))
	return append(file, body...), nil
}

// Decode reads what Encode wrote. The model keeps the file, which must not be
// changed any more. Any damage gives an error wrapping ErrModel.
func Decode(file []byte) (*Model, error) {
	if len(file) < fixedBytes || string(file[:len(magic)]) != magic {
		return nil, fmt.Errorf("decode model: %w: another format or version", ErrModel)
	}
	sum, body := binary.BigEndian.Uint32(file[len(magic):]), file[len(magic)+4:]
	if len(body) > 4+maxHeaderBytes+maxTablesBytes || crc32.ChecksumIEEE(body) != sum {
		return nil, fmt.Errorf("decode model: %w: damaged or cut short", ErrModel)
	}
	size, rest := uint64(binary.BigEndian.Uint32(body)), body[4:]
	if size > uint64(len(rest)) {
		return nil, fmt.Errorf("decode model: %w: header cut short", ErrModel)
	}
	m := &Model{}
	if err := json.Unmarshal(rest[:size], &m.head); err != nil {
		return nil, fmt.Errorf("decode model header: %w: %w", ErrModel, err)
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	var ok bool
	m.words, m.weights, ok = readVocabulary(rest[size:])
	if !ok || len(m.weights) != m.words.Rows()*Classes {
		return nil, fmt.Errorf("decode model: %w: tables of another size", ErrModel)
	}
	return m, nil
}

// check compares the header with what this program expects and takes over its figures.
func (m *Model) check() error {
	h := m.head
	if h.Buckets != Buckets || len(h.Classes) != Classes || len(h.Bias) != Classes {
		return fmt.Errorf("decode model: %w: made for another feature space; train it again", ErrModel)
	}
	if !(h.Temperature > 0) || !(h.Other > 0) || !(h.Scale > 0) {
		return fmt.Errorf("decode model: %w: temperatures and scale must be positive", ErrModel)
	}
	if len(h.Sure) != 0 && len(h.Sure) != len(Categories) {
		return fmt.Errorf("decode model: %w: %d thresholds for %d categories", ErrModel, len(h.Sure), len(Categories))
	}
	m.sure = h.floors()
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
	features := Grams(text)
	if len(features) == 0 {
		return Ranking{[Classes]float64{classNone: 1}, m.sure}
	}
	scores := m.bias
	known := m.words.Direct(features)
	for _, f := range known {
		row := (*[Classes]byte)(m.weights[int(f.At)*Classes:])
		value := float64(f.Value) * m.head.Scale
		for c, w := range row {
			scores[c] += value * float64(int8(w))
		}
	}
	return Ranking{m.head.Probabilities(scores, len(known), Chinese(text)), m.sure}
}

// floors are the probabilities from which each category may be said aloud.
func (h *Header) floors() (floors [len(Categories)]float64) {
	for c := range floors {
		floors[c] = SureFloor
	}
	copy(floors[:], h.Sure)
	return floors
}
