package handoff

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Board is the inbox: every case, folded from the feed and kept in order under every
// filter one may ask for, so that a page costs the same among a hundred open cases
// and among a hundred thousand. It lives in memory and holds no talk, only the
// cases; at a start it is what was kept of it (kept.go), or folded from the beginning.
type Board struct {
	book  casebook.Book
	log   *slog.Logger
	rules *Rules
	kept  Kept

	reading  sync.Mutex // one reader of the feed at a time; held outside mu
	mu       sync.RWMutex
	cursor   casebook.Cursor
	cases    map[dialog.CaseID]*pinned
	shelves  map[shelf]*ordered[*place]
	byNumber map[string][]dialog.CaseID // the cases a phone number was given in
	changed  chan struct{}              // closed, and made anew, when something was applied
	ready    chan struct{}              // closed once everything was read that there was
	once     sync.Once                  // closes ready
	laid     bool                       // the shelves hold all cases; before that none
	savedAt  casebook.Cursor
	erased   []dialog.CaseID // cases whose words were erased, in the order the board learned of it
}

// pinned is a case as the board shows it. It is replaced, never edited: who was
// given it may keep it.
type pinned struct {
	casebook.Case
	place, newest *place // see placeOf and newestPlaceOf; all shelves share them
	lies          Place  // by the town's rules
}

// stand finds where a case stands and lies, which was shown as old; nil for never. Where it
// stands where it stood, the shelves keep what they have.
func (b *Board) stand(p, old *pinned) {
	place, newest := placeOf(&p.Case), newestPlaceOf(&p.Case)
	p.place, p.newest, p.lies = &place, &newest, b.lies(old, &p.Case)
	if old != nil && *old.place == place {
		p.place = old.place
	}
	if old != nil && *old.newest == newest {
		p.newest = old.newest
	}
}

// NewBoard makes an empty board; Run fills it. log may be nil for none.
func NewBoard(book casebook.Book, log *slog.Logger) *Board {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Board{book: book, log: log, cases: map[dialog.CaseID]*pinned{}, shelves: map[shelf]*ordered[*place]{},
		byNumber: map[string][]dialog.CaseID{}, changed: make(chan struct{}), ready: make(chan struct{})}
}

// Under lets the board know where cases lie, so that it can list what one agent sees;
// nil for a town without rules. It is called before the board is filled.
func (b *Board) Under(rules *Rules) *Board {
	b.rules = rules
	return b
}

// Run reads everything there is, then follows the book until ctx ends. Trouble with
// the book is logged once and waited out.
func (b *Board) Run(ctx context.Context) error {
	b.restore(ctx)
	var keeping sync.WaitGroup
	keeping.Go(func() { b.keep(ctx) })
	defer keeping.Wait()
	trouble := false
	for {
		err := b.follow(ctx, &trouble)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(err, casebook.ErrCursor) {
			// The store lost what nobody was told is safe (a failover), or was put
			// back from a backup: what the board holds may never have happened.
			b.log.Warn("the book is not the one the board has read; reading it from the beginning")
			b.forget()
			continue
		}
		if !trouble {
			b.log.Error("the board cannot follow the book, trying again", "err", err)
		}
		trouble = true
		select {
		case <-ctx.Done():
		case <-time.After(boardRetry):
		}
	}
}

// boardRetry is the pause after trouble with the book.
const boardRetry = 250 * time.Millisecond

// follow follows the book until there is trouble; it takes back trouble there was.
func (b *Board) follow(ctx context.Context, trouble *bool) error {
	if err := b.CatchUp(ctx); err != nil {
		return err
	}
	if *trouble {
		b.log.Info("the board follows the book again")
		*trouble = false
	}
	b.once.Do(func() { close(b.ready) })
	return casebook.Tail(ctx, b.book, b.Cursor(), func(events []casebook.Event, after casebook.Cursor) error {
		b.apply(events, after)
		return nil
	})
}

// forget empties the board, to be filled from the beginning.
func (b *Board) forget() {
	b.reading.Lock()
	defer b.reading.Unlock()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cursor, b.cases, b.shelves, b.laid = "", map[dialog.CaseID]*pinned{}, map[shelf]*ordered[*place]{}, false
	b.byNumber, b.erased = map[string][]dialog.CaseID{}, nil
}

// Ready is closed when the board first holds all that was in the book.
func (b *Board) Ready() <-chan struct{} { return b.ready }

// page is how many events are read from the feed at once.
const page = 1000

// CatchUp reads to the end of the feed as it is now. Whoever has just written calls
// it before listing, to find there what was written.
func (b *Board) CatchUp(ctx context.Context) error {
	b.reading.Lock()
	defer b.reading.Unlock()
	for {
		events, after, err := b.book.Since(ctx, b.Cursor(), page)
		if err != nil {
			return fmt.Errorf("read the feed: %w", err)
		}
		if len(events) == 0 {
			b.layAll()
			return nil
		}
		b.apply(events, after)
	}
}

