package casebook

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"frontdoor/dialog"
)

// Partly is an engine that reads the end of a case alone.
type Partly interface {
	// CaseFrom gives the events of a case from number seq on, in order. None is no error:
	// there are none, or they cannot be read by themselves.
	CaseFrom(ctx context.Context, id dialog.CaseID, seq int) ([]Event, error)
}

// Recent is a book that remembers the long cases that were read lately, so that a talk of
// thousands of messages is decoded once and not at each look at it. What is new is read
// at every call, so Case promises what it always does. Its events are shared: whoever gets
// them must not edit them.
type Recent struct {
	Book
	partly Partly
	now    func() time.Time
	most   int // events of all cases together

	mu   sync.Mutex
	held []remembered // the one read last at the end
}

// remembered is a case as it was read.
type remembered struct {
	id     dialog.CaseID
	events []Event
	since  time.Time
}

// A case is remembered from so many events on; of all of them together so many are kept,
// and no longer than that: words erased meanwhile shall not stay in memory.
const (
	recentFrom = 200
	recentMost = 60_000
	recentLong = 10 * time.Minute
)

// Remembering makes a book remember, where its engine can read the end of a case.
func Remembering(b Book) Book {
	partly, ok := b.(Partly)
	if !ok {
		return b
	}
	return &Recent{Book: b, partly: partly, now: time.Now, most: recentMost}
}

// Case gives all events of a case.
func (r *Recent) Case(ctx context.Context, id dialog.CaseID) ([]Event, error) {
	known := r.known(id)
	if known == nil {
		return r.whole(ctx, id)
	}
	last := known[len(known)-1]
	news, err := r.partly.CaseFrom(ctx, id, last.Seq)
	if err != nil {
		return nil, fmt.Errorf("read on in case %s: %w", id, err)
	}
	// The last one is read again: where a failover lost it, another may stand in its place.
	erased := func(e Event) bool { return e.Kind == dialog.ChangeErased }
	if len(news) == 0 || !same(news[0], last) || slices.ContainsFunc(news, erased) {
		r.Forget(id)
		return r.whole(ctx, id)
	}
	return r.goOn(id, known, news[1:]), nil
}

func (r *Recent) whole(ctx context.Context, id dialog.CaseID) ([]Event, error) {
	events, err := r.Book.Case(ctx, id)
	if err == nil && len(events) >= recentFrom {
		r.remember(remembered{id, events, r.now()})
	}
	return slices.Clip(events), err
}

// known are the events of a case that are remembered; nil for none.
func (r *Recent) known(id dialog.CaseID) []Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := r.place(id)
	if i < 0 || r.now().Sub(r.held[i].since) > recentLong {
		return nil
	}
	c := r.held[i]
	r.put(c) // it is the one read last now
	return slices.Clip(c.events)
}

// goOn adds what is new to what was known. Others hold what was known: behind it there
// is room, which they do not see.
func (r *Recent) goOn(id dialog.CaseID, known, news []Event) []Event {
	if len(news) == 0 {
		return known
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	i := r.place(id)
	if i < 0 { // let go of meanwhile
		return append(known, news...)
	}
	c := r.held[i]
	for _, e := range news {
		if e.Seq > c.events[len(c.events)-1].Seq { // another reader may have added it
			c.events = append(c.events, e)
		}
	}
	r.put(c)
	return slices.Clip(c.events)
}

func (r *Recent) remember(c remembered) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.put(c)
}

// put remembers a case as the last one read, and lets go of the first ones where there are
// too many; r.mu is held.
func (r *Recent) put(c remembered) {
	if i := r.place(c.id); i >= 0 {
		r.held = slices.Delete(r.held, i, i+1)
	}
	r.held = append(r.held, c)
	most := 0
	for _, h := range r.held {
		most += len(h.events)
	}
	for most > r.most {
		most -= len(r.held[0].events)
		r.held = slices.Delete(r.held, 0, 1)
	}
}

func (r *Recent) place(id dialog.CaseID) int {
	return slices.IndexFunc(r.held, func(c remembered) bool { return c.id == id })
}

// Forget lets go of a case: the next call reads it whole.
func (r *Recent) Forget(id dialog.CaseID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := r.place(id); i >= 0 {
		r.held = slices.Delete(r.held, i, i+1)
	}
}

// same says whether two events are one, as far as a reader can tell.
func same(a, b Event) bool {
	return a.Seq == b.Seq && a.Kind == b.Kind && a.By == b.By && a.Agent == b.Agent && a.At.Equal(b.At) && a.Text == b.Text && a.Value == b.Value && a.Message == b.Message
}
