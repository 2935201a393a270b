package report

import (
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestARunningMonth: what is promised for later is not late, and nothing is old before its
// time.
func TestARunningMonth(t *testing.T) {
	at := time.Date(2026, 10, 12, 9, 0, 0, 0, zone)
	h := &history{}
	for i, c := range []dialog.Change{{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "灯不亮"}, {Kind: dialog.ChangeOpened, By: dialog.BySystem, Due: at.Add(8 * time.Hour)}} {
		c.Case = "JH-01-00001-0"
		h.apply(casebook.Event{Change: c, Seq: i + 1, At: at, Address: "sms:+8613900000101"})
	}
	cases, m := map[dialog.CaseID]*history{"JH-01-00001-0": h}, october(t)
	for _, c := range []struct {
		now     time.Time
		overdue int
		young   int
	}{{at, 0, 1}, {at.Add(time.Hour), 0, 1}, {at.Add(9 * time.Hour), 1, 1}, {at.AddDate(0, 1, 0), 1, 0}} {
		r := count(cases, m.UpTo(c.now))
		if r.Total.Taken != 1 || r.Total.Open != 1 || r.Total.Overdue != c.overdue || r.Ages[0].Open != c.young || r.Month != "2026-10" {
			t.Errorf("at %s: %+v, ages %+v", c.now, r.Total, r.Ages)
		}
	}
	if r := count(cases, m.UpTo(at.AddDate(0, -2, 0))); r.Total.Taken+r.Total.Open+r.Total.Overdue != 0 {
		t.Errorf("a month to come: %+v", r.Total)
	}
}
