//go:build !race

package casebook

import (
	"testing"

	"frontdoor/dialog"
)

// mostAllocations is a tenth of the 1,321 that the best known flow engine needs for a turn.
const mostAllocations = 132

// TestTurnAllocates holds what a turn asks of the memory, on average over messages of the
// corpus. Not under the race detector, which allocates for itself; make model runs it.
func TestTurnAllocates(t *testing.T) {
	script, err := dialog.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, turns := range turnsOf(t, script) {
		some := turns[:min(len(turns), 900)]
		mean := testing.AllocsPerRun(1, func() {
			for _, u := range some {
				u.take(t, script)
			}
		}) / float64(len(some))
		t.Logf("%s: %.1f allocations a turn, %d turns", name, mean, len(some))
		if mean > mostAllocations {
			t.Errorf("%s: %.1f allocations a turn, at most %d", name, mean, mostAllocations)
		}
	}
}
