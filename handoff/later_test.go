package handoff_test

import (
	"testing"
	"time"

	"frontdoor/handoff"
)

func TestLater(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	sunday := time.Date(2026, 11, 29, 17, 30, 0, 0, zone)
	for _, row := range []struct {
		word string
		now  time.Time
		want string // of the town's clock, "" for none
	}{
		{"hour", sunday, "2026-11-29T18:30"},
		{"tomorrow", sunday, "2026-11-30T09:00"},
		{"tomorrow", sunday.UTC(), "2026-11-30T09:00"},
		{"monday", sunday, "2026-11-30T09:00"},
		{"monday", sunday.AddDate(0, 0, 1), "2026-12-07T09:00"},
		{"monday", sunday.AddDate(0, 0, 6), "2026-12-07T09:00"},
		{"week", sunday, "2026-12-06T09:00"},
		{"evening", sunday, ""},
		{"evening", sunday.Add(-time.Hour), "2026-11-29T17:00"},
		{"2026-12-24T08:15", sunday, "2026-12-24T08:15"},
		{"2026-11-29T17:30", sunday, ""},
		{"someday", sunday, ""},
		{"", sunday, ""},
	} {
		at, ok := handoff.Later(row.word, row.now, zone)
		if got := at.Format("2006-01-02T15:04"); ok != (row.want != "") || ok && got != row.want {
			t.Errorf("%q from %s: %s %v, want %s", row.word, row.now, got, ok, row.want)
		}
	}
}
