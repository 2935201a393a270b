package redis

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/archive"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/redis/redistest"
)

// eager archives the cases of a commit as soon as it is stored.
type eager struct {
	*Book
	t     *testing.T
	moved *atomic.Int64
}

func (e eager) Commit(ctx context.Context, c casebook.Commit) (casebook.Version, error) {
	v, err := e.Book.Commit(ctx, c)
	if err != nil {
		return v, err
	}
	ctx = context.WithoutCancel(ctx)
	for _, event := range c.Events {
		events, err := e.Book.Case(ctx, event.Case)
		if n := len(events); n > 8 && n%8 > 0 {
			continue // of a long one each eighth time: it is read and written as a whole
		}
		if err == nil {
			err = e.Book.Archive(ctx, event.Case, len(events))
		}
		if err != nil && !errors.Is(err, casebook.ErrStale) {
			e.t.Errorf("archive: %v", err)
		}
		if err == nil {
			e.moved.Add(1)
		}
	}
	return v, nil
}

// TestContractWithEverythingArchived: the whole suite holds while every case lies in
// the archive but for the moment of a commit, and many archive and restore the same.
func TestContractWithEverythingArchived(t *testing.T) {
	server := redistest.Start(t, "--appendonly", "no") // nothing here asks what a power cut takes
	var n, moved atomic.Int64
	booktest.Run(t, func(t *testing.T) (casebook.Book, casebook.Shelf, func() (casebook.Book, casebook.Shelf)) {
		name := fmt.Sprintf("redis://%s?book=eager%d", server.Addr, n.Add(1))
		store := newMemory()
		open := func() (casebook.Book, casebook.Shelf) {
			b := openArchived(t, name, store)
			return eager{b, t, &moved}, b
		}
		book, shelf := open()
		return book, shelf, func() (casebook.Book, casebook.Shelf) {
			if err := book.Close(); err != nil {
				t.Fatalf("close: %v", err)
			}
			book, shelf = open()
			return book, shelf
		}
	})
	t.Cleanup(func() {
		if moved.Load() < 100 {
			t.Errorf("only %d cases were archived", moved.Load())
		}
	})
}

// openArchived opens a book with an archive.
func openArchived(t testing.TB, url string, store archive.Store) *Book {
	t.Helper()
	return openWith(t, url, Options{Archive: store})
}
