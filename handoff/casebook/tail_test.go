package casebook

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/dialog"
)

// feed is a book of which only the feed can be read.
type feed struct {
	Book
	mu     sync.Mutex
	events []Event
	bell   Bell
}

func (f *feed) Nudges(ctx context.Context) <-chan struct{} { return f.bell.Nudges(ctx) }

func (f *feed) Since(_ context.Context, after Cursor, most int) ([]Event, Cursor, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n, _ := strconv.Atoi(string(after)) //nolint:errcheck // the beginning is ""
	to := min(n+most, len(f.events))
	return f.events[n:to], Cursor(strconv.Itoa(to)), nil
}

func (f *feed) tell() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.events = append(f.events, Event{Seq: len(f.events) + 1, Change: dialog.Change{Case: "JH-07-00001-9"}})
	f.bell.Ring()
}

// TestFollowersInHeaps: who is in no hurry hears of the first event at once and of those
// that come fast behind it together; who is hears of each. Both hear all, in order.
func TestFollowersInHeaps(t *testing.T) {
	for name, c := range map[string]struct {
		rest  time.Duration
		heaps []int // how many events each time
	}{
		"at once":  {0, []int{1, 1, 1, 1, 1, 1}},
		"in heaps": {time.Second, []int{1, 4, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, stop := context.WithCancel(t.Context())
				f, heaps, next := &feed{}, []int(nil), 1
				ended := make(chan error)
				go func() {
					ended <- TailInHeaps(ctx, f, "", c.rest, func(events []Event, _ Cursor) error {
						heaps = append(heaps, len(events))
						for _, e := range events {
							if e.Seq != next {
								t.Errorf("event %d came as number %d", e.Seq, next)
							}
							next++
						}
						return nil
					})
				}()
				for range 5 { // 200 ms, more than the bell merges
					synctest.Wait()
					f.tell()
					time.Sleep(40 * time.Millisecond)
				}
				time.Sleep(5 * time.Second)
				f.tell()
				synctest.Wait()
				stop()
				if err := <-ended; err != context.Canceled {
					t.Errorf("it ended with %v", err)
				}
				if !slices.Equal(heaps, c.heaps) {
					t.Errorf("told of %v events at a time, want %v", heaps, c.heaps)
				}
			})
		})
	}
}
