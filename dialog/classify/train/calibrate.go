package train

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"frontdoor/dialog/classify"
)

// folds is how often a part of the written lines is held out.
const folds = 5

// block is how many neighbouring lines are held out together: one writes
// alike what one writes in a row.
const block = 8

// heldOut is what a model said about a line it was not trained on.
type heldOut struct {
	scores [classify.Classes]float64
	class  int
}

// holdOut trains once per fold without that fold's lines and weighs them. What
// was derived from a held-out line is held out with it.
func holdOut(examples []example, written int) []heldOut {
	out := make([]heldOut, written)
	var running sync.WaitGroup
	for fold := range folds {
		running.Go(func() {
			var rest []example
			for _, e := range examples {
				if e.line < 0 || e.line/block%folds != fold {
					rest = append(rest, e)
				}
			}
			w := regress(rest)
			seen := make(map[int]bool)
			for _, e := range examples { // the first example of a line is the line itself
				if e.line >= 0 && e.line/block%folds == fold && !seen[e.line] {
					seen[e.line] = true
					out[e.line] = heldOut{w.scores(e.features), e.class}
				}
			}
		})
	}
	running.Wait()
	return out
}

// surprise is the mean negative log probability of the right class.
func surprise(lines []heldOut, temperature float64) float64 {
	var sum float64
	for _, l := range lines {
		sum -= math.Log(max(1e-12, classify.Softmax(l.scores, temperature)[l.class]))
	}
	return sum / float64(max(1, len(lines)))
}

// temperature is the one that makes held-out lines least surprising, found by
// golden section between 0.1 and 10 (on a log scale), to three digits.
func temperature(lines []heldOut) float64 {
	const golden = 0.6180339887498949
	low, high := math.Log(0.1), math.Log(10)
	for high-low > 1e-4 {
		a, b := high-golden*(high-low), low+golden*(high-low)
		if surprise(lines, math.Exp(a)) < surprise(lines, math.Exp(b)) {
			high = b
		} else {
			low = a
		}
	}
	return math.Round(1000*math.Exp((low+high)/2)) / 1000
}

// sureFrom is, per category, the lowest probability from which on held-out
// lines called that category were right often enough (classify.SurePrecision).
func sureFrom(lines []heldOut, temperature float64) map[string]float64 {
	type call struct {
		p     float64
		right bool
	}
	calls := make([][]call, classify.Classes)
	for _, l := range lines {
		p := classify.Softmax(l.scores, temperature)
		best := 0
		for c := range p {
			if p[c] > p[best] {
				best = c
			}
		}
		calls[best] = append(calls[best], call{p[best], best == l.class})
	}
	sure := make(map[string]float64, len(classify.Categories))
	for class, name := range classify.Categories {
		slices.SortFunc(calls[class], func(a, b call) int { return cmp.Compare(b.p, a.p) })
		from, right := classify.SureCeiling, 0
		for i, c := range calls[class] {
			if c.right {
				right++
			}
			if float64(right) >= classify.SurePrecision*float64(i+1) {
				from = min(from, c.p)
			}
		}
		sure[name] = math.Round(1000*max(from, classify.SureFloor)) / 1000
	}
	return sure
}
