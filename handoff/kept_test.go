package handoff_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

// TestKept: whatever becomes of the file a board is kept in, the board is what the book says.
func TestKept(t *testing.T) {
	book := openBook(t)
	for i := range 7 {
		id := dialog.CaseID(fmt.Sprint("case-", i))
		tell(t, book, id, 1, dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "路灯坏了"}, dialog.Change{Kind: dialog.ChangeOpened})
		tell(t, book, id, 2+i, dialog.Change{Kind: dialog.ChangeSlot, Slot: "where", Value: "qixing"})
		if i%2 == 0 {
			tell(t, book, id, 20+i, dialog.Change{Kind: dialog.ChangeClaimed, By: dialog.ByAgent, Agent: "wu", Text: "吴姐"})
		}
	}
	vault, err := casebook.OpenVault(t.Context(), booktest.Safe("town"), book)
	if err != nil {
		t.Fatal(err)
	}
	kept := handoff.Kept{Path: filepath.Join(t.TempDir(), "board"), Book: "b1", Program: "p1", Vault: vault}
	look := func(k handoff.Kept) (seen []casebook.Case, counts handoff.Counts) {
		board := handoff.NewBoard(book, nil).KeptIn(k)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- board.Run(ctx) }()
		<-board.Ready()
		page, err := board.List(handoff.Query{Open: true})
		if err != nil {
			t.Fatal(err)
		}
		counts = board.Counts(handoff.Agent{Login: "wu"})
		stop()
		<-ended // it is kept then
		return page.Cases, counts
	}
	want, counts := look(handoff.Kept{})
	if len(want) != 7 || counts.Mine != 4 {
		t.Fatalf("%d cases, %d mine", len(want), counts.Mine)
	}
	for _, step := range []struct {
		name string
		kept handoff.Kept
		harm func(content []byte) []byte
	}{
		{"first", kept, nil},
		{"kept", kept, func(b []byte) []byte { return b }},
		{"deleted", kept, func([]byte) []byte { return nil }},
		{"torn", kept, func(b []byte) []byte { return b[:len(b)*2/3] }},
		{"one letter changed", kept, func(b []byte) []byte { b[len(b)/2] ^= 1; return b }},
		{"no board at all", kept, func([]byte) []byte { return []byte("hello") }},
		{"of another book", handoff.Kept{Path: kept.Path, Book: "b2", Program: "p1"}, func(b []byte) []byte { return b }},
		{"of another program", handoff.Kept{Path: kept.Path, Book: "b2", Program: "p2"}, func(b []byte) []byte { return b }},
		{"sealed from here on", kept, func(b []byte) []byte { return b }},
		{"sealed no more", handoff.Kept{Path: kept.Path, Book: "b1", Program: "p1"}, func(b []byte) []byte { return b }},
	} {
		if step.harm != nil {
			content, err := os.ReadFile(kept.Path)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(content, []byte("路灯")) != (step.name == "of another program" || step.name == "sealed from here on") {
				t.Errorf("%s: before it the file is readable: %v", step.name, bytes.Contains(content, []byte("路灯")))
			}
			if err := os.Remove(kept.Path); err != nil {
				t.Fatal(err)
			}
			if content = step.harm(content); content != nil {
				if err := os.WriteFile(kept.Path, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		got, n := look(step.kept)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: read (-) and kept (+): %s", step.name, diff)
		}
		if diff := cmp.Diff(counts, n); diff != "" {
			t.Errorf("%s: counted (-) and kept (+): %s", step.name, diff)
		}
	}
}

// TestKeptForgets: the file goes when a word in it was erased, and not only when it is written
// the next time.
func TestKeptForgets(t *testing.T) {
	book := openBook(t)
	tell(t, book, "one", 1, dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "路灯坏了"}, dialog.Change{Kind: dialog.ChangeOpened})
	kept := handoff.Kept{Path: filepath.Join(t.TempDir(), "board"), Book: "b", Program: "p"}
	run := func() (*handoff.Board, func()) {
		board := handoff.NewBoard(book, nil).KeptIn(kept)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- board.Run(ctx) }()
		<-board.Ready()
		return board, func() { stop(); <-ended }
	}
	there := func() bool {
		_, err := os.Stat(kept.Path)
		return err == nil
	}
	_, stop := run()
	if stop(); !there() {
		t.Fatal("it is not kept")
	}
	board, stop := run()
	defer stop()
	tell(t, book, "one", 2, dialog.Change{Kind: dialog.ChangeErased, Value: dialog.EraseAsked})
	if err := board.CatchUp(t.Context()); err != nil || there() {
		t.Errorf("the file of before is there: %v, %v", there(), err)
	}
}

// TestKeptIsUsed: what is in the file is not folded again, and what came since is.
func TestKeptIsUsed(t *testing.T) {
	book := openBook(t)
	tell(t, book, "one", 1, dialog.Change{Kind: dialog.ChangeOpened})
	kept := handoff.Kept{Path: filepath.Join(t.TempDir(), "board"), Book: "b", Program: "p"}
	read := 0
	run := func() handoff.Counts {
		board := handoff.NewBoard(counting{book, &read}, nil).KeptIn(kept)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- board.Run(ctx) }()
		<-board.Ready()
		defer func() { stop(); <-ended }()
		return board.Counts(handoff.Agent{})
	}
	if n := run(); n.Open != 1 || read != 1 {
		t.Fatalf("%d open, %d events read", n.Open, read)
	}
	tell(t, book, "two", 2, dialog.Change{Kind: dialog.ChangeOpened})
	if n := run(); n.Open != 2 || read != 2 {
		t.Errorf("%d open, %d events read in all, want 2 and 2", n.Open, read)
	}
}

// counting counts the events that are read of the feed.
type counting struct {
	casebook.Book
	read *int
}

func (c counting) Since(ctx context.Context, after casebook.Cursor, max int) ([]casebook.Event, casebook.Cursor, error) {
	events, next, err := c.Book.Since(ctx, after, max)
	*c.read += len(events)
	return events, next, err
}
