package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Keys are rotated by a command; without its key a book is not opened, and nothing is lost.
func TestKeysOfABook(t *testing.T) {
	book := filepath.Join(t.TempDir(), "book.db")
	if r := command(t, book, "", "agent", "add", "-login", "wu", "-name", "吴姐", "-role", "admin"); r.code != 0 {
		t.Fatal(r.err)
	}
	before, err := os.ReadFile(book + ".key")
	if err != nil {
		t.Fatal(err)
	}
	if r := command(t, book, "", "keys", "rotate"); r.code != 0 || !strings.Contains(r.out, "wrapped anew") {
		t.Errorf("rotate: %d %s %s", r.code, r.out, r.err)
	}
	after, err := os.ReadFile(book + ".key")
	if err != nil || string(after) == string(before) || len(after) != len(before) {
		t.Errorf("the file holds %d bytes after %d, %v", len(after), len(before), err)
	}
	lists := func(want bool) string {
		t.Helper()
		r := command(t, book, "", "agent", "list")
		if strings.Contains(r.out, "吴姐") != want {
			t.Errorf("agents: %s%s", r.out, r.err)
		}
		return r.err
	}
	lists(true)
	for _, wrong := range [][]byte{before, []byte("nothing\n")} {
		if err := os.WriteFile(book+".key", wrong, 0o600); err != nil {
			t.Fatal(err)
		}
		if said := lists(false); !strings.Contains(said, "sealed") || !strings.Contains(said, book+".key") {
			t.Errorf("with a wrong key: %s", said)
		}
	}
	if err := os.Remove(book + ".key"); err != nil {
		t.Fatal(err)
	}
	lists(false)
	if _, err := os.Stat(book + ".key"); err == nil {
		t.Error("a new key was made in the place of the one that is missing")
	}
	if err := os.WriteFile(book+".key", after, 0o600); err != nil {
		t.Fatal(err)
	}
	lists(true)
}
