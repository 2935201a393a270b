package main

import (
	"compress/gzip"
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
