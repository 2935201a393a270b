package casebook

import (
	"context"
	"sync"
	"sync/atomic"
)

// together is a book of which several readers go through the feed at the same time.
type together struct {
	Book
	ended atomic.Bool // a reader got to the end: from there on each page is new

	mu    sync.Mutex
	pages map[Cursor]*pageRead
	order []Cursor // of pages, the first read first
}

// pageRead is one page of the feed; done is closed when it was read.
type pageRead struct {
	max    int
	done   chan struct{}
	events []Event
	next   Cursor
	err    error
}

// togetherMost is how many pages are kept for a reader who is behind another.
const togetherMost = 24

// ReadTogether gives the book for readers who begin at the same place and go through the
// feed at about the same pace, in pages of one size: whoever comes to a page first reads
// and decodes it, the others take it as it is. Only full pages are kept, and only until a
// reader gets to the end: from then on each reads for itself. Events are shared: whoever
// gets them must not edit them.
func ReadTogether(b Book) Book { return &together{Book: b, pages: map[Cursor]*pageRead{}} }

// Since gives a page of the feed.
func (t *together) Since(ctx context.Context, after Cursor, max int) ([]Event, Cursor, error) {
	if t.ended.Load() {
		return t.Book.Since(ctx, after, max)
	}
	page, mine := t.page(after, max)
	if !mine {
		select {
		case <-page.done:
			if page.err == nil && len(page.events) == max {
				return page.events[:max:max], page.next, nil
			}
		case <-ctx.Done():
			return nil, "", ctx.Err()
		}
		return t.Book.Since(ctx, after, max) // it was the last one, or was not read: what is true now counts
	}
	page.events, page.next, page.err = t.Book.Since(ctx, after, max)
	if page.err != nil || len(page.events) < max {
		t.ended.Store(page.err == nil)
		t.forget()
	}
	close(page.done)
	return page.events, page.next, page.err
}

// page is the page after a cursor, and whether who asks is to read it.
func (t *together) page(after Cursor, max int) (_ *pageRead, mine bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if page, ok := t.pages[after]; ok && page.max == max {
		return page, false
	}
	page := &pageRead{max: max, done: make(chan struct{})}
	if _, other := t.pages[after]; !other {
		t.order = append(t.order, after)
	}
	t.pages[after] = page
	if len(t.order) > togetherMost {
		delete(t.pages, t.order[0])
		t.order = t.order[1:]
	}
	return page, true
}

// forget lets go of all pages.
func (t *together) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.pages)
	t.order = nil
}