// apply folds events in. Those it has seen before it leaves out, for CatchUp and Run
// read the same feed; only a batch that brought something moves the cursor.
func (b *Board) apply(events []casebook.Event, after casebook.Cursor) {
	b.mu.Lock()
	defer b.mu.Unlock()
	touched := map[dialog.CaseID]casebook.Case{}
	for _, e := range events {
		c, ok := touched[e.Case]
		if !ok {
			c, _ = b.caseOf(e.Case)
		}
		if e.Seq > c.Seq {
			c.Apply(e)
			touched[e.Case] = c
		}
	}
	if len(touched) == 0 {
		return
	}
	for id, c := range touched {
		old := b.cases[id]
		before, _ := b.caseOf(id)
		if erased := !c.ErasedAt.IsZero(); erased && before.ErasedAt.IsZero() {
			b.erased = append(b.erased, id)
			b.unkeep()
		} else if erased && !before.HeldUntil.IsZero() && c.HeldUntil.IsZero() {
			b.unkeep()
		}
		p := &pinned{Case: c}
		b.stand(p, old)
		b.cases[id] = p
		b.indexNumbers(&before, &c)
		if !b.laid {
			continue
		}
		if old != nil && old.place == p.place && old.newest == p.newest && slices.Equal(shelvesOf(old), shelvesOf(p)) {
			continue // most events move a case nowhere
		}
		if old != nil {
			b.takeOff(old)
		}
		b.putOn(p)
	}
	b.cursor = after
	close(b.changed)
	b.changed = make(chan struct{})
}

// lies is where a case lies. Most events change nothing of it.
func (b *Board) lies(old *pinned, c *casebook.Case) Place {
	if b.rules == nil {
		return Place{}
	}
	if old != nil && old.Facts["where"] == c.Facts["where"] && old.Facts[dialog.StationSlot] == c.Facts[dialog.StationSlot] &&
		old.Facts[dialog.GridSlot] == c.Facts[dialog.GridSlot] {
		return old.lies
	}
	return b.rules.Place(*c)
}

// caseOf is one case; false for none. b.mu is held.
func (b *Board) caseOf(id dialog.CaseID) (casebook.Case, bool) {
	if p := b.cases[id]; p != nil {
		return p.Case, true
	}
	return casebook.Case{}, false
}

// Place is where a case lies by the town's rules; nowhere without rules.
func (b *Board) Place(id dialog.CaseID) Place {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if p := b.cases[id]; p != nil {
		return p.lies
	}
	return Place{}
}

// Case is one case as the board knows it; false for none. It may lag behind the book
// by a moment.
func (b *Board) Case(id dialog.CaseID) (casebook.Case, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.caseOf(id)
}

// Sees gives the question whether an agent may read a case, as the board knows it.
func (b *Board) Sees(a Agent) func(dialog.CaseID) bool {
	return func(id dialog.CaseID) bool {
		b.mu.RLock()
		defer b.mu.RUnlock()
		p := b.cases[id]
		return p != nil && a.seesAt(&p.Case, p.lies) && b.notAtTable(a, p)
	}
}

// Hides gives the question what hides who told a case in its texts from an agent, nil where
// nothing does.
func (b *Board) Hides(a Agent) func(dialog.CaseID) func(string) string {
	return func(id dialog.CaseID) func(string) string {
		c, ok := b.Case(id)
		if !ok {
			return nil
		}
		return a.HiddenWords(c)
	}
}

// Open gives all cases that are open and visible, in the order of lists.
func (b *Board) Open() []casebook.Case {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var all []casebook.Case
	for p := range b.shelves[shelf{status: onlyOpen}].from(&place{Rank: beforeAll}) {
		all = append(all, b.cases[p.Case].Case)
	}
	return all
}

// All gives every case, in no order.
func (b *Board) All() []casebook.Case {
	b.mu.RLock()
	defer b.mu.RUnlock()
	all := make([]casebook.Case, 0, len(b.cases))
	for _, p := range b.cases {
		all = append(all, p.Case)
	}
	return all
}

// Cursor is how far the board has read: what Follow goes on from to show live what
// happens after a list was made.
func (b *Board) Cursor() casebook.Cursor {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.cursor
}

// Follow calls fn with every event after a cursor and the cursor after them: first
// what is in the book already, then what comes, until ctx ends or fn returns an
// error, which Follow returns. When fn is called the board holds these events.
// Nothing is missed and nothing comes twice; a slow fn delays nobody but itself, for
// each follower reads the book by itself. casebook.ErrCursor for a cursor that is
// none.
func (b *Board) Follow(ctx context.Context, after casebook.Cursor, fn func([]casebook.Event, casebook.Cursor) error) error {
	for {
		b.mu.RLock()
		changed := b.changed
		b.mu.RUnlock()
		events, next, err := b.book.Since(ctx, after, page)
		if err != nil {
			return fmt.Errorf("follow the feed: %w", err)
		}
		after = next
		if len(events) > 0 {
			if err := b.CatchUp(ctx); err != nil {
				return err
			}
			if err := fn(events, next); err != nil {
				return err
			}
			continue
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
