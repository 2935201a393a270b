package script

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/town"
)

// Known is what is known before anybody speaks: the kinds of matters, the town, and how
// stories are told apart. It does not change while somebody listens.
type Known struct {
	Catalog    *catalog.Catalog
	Town       *town.Town
	Classifier *classify.Model
}

// Listener hears the words of one step: it knows the town and what was said before, and
// changes neither.
type Listener struct {
	*Known
	// s is what is known of the address that speaks.
	s *dialog.State
	// now is the moment of the step, in the town's zone.
	now time.Time
	// wrote is when the words that are read now were written, where they came late.
	wrote time.Time
	// readings are the texts read in this step.
	readings []*reading
	blank    []reading // made several at once
}
