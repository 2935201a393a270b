package ear

import (
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
	m.danger = fit(examples, dangerBuckets, func(kind string) bool { return kind != "" })
	dangers := slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Kind == "" })
	m.weight = make([]byte, kindBuckets*len(m.kinds))
	for n, k := range m.kinds { // kinds are told apart among dangers
		r := fit(dangers, kindBuckets, func(kind string) bool { return kind == k })
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
	step     = 0.15
	decay    = 1e-4
)

// fit learns one row by logistic regression with AdaGrad.
func fit(examples []Example, buckets int, yes func(kind string) bool) row {
	type text struct {
		hashes   []uint32
		loudness float64
		counts   float64
		answer   float64
	}
	texts := make([]text, len(examples))
	for i, e := range examples {
		t := text{counts: e.Counts}
		for _, p := range e.Phrases {
			t.hashes = features(t.hashes, p)
		}
		for k := range t.hashes {
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
	w, slopes := make([]float64, buckets), make([]float64, buckets)
	mean := make([]float64, buckets)
	bias, meanBias, dice := 0.0, 0.0, uint64(1)
	for round := range rounds {
		for i := len(texts) - 1; i > 0; i-- { // shuffled, the same way each time
			dice = dice*6364136223846793005 + 1442695040888963407
			j := int((dice >> 33) % uint64(i+1))
			texts[i], texts[j] = texts[j], texts[i]
		}
		for _, t := range texts {
			s := bias
			for _, h := range t.hashes {
				s += w[h] * t.loudness
			}
			slope := t.counts * (t.answer - 1/(1+math.Exp(-s)))
			for _, h := range t.hashes {
				x := slope*t.loudness - decay*w[h]
				slopes[h] += x * x
				w[h] += step * x / math.Sqrt(slopes[h]+1e-6)
			}
			bias += 0.02 * slope
		}
		if round >= rounds-averaged {
			for h, x := range w {
				mean[h] += x / averaged
			}
			meanBias += bias / averaged
		}
	}
	most := 1e-9
	for _, x := range mean {
		most = max(most, math.Abs(x))
	}
	r := row{line{meanBias, most / 127}, make([]byte, buckets)}
	for h, x := range mean {
		r.weight[h] = byte(int8(math.Round(x / most * 127)))
	}
	return r
}
