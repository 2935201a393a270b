package main

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// TestABookOfBefore: a file that an earlier program wrote and left (of 28 November 2026,
// with one case handed over, two talks amid their questions and one reply that Telegram
// did not take) is opened by this one as if it were its own: nothing in it is lost or said
// twice, and its talks go on.
func TestABookOfBefore(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "book.db")
	unpackFile(t, "testdata/book-of-before.db.gz", file)

	b := openHere(t, "sqlite:"+file)
	roster := handoff.NewRoster(b, nil)
	if a, err := roster.Authenticate(t.Context(), "wu", "a password for wu"); err != nil || a.Name != "代办员甲" {
		t.Errorf("its agent signs in as %+v, %v", a, err)
	}
	var said []string
	for after := casebook.Cursor(""); ; {
		events, next, err := b.Since(t.Context(), after, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			break
		}
		for _, e := range events {
			if e.Kind == dialog.ChangeSaid && e.By == dialog.ByResident {
				said = append(said, e.Text)
			}
		}
		after = next
	}
	if got := strings.Join(said, " "); got != "七星村村口的路灯坏了 昨天晚上开始的 就在村口 转人工 金星服装厂老板欠我8000块工资 楼上漏水" {
		t.Errorf("its residents said %q", got)
	}
	for _, n := range []string{"telegram:2001", "telegram:2002", "telegram:2003"} {
		if talk, err := b.Read(t.Context(), dialog.Address(n)); err != nil || talk.Version == 0 {
			t.Errorf("the talk with %s: %+v, %v", n, talk, err)
		}
	}
	now := time.Date(2026, 11, 29, 9, 10, 0, 0, time.UTC) // a few minutes after its last message
	dues, err := b.Lease(t.Context(), casebook.DueMessage, now, time.Minute, 10)
	if err != nil || len(dues) != 1 || dues[0].Message.To != "telegram:2002" || !strings.Contains(dues[0].Message.Text, "金星服装厂") {
		t.Errorf("it owes %+v, %v", dues, err)
	}

	cat, place, err := townSettings{}.load()
	if err != nil {
		t.Fatal(err)
	}
	script, err := townSettings{}.script(cat, place)
	if err != nil {
		t.Fatal(err)
	}
	clerk := casebook.NewClerk(b, script, place.Prefix, casebook.Options{Now: func() time.Time { return now }})
	say := func(id string, from dialog.Address, text string) casebook.Result {
		t.Helper()
		r, err := clerk.Handle(t.Context(), dialog.Input{ID: id, Kind: dialog.Said, From: from, At: now, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for id, from := range map[string]dialog.Address{"u4": "telegram:2001", "u5": "telegram:2002", "u6": "telegram:2003"} { // the provider says again what it told the old one
		if r := say(id, from, "转人工"); !r.Seen {
			t.Errorf("message %s is taken in again", id)
		}
	}
	r := say("u7", "telegram:2003", "2") // the answer to what it was asked
	chosen := ""
	for _, e := range r.Events {
		if e.Kind == dialog.ChangeCategory {
			chosen = e.Value
		}
	}
	if chosen != "housing" || r.Talk.Version < 3 {
		t.Errorf("a talk amid its questions goes on as %q: %+v", chosen, r.Events)
	}
}

func unpackFile(t *testing.T, from, to string) {
	t.Helper()
	packed, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close() //nolint:errcheck // only read from
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err == nil {
		err = os.WriteFile(to, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestASealedBookOfBefore: a file that an earlier program sealed, and in which addresses lay
// as they are, is opened; no number stands in it afterwards, and what it owes to whom, whom it
// has to wake, what it has seen and what was erased is as it was.
func TestASealedBookOfBefore(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "book.db")
	unpackFile(t, "testdata/book-sealed-before.db.gz", file)
	key, err := os.ReadFile("testdata/book-sealed-before.db.key")
	must(t, err)
	must(t, os.WriteFile(file+".key", key, 0o600))
	if !strings.Contains(inFolder(t, folder), "13900000103") {
		t.Fatal("the numbers do not stand in it before: this test would see nothing")
	}
	const wen, gone dialog.Address = "sms:+8613900000103", "sms:+8613900000104"
	at := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	for range 2 { // the second time nothing is left to do
		b, err := bookSettings{Book: "sqlite:" + file}.openBook(t.Context())
		must(t, err)
		for a, want := range map[dialog.Address]dialog.State{wen: {V: dialog.StateVersion, Name: "文先生"}, gone: {V: dialog.StateVersion, Life: 1}} {
			if talk, err := b.Read(t.Context(), a); err != nil || talk.State.Name != want.Name || talk.State.Life != want.Life {
				t.Errorf("%s: %+v, %v", a, talk, err)
			}
			if _, err := b.Commit(t.Context(), casebook.Commit{ID: "again", Address: a, Seen: "u1"}); !errors.Is(err, casebook.ErrSeen) {
				t.Errorf("%s: what was seen is taken in again: %v", a, err)
			}
		}
		must(t, b.Close())
		if all := inFolder(t, folder); strings.Contains(all, "1390000010") {
			t.Error("a number still stands in a file")
		}
	}
	b := openHere(t, "sqlite:"+file)
	for kind, want := range map[casebook.DueKind]int{casebook.DueMessage: 2, casebook.DueLetter: 2, casebook.DueWake: 1} {
		dues, err := b.Lease(t.Context(), kind, at, time.Minute, 9)
		if err != nil || len(dues) != want {
			t.Errorf("of %s: %+v, %v", kind, dues, err)
		}
		for _, due := range dues {
			if due.Address != wen && (due.Address != gone || kind == casebook.DueWake) {
				t.Errorf("of %s one is for %q", kind, due.Address)
			}
		}
	}
}

// inFolder is all that the files of a folder hold.
func inFolder(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	must(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		all.Write(content)
		return err
	}))
	return all.String()
}
