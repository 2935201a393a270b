package casebook

import (
	"context"
	"slices"
	"sync/atomic"
	"time"
)

// together is a book whose followers read the feed once for all of them.
type together struct {
	Book
	turn  chan struct{} // who reads holds it: who waits meanwhile takes what was read
	reads atomic.Int64  // how many were begun
	pages map[Cursor]pageRead
	order []Cursor // of pages, the first read first
	held  int      // events in all pages
	now   func() time.Time
}

// pageRead is one page of the feed.
type pageRead struct {
	events []Event
	next   Cursor
	full   bool  // there may be more behind it
	read   int64 // the number of the read that brought it
	at     time.Time
}

// What is kept for followers who are behind another: so many events, and no longer than
// that, for words erased meanwhile shall not stay in memory.
const (
	togetherMost = 24_000
	togetherLong = 10 * time.Second
)

// ReadTogether gives the book for readers who go through the feed at about the same pace:
// board, search, streams to browsers. Whoever comes to a place first reads and decodes what
// stands there, and the others take it as it is; Since still gives all that was committed
// before it was called. Events are shared: whoever gets them must not edit them.
func ReadTogether(b Book) Book {
	return &together{Book: b, turn: make(chan struct{}, 1), pages: map[Cursor]pageRead{}, now: time.Now}
}

// Since gives a page of the feed.
func (t *together) Since(ctx context.Context, after Cursor, max int) ([]Event, Cursor, error) {
	called := t.reads.Load()
	select {
	case t.turn <- struct{}{}:
		defer func() { <-t.turn }()
	case <-ctx.Done():
		return nil, "", ctx.Err()
	}
	t.forgetOld()
	var known []Event
	for at := after; ; {
		p, ok := t.pages[at]
		if !ok || len(known)+len(p.events) > max {
			return t.readOn(ctx, known, at, max)
		}
		if known, at = joined(known, p.events), p.next; len(known) == max || p.read > called && !p.full {
			return known, at, nil
		}
	}
}

// readOn reads what stands behind events that are known, and keeps it for the others.
func (t *together) readOn(ctx context.Context, known []Event, at Cursor, max int) ([]Event, Cursor, error) {
	number, most := t.reads.Add(1), max-len(known)
	events, next, err := t.Book.Since(ctx, at, most)
	if err != nil {
		return nil, "", err
	}
	if _, kept := t.pages[at]; !kept && len(events) > 0 {
		t.pages[at] = pageRead{events: slices.Clip(events), next: next, full: len(events) == most, read: number, at: t.now()}
		t.order, t.held = append(t.order, at), t.held+len(events)
	}
	return joined(known, events), next, nil
}

// forgetOld lets go of pages that are too old or too many.
func (t *together) forgetOld() {
	long := t.now().Add(-togetherLong)
	for len(t.order) > 0 && (t.held > togetherMost || t.pages[t.order[0]].at.Before(long)) {
		t.held -= len(t.pages[t.order[0]].events)
		delete(t.pages, t.order[0])
		t.order = t.order[1:]
	}
}

// joined puts one page behind another; a single one is given as it is.
func joined(a, b []Event) []Event {
	if len(a) == 0 {
		return slices.Clip(b)
	}
	return append(slices.Clip(a), b...)
}
