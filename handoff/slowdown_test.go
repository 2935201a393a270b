package handoff

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"frontdoor/handoff/casebook/sqlite"
)

// Tries are counted on the book, for all who sign in on it by whatever process.
func TestSlowdown(t *testing.T) {
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	processes := []slowdown{{book, clock}, {book, clock}}
	n := 0
	try := func(who string) (func(context.Context) error, time.Duration) {
		t.Helper()
		n++
		right, err := processes[n%2].begin(t.Context(), who)
		var slow *SlowError
		if errors.As(err, &slow) {
			return nil, slow.Wait
		}
		if err != nil {
			t.Fatal(err)
		}
		return right, 0
	}
	fail := func(times int) {
		t.Helper()
		for range times {
			for _, wait := try("wu"); wait > 0; _, wait = try("wu") {
				now = now.Add(wait)
			}
		}
	}
	want := func(when string, wait time.Duration) {
		t.Helper()
		if _, got := try("wu"); got != wait {
			t.Errorf("%s: wait %s, want %s", when, got, wait)
		}
	}
	fail(5)
	want("after five", time.Second)
	now = now.Add(400 * time.Millisecond)
	want("a little later", 600*time.Millisecond)
	now = now.Add(600 * time.Millisecond)
	want("when the second has passed", 0) // and that was the sixth
	want("after six", 2*time.Second)
	fail(5)
	want("after eleven", time.Minute)
	fail(20)
	want("never longer", time.Minute)
	if _, wait := try("li"); wait != 0 {
		t.Errorf("another has to wait %s", wait)
	}
	now = now.Add(-time.Hour)
	want("the clock went back: nobody is shut out for an hour", 0)
	now = now.Add(2 * slowForget)
	fail(5)
	want("forgotten, and five again", time.Second)
	now = now.Add(time.Second)
	right, wait := try("wu")
	if wait != 0 {
		t.Fatalf("wait %s", wait)
	}
	if err := right(t.Context()); err != nil {
		t.Fatal(err)
	}
	fail(5)
	want("forgiven, and five again", time.Second)

	records, err := book.List(t.Context(), kindTries)
	if err != nil || len(records) != 2 {
		t.Errorf("%d are counted, %v", len(records), err)
	}
	for _, r := range records {
		if strings.Contains(r.Key+string(r.Value), "wu") || strings.Contains(r.Key+string(r.Value), "li") || r.Expires.IsZero() {
			t.Errorf("%s: %s until %s", r.Key, r.Value, r.Expires)
		}
	}
}

// Guesses sent to several processes at once are counted before any of them is compared.
func TestSlowdownAtOnce(t *testing.T) {
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	now := func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) }
	var all sync.WaitGroup
	var let atomic.Int64
	for range 40 {
		all.Go(func() {
			if _, err := (slowdown{book, now}).begin(t.Context(), "wu"); err == nil {
				let.Add(1)
			}
		})
	}
	all.Wait()
	if let.Load() != freeTries {
		t.Errorf("%d of 40 guesses were let through, want %d", let.Load(), freeTries)
	}
}
