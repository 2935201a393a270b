package search

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestSpared: what lies at the path and is no search file stays as it is, byte for byte,
// above all the book; at every start, not only the first. What search made itself, today
// or before files were marked, is not in the way.
func TestSpared(t *testing.T) {
	w := newWorld(t)
	folder := t.TempDir()
	database := func(name string, statements ...string) string {
		path := filepath.Join(folder, name)
		db, err := sql.Open("sqlite", dsn(path, "busy_timeout(0)"))
		w.must(err)
		for _, s := range statements {
			_, err := db.Exec(s)
			w.must(err)
		}
		w.must(db.Close())
		return path
	}
	words := filepath.Join(folder, "notes.txt")
	w.must(os.WriteFile(words, []byte("what an agent wrote down"), 0o600))
	empty := filepath.Join(folder, "empty.db")
	w.must(os.WriteFile(empty, nil, 0o600))
	for _, c := range []struct {
		what, path string
		spared     bool
	}{
		{"the book", filepath.Join(w.folder, "book.db"), true},
		{"a text", words, true},
		{"a folder", folder, true},
		{"a database of another program with a mark", database("marked.db", "PRAGMA application_id = 77", "CREATE TABLE state (form)"), true},
		{"a database of another program without one", database("plain.db", "CREATE TABLE people (name)"), true},
		{"a search file from before the mark", database("old.db", "CREATE TABLE state (form)"), false},
		{"an empty file", empty, false},
		{"nothing", filepath.Join(folder, "none.db"), false},
	} {
		t.Run(c.what, func(t *testing.T) {
			before, _ := os.ReadFile(c.path) //nolint:errcheck // a folder has no bytes
			for range 2 {
				x, err := Open(t.Context(), Options{Book: w.book, BookID: w.book.ID(), Path: c.path, Vault: w.vault, Prefix: "LB", size: 8})
				if errors.Is(err, ErrForeign) != c.spared || err != nil && !c.spared {
					t.Fatalf("spared: %v, want %v", err, c.spared)
				}
				if err == nil {
					w.must(x.Close())
				}
			}
			after, _ := os.ReadFile(c.path) //nolint:errcheck // likewise
			if c.spared && string(after) != string(before) {
				t.Error("it was written to")
			}
			if _, err := os.Stat(c.path + lockEnd); c.spared && err == nil {
				t.Error("a lock was left beside it")
			}
		})
	}
}
