package watch_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

func TestWaitingForTheResidentStopsTheClock(t *testing.T) {
	w := newWorld(t, agent("ann"), supervisor("sup"))
	w.open("JH-1", "labour")
	w.do("JH-1", dialog.Input{Kind: dialog.PutAside, Agent: "ann", Name: "ann", Status: dialog.WaitingResident, Text: "工资条呢?"})
	w.did()
	w.pass(4 * 24 * time.Hour)
	w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "有工资条"})
	w.expect("while it waits")
	w.pass(70 * time.Hour)
	w.expect("the answer is owed, the acceptance has moved on by four days", "30 08:00 JH-1 next_word warned, told ann")
	c, _ := w.board.Case("JH-1")
	for _, clock := range w.rules.Clocks(c) {
		if clock.Key == "accept" {
			if got := clock.Due.In(w.script.Town.Zone).Format("01-02 15:04"); got != "12-04 17:30" {
				t.Errorf("acceptance is due %s", got)
			}
		}
	}
}

// TestWhatWaitedDoesNotCount: deadlines in working days move by the working days that ended
// while the case waited, others by the time itself; one that was made longer, too.
func TestWhatWaitedDoesNotCount(t *testing.T) {
	for _, row := range []struct {
		name, category, clock string
		extend                bool
		from, to              string // of the pause; the case begins on Monday, 2026-11-23 10:00
		want                  string
	}{
		{"nothing", "labour", "accept", false, "", "", "11-30 17:30"},
		{"an hour", "labour", "accept", false, "11-23 11:00", "11-23 12:00", "11-30 17:30"},
		{"over the weekend", "labour", "accept", false, "11-27 17:45", "11-30 09:00", "11-30 17:30"},
		{"from Friday noon to Monday", "labour", "accept", false, "11-27 12:00", "11-30 09:00", "12-01 17:30"},
		{"three nights", "labour", "accept", false, "11-23 11:00", "11-26 11:00", "12-03 17:30"},
		{"natural days", "errand", "accept", false, "11-27 12:00", "11-30 12:00", "12-11 10:00"},
		{"made longer, then it waited", "errand", "close", true, "11-27 12:00", "11-30 12:00", "02-24 10:00"},
		{"working days made longer, then it waited", "labour", "close", true, "12-07 12:00", "12-09 12:00", "04-08 17:30"},
	} {
		w := newWorld(t, agent("ann"), supervisor("sup"))
		at := func(s string) time.Time {
			when, err := time.ParseInLocation("2006-01-02 15:04", "2026-"+s, w.script.Town.Zone)
			w.must(err)
			return when
		}
		w.open("JH-1", row.category)
		if w.do("JH-1", dialog.Input{Kind: dialog.Claim, Agent: "ann", Name: "ann"}); row.extend {
			crew := w.crew[0].Agent
			w.must(handoff.NewDesk(w.book, w.clerk, nil).Extend(t.Context(), handoff.Act{Agent: crew, Case: "JH-1"}, row.clock, "材料要等"))
		}
		if row.from != "" {
			w.now = at(row.from)
			w.do("JH-1", dialog.Input{Kind: dialog.PutAside, Agent: "ann", Name: "ann", Status: dialog.WaitingResident, Text: "工资条呢?"})
			w.now = at(row.to)
			w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "有工资条"})
		}
		c, _ := w.board.Case("JH-1")
		for _, clock := range w.rules.Clocks(c) {
			if got := clock.Due.In(w.script.Town.Zone).Format("01-02 15:04"); clock.Key == row.clock && got != row.want {
				t.Errorf("%s: %s is due %s, want %s", row.name, row.clock, got, row.want)
			}
		}
	}
}

// TestPromisedWhileItWaits: a date that passed while the resident was asked is not broken by
// their answer.
func TestPromisedWhileItWaits(t *testing.T) {
	w := newWorld(t, agent("ann"), supervisor("sup"))
	w.open("JH-1", "errand")
	w.do("JH-1", dialog.Input{Kind: dialog.PromiseBy, Agent: "ann", Name: "ann", Text: "送表格", Until: w.now.Add(24 * time.Hour), Tell: true})
	w.do("JH-1", dialog.Input{Kind: dialog.PutAside, Agent: "ann", Name: "ann", Status: dialog.WaitingResident, Text: "身份证带了吗?"})
	w.pass(48 * time.Hour)
	w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "带了,身份证在我包里"})
	c, _ := w.board.Case("JH-1")
	found := false
	for _, clock := range w.rules.Clocks(c) {
		if found = found || clock.Key == "promised"; clock.Key == "promised" {
			if got := clock.Due.In(w.script.Town.Zone).Format("01-02 15:04"); got != "11-26 17:30" {
				t.Errorf("what was promised is owed by %s", got)
			}
		}
	}
	if strings.Contains(w.did(), "promised town") || !found {
		t.Errorf("taken up the ladder at the answer; runs: %v", found)
	}
}
