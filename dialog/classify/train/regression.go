package train

import (
	"cmp"
	"math"
	"slices"

	"frontdoor/dialog/classify"
	"frontdoor/dialog/classify/internal/chance"
)

// How the regression is run. Found by lines held out of the corpus and lines
// written apart from it; the result is flat around these values.
const (
	epochs    = 4
	stepSize  = 0.6
	shrinkage = 2e-5 // L2, per visit of a weight
)

// example is a document as the regression sees it.
type example struct {
	features []classify.Feature
	class    int
	weight   float64
	line     int    // which written line it comes from, or -1: held out together
	chinese  bool   // holds Chinese
	draw     uint64 // of its words: with it the place is drawn where it comes in a round
}

// weights are the parameters of the model before they are stored small. The
// rows are float32 so that they stay near the processor.
type weights struct {
	bias [classify.Classes]float64
	row  []float32 // rows of classify.Classes columns
}

// scores weighs a sparse vector.
func (w *weights) scores(features []classify.Feature) [classify.Classes]float64 {
	scores := w.bias
	for _, f := range features {
		row := w.row[int(f.At)*classify.Classes:][:classify.Classes]
		for c, v := range row {
			// The conversion forbids fused multiply-add, so that every
			// processor gets the same bits.
			scores[c] += float64(float64(v) * float64(f.Value))
		}
	}
	return scores
}

// regress fits multinomial logistic regression to the examples by AdaGrad,
// visiting them in a shuffled order that the seed and their own words fix. Every class gets the
// same total weight, however many lines were written for it.
func regress(examples []example, rows int, seed uint64) *weights {
	w := &weights{row: make([]float32, rows*classify.Classes)}
	squares := make([]float32, len(w.row))
	var biasSquares [classify.Classes]float64
	balance := balanced(examples)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	for epoch := range epochs {
		shuffle(order, examples, seed+uint64(epoch))
		for _, at := range order {
			e := &examples[at]
			slope := classify.Softmax(w.scores(e.features), 1)
			slope[e.class]--
			var pull [classify.Classes]float32
			for c := range slope {
				slope[c] *= e.weight * balance[e.class]
				pull[c] = float32(slope[c])
				biasSquares[c] += float64(slope[c] * slope[c])
				w.bias[c] -= 0.1 * stepSize * slope[c] / math.Sqrt(biasSquares[c]+1e-8)
			}
			for _, f := range e.features {
				from := int(f.At) * classify.Classes
				row, square := w.row[from:][:classify.Classes], squares[from:][:classify.Classes]
				for c := range pull {
					g := float32(pull[c]*f.Value) + float32(shrinkage*row[c])
					square[c] += float32(g * g)
					row[c] -= stepSize * g / float32(math.Sqrt(float64(square[c]+1e-4)))
				}
			}
		}
	}
	return w
}

// shuffle brings the examples into another order for each round. Each draws its place
// by itself, so that a line more or less in the corpus leaves the others where they are.
func shuffle(order []int, examples []example, round uint64) {
	place := make([]uint64, len(examples))
	for i := range examples {
		luck := chance.Lottery(examples[i].draw ^ (round+1)*0x9E3779B97F4A7C15 | 1)
		place[i] = luck.Draw()
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(place[a], place[b]), cmp.Compare(a, b))
	})
}

// noneMore is how much more what is no matter of the office weighs than one matter: it
// is wider than any of them, and more of it is refused while hardly any matter is lost.
const noneMore = 1.6

// balanced gives per class the factor that makes all matters weigh the same,
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
	factor[len(classify.Categories)] *= noneMore
	return factor
}
