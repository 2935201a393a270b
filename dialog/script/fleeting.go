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
func (t *scene) showFleeting(text string, life time.Duration) {
	if t.in.From.Channel() != dialog.Web {
		return
	}
	t.s.Fleeting = append(t.s.Fleeting, dialog.Fleeting{At: t.in.At, Until: t.in.At.Add(life), Text: text})
	if n := len(t.s.Fleeting) - fleetingMost; n > 0 {
		t.s.Fleeting = slices.Delete(t.s.Fleeting, 0, n)
	}
	t.wakeForFleeting()
}

// fleetingOver forgets those whose time is over.
func (t *scene) fleetingOver() {
	t.s.Fleeting = slices.DeleteFunc(t.s.Fleeting, func(f dialog.Fleeting) bool { return !f.Until.After(t.in.At) })
	t.wakeForFleeting()
}

func (t *scene) wakeForFleeting() {
	var first time.Time
	for _, f := range t.s.Fleeting {
		first = earliest(first, f.Until)
	}
	t.wakeAtOrNever(dialog.WakeFleeting, first)
}
