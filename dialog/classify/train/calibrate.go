package train

import (
	"math"
	"sync"

	"frontdoor/dialog/classify"
)

// folds is how often a part of the written lines is held out.
const folds = 4

// block is how many neighbouring lines are held out together: one writes
// alike what one writes in a row.
const block = 8

// heldOut is what a model said about a line it was not trained on.
type heldOut struct {
	scores  [classify.Classes]float64
	known   int // n-grams
	class   int
	chinese bool
}

// holdOut trains once per fold without that fold's lines and weighs them. What
// was derived from a held-out line is held out with it.
func holdOut(examples []example, written, rows int) []heldOut {
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
			w := fit(rest, rows, 1)
			seen := make(map[int]bool)
			for _, e := range examples { // the first example of a line is the line itself
				if e.line >= 0 && e.line/block%folds == fold && !seen[e.line] {
					seen[e.line] = true
					out[e.line] = heldOut{w.scores(e.features), len(e.features), e.class, e.chinese}
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
		sum -= math.Log(max(1e-12, classify.Temper(l.scores, l.known, temperature)[l.class]))
	}
	return sum / float64(max(1, len(lines)))
}

// caution multiplies the fitted temperatures: what residents send differs more
// from the corpus than its own lines differ from each other, so that a model
// that is right about itself is too sure of them.
const caution = 1.1

// temperature is caution times the one that makes held-out lines of a language
// least surprising, found by golden section between 0.1 and 10 (on a log scale),
// to three digits.
func temperature(all []heldOut, chinese bool) float64 {
	const golden = 0.6180339887498949
	var lines []heldOut
	for _, l := range all {
		if l.chinese == chinese {
			lines = append(lines, l)
		}
	}
	low, high := math.Log(0.1), math.Log(10)
	for high-low > 1e-4 {
		a, b := high-golden*(high-low), low+golden*(high-low)
		if surprise(lines, math.Exp(a)) < surprise(lines, math.Exp(b)) {
			high = b
		} else {
			low = a
		}
	}
	return math.Round(1000*caution*math.Exp((low+high)/2)) / 1000
}

// A category is said aloud from the probability on from which it was right about
// sureRight of the held-out lines, tried in steps and not above sureMost: some
// categories are taken for others more often than the rest.
const sureRight, sureStep, sureMost = 0.95, 0.05, 0.65

// floors finds that probability for each category, SureFloor at least.
func floors(held []heldOut, header classify.Header) []float64 {
	judged := make([]classify.Judged, len(held))
	for i, l := range held {
		judged[i] = header.JudgeScores(l.scores, l.known, l.chinese, l.class)
	}
	out := make([]float64, len(classify.Categories))
	for c := range out {
		for floor := classify.SureFloor; ; floor += sureStep {
			var said, right int
			for _, j := range judged {
				if j.Sure && j.Best == c && j.P >= floor {
					said++
					if j.Gold == c {
						right++
					}
				}
			}
			if float64(right) >= sureRight*float64(said) || floor+sureStep > sureMost+1e-9 {
				out[c] = math.Round(100*floor) / 100
				break
			}
		}
	}
	return out
}
