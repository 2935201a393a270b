package classify

import "math"

// Scores become probabilities here. Found by lines held out and by lines written apart
// from the corpus, and borne out by messages of strangers.
const (
	// sharp: scores are divided by so much of the temperature to say which label leads
	// and by how much; the rest of it tempers the odds of the leader alone. A second label
	// close behind then costs more confidence than many that are far behind.
	sharp = 0.6

	// A text of up to usual n-grams is divided by the temperature as it is; one of more by
	// more, with this power of their number: the n-grams of a long text say the same thing
	// again and again, and make a model surer than it is right.
	usual, lengthPower = 60, 0.2
)

// Probabilities calibrates the scores of a text in which so many n-grams are known.
func (h *Header) Probabilities(scores [Classes]float64, known int, chinese bool) [Classes]float64 {
	if chinese {
		return Temper(scores, known, h.Temperature)
	}
	return Temper(scores, known, h.Other)
}

// Temper turns the scores of a text with so many known n-grams into probabilities, the
// flatter the higher the temperature. Their order is that of the scores.
func Temper(scores [Classes]float64, known int, temperature float64) [Classes]float64 {
	temperature *= math.Pow(float64(max(usual, known))/usual, lengthPower)
	p := Softmax(scores, sharp*temperature)
	leader := 0
	for c := range p {
		if p[c] > p[leader] {
			leader = c
		}
	}
	others := 1e-300 // summed up, for 1-p[leader] is nothing where the leader is far ahead
	for c := range p {
		if c != leader {
			others += p[c]
		}
	}
	odds := math.Pow(p[leader]/others, sharp)
	for c := range p {
		p[c] /= others * (1 + odds)
	}
	p[leader] = odds / (1 + odds)
	return p
}

// Softmax turns scores into probabilities, after dividing them by temperature.
func Softmax(scores [Classes]float64, temperature float64) [Classes]float64 {
	top := math.Inf(-1)
	for _, s := range scores {
		top = max(top, s)
	}
	var sum float64
	for c, s := range scores {
		scores[c] = math.Exp((s - top) / temperature)
		sum += scores[c]
	}
	for c := range scores {
		scores[c] /= sum
	}
	return scores
}
