package watch_test

import (
	"testing"
	"time"

	"frontdoor/dialog"
)

// TestDutyAndCapacityCountAtOnce: who comes, goes, or has room again is seen within a
// second, by the cases that wait for it.
func TestDutyAndCapacityCountAtOnce(t *testing.T) {
	w := newWorld(t, agent("ann"), agent("bob"))
	w.crew[0].Away, w.crew[1].Away = true, true
	tick := func(what string, lines ...string) {
		t.Helper()
		w.now = w.now.Add(time.Second)
		w.must(w.watch.Muster(t.Context(), w.now))
		_, err := w.watch.Once(t.Context(), w.now)
		w.must(err)
		w.expect(what, lines...)
	}
	w.must(w.watch.Muster(t.Context(), w.now))
	w.open("JH-1", "facilities", "where", "七星村")
	w.expect("nobody is there", `23 10:00 JH-1 to "" of grid:qx1`)
	tick("still nobody")
	w.crew[0].Away = false
	tick("ann is back", `23 10:00 JH-1 to "ann" of grid:qx1`)
	w.crew[0].Away = true
	tick("ann goes", `23 10:00 JH-1 to "" of grid:qx1, ann was off_duty`)
	w.crew[1].Away, w.crew[1].Areas = false, []string{"bs1"}
	tick("bob serves elsewhere")
	w.crew[1].Areas = []string{"qx1"}
	tick("bob serves here", `23 10:00 JH-1 to "bob" of grid:qx1`)
	w.do("JH-1", dialog.Input{Kind: dialog.Claim, Agent: "bob", Name: "bob"})
	w.crew[1].Capacity = 1
	w.open("JH-2", "facilities", "where", "七星村")
	w.expect("bob is full", `23 10:00 JH-2 to "" of grid:qx1`)
	w.crew[1].Capacity = 2
	tick("bob has room", `23 10:00 JH-2 to "bob" of grid:qx1`)
	w.crew[1].Disabled = true
	tick("bob is gone", `23 10:00 JH-2 to "" of grid:qx1, bob was off_duty`, `23 10:00 JH-1 taken back: gone`, `23 10:00 JH-1 to "" of grid:qx1`)
}
