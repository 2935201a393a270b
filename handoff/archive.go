package handoff

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// archivePause is how often is looked for cases that are old enough.
const archivePause = time.Hour

// Archivist moves cases that were closed long ago to the archive. Which these are the
// board knows; how they are moved the engine.
type Archivist struct {
	book  casebook.Archiver
	board *Board
	after time.Duration
	now   func() time.Time
	log   *slog.Logger
	moved map[dialog.CaseID]int // the last event a case was moved with
}

// NewArchivist makes one that moves what was closed, and where nothing was said since,
// for so long. Only one process should have it run.
func NewArchivist(book casebook.Archiver, board *Board, after time.Duration, now func() time.Time, log *slog.Logger) *Archivist {
	return &Archivist{book: book, board: board, after: after, now: now, log: log, moved: map[dialog.CaseID]int{}}
}

// Run goes round until ctx ends. Trouble is logged, once for all cases of a round, and
// looked at again in the next.
func (a *Archivist) Run(ctx context.Context) error {
	select {
	case <-a.board.Ready():
	case <-ctx.Done():
	}
	for ctx.Err() == nil {
		n, err := a.Once(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			a.log.Error("not all old cases could be archived, trying again later", "archived", n, "err", err)
		case n > 0:
			a.log.Info("old cases were archived", "cases", n)
		}
		select {
		case <-time.After(archivePause):
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

// archiveTrouble is after how many cases in a row that could not be moved a round ends:
// then it is the archive, not the case.
const archiveTrouble = 5

// Once moves what is old enough now, says how many cases that were, and what was the
// first trouble. A case that changed meanwhile is left alone.
func (a *Archivist) Once(ctx context.Context) (int, error) {
	moved, failed := 0, 0
	var first error
	for _, c := range a.board.closedBefore(a.now().Add(-a.after)) {
		if a.moved[c.ID] == c.Seq {
			continue
		}
		switch err := a.book.Archive(ctx, c.ID, c.Seq); {
		case err == nil:
			a.moved[c.ID] = c.Seq
			moved, failed = moved+1, 0
		case ctx.Err() != nil:
			return moved, ctx.Err()
		case !errors.Is(err, casebook.ErrStale):
			first = cmp.Or(first, err)
			if failed++; failed == archiveTrouble {
				return moved, fmt.Errorf("%d cases in a row: %w", failed, first)
			}
		}
	}
	return moved, first
}

// closedBefore gives the cases that are closed and in which nothing was said or done by
// people since then, the oldest first.
func (b *Board) closedBefore(then time.Time) []casebook.Case {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var old []casebook.Case
	for _, p := range b.cases {
		if closed(p.Case) && restsSince(p.Case).Before(then) {
			old = append(old, p.Case)
		}
	}
	slices.SortFunc(old, func(a, b casebook.Case) int {
		return cmp.Or(restsSince(a).Compare(restsSince(b)), cmp.Compare(a.ID, b.ID))
	})
	return old
}

// restsSince is the last moment at which something was said in a case or it was closed.
// A case carried over as archived may know only when it began.
func restsSince(c casebook.Case) time.Time {
	return slices.MaxFunc([]time.Time{c.StartedAt, c.ClosedAt, c.LastAt}, time.Time.Compare)
}
