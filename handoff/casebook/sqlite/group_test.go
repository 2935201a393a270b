package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// A commit that breaks in its last statement leaves nothing, and those that
// shared its transaction are stored.
func TestBrokenInTheMiddle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	b := openTest(t, path)
	commit := func(id string, a dialog.Address) *write {
		state := dialog.State{V: 1}
		c := casebook.Commit{ID: id, Address: a, Seen: "r:1", State: &state, Wake: time.Now(),
			Events:  []casebook.Event{{Change: dialog.Change{Case: dialog.CaseID("OLD-" + id), Kind: dialog.ChangeSaid}}},
			Send:    []casebook.Outgoing{{ID: id, To: a}},
			Letters: []dialog.Letter{{ID: id, To: "duty:town"}}}
		docs, err := c.Documents()
		if err != nil {
			t.Fatal(err)
		}
		p := prepare(c, docs)
		return &write{ready: make(chan struct{}), do: func(w *writer) error { _, err := p.write(w); return err }}
	}
	group := []*write{commit("first", "web:1"), commit("bad", "web:2"), commit("last", "web:3")}
	w := idleWriter(t, path)
	if err := w.exec("CREATE TRIGGER break BEFORE INSERT ON letters WHEN new.address = 'web:2' BEGIN SELECT raise(ABORT, 'broken on purpose'); END"); err != nil {
		t.Fatal(err)
	}
	w.group(group)
	if group[0].err != nil || group[2].err != nil {
		t.Fatalf("the good ones: %v, %v", group[0].err, group[2].err)
	}
	if group[1].err == nil || !strings.Contains(group[1].err.Error(), "broken on purpose") {
		t.Fatalf("the bad one: %v", group[1].err)
	}
	for table, want := range map[string]int{"talks": 2, "events": 2, "outbox": 2, "queues": 2, "letters": 2, "commits": 2} {
		var n int
		if err := b.reads.QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil || n != want {
			t.Errorf("%s: %d rows, want %d, %v", table, n, want, err)
		}
	}
}

// idleWriter is a writer whose groups the test makes itself.
func idleWriter(t *testing.T, path string) *writer {
	t.Helper()
	name, err := dsn(path, settings{synchronous: "FULL"})
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := connect(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWriter(t.Context(), db, conn, &casebook.Fresh{}, func() {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.release(); err != nil {
			t.Errorf("release: %v", err)
		}
	})
	return w
}

// A full disk fails what does not fit, whole; the rest goes on once there is room.
func TestFullDisk(t *testing.T) {
	b := openTest(t, filepath.Join(t.TempDir(), "book.db"))
	pages := func(setting string) {
		t.Helper()
		if err := b.writer.submit(t.Context(), false, func(w *writer) error {
			var n int
			return w.row("PRAGMA max_page_count = " + setting).Scan(&n)
		}); err != nil {
			t.Fatal(err)
		}
	}
	commit := func(id string, size int) error {
		state := dialog.State{V: 1, Name: strings.Repeat("x", size)}
		_, err := b.Commit(t.Context(), casebook.Commit{ID: id, Address: dialog.Address("web:" + id), State: &state,
			Events: []casebook.Event{{Change: dialog.Change{Case: dialog.CaseID("OLD-" + id), Kind: dialog.ChangeSaid}}}})
		return err
	}
	pages("60")
	for i := range 3 {
		if err := commit(fmt.Sprint("large", i), 1_000_000); err == nil || !strings.Contains(err.Error(), "full") || strings.Contains(err.Error(), "rollback") {
			t.Fatalf("on a full disk: %v", err)
		}
		if err := commit(fmt.Sprint("small", i), 10); err != nil {
			t.Fatalf("what fits: %v", err)
		}
	}
	pages("1000000")
	if err := commit("large0", 1_000_000); err != nil {
		t.Fatalf("with room again: %v", err)
	}
	events, _, err := b.Since(t.Context(), "", 100)
	if err != nil || len(events) != 4 {
		t.Errorf("%d events, want 4, %v", len(events), err)
	}
}

// One who leaves takes nobody's commit along.
func TestLeavingDoesNotHurtTheGroup(t *testing.T) {
	b := openTest(t, filepath.Join(t.TempDir(), "book.db"))
	const many = 40
	stored := make([]error, many)
	done := make(chan int)
	for i := range many {
		go func() {
			ctx, cancel := context.WithCancel(t.Context())
			if i%2 == 1 {
				cancel()
			}
			defer cancel()
			_, stored[i] = b.Commit(ctx, casebook.Commit{ID: fmt.Sprint(i), Address: "web:v1",
				Events: []casebook.Event{{Change: dialog.Change{Case: "OLD-1", Kind: dialog.ChangeSaid, Text: fmt.Sprint(i)}}}})
			done <- i
		}()
	}
	for range many {
		if i := <-done; i%2 == 0 && stored[i] != nil {
			t.Errorf("commit %d: %v", i, stored[i])
		}
	}
	events, err := b.Case(t.Context(), "OLD-1")
	if err != nil || len(events) < many/2 {
		t.Errorf("%d events, %v", len(events), err)
	}
}
