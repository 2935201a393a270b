package dialog

import "time"

// What the book says of a message that was kept waiting, by an outage or a night: who
// said STOP meanwhile gets nothing more, and a question the talk has left behind is no
// longer asked.

// Left says whether the resident opted out after a moment at which something was said.
func (s *State) Left(said time.Time) bool { return s.Stopped && said.Before(s.StoppedAt) }

// MovedOn says whether the resident has spoken since a question was asked, and something
// else or nothing is open now.
func (s *State) MovedOn(asks string, asked time.Time) bool {
	if asks == "" || !s.LastAt.After(asked) {
		return false
	}
	q := s.Asking
	return q == nil || q.Asks != asks || q.At.After(asked)
}

// dangerAwake is how long after a cry its words may still wake the resident.
const dangerAwake = 24 * time.Hour

// Expects says whether the resident expects words about a case now, so that they may
// go at night as well: they wrote within so long before, or cried for help about it
// within a day and its people are at work. Anything else can wait until morning.
func (s *State) Expects(id CaseID, now time.Time, within time.Duration) bool {
	if !s.LastAt.IsZero() && now.Sub(s.LastAt) <= within {
		return true
	}
	m := s.Matter(id)
	if m == nil || m.Status == Resolved || m.Status == Archived {
		return false
	}
	for _, at := range m.Alarms {
		if now.Sub(at) <= dangerAwake {
			return true
		}
	}
	return false
}
