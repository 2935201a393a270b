package say

import (
	"cmp"
	"time"
)

// SetWake asks to be woken for a purpose; the later call wins.
func (t *Speaker) SetWake(purpose string, at time.Time) {
	if t.State.Wakes == nil {
		t.State.Wakes = map[string]time.Time{}
	}
	t.State.Wakes[purpose] = at
}

// StopWakes asks not to be woken for these purposes any more.
func (t *Speaker) StopWakes(purposes ...string) {
	for _, p := range purposes {
		delete(t.State.Wakes, p)
	}
}

// WakeAtOrNever sets a wake-up, or stops it where there is no time for it.
func (t *Speaker) WakeAtOrNever(purpose string, at time.Time) {
	if at.IsZero() {
		t.StopWakes(purpose)
		return
	}
	t.SetWake(purpose, at)
}

// Earliest of two times, a zero one being none.
func Earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return cmp.Or(a, b)
}
