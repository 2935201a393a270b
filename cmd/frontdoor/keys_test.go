package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
)

// On Redis nothing is opened before somebody decided about the key; the word off leaves words
// in the clear, on a file too, and opens no book that is sealed already.
func TestKeyIsDecided(t *testing.T) {
	server := "redis://" + miniredis.RunT(t).Addr()
	key := "file:" + filepath.Join(t.TempDir(), "master.key")
	for _, c := range []struct{ book, key, master, trouble string }{
		{server, "", "none", "openssl rand -base64 32"},
		{"redis+sentinel://127.0.0.1:1/door", "", "none", "on every server"},
		{"rediss+cluster://127.0.0.1:1", "", "none", "on every server"},
		{server, "OFF", "none", "off for words in the clear"},
		{server, "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3JldA==", "none", "belongs into a file"},
		{server, "off", "nil", ""},
		{server, key, "some", ""},
		{"sqlite:book.db", "", "some", ""},
		{"sqlite:book.db", "off", "nil", ""},
	} {
		set := serveSettings{bookSettings: bookSettings{Book: c.book, keySettings: keySettings{Key: c.key}}}
		master, err := set.master()
		if (err != nil) != (c.master == "none") || err == nil && (master == nil) != (c.master == "nil") {
			t.Errorf("%s, key %q: %v, %v", c.book, c.key, master, err)
		}
		if said := strings.Join(set.trouble(), "\n"); c.trouble != "" && !strings.Contains(said, c.trouble) || strings.Contains(said, "c2Vjcm") {
			t.Errorf("%s, key %q: the start says %q, want %q", c.book, c.key, said, c.trouble)
		}
		if s := set.sealing(); c.master == "nil" && (!s.bad || !strings.Contains(s.text, "NOT sealed")) {
			t.Errorf("%s, key %q: %s", c.book, c.key, s.text)
		}
	}
	add := func(login, key string) ran {
		return command(t, "", "", "agent", "add", "-login", login, "-name", "吴姐", "-role", "admin", "-book", server, "-key", key)
	}
	for n, step := range []struct {
		key, says string
		code      int
	}{
		{"", "FRONTDOOR_KEY is not set", 1},
		{"off", "", 0},
		{key, "", 0}, // sealed from here on
		{"off", "FRONTDOOR_KEY must name their master key", 1},
		{"", "FRONTDOOR_KEY is not set", 1},
	} {
		if got := add(fmt.Sprint("wu", n), step.key); got.code != step.code || !strings.Contains(got.err, step.says) {
			t.Errorf("key %q: %+v", step.key, got)
		}
	}
}

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
	if r := command(t, book, "", "keys", "rotate"); r.code != 0 || !strings.Contains(r.out, "wrapped anew") || !strings.Contains(r.out, "Backups made before open by the old key alone") {
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
