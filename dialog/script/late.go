package script

import "time"

// written is the moment from which the words that are read see days and hours.
func (t *Listener) written() time.Time {
	if t.wrote.IsZero() {
		return t.now
	}
	return t.wrote.In(t.Town.Zone)
}
