package handoff_test

import (
	"strings"
	"testing"
	"time"

	places "frontdoor/dialog/town"
	"frontdoor/handoff"
)

func TestOnDuty(t *testing.T) {
	place, err := places.Default()
	if err != nil {
		t.Fatal(err)
	}
	const week = "mon-fri 08:30-12:00, mon-fri 13:30-17:30, sat 09:00-12:00, holiday 10:00-11:00"
	for _, row := range []struct {
		duty handoff.Rota
		off  string
		at   string
		want bool
	}{
		{week, "", "2026-11-23 08:29", false}, // a Monday
		{week, "", "2026-11-23 08:30", true},
		{week, "", "2026-11-23 12:30", false},
		{week, "", "2026-11-23 17:29", true},
		{week, "", "2026-11-21 09:00", true},  // Saturday
		{week, "", "2026-11-22 09:00", false}, // Sunday
		{week, "", "2026-10-01 10:30", true},  // National Day
		{week, "", "2026-10-01 14:00", false},
		{week, "", "2026-10-03 09:30", false}, // a Saturday in the holidays
		{week, "", "2026-10-10 14:00", true},  // a Saturday worked instead
		{week, "2026-11-23", "2026-11-23 09:00", false},
		{week, "2026-11-20/2026-11-30", "2026-11-23 09:00", false},
		{week, "2026-11-20/2026-11-22", "2026-11-23 09:00", true},
		{"fri-mon 22:00-06:00", "", "2026-11-23 23:00", true}, // over the weekend and over midnight
		{"fri-mon 22:00-06:00", "", "2026-11-24 05:59", true},
		{"fri-mon 22:00-06:00", "", "2026-11-24 23:00", false},
		{"fri-mon 22:00-06:00", "2026-11-23", "2026-11-24 05:59", false},
		{"mon 00:00-24:00", "", "2026-11-23 23:59", true},
		{"", "", "2026-11-23 09:00", true}, // the town's hours
		{"", "", "2026-11-23 20:00", false},
		{"nonsense", "", "2026-11-23 09:00", true},
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", row.at, place.Zone)
		if err != nil {
			t.Fatal(err)
		}
		a := handoff.Agent{Service: handoff.Service{Duty: row.duty}}
		if row.off != "" {
			a.DaysOff = []string{row.off}
		}
		if got := a.OnDuty(at.UTC(), place); got != row.want {
			t.Errorf("%q, off %q, at %s: on duty %v", row.duty, row.off, row.at, got)
		}
		if a.Disabled = true; a.OnDuty(at, place) {
			t.Errorf("a disabled agent is on duty at %s", row.at)
		}
	}
}

func TestServiceIsLookedThrough(t *testing.T) {
	roster := handoff.NewRoster(openBook(t), nil)
	if err := roster.Add(t.Context(), handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}, ""); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		service handoff.Service
		want    string
	}{
		{handoff.Service{Duty: "mon-fri 08:30-17:30, sat 09:00-12:00", DaysOff: []string{"2026-12-24/2026-12-31"}, Capacity: 3, Areas: []string{"QX01"}}, ""},
		{handoff.Service{Duty: "always"}, "the rota cannot be read"},
		{handoff.Service{Duty: "mon-holiday 08:00-09:00"}, "the rota cannot be read"},
		{handoff.Service{Duty: "mon 08:00-08:00"}, "the rota cannot be read"},
		{handoff.Service{Duty: "mon 08:00-24:30"}, "the rota cannot be read"},
		{handoff.Service{DaysOff: []string{"tomorrow"}}, `"tomorrow" is no day off`},
		{handoff.Service{DaysOff: []string{"2026-12-24/"}}, `"2026-12-24/" is no day off`},
		{handoff.Service{DaysOff: []string{"2026-12-31/2026-12-24"}}, `"2026-12-31/2026-12-24" ends before it begins`},
		{handoff.Service{Capacity: -1}, "the capacity is below nothing"},
	} {
		err := roster.SetService(t.Context(), "wu", func(s *handoff.Service) { *s = row.service })
		if (err == nil) != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
			t.Errorf("%+v: %v, want %q", row.service, err, row.want)
		}
	}
	a, err := roster.Get(t.Context(), "wu")
	if err != nil || a.Capacity != 3 || a.Areas[0] != "QX01" {
		t.Errorf("what was right did not stay: %+v, %v", a, err)
	}
}
