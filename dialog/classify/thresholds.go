package classify

// The thresholds of this package, all in one place. Probabilities are
// calibrated (see package train), so each can be read as "right in so many of
// a hundred such texts".
const (
	// SurePrecision is how often a category must be right, among held-out
	// lines for which it came out best, before it may be said aloud. The
	// trainer looks for the lowest probability per category that gives it and
	// stores that in the model's header.
	SurePrecision = 0.97

	// SureFloor and SureCeiling bound those per-category thresholds: below the
	// floor a guess is a guess whatever the corpus says, and above the ceiling
	// nothing would ever be sure.
	SureFloor, SureCeiling = 0.55, 0.84

	// SureNone: nothing is sure while None is at least this likely.
	SureNone = 0.20

	// SubstanceNone: from this probability of None on, words count as chat.
	SubstanceNone = 0.60

	// SubstanceFloor: a flat ranking, as for a language the model does not
	// know, has no category above this and is no substance either.
	SubstanceFloor = 0.15
)
