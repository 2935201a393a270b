//go:build !race

package casebook

import (
	"testing"

	"frontdoor/dialog/script"
)

// mostAllocations hold what was reached. The goal is 132, a tenth of the 1,321 that the
// best known flow engine needs for a turn: words that are kept are far below it, and an
// answer, which is read from the most sides, is just there.
var mostAllocations = map[string]float64{"told": 40, "read": 120, "answer": 132}

// mostTurns is how many turns are measured at most, spread over all.
const mostTurns = 900

// TestTurnAllocates holds what a turn asks of the memory, on average over messages of the
// corpus. Not under the race detector, which allocates for itself; make model runs it.
func TestTurnAllocates(t *testing.T) {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, turns := range turnsOf(t, sc) {
		var some []turn // of every kind of matter
		for i := 0; i < len(turns); i += len(turns)/mostTurns + 1 {
			some = append(some, turns[i])
		}
		mean := testing.AllocsPerRun(1, func() {
			for _, u := range some {
				u.take(t, sc)
			}
		}) / float64(len(some))
		t.Logf("%s: %.1f allocations a turn, %d turns", name, mean, len(some))
		if most := mostAllocations[name]; mean > most {
			t.Errorf("%s: %.1f allocations a turn, at most %.0f", name, mean, most)
		}
	}
}
