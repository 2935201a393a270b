package handoff_test

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"frontdoor/handoff/casebook/sqlite"
)

// openBook is an empty real book in a folder of the test's own.
func openBook(t testing.TB) *sqlite.Book {
	t.Helper()
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	return book
}

// clock is a clock that only moves when told.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Now()} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}
