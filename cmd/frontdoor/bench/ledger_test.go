package bench

import (
	"strings"
	"testing"
	"time"
)

// TestLedgerSeesWhatIsBroken: hour after hour each promise that is broken is counted, what
// agrees is let go of, and a reply that went out again after a kill is told apart.
func TestLedgerSeesWhatIsBroken(t *testing.T) {
	noon := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	at := func(seconds float64) time.Time { return noon.Add(time.Duration(seconds * float64(time.Second))) }
	kills := []time.Time{at(10), at(70)}
	type went struct {
		text string
		at   float64
	}
	fine := []went{{"x", 1}, {"y", 9.5}, {"x", 20}}
	for _, row := range []struct {
		name               string
		said, stored, told string
		heard              []went
		want               held
	}{
		{"all is well", "abc", "abc", "xyx", fine, held{}},
		{"lost", "abc", "ac", "xyx", fine, held{count: count{lost: 1}}},
		{"twice", "abc", "abbc", "xyx", fine, held{count: count{doubled: 1}}},
		{"never answered with 200", "abc", "abcd", "xyx", fine, held{count: count{doubled: 1}}},
		{"out of order", "abc", "acb", "xyx", fine, held{count: count{mixed: 1}}},
		{"not sent", "abc", "abc", "xyx", fine[:2], held{count: count{unsent: 1}}},
		{"sent twice over a kill", "abc", "abc", "xyx", []went{{"x", 1}, {"y", 9.5}, {"y", 19}, {"x", 20}}, held{again: 1}},
		{"the last one sent twice over a kill", "abc", "abc", "xy", []went{{"x", 1}, {"y", 9.5}, {"y", 22}}, held{again: 1}},
		{"sent twice though long before the kill", "abc", "abc", "xyx", []went{{"x", 1}, {"x", 19}, {"y", 20}, {"x", 21}}, held{count: count{resent: 1}}},
		{"sent twice with no kill between", "abc", "abc", "xy", []went{{"x", 1}, {"y", 9.5}, {"y", 9.6}}, held{count: count{resent: 1}}},
		{"told out of order", "abc", "abc", "xyz", []went{{"x", 1}, {"z", 2}, {"y", 3}}, held{count: count{disorder: 1}}},
	} {
		for _, step := range []string{"at once", "as it comes"} {
			a := &ledger{resident: newResident(7, false)}
			var got held
			letters := func(s string) []string { return strings.Split(s, "") }
			for n := range 4 {
				if n < len(row.said) {
					a.said = append(a.said, line{text: row.said[n : n+1]})
				}
				if n < len(row.stored) {
					a.stored = append(a.stored, letters(row.stored)[n])
				}
				if n < len(row.told) {
					a.told = append(a.told, letters(row.told)[n])
				}
				if n < len(row.heard) {
					a.heard, a.times = append(a.heard, row.heard[n].text), append(a.times, at(row.heard[n].at))
				}
				if step != "at once" {
					a.settle(kills, &got)
				}
			}
			a.settle(kills, &got)
			if row.want == (held{}) && a.owes() {
				t.Errorf("%s, %s: something is kept that agrees", row.name, step)
			}
			a.close(&got)
			row.want.accepted, row.want.replies = len(row.said), len(row.told)
			if got != row.want {
				t.Errorf("%s, %s: %+v, want %+v", row.name, step, got, row.want)
			}
			if got.bad() != (row.want.count.lost+row.want.doubled+row.want.mixed+row.want.unsent+row.want.resent+row.want.disorder > 0) {
				t.Errorf("%s, %s: broken is %v", row.name, step, got.bad())
			}
		}
	}
}

// TestSoakFindsWhoseEventItIs: events are booked to who told the story of their case; a
// message stored beside its conversation is one too many.
func TestSoakFindsWhoseEventItIs(t *testing.T) {
	one := newResident(100_001, false)
	s := &soak{ledgers: map[int64]*ledger{one.n: {resident: one}}, caseOf: map[string]*ledger{}}
	for _, e := range []event{
		{Case: "A", By: "resident", Kind: "said", Text: one.story()},
		{Case: "A", By: "bot", Kind: "said", Text: "x"},
		{Case: "A", By: "resident", Kind: "opened"},
		{Case: "A", By: "resident", Kind: "said", Text: "b"},
		{Case: "B", By: "resident", Kind: "said", Text: "b"},
		{Case: "B", By: "bot", Kind: "said", Text: "y"},
	} {
		s.enter(e)
	}
	a := s.ledgers[one.n]
	if len(a.stored) != 2 || len(a.told) != 1 || s.found.doubled != 1 {
		t.Errorf("%q and %q, %d too many", a.stored, a.told, s.found.doubled)
	}
	s.tenths[0].memory, s.tenths[9].memory = 100, 150
	if s.grew() {
		t.Error("a half more is said to be growth")
	}
	s.tenths[9].memory = 160
	if !s.grew() {
		t.Error("growth is not seen")
	}
}
