package train

import (
	"math"
	"slices"
	"sync"

	"frontdoor/dialog/classify"
)

// What is put together into one set of weights.
const (
	// runs is how many regressions are averaged: one alone depends on the order
	// in which it met the lines.
	runs = 5

	// share is how much of naive Bayes is added. The regression knows the lines of
	// the corpus better, naive Bayes carries further to words that people put
	// otherwise.
	share = 0.5

	// doubt is added to every count of naive Bayes, vocabulary is how many
	// different n-grams it reckons with.
	doubt, vocabulary = 0.05, 50_000
)

// fit gives the weights for the examples, whose features stand in so many rows.
func fit(examples []example, rows, runs int) *weights {
	each := make([]*weights, runs)
	var running sync.WaitGroup
	for run := range each {
		running.Go(func() { each[run] = regress(examples, rows, uint64(7919*run)) })
	}
	running.Wait()
	w := each[0]
	for _, other := range each[1:] { // in their order, for the sum depends on it
		w.add(other)
	}
	for i := range w.row {
		w.row[i] /= float32(runs)
	}
	for c := range w.bias {
		w.bias[c] /= float64(runs)
	}
	w.bayes(examples, true)
	w.bayes(examples, false)
	return w
}

func (w *weights) add(other *weights) {
	for i, v := range other.row {
		w.row[i] += v
	}
	for c, v := range other.bias {
		w.bias[c] += v
	}
}

// bayes adds, for every row of the examples that are Chinese or of those that are not,
// how likely each class is to hold it: the logarithm, less the mean over the classes.
// Each language is counted by itself, for a class has more lines of one.
func (w *weights) bayes(examples []example, chinese bool) {
	var weight, totals [classify.Classes]float64
	for _, e := range examples {
		if e.chinese == chinese {
			weight[e.class] += e.weight
		}
	}
	sums := make([]float64, len(w.row))
	for _, e := range examples {
		if e.chinese != chinese {
			continue
		}
		for _, f := range e.features {
			value := float64(f.Value) * e.weight / weight[e.class] * 1000
			sums[int(f.At)*classify.Classes+e.class] += value
			totals[e.class] += value
		}
	}
	for from := 0; from < len(sums); from += classify.Classes {
		row := sums[from:][:classify.Classes]
		if !slices.ContainsFunc(row, func(n float64) bool { return n > 0 }) {
			continue
		}
		var mean float64
		var likely [classify.Classes]float64
		for c, n := range row {
			likely[c] = math.Log((n + doubt) / (totals[c] + doubt*vocabulary))
			mean += likely[c] / float64(classify.Classes)
		}
		for c := range row {
			w.row[from+c] += float32(share * (likely[c] - mean))
		}
	}
}
