package train

import (
	"fmt"
	"strings"

	"frontdoor/dialog/classify"
)

// grammarWeight is what all sentences made from one pattern weigh together, in
// written lines: variety without drowning what people wrote.
const grammarWeight = 6

// grammarMost is how many sentences one pattern gives at most, picked evenly
// over all its combinations.
const grammarMost = 60

// grammar reads slots ("place = 村口|桥头") and patterns
// ("facilities: {place}的{lamp}坏了") and adds the sentences they make. A slot
// stands above the patterns that use it.
func (c *Corpus) grammar(name string, text []byte) error {
	slots := make(map[string][]string)
	for _, r := range rows(name, text) {
		if slot, words, ok := strings.Cut(r.text, " = "); ok {
			slots[slot] = strings.Split(words, "|")
			continue
		}
		key, pattern, ok := strings.Cut(r.text, ": ")
		class, known := classify.ClassOf(key)
		if !ok || !known {
			return fmt.Errorf("%s: want \"slot = word|word\" or \"category: pattern\"", r.at)
		}
		sentences, err := multiply(pattern, slots)
		if err != nil {
			return fmt.Errorf("%s: %w", r.at, err)
		}
		weight := min(1, grammarWeight/float64(len(sentences)))
		for _, s := range sentences {
			c.Documents = append(c.Documents, Document{s, class, weight, false})
		}
	}
	return nil
}

// multiply fills the slots of a pattern with every combination of their words,
// or with grammarMost of them spread evenly when there are more.
func multiply(pattern string, slots map[string][]string) ([]string, error) {
	var pieces [][]string // alternatives in order; fixed text is one alternative
	combinations := 1
	for rest := pattern; rest != ""; {
		before, after, found := strings.Cut(rest, "{")
		pieces = append(pieces, []string{before})
		if !found {
			break
		}
		slot, tail, closed := strings.Cut(after, "}")
		words, known := slots[slot]
		if !closed || !known {
			return nil, fmt.Errorf("no slot %q above", slot)
		}
		pieces = append(pieces, words)
		combinations *= len(words)
		rest = tail
	}
	count := min(combinations, grammarMost)
	out := make([]string, count)
	step := stride(combinations)
	for i := range out {
		pick := i * step % combinations
		var sentence strings.Builder
		for _, words := range pieces {
			sentence.WriteString(words[pick%len(words)])
			pick /= len(words)
		}
		out[i] = sentence.String()
	}
	return out, nil
}

// stride is the step nearest to the golden section of n that shares no divisor
// with n: walking by it meets all of 0..n-1 once, and the beginning of the walk
// is already spread evenly.
func stride(n int) int {
	for step := max(1, n*618/1000); ; step++ {
		if gcd(step, n) == 1 {
			return step
		}
	}
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
