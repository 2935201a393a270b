package redis

import (
	"slices"
	"sync"
	"testing"
	"time"

	"frontdoor/handoff/casebook/redis/redistest"
)

// Two processes that pace the same thing keep one rate between them, whatever the
// clocks of their machines say: the book's own counts.
func TestOnePaceForAllProcesses(t *testing.T) {
	t.Parallel()
	url := "redis://" + redistest.Start(t).Addr
	books := []*Book{openTest(t, url), openTest(t, url)}
	const each, burst, gap = 20, 3, 50 * time.Millisecond
	var mu sync.Mutex
	var moments []time.Duration // from the beginning
	began := time.Now()
	var all sync.WaitGroup
	for _, b := range books {
		for range each {
			all.Go(func() {
				asked := time.Since(began)
				wait, err := b.Pace(t.Context(), "channel telegram", gap, burst, time.Minute)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				moments = append(moments, asked+wait)
			})
		}
	}
	all.Wait()
	spent := time.Since(began) // the asking took so long: a moment is known as exactly as this
	slices.Sort(moments)
	for i, m := range moments {
		if earliest := time.Duration(i-burst+1) * gap; m < earliest-spent {
			t.Errorf("number %d goes after %v, want %v at the earliest", i+1, m, earliest)
		}
	}
	if last, most := moments[len(moments)-1], 2*each*gap+spent; last > most {
		t.Errorf("the last of %d goes after %v, want %v at the latest", len(moments), last, most)
	}
	wait, err := books[0].Pace(t.Context(), "channel telegram", gap, burst, 0)
	again, _ := books[1].Pace(t.Context(), "channel telegram", gap, burst, 0)
	if err != nil || wait == 0 || again > wait {
		t.Errorf("a wait that is too long: %v, then %v (%v); want it told and nothing booked", wait, again, err)
	}
}
