package classify

import (
	"encoding/binary"
	"iter"
	"math"
	"math/bits"
)

// Buckets is the size of the hashed feature space. Of a million buckets the n-grams
// of the corpus hold every fifth: two seldom share one, and an n-gram the model never
// met is mostly known to be one.
const (
	Buckets    = 1 << bucketBits
	bucketBits = 20
)

// Vocabulary is the buckets that were met in training, numbered from 0: their rows in
// the model. It is only read once it is made.
type Vocabulary struct {
	buckets []sixtyFour
	telling []uint8 // per row, in TellingUnit
}

// sixtyFour are as many buckets: a bit for each that is held, and how many are held
// before the first. They lie side by side because nearly every look goes to main memory.
type sixtyFour struct {
	held   uint64
	before uint32
}

// TellingUnit is what one step of a stored telling is worth. The telling of a
// bucket says how far it sets one matter apart from the others (package train).
const TellingUnit = 1.0 / 64

// NewVocabulary takes the buckets of features as met.
func NewVocabulary(met iter.Seq[[]Feature]) *Vocabulary {
	held := make([]uint64, Buckets/64)
	for features := range met {
		for _, f := range features {
			held[f.At/64] |= 1 << (f.At % 64)
		}
	}
	return numbered(held)
}

func numbered(held []uint64) *Vocabulary {
	v := &Vocabulary{buckets: make([]sixtyFour, len(held))}
	rows := 0
	for i, word := range held {
		v.buckets[i] = sixtyFour{word, uint32(rows)}
		rows += bits.OnesCount64(word)
	}
	v.telling = make([]uint8, rows)
	return v
}

// Rows is how many buckets are held.
func (v *Vocabulary) Rows() int { return len(v.telling) }

// Tell sets the telling of a row.
func (v *Vocabulary) Tell(row int, telling uint8) { v.telling[row] = telling }

// Row gives the row of a bucket; false for one never met.
func (v *Vocabulary) Row(bucket uint32) (row uint32, met bool) {
	b, bit := &v.buckets[bucket/64], uint64(1)<<(bucket%64)
	if b.held&bit == 0 {
		return 0, false
	}
	return b.before + uint32(bits.OnesCount64(b.held&(bit-1))), true
}

// Direct turns counts by bucket into a vector by row, in place: the counts are
// multiplied by the telling of their buckets and the whole is brought to length 1
// (L2): what everybody says counts little, and a story weighs as much as a cry for
// help. Buckets never met are gone: what people write holds many, and says no less.
func (v *Vocabulary) Direct(features []Feature) []Feature {
	var square float64
	known := features[:0]
	for _, f := range features {
		row, met := v.Row(f.At)
		if !met {
			continue
		}
		value := float64(f.Value) * (TellingUnit * float64(v.telling[row]))
		square += float64(value * value)
		known = append(known, Feature{row, float32(value)})
	}
	if square == 0 {
		return nil
	}
	length := math.Sqrt(square)
	for i, f := range known {
		known[i].Value = float32(float64(f.Value) / length)
	}
	return known
}

// append adds the vocabulary to a model file: the bits of the buckets, eight to a
// byte, the lowest bit first, then the tellings.
func (v *Vocabulary) append(file []byte) []byte {
	for _, b := range v.buckets {
		file = binary.LittleEndian.AppendUint64(file, b.held)
	}
	return append(file, v.telling...)
}

// heldBytes is what the bits take in a model file.
const heldBytes = Buckets / 8

// readVocabulary reads what append wrote from the beginning of tables and gives the
// rest; false when they are too short. The tellings stay where they lie.
func readVocabulary(tables []byte) (v *Vocabulary, rest []byte, ok bool) {
	if len(tables) < heldBytes {
		return nil, nil, false
	}
	held := make([]uint64, Buckets/64)
	for i := range held {
		held[i] = binary.LittleEndian.Uint64(tables[8*i:])
	}
	v = numbered(held)
	rest = tables[heldBytes:]
	if len(rest) < v.Rows() {
		return nil, nil, false
	}
	rows := v.Rows()
	v.telling, rest = rest[:rows:rows], rest[rows:]
	return v, rest, true
}
