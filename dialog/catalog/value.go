package catalog

import (
	"fmt"
	"time"
)

// DayBound bounds a date: today plus Days (negative for earlier).
type DayBound struct{ Days int }

// Check says in words for a clerk what is wrong with a value of this slot, given in
// the stored form; nil when it may stand. Now is the moment, in the town's zone.
func (s Slot) Check(value string, now time.Time) error {
	return fmt.Errorf("not built yet")
}

func moments(value string, zone *time.Location) (first, last time.Time, ok bool) {
	return time.Time{}, time.Time{}, false
}

func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}
