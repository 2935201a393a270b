package classify

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// endRunes is how many characters of each end of a text are read: a long text
// says what it is about where it begins and where it asks, and the work on one
// text is bounded.
const endRunes = 1000

// The kinds of n-gram and what one of each is worth, from little to much; found
// by lines written apart from the corpus: longer n-grams of Chinese know the
// corpus by heart and do not carry further.
const (
	part      = iota // 3 or 4 letters of a word
	han3             // three Chinese characters
	soundPair        // two Chinese characters by their sounds alone
	wordPair         // a word and the one before
	han1
	han2
	word
)

var worth = [...]float32{part: 0.3, han3: 0.3, soundPair: 0.6, wordPair: 1.0, han1: 1.0, han2: 1.2, word: 1.6}

// kindBits is how many bits a kind takes.
const kindBits = 3

// Feature is one coordinate of a text: where it stands (its bucket, and once it was
// directed, its row in the model) and its value.
type Feature struct {
	At    uint32
	Value float32
}

// Grams counts a text: character 1- to 3-grams and pairs of sounds of Chinese runs,
// and for other words the word, the pair with the word before, and its inner 3- and 4-grams
// with their edges. The values are weighted counts, ordered by bucket;
// repetition counts logarithmically, so that a long story does not drown its
// own subject. A text without letters or digits gives none.
func Grams(text string) []Feature {
	runes := normalRunes(ends(text))
	f := make(gather, 0, 4*len(runes))
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

// The characters people write; rarer ones stand elsewhere.
const hanFirst, hanLast = 0x4E00, 0x9FFF

// isHan answers for the characters people write without a search in the tables.
func isHan(r rune) bool {
	return r >= hanFirst && r <= hanLast || r >= 0x2E80 && unicode.Is(unicode.Han, r)
}

// gather collects hashed n-grams: the bucket, and in the lowest bits the kind.
type gather []uint32

func (g *gather) han(run []rune) {
	for i, r := range run {
		h := start(han1).with(r)
		g.add(han1, h)
		if i+1 < len(run) {
			h = h.with(run[i+1])
			g.add(han2, h)
			if a, b := sound(r), sound(run[i+1]); a != 0 && b != 0 {
				g.add(soundPair, start(soundPair).with(rune(a), rune(b)))
			}
		}
		if i+2 < len(run) {
			g.add(han3, h.with(run[i+2]))
		}
	}
}

func (g *gather) word(letters, prev []rune) {
	if len(letters) > longestWord { // a web address or a run of laughter
		letters = letters[:longestWord]
	}
	g.add(word, start(word).with(letters...))
	if prev != nil {
		g.add(wordPair, start(wordPair).with(prev...).with(' ').with(letters...))
	}
	at := func(i int) rune { // the word between its edges
		if i == 0 || i == len(letters)+1 {
			return '_'
		}
		return letters[i-1]
	}
	for i := 0; i+3 <= len(letters)+2; i++ {
		h := start(part).with(at(i), at(i+1), at(i+2))
		g.add(part, h)
		if i+4 <= len(letters)+2 {
			g.add(part, h.with(at(i+3)))
		}
	}
}

// longestWord is how many letters of a word are looked at.
const longestWord = 40

func (g *gather) add(kind uint32, h hash) {
	*g = append(*g, uint32(h>>(64-bucketBits))<<kindBits|kind)
}

// hash is a multiplicative hash that takes one character after the other; its
// highest bits are the good ones.
type hash uint64

func start(kind uint32) hash { return hash(kind+1) * 0x9E3779B97F4A7C15 }

func (h hash) with(runes ...rune) hash {
	for _, r := range runes {
		h ^= h >> 29
		h = (h ^ hash(r)) * 0x9E3779B97F4A7C15
	}
	return h
}

// vector sums up the occurrences per bucket.
func (g gather) vector() []Feature {
	slices.Sort(g)
	out := make([]Feature, 0, len(g))
	for i := 0; i < len(g); {
		bucket, j := g[i]>>kindBits, i+1
		for j < len(g) && g[j]>>kindBits == bucket {
			j++
		}
		// Kinds may share a bucket by chance: the one worth most stands last.
		value := worth[g[j-1]&(1<<kindBits-1)]
		if j-i > 1 {
			value = float32(float64(value) * (1 + math.Log(float64(j-i))))
		}
		out = append(out, Feature{bucket, value})
		i = j
	}
	return out
}
