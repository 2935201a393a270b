package bot

import (
	"fmt"
	"testing"
	"time"
)

func TestBackoffGrowsToItsCap(t *testing.T) {
	var seen = map[time.Duration]bool{}
	for _, id := range []string{"", "a", "b", "m-1", "m-2"} {
		nominal := backoffFirst
		for attempts := range 200 {
			got := Backoff(attempts, id)
			if got > nominal || got < nominal*3/4 {
				t.Errorf("Backoff(%d, %q) = %v, want within a quarter below %v", attempts, id, got, nominal)
			}
			if again := Backoff(attempts, id); again != got {
				t.Errorf("Backoff(%d, %q) is %v and then %v: not pure", attempts, id, got, again)
			}
			seen[got] = true
			nominal = min(2*nominal, 15*time.Second)
		}
	}
	if len(seen) < 900 {
		t.Errorf("only %d different waits of 1000: they come back together", len(seen))
	}
	if got := Backoff(-1, "x"); got <= 0 || got > backoffFirst {
		t.Errorf("Backoff(-1) = %v", got)
	}
}

func TestSpreadIsEven(t *testing.T) {
	var tenths [10]int
	for i := range 10_000 {
		x := spread(fmt.Sprint("message-", i), i%3)
		if x < 0 || x >= 1 {
			t.Fatalf("spread = %v, want within [0,1)", x)
		}
		tenths[int(x*10)]++
	}
	for i, n := range tenths {
		if n < 850 || n > 1150 {
			t.Errorf("%d of 10000 fell into tenth %d: %v", n, i, tenths)
		}
	}
}
