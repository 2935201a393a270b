package watch_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// TestNoStormOverABacklog: where rules are switched on over a year's cases nobody is told
// of each; they lie in their queues, and their clocks begin then. Since when the rules
// hold is noted once.
func TestNoStormOverABacklog(t *testing.T) {
	w := newWorld(t, agent("ann"), agent("bob"), supervisor("sup"))
	ruled := w.rules
	w.rules = nil
	w.restart()
	for i := range 4 {
		w.open(dialog.CaseID(fmt.Sprintf("JH-%d", i)), "facilities", "where", "七星村")
	}
	w.do("JH-3", dialog.Input{Kind: dialog.Claim, Agent: "ann", Name: "ann"})
	w.now = w.now.AddDate(0, 0, 70)
	var err error
	for range 2 { // a second server, a restart
		w.rules, err = ruled.Since(w.Context(), w.book, w.now)
		w.must(err)
		w.now = w.now.Add(time.Hour)
	}
	w.restart()
	w.did()
	w.pass(10 * time.Minute)
	w.expect("into the queues", `01 12:00 JH-0 to "" of grid:qx1`, `01 12:00 JH-1 to "" of grid:qx1`, `01 12:00 JH-2 to "" of grid:qx1`)
	w.pass(time.Hour)
	w.expect("nobody is asked")
	w.open("JH-9", "facilities", "where", "七星村")
	if got := w.did(); !strings.HasPrefix(got, `01 13:10 JH-9 to "bob" of grid:qx1`) {
		t.Errorf("a new one: %s", got)
	}
	w.do("JH-1", dialog.Input{Kind: dialog.Claim, Agent: "bob", Name: "bob"})
	w.do("JH-1", dialog.Input{Kind: dialog.Release, Agent: "bob", Text: "不归我"})
	if got := w.did(); !strings.Contains(got, `JH-1 to "ann"`) {
		t.Errorf("taken up and put back: %s", got)
	}
	for _, id := range []dialog.CaseID{"JH-0", "JH-3"} {
		c, _ := w.board.Case(id)
		for _, clock := range w.rules.Clocks(c) {
			if clock.Due.Before(w.now.Add(time.Hour)) || clock.Start.Before(w.now.Add(-4*time.Hour)) {
				t.Errorf("%s: %s ran from %s to %s", id, clock.Key, clock.Start, clock.Due)
			}
		}
	}
	var none *handoff.Rules
	if none, err = none.Since(w.Context(), w.book, w.now); err != nil || none != nil {
		t.Errorf("served without rules: %v %v", none, err)
	}
	w.now = w.now.AddDate(0, 0, 9)
	if w.rules, err = ruled.Since(w.Context(), w.book, w.now); err != nil {
		t.Fatal(err)
	}
	if c, _ := w.board.Case("JH-9"); !w.rules.Backlog(c) {
		t.Error("switched off and on again: what came meanwhile is no backlog")
	}
}
