package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// TestAClosedCaseLeavesRedisAndIsReadFromTheFolder goes the whole way of the settings:
// the duty archives, another process reads, the board of a new start knows the case.
func TestAClosedCaseLeavesRedisAndIsReadFromTheFolder(t *testing.T) {
	server := miniredis.RunT(t)
	folder := filepath.Join(t.TempDir(), "archive")
	set := &serveSettings{ArchiveAfter: 90, bookSettings: bookSettings{Book: "redis://" + server.Addr(), Archive: "file:" + folder, keySettings: keySettings{Key: inTheClear}}}
	open := func() book {
		b, err := set.openBook(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		return b
	}
	b := open()
	const from dialog.Address = "telegram:1001"
	id := dialog.FormatCaseID("JH", casebook.ShardOf(from), 1)
	long := time.Now().Add(-91 * 24 * time.Hour)
	c := casebook.Commit{ID: "1", Address: from}
	for _, change := range []dialog.Change{{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "路灯坏了"}, {Kind: dialog.ChangeOpened},
		{Kind: dialog.ChangeClosed, By: dialog.ByAgent, Agent: "wu", Outcome: dialog.Solved}} {
		change.Case = id
		c.Events = append(c.Events, casebook.Event{Change: change, At: long, Address: from})
	}
	if _, err := b.Commit(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	ctx, stop := context.WithCancel(t.Context())
	board := handoff.NewBoard(b, quiet)
	done := make(chan error, 2)
	duties := set.archivist(b, board, quiet)
	if len(duties) != 1 {
		t.Fatalf("%d duties", len(duties))
	}
	go func() { done <- board.Run(ctx) }()
	go func() { done <- duties[0].run(ctx) }()
	var files []string
	for ; len(files) == 0; time.Sleep(10 * time.Millisecond) { // the test's own deadline ends a wait in vain
		files, _ = filepath.Glob(filepath.Join(folder, "*", string(id)+".3.*.gz"))
	}
	stop()
	for range 2 {
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("a duty ended with %v", err)
		}
	}
	again := open()
	events, err := again.Case(t.Context(), id)
	if err != nil || len(events) != 3 || events[0].Text != "路灯坏了" {
		t.Fatalf("%+v, %v", events, err)
	}
	rebuilt := handoff.NewBoard(again, quiet)
	if err := rebuilt.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c, ok := rebuilt.Case(id); !ok || c.Status != dialog.Resolved || c.LastText != "路灯坏了" {
		t.Errorf("the board shows %+v", c)
	}

	check := func(archive string) string {
		args := []string{"check", "-book", set.Book, "-key", inTheClear}
		if archive != "" {
			args = append(args, "-archive", archive)
		}
		return command(t, "", "", args...).out
	}
	if err := os.WriteFile(filepath.Join(folder, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for archive, want := range map[string]string{
		set.Archive:                 "ok    Cases closed for 90 days move to the archive file:",
		"":                          "wrong The archive cannot be used: cases of this book are archived, and FRONTDOOR_ARCHIVE does not say where",
		"file:" + t.TempDir():       "is its folder mounted",
		"s3:bucket":                 "wrong FRONTDOOR_ARCHIVE cannot be used",
		"file:" + folder + "/file/": "wrong The archive cannot be used",
	} {
		if got := check(archive); !strings.Contains(got, want) {
			t.Errorf("archive %q: want %q in\n%s", archive, want, got)
		}
	}
	fresh := command(t, "", "", "check", "-book", set.Book+"?book=fresh", "-key", inTheClear, "-archive", "file:/proc/nowhere").out
	if !strings.Contains(fresh, "nothing can be written to the archive") {
		t.Errorf("a folder that cannot be written:\n%s", fresh)
	}
	onFile := command(t, filepath.Join(t.TempDir(), "book.db"), "", "check", "-archive", set.Archive, "-archive-after", "0").out
	for _, want := range []string{"nothing is archived because the book is a file", "FRONTDOOR_ARCHIVE_AFTER is 0"} {
		if !strings.Contains(onFile, want) {
			t.Errorf("want %q in\n%s", want, onFile)
		}
	}
}
