package dialog

import (
	"slices"
	"time"
)

const (
	fleetingLife = 30 * time.Minute
	fleetingMost = 10
)

// showFleeting keeps words for the web page, and has them forgotten when their time is over.
func (t *scene) showFleeting(text string, life time.Duration) {
	if t.in.From.Channel() != Web {
		return
	}
	t.s.Fleeting = append(t.s.Fleeting, Fleeting{t.in.At, t.in.At.Add(life), text})
	if n := len(t.s.Fleeting) - fleetingMost; n > 0 {
		t.s.Fleeting = slices.Delete(t.s.Fleeting, 0, n)
	}
	t.wakeForFleeting()
}

// fleetingOver forgets those whose time is over.
func (t *scene) fleetingOver() {
	t.s.Fleeting = slices.DeleteFunc(t.s.Fleeting, func(f Fleeting) bool { return !f.Until.After(t.in.At) })
	t.wakeForFleeting()
}

func (t *scene) wakeForFleeting() {
	var first time.Time
	for _, f := range t.s.Fleeting {
		first = earliest(first, f.Until)
	}
	t.wakeAtOrNever(wakeFleeting, first)
}
