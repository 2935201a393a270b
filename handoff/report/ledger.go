package report

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// Ledger keeps the histories of all cases of a book. Reading the book for the first
// time takes a while; after that only what is new is read.
type Ledger struct {
	book casebook.Book
	town *town.Town

	mu     sync.Mutex
	cursor casebook.Cursor
	cases  map[dialog.CaseID]*history
}

// NewLedger opens an empty ledger on a book. Where the town's file has grids, a case
// belongs to the station of the grid it lies in; t may be nil for none.
func NewLedger(book casebook.Book, t *town.Town) *Ledger {
	return &Ledger{book: book, town: t, cases: map[dialog.CaseID]*history{}}
}

// ledgerPage is how many events are read at once.
const ledgerPage = 1000

// Count reads what is new in the book and counts a month.
func (l *Ledger) Count(ctx context.Context, m Month) (Report, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for again := true; ; {
		events, after, err := l.book.Since(ctx, l.cursor, ledgerPage)
		if errors.Is(err, casebook.ErrCursor) && again { // the store is another one than was read
			l.cursor, l.cases, again = "", map[dialog.CaseID]*history{}, false
			continue
		}
		if err != nil {
			return Report{}, fmt.Errorf("read the feed for a report: %w", err)
		}
		if len(events) == 0 {
			return count(l.cases, m), nil
		}
		for _, e := range events {
			h := l.cases[e.Case]
			if h == nil {
				h = &history{}
				l.cases[e.Case] = h
			}
			h.apply(e)
			l.lies(h, e)
		}
		l.cursor = after
	}
}

// lies follows in which grids a case was said to lie, and so at which station.
func (l *Ledger) lies(h *history, e casebook.Event) {
	if l.town == nil || e.Kind != dialog.ChangeSlot {
		return
	}
	switch e.Slot {
	case "where":
		if e.Value == "" && e.Raw == "" && len(h.places) == 0 {
			return
		}
		h.grids = l.town.LocateSaid(e.Value, e.Raw)
	case dialog.GridSlot:
		h.grid = e.Value
	default:
		return
	}
	h.places = append(h.places, named{e.At.UnixMilli(), town.StationOf(town.Meant(h.grids, h.grid))})
}
