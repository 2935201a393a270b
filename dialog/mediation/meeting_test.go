package mediation_test

import (
	"testing"

	. "frontdoor/dialog/mediation"
)

// TestATimeSuitsWhoIsThere: whoever goes, in whichever way, is waited for no more; while the table
// is halted no time is agreed, and afterwards it is.
func TestATimeSuitsWhoIsThere(t *testing.T) {
	pick := func(party string) Act { return Act{Kind: Pick, By: Side, Party: party, Version: 1, Picks: []int{2}} }
	asked := after(t, seat(t, 3), Act{Kind: Times, By: Mediator, Place: "调解室", Options: []string{"周三", "周四"}}, pick("a"), pick("b"))
	halted := after(t, asked, Act{Kind: Halt, By: Mediator}, Act{Kind: Leave, By: Side, Party: "c"})
	for _, c := range []struct {
		name  string
		table Table
		want  int
	}{
		{"all are waited for", asked, 0},
		{"the last answers", after(t, asked, pick("c")), 2},
		{"the last leaves", after(t, asked, Act{Kind: Leave, By: Side, Party: "c"}), 2},
		{"the last is erased", after(t, asked, Act{Kind: Erased, By: Town, Party: "c"}), 2},
		{"the last leaves a halted table", halted, 0},
		{"which goes on", after(t, halted, Act{Kind: Resume, By: Mediator}), 2},
	} {
		if got := c.table.Meeting.Fixed; got != c.want {
			t.Errorf("%s: option %d is agreed, want %d", c.name, got, c.want)
		}
	}
}

// TestBack: who can be reached again is shown as that.
func TestBack(t *testing.T) {
	table := after(t, seat(t, 2), Act{Kind: Stop, By: Side, Party: "b"})
	if !table.Party("b").Stopped {
		t.Fatal("b is not stopped")
	}
	if table = after(t, table, Act{Kind: Back, By: Side, Party: "b"}); table.Party("b").Stopped {
		t.Error("b is still stopped")
	}
}
