package handoff_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// attic notes what is archived, and refuses what a test says.
type attic struct {
	took   []string
	refuse func(dialog.CaseID) error
}

func (a *attic) Archive(ctx context.Context, id dialog.CaseID, seq int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if a.refuse != nil {
		if err := a.refuse(id); err != nil {
			return err
		}
	}
	a.took = append(a.took, fmt.Sprintf("%s/%d", id, seq))
	return nil
}

const ninetyDays = 90 * 24 * time.Hour

// at is ninety days after so many minutes of the morning, and a moment.
func at(minutes int) func() time.Time {
	return func() time.Time { return morning.Add(time.Duration(minutes)*time.Minute + ninetyDays + time.Second) }
}

var quiet = slog.New(slog.DiscardHandler)

func TestWhatIsArchived(t *testing.T) {
	book := town(t)
	thanked := said("谢谢")
	tell(t, book, "thanked-later", 0, said("路灯"), opened(0), claimed("wu"), closed)
	tell(t, book, "thanked-later", 30, thanked)
	tell(t, book, "reopened", 0, said("路灯"), opened(0), claimed("wu"), closed, dialog.Change{Kind: dialog.ChangeReopened})
	tell(t, book, "carried-over", 0, dialog.Change{Kind: dialog.ChangeStatus, Value: string(dialog.Archived)})
	for _, row := range []struct {
		minutes int
		want    []string
	}{
		{-1, nil},
		{0, []string{"carried-over/1"}},
		{1, []string{"carried-over/1", "closed-early/5"}},
		{29, []string{"carried-over/1", "closed-early/5", "closed-late/5"}},
		{30, []string{"carried-over/1", "closed-early/5", "closed-late/5", "thanked-later/5"}},
		{100000, []string{"carried-over/1", "closed-early/5", "closed-late/5", "thanked-later/5"}},
	} {
		var a attic
		archivist := handoff.NewArchivist(&a, boardOf(t, book), ninetyDays, at(row.minutes), quiet)
		n, err := archivist.Once(t.Context())
		if err != nil || n != len(row.want) || !slices.Equal(a.took, row.want) {
			t.Errorf("after %d minutes: %d, %q, %v; want %q", row.minutes, n, a.took, err, row.want)
		}
		if n, err := archivist.Once(t.Context()); n != 0 || err != nil {
			t.Errorf("a second round moved %d, %v", n, err)
		}
	}
}

// A case that comes back and is closed again moves again.
func TestACaseThatCameBackIsArchivedAgain(t *testing.T) {
	book := openBook(t)
	tell(t, book, "lamp", 0, said("路灯"), opened(0), claimed("wu"), closed)
	var a attic
	board, now := boardOf(t, book), at(0)
	archivist := handoff.NewArchivist(&a, board, ninetyDays, func() time.Time { return now() }, quiet)
	once := func() {
		t.Helper()
		if err := board.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := archivist.Once(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	once()
	tell(t, book, "lamp", 10, dialog.Change{Kind: dialog.ChangeReopened}, claimed("wu"))
	now = at(1000)
	once()
	tell(t, book, "lamp", 20, closed)
	once()
	if want := []string{"lamp/4", "lamp/7"}; !slices.Equal(a.took, want) {
		t.Errorf("archived %q, want %q", a.took, want)
	}
}

func TestTroubleWithTheArchive(t *testing.T) {
	book := openBook(t)
	for i := range 9 {
		tell(t, book, dialog.CaseID(fmt.Sprint("case-", i)), i, said("路灯"), opened(0), claimed("wu"), closed)
	}
	full := errors.New("the disk is full")
	for _, row := range []struct {
		name   string
		refuse func(dialog.CaseID) error
		moved  int
		err    error
	}{
		{"one case", func(id dialog.CaseID) error { return map[dialog.CaseID]error{"case-4": full}[id] }, 8, full},
		{"one case that changed", func(id dialog.CaseID) error { return map[dialog.CaseID]error{"case-4": casebook.ErrStale}[id] }, 8, nil},
		{"every case", func(dialog.CaseID) error { return full }, 0, full},
		{"from the third on", func(id dialog.CaseID) error {
			if id > "case-1" {
				return full
			}
			return nil
		}, 2, full},
	} {
		asked := 0
		a := attic{refuse: func(id dialog.CaseID) error { asked++; return row.refuse(id) }}
		archivist := handoff.NewArchivist(&a, boardOf(t, book), ninetyDays, at(60), quiet)
		if n, err := archivist.Once(t.Context()); n != row.moved || !errors.Is(err, row.err) {
			t.Errorf("%s: moved %d, %v; want %d, %v", row.name, n, err, row.moved, row.err)
		}
		if row.moved < 8 && asked != row.moved+5 {
			t.Errorf("%s: %d were tried", row.name, asked)
		}
		a.refuse = nil // the trouble is over: the next round moves the rest
		if n, err := archivist.Once(t.Context()); n != 9-row.moved || err != nil {
			t.Errorf("%s, later: moved %d, %v", row.name, n, err)
		}
	}
}

// Run waits for the board to be read, moves what is old, and ends when it is told to.
func TestTheArchivistRuns(t *testing.T) {
	book := openBook(t)
	tell(t, book, "lamp", 0, said("路灯"), opened(0), claimed("wu"), closed)
	board := handoff.NewBoard(book, nil)
	ctx, stop := context.WithCancel(t.Context())
	moved := make(chan dialog.CaseID, 1)
	a := attic{refuse: func(id dialog.CaseID) error { moved <- id; return nil }}
	done := make(chan error, 2)
	go func() { done <- handoff.NewArchivist(&a, board, ninetyDays, at(0), quiet).Run(ctx) }()
	go func() { done <- board.Run(ctx) }()
	if id := <-moved; id != "lamp" {
		t.Errorf("%s was archived", id)
	}
	stop()
	for range 2 {
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("it ended with %v", err)
		}
	}
}
