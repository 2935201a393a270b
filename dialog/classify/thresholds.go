package classify

// The thresholds of this package, all in one place. Probabilities are
// calibrated (see package train) on lines like those of the corpus; on texts
// of another kind they are too high, by about a tenth.
//
// They weigh two costs. A menu costs every resident it is shown to a question
// and looks deaf. A wrong guess costs one correction, since the category
// stands in the summary. So a category is said aloud as soon as it clearly
// beats every other.
const (
	// SureFloor is the least probability that may be said aloud. A model may
	// ask more of single categories (Header.Sure, fitted by package train).
	SureFloor = 0.55

	// SureMargin is how far the best category must be ahead of the second.
	SureMargin = 0.30

	// SureNone: nothing is sure while None is at least this likely.
	SureNone = 0.25

	// SubstanceNone: from this probability of None on, words count as chat.
	SubstanceNone = 0.60

	// SubstanceFloor: a flat ranking, as for a language the model does not
	// know, has no category above this and is no substance either.
	SubstanceFloor = 0.20
)
