package classify

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
)

// Buckets is the size of the hashed feature space. A power of two; 2^18 keeps
// collisions rare for the some 150,000 distinct n-grams of the corpus.
const Buckets = 1 << 18

// endRunes is how many characters of each end of a text are read: a long text
// says what it is about where it begins and where it asks, and the work on one
// text is bounded.
const endRunes = 1000

// Weights by length of n-gram, found by lines written apart from the corpus:
// longer n-grams of Chinese know the corpus by heart and do not carry further.
const (
	weightHan1, weightHan2, weightHan3     = 1.0, 1.2, 0.3
	weightWord, weightWordPair, weightPart = 1.6, 1.0, 0.3
)

// Feature is one coordinate of a text: a bucket and its value.
type Feature struct {
	Bucket uint32
	Value  float32
}

// Grams counts a text: character 1- to 3-grams of Chinese runs, and for other
// words the word, the pair with the word before, and its inner 3- and 4-grams
// with their edges. The values are weighted counts, ordered by bucket;
// repetition counts logarithmically, so that a long story does not drown its
// own subject. A text without letters or digits gives none.
func Grams(text string) []Feature {
	runes := normalRunes(ends(text))
	f := gather{buf: make([]byte, 0, 64), seen: make([]Feature, 0, 4*len(runes))}
	prev := []rune(nil)
	for i := 0; i < len(runes); {
		switch {
		case isHan(runes[i]):
			j := i
			for j < len(runes) && (isHan(runes[j]) || runes[j] == '0') {
				j++
			}
			f.han(runes[i:j])
			prev = nil
			i = j
		case wordRune(runes[i]):
			j := i
			for j < len(runes) && wordRune(runes[j]) {
				j++
			}
			f.word(runes[i:j], prev)
			prev = runes[i:j]
			i = j
		default:
			if runes[i] != ' ' {
				prev = nil // a pair of words does not reach over a comma
			}
			i++
		}
	}
	return f.vector()
}

// ends is the text, or its two ends when it is long.
func ends(text string) string {
	if len(text) <= 2*endRunes {
		return text
	}
	head, tail := 0, len(text)
	for range endRunes {
		_, size := utf8.DecodeRuneInString(text[head:])
		head += size
		_, size = utf8.DecodeLastRuneInString(text[:tail])
		tail -= size
	}
	if tail <= head {
		return text
	}
	return text[:head] + "\n" + text[tail:]
}

func wordRune(r rune) bool {
	return r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9') ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) && !isHan(r) || unicode.IsDigit(r))
}

// Chinese reports whether a text holds Chinese characters. The temperature of a
// text depends on it.
func Chinese(text string) bool { return strings.IndexFunc(text, isHan) >= 0 }

// isHan answers for the characters people write without a search in the tables.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r)
}

// gather collects hashed n-grams with their weights.
type gather struct {
	buf  []byte
	seen []Feature // one entry per occurrence
}

func (g *gather) han(run []rune) {
	weights := [...]float32{weightHan1, weightHan2, weightHan3}
	for i := range run {
		for n := 1; n <= len(weights) && i+n <= len(run); n++ {
			g.add('h', weights[n-1], run[i:i+n])
		}
	}
}

func (g *gather) word(word, prev []rune) {
	g.add('w', weightWord, word)
	if prev != nil {
		g.add('p', weightWordPair, prev, word)
	}
	edged := make([]rune, 0, len(word)+2)
	edged = append(append(append(edged, '_'), word...), '_')
	if len(edged) > 40 { // a web address or a run of laughter
		edged = edged[:40]
	}
	for i := range edged {
		for n := 3; n <= 4 && i+n <= len(edged); n++ {
			g.add('c', weightPart, edged[i:i+n])
		}
	}
}

func (g *gather) add(kind byte, weight float32, parts ...[]rune) {
	g.buf = append(g.buf[:0], kind)
	for _, p := range parts {
		for _, r := range p {
			g.buf = utf8.AppendRune(g.buf, r)
		}
		g.buf = append(g.buf, ' ')
	}
	g.seen = append(g.seen, Feature{uint32(xxhash.Sum64(g.buf) % Buckets), weight})
}

// vector sums up the occurrences per bucket.
func (g *gather) vector() []Feature {
	slices.SortFunc(g.seen, func(a, b Feature) int { return cmp.Compare(a.Bucket, b.Bucket) })
	out := g.seen[:0]
	for i := 0; i < len(g.seen); {
		j, weight := i, g.seen[i].Value
		for j < len(g.seen) && g.seen[j].Bucket == g.seen[i].Bucket {
			weight = max(weight, g.seen[j].Value) // kinds may share a bucket by chance
			j++
		}
		value := float64(weight) * (1 + math.Log(float64(j-i)))
		out = append(out, Feature{g.seen[i].Bucket, float32(value)})
		i = j
	}
	return out
}

// TellingUnit is what one step of a stored telling is worth. The telling of a
// bucket says how far it sets one matter apart from the others (package train).
const TellingUnit = 1.0 / 64

// Direct multiplies the counts by the telling of their buckets and brings the
// whole to length 1 (L2), in place: what everybody says counts little, and a
// story weighs as much as a cry for help. telling has Buckets entries.
func Direct(features []Feature, telling []uint8) []Feature {
	var square float64
	for i, f := range features {
		value := float64(f.Value) * (TellingUnit * float64(telling[f.Bucket]))
		features[i].Value = float32(value)
		square += float64(value * value)
	}
	if square == 0 {
		return nil
	}
	length := math.Sqrt(square)
	for i, f := range features {
		features[i].Value = float32(float64(f.Value) / length)
	}
	return features
}
