package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/media"
	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/search"
)

// TestNothingIsLeftOfWhoIsErased: a resident has told, sent a photo, been answered and
// noted about; nothing of it is on the disk afterwards, but number, kind, times and outcome.
func TestNothingIsLeftOfWhoIsErased(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	folder := t.TempDir()
	set := &serveSettings{bookSettings: bookSettings{Book: "sqlite:" + filepath.Join(folder, "book.db")}, TwilioOptOut: "provider"}
	s, err := newServer(t.Context(), set, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	const from dialog.Address = "sms:+8613905790778"
	secrets := []string{"翡翠阁楼上滴水", "陈秘密", "13905790777", "水管老化的照片", "夜里来看过"}
	readable := append([]string{from.Local()}, secrets...) // nowhere on the disk
	at := time.Now().Add(-time.Hour)
	say := func(in dialog.Input) casebook.Result {
		t.Helper()
		at = at.Add(time.Minute)
		in.At, in.From = at, from
		if in.Kind == "" {
			in.Kind = dialog.Said
		}
		if in.ID == "" {
			in.ID = at.String()
		}
		r, err := s.clerk.Handle(t.Context(), in)
		if err != nil {
			t.Fatalf("%+v: %v", in, err)
		}
		return r
	}
	r := say(dialog.Input{Text: secrets[0] + ",我叫" + secrets[1] + ",电话" + secrets[2]})
	r = say(dialog.Input{Text: "转人工"})
	id := r.Talk.State.Matters[0].ID
	say(dialog.Input{Text: secrets[3], Media: []dialog.Media{{Kind: "photo", Ref: "x", Name: secrets[3] + ".jpg"}}})
	say(dialog.Input{Kind: dialog.Claim, Agent: "wu", Name: "吴姐", Case: id})
	say(dialog.Input{Kind: dialog.AgentNote, Agent: "wu", Case: id, Text: secrets[4]})
	files, err := set.openMedia(s.book.Vault())
	if err != nil {
		t.Fatal(err)
	}
	photo := filepath.Join(folder, "media", filepath.FromSlash(media.Name(id, 3, 0)))
	if err := os.MkdirAll(filepath.Dir(photo), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(photo, []byte(secrets[3]), 0o600); err != nil { // kept before files were sealed
		t.Fatal(err)
	}
	if _, err := s.book.Put(t.Context(), casebook.Record{Kind: "hook-dead", Key: "x/" + string(id) + "/1", Value: []byte(secrets[0])}); err != nil {
		t.Fatal(err)
	}
	must(t, s.roster.Add(t.Context(), handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}, ""))
	begun := []casebook.Record{{Kind: handoff.DraftKind("wu"), Key: string(id), Value: []byte(`{"reply":"` + secrets[0] + `"}`)},
		{Kind: "afield", Key: "wu", Value: []byte(`{"closing":{"case":"` + string(id) + `","text":"` + secrets[0] + `"}}`)},
		{Kind: handoff.DraftKind("wu"), Key: "JH-1", Value: []byte(`{"reply":"another case"}`)}}
	for _, r := range begun {
		_, err := s.book.Put(t.Context(), r)
		must(t, err)
	}
	follow := func() {
		t.Helper()
		if err := s.board.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.search.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	follow()
	found := func(words string) int {
		t.Helper()
		page, err := s.search.Find(t.Context(), search.Query{Text: words, Sees: func(dialog.CaseID) bool { return true }})
		if err != nil {
			t.Fatal(err)
		}
		return len(page.Hits)
	}
	for _, words := range []string{secrets[0], secrets[4], secrets[2]} {
		if found(words) == 0 {
			t.Errorf("%s is not found before: this test would see nothing", words)
		}
	}

	if r = say(dialog.Input{Text: "删除我的数据"}); len(r.Turn.Replies) != 1 || r.Turn.Replies[0].Asks != dialog.AskConfirm {
		t.Fatalf("asked %+v", r.Turn.Replies)
	}
	if r = say(dialog.Input{Text: "1"}); len(r.Talk.State.Matters) != 0 || r.Talk.State.Life != 1 {
		t.Fatalf("the talk holds %+v", r.Talk.State)
	}
	if events, err := s.book.Case(t.Context(), id); err != nil || strings.Contains(text(events), secrets[0]) {
		t.Errorf("words are read after the commit that erased them: %v %v", events, err)
	}
	follow()
	var stops []func()
	eraser := erasing(s.book, s.board, files, s.log)[0]
	for _, d := range append([]duty{eraser}, s.duties...) {
		if d.name != "the eraser" && d.name != "the postman" && d.name != "the board" {
			continue
		}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- d.run(ctx) }()
		stops = append(stops, func() { stop(); <-done })
	}
	until(t, "the case is erased", func() bool { _, err := s.book.Get(t.Context(), "erased", string(id)); return err == nil })
	for i, r := range begun {
		if _, err := s.book.Get(t.Context(), r.Kind, r.Key); errors.Is(err, casebook.ErrNotFound) != (i < 2) {
			t.Errorf("what an agent has begun, %s: %v", r.Kind, err)
		}
	}
	until(t, "the letter is delivered", func() bool {
		q, err := s.book.Queue(t.Context(), casebook.DueLetter, time.Now())
		return err == nil && q.Waiting == 0
	})
	for _, words := range secrets {
		if n := found(words); n != 0 {
			t.Errorf("%s is found %d times", words, n)
		}
	}
	c, _ := s.board.Case(id)
	if c.Status != dialog.Resolved || c.Outcome != dialog.Withdrawn || c.First != "wu" || c.Address != "" || len(c.Facts) != 0 || c.LastText != "" {
		t.Errorf("the board holds %+v", c)
	}
	if r = say(dialog.Input{Text: "村口的井盖没了"}); r.Talk.State.Name != "" || len(r.Events) == 0 || r.Events[0].Case == id {
		t.Errorf("the next word: %+v", r.Events)
	}
	for _, stop := range stops { // they write to the log, which is read below
		stop()
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	// Nor is it in a backup made afterwards, or in what is restored of it.
	opens := filepath.Join(t.TempDir(), "key.txt")
	key := command(t, "", "", "backup", "key", "-out", opens)
	if got := command(t, "", "", "backup", "-book", set.Book, "-to", strings.TrimSpace(key.out), "-out", filepath.Join(folder, "after.backup")); got.code != 0 {
		t.Fatalf("a backup: %+v", got)
	}
	restored := filepath.Join(folder, "restored", "book.db")
	if got := command(t, "", "", "restore", "-from", filepath.Join(folder, "after.backup"), "-backup-key", opens, "-book", "sqlite:"+restored); got.code != 0 {
		t.Fatalf("restored: %+v", got)
	}
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		for _, words := range readable {
			if bytes.Contains(content, []byte(words)) {
				t.Errorf("%s still holds %s", path, words)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	for _, words := range readable {
		if strings.Contains(log.String(), words) {
			t.Errorf("the log holds %s", words)
		}
	}
	// Whoever has the master key and the file opens nothing of it, either.
	master, err := os.ReadFile(set.bookFile() + ".key")
	must(t, err)
	must(t, os.WriteFile(restored+".key", master, 0o600))
	for _, file := range []string{set.bookFile(), restored} {
		again := openHere(t, "sqlite:"+file)
		events, err := again.Case(t.Context(), id)
		if err != nil || len(events) < 6 || text(events) != "" {
			t.Errorf("after a new start: %v, %v", events, err)
		}
	}
}

// text is all that is personal in events.
func text(events []casebook.Event) string {
	var all strings.Builder
	for _, e := range events {
		all.WriteString(e.Text + e.Raw + string(e.Address))
	}
	return all.String()
}

// until waits for what a duty does; the test's own deadline ends a wait in vain.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}
