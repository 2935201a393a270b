package dialog

import "time"

// A message that was under way for longer than lateAfter came late: shorter than that is a
// slow network, or a clock that is wrong. One that claims to be older than lateMost is not
// believed: no channel keeps words longer, and phones with an empty battery live in 1970.
const (
	lateAfter = 2 * time.Minute
	lateMost  = 3 * 24 * time.Hour
)

// WrittenAt tells when the sender's own clock says that the message, which arrived At, was
// written. It is kept in Written only if the message came late.
func (in *Input) WrittenAt(t time.Time) {
	if age := in.At.Sub(t); age >= lateAfter && age <= lateMost {
		in.Written = t
	}
}

// written is the moment from which the words that are read see days and hours.
func (t *scene) written() time.Time {
	if t.wrote.IsZero() {
		return t.now
	}
	return t.wrote.In(t.Town.Zone)
}
