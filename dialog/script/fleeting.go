package script

import (
	"slices"
	"time"

	"frontdoor/dialog"
)

const (
	fleetingLife = 30 * time.Minute
	fleetingMost = 10
)

// showFleeting keeps words for the web page, and has them forgotten when their time is over.
func (t *Speaker) showFleeting(text string, life time.Duration) {
	if t.in.From.Channel() != dialog.Web {
		return
	}
	t.State.Fleeting = append(t.State.Fleeting, dialog.Fleeting{At: t.in.At, Until: t.in.At.Add(life), Text: text})
	if n := len(t.State.Fleeting) - fleetingMost; n > 0 {
		t.State.Fleeting = slices.Delete(t.State.Fleeting, 0, n)
	}
	t.wakeForFleeting()
}

// fleetingOver forgets those whose time is over.
func (t *Speaker) fleetingOver() {
	t.State.Fleeting = slices.DeleteFunc(t.State.Fleeting, func(f dialog.Fleeting) bool { return !f.Until.After(t.in.At) })
	t.wakeForFleeting()
}

func (t *Speaker) wakeForFleeting() {
	var first time.Time
	for _, f := range t.State.Fleeting {
		first = earliest(first, f.Until)
	}
	t.wakeAtOrNever(dialog.WakeFleeting, first)
}
