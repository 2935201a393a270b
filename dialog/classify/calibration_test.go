package classify_test

import (
	"math"
	"testing"

	"frontdoor/dialog/classify"
)

// Probabilities are in the order of the scores, whatever these are, and add up to 1.
func TestTemperKeepsTheOrder(t *testing.T) {
	for name, scores := range map[string][classify.Classes]float64{
		"all alike": {}, "two alike": {3, 3}, "one far ahead": {900, 1, 2}, "beyond measure": {1e6}, "below nothing": {-5, -4, -900},
	} {
		for _, known := range []int{0, 1, 60, 5000} {
			p := classify.Temper(scores, known, 1.7)
			var sum float64
			for a := range p {
				sum += p[a]
				for b := range p {
					if scores[a] > scores[b] && p[a] < p[b] || math.IsNaN(p[a]) {
						t.Errorf("%s, %d known: %v of %v", name, known, p, scores)
					}
				}
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("%s, %d known: sum %v", name, known, sum)
			}
		}
	}
}

// A long text is believed less than a short one with the same scores, and one second
// label costs the first more than many that share the same part.
func TestTemperDoubtsLongTextsAndRivals(t *testing.T) {
	lone := [classify.Classes]float64{4}
	short, usual, long := classify.Temper(lone, 5, 1.5), classify.Temper(lone, 50, 1.5), classify.Temper(lone, 500, 1.5)
	if short != usual || long[0] >= usual[0] {
		t.Errorf("short %.3f, usual %.3f, long %.3f", short[0], usual[0], long[0])
	}
	rival := [classify.Classes]float64{4, 0, -99, -99, -99, -99, -99, -99, -99, -99, -99}
	rival[1] = 1.5 * math.Log(10) // as much as the ten others together, were there no rivalry
	if plain := classify.Softmax(lone, 1.5)[0] - classify.Softmax(rival, 1.5)[0]; math.Abs(plain) > 1e-9 {
		t.Fatalf("the two are not alike to begin with: %v", plain)
	}
	if a, b := usual[0], classify.Temper(rival, 50, 1.5)[0]; b >= a {
		t.Errorf("with a rival %.3f, with many %.3f", b, a)
	}
}
