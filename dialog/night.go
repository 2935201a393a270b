package dialog

import "time"

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
