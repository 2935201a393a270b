package ear

import "math"

// Phrase is a run of units: the hash of a Chinese character or of a word (Unit).
type Phrase []uint32

// Unit hashes one character or word.
func Unit[T string | []byte](s T) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// edge stands before and after a phrase.
const edge = 0x9e3779b9

// features appends the hash of every unit, pair and pair with one or two units
// left out between them.
func features(hashes []uint32, p Phrase) []uint32 {
	a, b, skipped := uint32(edge), uint32(edge), uint32(edge) // two before, one before, three before
	for _, c := range p {
		hashes = append(hashes, mix(c, 0, 1), mix(b, c, 2), mix(a, c, 4), mix(skipped, c, 5))
		skipped, a, b = a, b, c
	}
	if len(p) > 0 {
		hashes = append(hashes, mix(b, edge, 2))
	}
	return hashes
}

// mix hashes one or two units and the sort of feature they make.
func mix(a, b, sort uint32) uint32 {
	h := (a*0x85ebca6b ^ b*0xc2b2ae35) + sort*0x165667b1
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return h
}

// loudness is what one of n features counts, so that a long text is no louder than a short one.
func loudness(n int) float64 { return 3 / math.Sqrt(float64(max(n, 1))) }
