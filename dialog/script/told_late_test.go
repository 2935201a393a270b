package script_test

import (
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// What came late is kept with the moment it was written, and its days are counted from
// there: 今天 is the day of writing.
func TestWhatCameLate(t *testing.T) {
	for name, row := range map[string]struct {
		age  time.Duration
		late bool
		day  string
	}{
		"at once":                {0, false, "2026-11-24"},
		"a slow network":         {90 * time.Second, false, "2026-11-24"},
		"an outage of two hours": {2 * time.Hour, true, "2026-11-23"},
		"from the future":        {-time.Hour, false, "2026-11-24"},
		"a phone in 1970":        {50 * 365 * 24 * time.Hour, false, "2026-11-24"},
	} {
		t.Run(name, func(t *testing.T) {
			k := newTalk(t, script.ScriptFor(t))
			k.Now = time.Date(2026, 11, 24, 1, 0, 0, 0, k.Now.Location())
			in := said("今天七星村村口的路灯坏了")
			in.At = k.Now
			in.WrittenAt(k.Now.Add(-row.age))
			k.Step(in)
			k.Pass(k.Now.Add(time.Minute))
			if got := k.State.Matters[0].Slots["when"].Value; got != row.day {
				t.Errorf("今天 is %q, want %s", got, row.day)
			}
			for _, c := range k.Changes {
				if c.Kind == dialog.ChangeSaid && c.Written.IsZero() == row.late {
					t.Errorf("written %v, arrived %v", c.Written, k.Now)
				}
			}
		})
	}
}
