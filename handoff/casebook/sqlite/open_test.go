package sqlite

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// sqlIn runs statements on a file behind the engine's back.
func sqlIn(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	for _, row := range []struct {
		name string
		make func(t *testing.T, path string)
		want string
	}{
		{"of a newer program", func(t *testing.T, path string) {
			if err := openTest(t, path).Close(); err != nil {
				t.Fatal(err)
			}
			sqlIn(t, path, "PRAGMA user_version = 99")
		}, "newer program"},
		{"another program's", func(t *testing.T, path string) { sqlIn(t, path, "CREATE TABLE songs (title)") }, "another program's"},
		{"no database", func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("Dear diary, ", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "not a database"},
		{"a folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "directory"},
		{"in no folder", func(*testing.T, string) {}, "does not exist: make it first"},
	} {
		t.Run(row.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "book.db")
			if row.name == "in no folder" {
				path = filepath.Join(t.TempDir(), "nowhere", "book.db")
			}
			row.make(t, path)
			before, _ := os.ReadFile(path)
			b, err := Open(t.Context(), path)
			if err == nil {
				b.Close()
				t.Fatal("opened")
			}
			if !strings.Contains(err.Error(), row.want) {
				t.Errorf("%v: does not say %q", err, row.want)
			}
			if after, _ := os.ReadFile(path); row.name != "another program's" && string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestOddPathsAndRights(t *testing.T) {
	for _, name := range []string{"a b.db", "a?b#c%20&_pragma=synchronous(OFF).db", "街道.db"} {
		path := filepath.Join(t.TempDir(), name)
		openTest(t, path)
		for _, suffix := range []string{"", "-wal"} {
			info, err := os.Stat(path + suffix)
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode().Perm() != 0o600 {
				t.Errorf("%s has rights %v", info.Name(), info.Mode().Perm())
			}
		}
	}
}

func TestDurableUnlessVolatile(t *testing.T) {
	for _, row := range []struct {
		options []Option
		want    string
	}{{nil, "2"}, {[]Option{Volatile()}, "0"}} {
		b := openTest(t, filepath.Join(t.TempDir(), "book.db"), row.options...)
		var synchronous, journal string
		// Asked by the writer itself: its connection and its statements are its own.
		err := b.writer.submit(t.Context(), false, func(w *writer) error {
			return errors.Join(w.row("PRAGMA synchronous").Scan(&synchronous), w.row("PRAGMA journal_mode").Scan(&journal))
		})
		if err != nil {
			t.Fatal(err)
		}
		if synchronous != row.want || journal != "wal" {
			t.Errorf("synchronous %s, journal %s, want %s, wal", synchronous, journal, row.want)
		}
	}
}

// Two books on one file behave as two processes do: SQLite knows no difference.
func TestTwoProcessesAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	books := make([]*Book, 4)
	var opening sync.WaitGroup
	for i := range books {
		opening.Go(func() {
			var err error
			if books[i], err = Open(t.Context(), path); err != nil {
				t.Errorf("open: %v", err)
			}
		})
	}
	opening.Wait()
	if t.Failed() {
		t.FailNow()
	}
	nudges := books[3].Nudges(t.Context())
	const each = 25
	var writing sync.WaitGroup
	for i, b := range books[:3] {
		writing.Go(func() {
			for n := range each {
				a := dialog.Address("web:v1")
				_, err := b.Commit(t.Context(), casebook.Commit{ID: string(rune('a'+i)) + string(rune('A'+n)), Address: a,
					Events: []casebook.Event{{Change: dialog.Change{Case: "OLD-1", Kind: dialog.ChangeSaid}}}})
				if err != nil {
					t.Errorf("commit: %v", err)
				}
			}
		})
	}
	writing.Wait()
	select {
	case <-nudges: // books[3] wrote nothing: it heard of the others
	case <-time.After(30 * time.Second):
		t.Error("the fourth book heard nothing of the others")
	}
	for _, b := range books {
		events, _, err := b.Since(t.Context(), "", 1000)
		if err != nil || len(events) != 3*each {
			t.Errorf("%d events, %v", len(events), err)
		}
		for i, e := range events {
			if e.Seq != i+1 {
				t.Fatalf("event %d has number %d", i+1, e.Seq)
			}
		}
		if err := b.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
}

func TestClosedBook(t *testing.T) {
	b := openTest(t, filepath.Join(t.TempDir(), "book.db"))
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() { // each either stored or told; none hangs
			_, _ = b.Commit(t.Context(), casebook.Commit{ID: string(rune('a' + i)), Address: "web:v1"})
		})
	}
	for range 2 {
		if err := b.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	wg.Wait()
	if _, err := b.Commit(t.Context(), casebook.Commit{ID: "late", Address: "web:v1"}); err == nil {
		t.Error("a closed book took a commit")
	}
	if _, err := b.Read(t.Context(), "web:v1"); err == nil {
		t.Error("a closed book was read")
	}
}
