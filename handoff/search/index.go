package search

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Options are what an index is built on. Log and Length may be nil.
type Options struct {
	Book casebook.Book
	// BookID names the book among all books (casebook.Carrier.ID).
	BookID string
	// Path is the file; see the package for what lies beside it.
	Path string
	// Vault is the book's: no word is readable in the file either. Nil for a book that is
	// not sealed.
	Vault *casebook.Vault
	// Prefix is the town's, for case numbers as people type them.
	Prefix string
	// Length is how many events the book holds, for telling how far the making is.
	Length func(context.Context) (int64, error)
	Log    *slog.Logger

	size int // documents in a part; 0 for partSize. Tests make small ones
}

// Index is what is searched in: the file, and in memory what every search needs of it.
type Index struct {
	Options
	file *file

	writing sync.Mutex // one reader of the feed at a time; held outside mu
	cards   handy      // held under writing
	mu      sync.RWMutex
	cursor  casebook.Cursor
	cases   []known
	number  map[dialog.CaseID]uint32
	docs    []entry  // all documents, by their numbers
	full    int      // full parts
	firsts  [][]gram // of each full part the first gram of each block
	open    *part    // the documents behind them
	spans   []span   // by part
	find    asked

	building building
}

// Open opens the index; Run fills it. A file that cannot be used is made anew: nothing is
// lost by that but time.
func Open(ctx context.Context, o Options) (*Index, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.size == 0 {
		o.size = partSize
	}
	f, err := openFile(ctx, o.Path, o.BookID, o.Vault)
	if err != nil {
		return nil, err
	}
	x := &Index{Options: o, file: f}
	err = x.load(ctx)
	if err != nil && ctx.Err() == nil {
		o.Log.Warn("the search file cannot be used and is made anew", "err", err)
		if err = f.anew(ctx, o.BookID); err == nil {
			err = x.load(ctx)
		}
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open search file %s: %w", f.path, err), f.close())
	}
	return x, nil
}

// File is the path of the file that this process holds.
func (x *Index) File() string { return x.file.path }

// Close lets go of the file.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.file.close()
}

func (x *Index) reset() {
	x.cursor, x.cases, x.number, x.docs, x.full, x.open = "", nil, map[dialog.CaseID]uint32{}, nil, 0, newPart()
	x.cards, x.spans, x.firsts = handy{}, nil, nil
}

// retry is the pause after trouble, doubled each time, and retryMost the longest: on a full
// disk each try reads the whole file again.
const (
	retry     = 250 * time.Millisecond
	retryMost = 15 * time.Second
)

// Run reads everything there is, then follows the book until ctx ends. Trouble is logged
// once and waited out.
func (x *Index) Run(ctx context.Context) error {
	trouble := 0
	for {
		err := x.follow(ctx, &trouble)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(err, casebook.ErrCursor) {
			x.Log.Warn("the book is not the one the search file was made of; making it anew")
			err = x.forget(ctx)
			if err == nil {
				continue
			}
		}
		if trouble == 0 {
			x.Log.Error("the search cannot follow the book, trying again", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(min(retry<<min(trouble, 10), retryMost)):
		}
		trouble++
	}
}

// followRest is how far the file may lie behind the book: whoever searches reads to its end first.
const followRest = 500 * time.Millisecond

func (x *Index) follow(ctx context.Context, trouble *int) error {
	if err := x.CatchUp(ctx); err != nil {
		return err
	}
	if *trouble > 0 {
		x.Log.Info("the search follows the book again")
		*trouble = 0
	}
	return casebook.TailInHeaps(ctx, x.Book, x.Cursor(), followRest, func(events []casebook.Event, after casebook.Cursor) error {
		x.writing.Lock()
		defer x.writing.Unlock()
		return x.take(ctx, events, after)
	})
}

// forget begins anew.
func (x *Index) forget(ctx context.Context) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.building.begin()
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.file.anew(ctx, x.BookID); err != nil {
		return err
	}
	return x.load(ctx)
}

// Cursor is how far the feed was read.
func (x *Index) Cursor() casebook.Cursor {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.cursor
}

// How many events are read at once, and taken in at once where there are many: what
// changes several times in one taking is written once.
const (
	page  = 1000
	heapy = 20_000
)

// heap is a run of the feed.
type heap struct {
	events []casebook.Event
	after  casebook.Cursor
}

// CatchUp reads to the end of the feed as it is now. Whoever has just written calls it
// before searching.
func (x *Index) CatchUp(ctx context.Context) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	heaps := make(chan heap, 1) // the next is read while one is taken in
	work, ctx := errgroup.WithContext(ctx)
	after := x.Cursor()
	work.Go(func() error {
		defer close(heaps)
		return x.read(ctx, after, heaps)
	})
	work.Go(func() error {
		for h := range heaps {
			if err := x.take(ctx, h.events, h.after); err != nil {
				return err
			}
			x.goesOn(ctx)
		}
		return nil
	})
	if err := work.Wait(); err != nil {
		return err
	}
	x.done()
	return nil
}

// read reads the feed into heaps, to its end.
func (x *Index) read(ctx context.Context, after casebook.Cursor, to chan<- heap) error {
	var h heap
	for {
		events, next, err := x.Book.Since(ctx, after, page)
		if err != nil {
			return fmt.Errorf("read the feed: %w", err)
		}
		h.events, h.after, after = append(h.events, events...), next, next
		if len(h.events) >= heapy || len(events) == 0 && len(h.events) > 0 {
			select {
			case to <- h:
			case <-ctx.Done():
				return ctx.Err()
			}
			h = heap{}
		}
		if len(events) == 0 {
			return nil
		}
	}
}
