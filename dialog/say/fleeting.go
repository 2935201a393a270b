package say

import (
	"slices"
	"time"

	"frontdoor/dialog"
)

const (
	FleetingLife = 30 * time.Minute
	fleetingMost = 10
)

// ShowFleeting keeps words for the web page, and has them forgotten when their time is over.
func (t *Speaker) ShowFleeting(text string, life time.Duration) {
	if t.In.From.Channel() != dialog.Web {
		return
	}
	t.State.Fleeting = append(t.State.Fleeting, dialog.Fleeting{At: t.In.At, Until: t.In.At.Add(life), Text: text})
	if n := len(t.State.Fleeting) - fleetingMost; n > 0 {
		t.State.Fleeting = slices.Delete(t.State.Fleeting, 0, n)
	}
	t.wakeForFleeting()
}

// FleetingOver forgets those whose time is over.
func (t *Speaker) FleetingOver() {
	t.State.Fleeting = slices.DeleteFunc(t.State.Fleeting, func(f dialog.Fleeting) bool { return !f.Until.After(t.In.At) })
	t.wakeForFleeting()
}

func (t *Speaker) wakeForFleeting() {
	var first time.Time
	for _, f := range t.State.Fleeting {
		first = Earliest(first, f.Until)
	}
	t.WakeAtOrNever(dialog.WakeFleeting, first)
}
