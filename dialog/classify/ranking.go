package classify

import "slices"

// Guess is a category key (or None) with its probability, 0 to 1.
type Guess struct {
	Category string
	P        float64
}

// Ranking is what the model thinks of one text. The probabilities of the ten
// categories and of None add up to 1.
type Ranking struct {
	p    [Classes]float64
	sure [len(Categories)]float64 // from which probability on each may be said aloud
}

// Best is the likeliest label; it may be None.
func (r Ranking) Best() Guess {
	best := classNone
	for c, p := range r.p {
		if p > r.p[best] {
			best = c
		}
	}
	return Guess{ClassName(best), r.p[best]}
}

// All lists the ten categories, likeliest first, without None.
func (r Ranking) All() []Guess {
	all := make([]Guess, len(Categories))
	for c, name := range Categories {
		all[c] = Guess{name, r.p[c]}
	}
	slices.SortStableFunc(all, func(a, b Guess) int {
		switch {
		case a.P > b.P:
			return -1
		case a.P < b.P:
			return 1
		}
		return 0
	})
	return all
}

// Top lists the n likeliest categories without None; at most ten, at least none.
func (r Ranking) Top(n int) []Guess {
	return r.All()[:max(0, min(n, len(Categories)))]
}

// None is the probability that the words are no matter for the town.
func (r Ranking) None() float64 { return r.p[classNone] }

// Sure reports whether the best category may be taken and said aloud without
// asking. See thresholds.go.
func (r Ranking) Sure() bool {
	first, second := r.firstTwo()
	return r.p[first] >= r.sure[first] && r.p[first]-r.p[second] >= SureMargin && r.None() < SureNone
}

// Substance reports whether the words carry a matter at all, though it may be
// unclear which: then the likeliest three are offered. Without substance (chat,
// a greeting, a fragment) the resident is asked to rephrase. See thresholds.go.
func (r Ranking) Substance() bool {
	return r.None() < SubstanceNone && slices.Max(r.p[:len(Categories)]) >= SubstanceFloor
}

// firstTwo are the two likeliest categories, in the order of All.
func (r Ranking) firstTwo() (first, second int) {
	first, second = 0, 1
	if r.p[1] > r.p[0] {
		first, second = 1, 0
	}
	for c := 2; c < len(Categories); c++ {
		switch p := r.p[c]; {
		case p > r.p[first]:
			first, second = c, first
		case p > r.p[second]:
			second = c
		}
	}
	return first, second
}
