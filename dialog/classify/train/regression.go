package train

import (
	"math"

	"frontdoor/dialog/classify"
)

// How the regression is run. Found by held-out lines of the corpus; the
// result is flat around these values.
const (
	epochs    = 5
	stepSize  = 0.6
	shrinkage = 2e-5 // L2, per visit of a weight
)

// example is a document as the regression sees it.
type example struct {
	features []classify.Feature
	class    int
	weight   float64
	line     int // which written line it comes from, or -1: held out together
}

// weights are the parameters of the model before they are stored small.
type weights struct {
	bias [classify.Classes]float64
	row  []float64 // classify.Buckets rows of classify.Classes columns
}

// scores weighs a sparse vector.
func (w *weights) scores(features []classify.Feature) [classify.Classes]float64 {
	scores := w.bias
	for _, f := range features {
		row := w.row[int(f.Bucket)*classify.Classes:][:classify.Classes]
		for c, v := range row {
			// The conversion forbids fused multiply-add, so that every
			// processor gets the same bits.
			scores[c] += float64(v * float64(f.Value))
		}
	}
	return scores
}

// regress fits multinomial logistic regression to the examples by AdaGrad,
// visiting them in a fixed shuffled order. Every class gets the same total
// weight, however many lines were written for it.
func regress(examples []example) *weights {
	w := &weights{row: make([]float64, classify.Buckets*classify.Classes)}
	squares := make([]float64, len(w.row))
	var biasSquares [classify.Classes]float64
	balance := balanced(examples)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	chance := lottery(20260101)
	for range epochs {
		chance.shuffle(order)
		for _, at := range order {
			e := &examples[at]
			slope := classify.Softmax(w.scores(e.features), 1)
			slope[e.class]--
			for c := range slope {
				slope[c] *= e.weight * balance[e.class]
				biasSquares[c] += float64(slope[c] * slope[c])
				w.bias[c] -= 0.1 * stepSize * slope[c] / math.Sqrt(biasSquares[c]+1e-8)
			}
			for _, f := range e.features {
				from := int(f.Bucket) * classify.Classes
				for c := range slope {
					g := float64(slope[c]*float64(f.Value)) + float64(shrinkage*w.row[from+c])
					squares[from+c] += float64(g * g)
					w.row[from+c] -= stepSize * g / math.Sqrt(squares[from+c]+1e-4)
				}
			}
		}
	}
	return w
}

// balanced gives per class the factor that makes all classes weigh the same,
// 1 on average.
func balanced(examples []example) (factor [classify.Classes]float64) {
	var total [classify.Classes]float64
	var all float64
	for _, e := range examples {
		total[e.class] += e.weight
		all += e.weight
	}
	for c := range factor {
		if total[c] > 0 {
			factor[c] = all / float64(classify.Classes) / total[c]
		}
	}
	return factor
}

// lottery is a fixed sequence of numbers (xorshift64*), so that training does
// the same everywhere and every time.
type lottery uint64

func (l *lottery) next() uint64 {
	x := uint64(*l)
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*l = lottery(x)
	return x * 2685821657736338717
}

func (l *lottery) shuffle(order []int) {
	for i := len(order) - 1; i > 0; i-- {
		j := int(l.next() >> 33 % uint64(i+1))
		order[i], order[j] = order[j], order[i]
	}
}
