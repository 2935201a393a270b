package ear

import "math"

// Phrase is a run of units: the hash of a Chinese character or of a word (Unit).
type Phrase []uint32

// Unit hashes one character or word.
func Unit(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// edge stands before and after a phrase.
const edge = 0x9e3779b9

// features calls found with the hash of every unit, pair, triple and pair with one
// or two units left out between them, and returns how many there were.
func features(p Phrase, found func(hash uint32)) int {
	if len(p) == 0 {
		return 0
	}
	at := func(i int) uint32 {
		if i < 0 {
			return edge
		}
		return p[i]
	}
	for i, c := range p {
		a, b := at(i-2), at(i-1)
		found(mix(c, 0, 0, 1))
		found(mix(b, c, 0, 2))
		found(mix(a, b, c, 3))
		found(mix(a, c, 0, 4))
		found(mix(at(i-3), c, 0, 5))
	}
	found(mix(p[len(p)-1], edge, 0, 2))
	return 5*len(p) + 1
}

// mix hashes up to three units and the sort of feature they make.
func mix(a, b, c, sort uint32) uint32 {
	h := (a*0x85ebca6b ^ b*0xc2b2ae35 ^ c*0x27d4eb2f) + sort*0x165667b1
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 13
	return h
}

// loudness is what one of n features counts, so that a long text is no louder than a short one.
func loudness(n int) float64 { return 3 / math.Sqrt(float64(max(n, 1))) }
