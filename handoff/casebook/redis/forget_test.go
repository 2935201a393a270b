package redis

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/redis/redistest"
)

// What was erased is in no file of the server's either: neither the key of the erased case nor,
// after a process that was killed before it asked for that, what another erased.
func TestErasedIsInNoFileOfTheServer(t *testing.T) {
	s := redistest.Start(t, "--aof-use-rdb-preamble", "no") // so that what lies in its files can be looked for
	const from dialog.Address = "telegram:1001"
	shard := casebook.ShardOf(from)
	cases := []dialog.CaseID{dialog.FormatCaseID("JH", shard, 1), dialog.FormatCaseID("JH", shard, 2)}
	b := openWith(t, "redis://"+s.Addr, Options{Master: booktest.Safe("town")})
	var keys [][]byte
	for _, id := range cases {
		if _, err := b.Commit(t.Context(), casebook.Commit{ID: string(id), Address: from, Events: []casebook.Event{{Address: from, At: time.Now(),
			Change: dialog.Change{Case: id, Kind: dialog.ChangeSaid, Text: "secret"}}}}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := b.List(t.Context(), "keys-"+string(cases[0][3:5]))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range cases {
		for _, r := range all {
			if r.Key == "case "+string(id) {
				keys = append(keys, r.Value)
			}
		}
	}
	held := func() (which [2]bool) {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(s.Do("CONFIG", "GET", "dir").(map[any]any)["dir"].(string), "*", "*.aof"))
		if err != nil || len(files) == 0 {
			t.Fatalf("the server's files: %v, %v", files, err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil && !errors.Is(err, os.ErrNotExist) { // written anew meanwhile
				t.Fatal(err)
			}
			for n, key := range keys {
				which[n] = which[n] || bytes.Contains(text, key)
			}
		}
		return which
	}
	until := func(what string, want [2]bool) {
		t.Helper()
		redistest.Until(t, what, func(context.Context) error {
			if held() != want {
				return errors.New("not yet")
			}
			return nil
		})
	}
	if len(keys) != 2 || held() != [2]bool{true, true} {
		t.Fatalf("the files hold %d keys: %v", len(keys), held())
	}
	if err := b.EraseCase(t.Context(), cases[0], false, time.Now()); err != nil {
		t.Fatal(err)
	}
	until("the first key is gone", [2]bool{false, true})
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	// Killed between the erasing and the asking: the count alone stands in the book.
	s.Do("HDEL", b.shelfOf("keys-"+string(cases[0][3:5])).shelf("keys-"+string(cases[0][3:5])), "case "+string(cases[1]))
	s.Do("HINCRBY", b.shard(0).about(), erasures, 1)
	if held() != [2]bool{false, true} {
		t.Fatal("nobody has written the file anew, and the key is gone")
	}
	openWith(t, "redis://"+s.Addr, Options{Master: booktest.Safe("town")})
	until("the second key is gone", [2]bool{})
}
