package ear

import (
	"cmp"
	"math"
	"slices"
)

// Example is one text of the corpus.
type Example struct {
	Phrases []Phrase
	Kind    string  // empty: no danger
	Counts  float64 // how many ordinary examples it is worth; 0 is 1
}

// Train learns a model. The same examples in the same order give the same model.
func Train(examples []Example) *Model {
	m := &Model{}
	for _, e := range examples {
		if e.Kind != "" && !slices.Contains(m.kinds, e.Kind) {
			m.kinds = append(m.kinds, e.Kind)
		}
	}
	slices.Sort(m.kinds)
	m.danger = fit(examples, dangerBuckets, descents, func(kind string) bool { return kind != "" })
	dangers := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Kind == "" })
	m.weight = make([]byte, kindBuckets*len(m.kinds))
	for n, k := range m.kinds { // kinds are told apart among dangers
		r := fit(dangers, kindBuckets, 1, func(kind string) bool { return kind == k })
		for h, w := range r.weight {
			m.weight[h*len(m.kinds)+n] = w
		}
		m.each = append(m.each, r.line)
	}
	return m
}

// How the descent goes: rounds over the corpus, the step, and the pull to zero.
const (
	rounds   = 8
	averaged = 4 // rounds at the end whose mean is kept: one order of the texts says less
	descents = 3 // descents to tell danger from none whose mean is kept, each in orders of its own
	step     = 0.15
	decay    = 3e-2
)

// text is an example as a descent sees it.
type text struct {
	hashes   []uint32
	loudness float64
	counts   float64
	answer   float64
	draw     uint64 // its place in the order of a round, drawn from its own words
}

// fit learns one row by logistic regression with AdaGrad: the mean of several descents.
func fit(examples []Example, buckets, descents int, yes func(kind string) bool) row {
	texts := make([]text, len(examples))
	for i, e := range examples {
		t := text{counts: e.Counts, draw: 1}
		for _, p := range e.Phrases {
			t.hashes = features(t.hashes, p)
		}
		for k := range t.hashes {
			t.draw = t.draw*6364136223846793005 + uint64(t.hashes[k])
			t.hashes[k] &= uint32(buckets - 1)
		}
		t.loudness = loudness(len(t.hashes))
		if t.counts == 0 {
			t.counts = 1
		}
		if yes(e.Kind) {
			t.answer = 1
		}
		texts[i] = t
	}
	mean, bias := make([]float64, buckets), 0.0
	for range descents { // the draws go on from one descent to the next
		bias += descend(texts, mean) / float64(descents)
	}
	most := 1e-9
	for h := range mean {
		mean[h] /= float64(descents)
		most = max(most, math.Abs(mean[h]))
	}
	r := row{line{bias, most / 127}, make([]byte, buckets)}
	for h, x := range mean {
		r.weight[h] = byte(int8(math.Round(x / most * 127)))
	}
	return r
}

// descend adds what one descent learns to mean and gives its bias.
func descend(texts []text, mean []float64) (meanBias float64) {
	type weight struct{ now, slopes float64 } // beside each other: they are looked up together
	w := make([]weight, len(mean))
	bias, order := 0.0, make([]turn, len(texts))
	for round := range rounds {
		shuffle(texts, order)
		for _, o := range order {
			t := &texts[o.text]
			s := bias
			for _, h := range t.hashes {
				s += w[h].now * t.loudness
			}
			slope := t.counts * (t.answer - 1/(1+math.Exp(-s)))
			for _, h := range t.hashes {
				x := slope*t.loudness - decay*w[h].now
				w[h].slopes += x * x
				w[h].now += step * x / math.Sqrt(w[h].slopes+1e-6)
			}
			bias += 0.02 * slope
		}
		if round >= rounds-averaged {
			for h := range w {
				mean[h] += w[h].now / averaged
			}
			meanBias += bias / averaged
		}
	}
	return meanBias
}

// turn is the place of one text in the order of a round.
type turn struct {
	place uint64
	text  int
}

// shuffle draws an order for a round. Each text draws its place from its own
// words, so that a line more or less in the corpus leaves the order of the others.
func shuffle(texts []text, order []turn) {
	for i := range texts {
		d := texts[i].draw*6364136223846793005 + 1442695040888963407
		texts[i].draw, order[i] = d, turn{mixed(d), i}
	}
	slices.SortFunc(order, func(a, b turn) int { return cmp.Or(cmp.Compare(a.place, b.place), a.text-b.text) })
}

// mixed spreads a draw: its low bits alone fall too regularly.
func mixed(d uint64) uint64 {
	d ^= d >> 33
	d *= 0xff51afd7ed558ccd
	return d ^ d>>33
}
