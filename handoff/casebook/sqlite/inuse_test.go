package sqlite

import (
	"os"
	"path/filepath"
	"testing"
)

func TestInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	want := func(when string, want bool) {
		t.Helper()
		if got, err := InUse(t.Context(), path); got != want || err != nil {
			t.Errorf("%s: in use %v, %v", when, got, err)
		}
	}
	want("no file", false)
	if _, err := os.Stat(path); err == nil {
		t.Error("looking has made the file")
	}
	b := openTest(t, path)
	want("open", true)
	if _, err := b.Reserve(t.Context(), 1); err != nil {
		t.Errorf("the book does not work after being looked at: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want("closed", false)
	want("closed, again", false)
	after, err := os.ReadFile(path)
	if err != nil || string(before) != string(after) {
		t.Errorf("looking has changed the file (%v)", err)
	}
}
