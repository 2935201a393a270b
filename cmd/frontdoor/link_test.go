package main

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"frontdoor/cmd/frontdoor/rehearsal"
	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/sqlite"
)

// TestChatGoesOnElsewhere: "link" is the bare code, and /start CODE from another address
// takes the draft up there.
func TestChatGoesOnElsewhere(t *testing.T) {
	tell := func(lines ...string) []rehearsal.Answer { return chatted(t, []string{"-channel", "sms"}, lines...) }
	begun := []string{`{"text":"七星村的路灯坏了三天"}`, `{"text":"在电报上继续"}`}
	asked := tell(begun...)[1]
	if asked.Link == nil || len(*asked.Link) != dialog.CodeLength || len(asked.Replies) != 1 || !strings.Contains(asked.Replies[0].Text, *asked.Link) {
		t.Fatalf("no code: %+v", asked)
	}
	answers := tell(append(begun, `{"from":"telegram:1001","text":"/start `+*asked.Link+`"}`, `{"text":"1"}`, `{"from":"sms:+8613900000102","text":"进度"}`)...)
	here := answers[2]
	if here.Link != nil || here.HandedOff || here.Facts["where"].Value == nil || *here.Facts["where"].Value != "qixing" || *here.Facts["phone"].Value != "+8613900000102" ||
		here.Asking == nil || *here.Asking != "confirm" || len(here.Replies) != 2 {
		t.Errorf("taken up: %+v", here)
	}
	if sent := answers[3]; !sent.HandedOff || sent.Cases != 1 || sent.Case == nil {
		t.Errorf("sent: %+v", sent)
	}
	if old := answers[4]; old.Cases != 0 || old.Facts["what"].Value != nil || old.Facts["where"].Value != nil {
		t.Errorf("the old side: %+v", old)
	}
}

// TestAMoveLosesNothing: whichever commit of a move fails, before it is stored or after,
// the draft ends on the other side, once, whole, and each side says its word once.
func TestAMoveLosesNothing(t *testing.T) {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, fault := range []booktest.Fault{booktest.BeforeCommit, booktest.AfterCommit} {
		for n := 1; n <= 12; n++ {
			failed += movedWithFault(t, sc, fault, n)
		}
	}
	if failed < 12 {
		t.Errorf("only %d commits failed; a move has six at least", failed)
	}
}

// movedWithFault moves a draft while the n-th commit of the move fails, and says how
// many did.
func movedWithFault(t *testing.T, sc *script.Script, fault booktest.Fault, n int) int {
	t.Helper()
	b, _, closing, err := temporaryBook(t.Context(), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer closing()
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, sc.Town.Zone)
	faulty := booktest.NewFaulty(b)
	clerk := casebook.NewClerk(faulty, sc, sc.Town.Prefix, casebook.Options{Now: func() time.Time { return now }})
	postman := casebook.NewPostman(faulty, clerk, slog.New(slog.DiscardHandler))
	const here, there dialog.Address = "sms:+8613900000102", "web:v7"
	said, count := 0, 0
	var code string
	say := func(from dialog.Address, words string) {
		t.Helper()
		said++
		now = now.Add(time.Second)
		for range 3 { // a provider sends again
			result, err := clerk.Handle(t.Context(), dialog.Input{Kind: dialog.Said, ID: fmt.Sprint(said), From: from, At: now, Text: words})
			if err == nil {
				if result.Turn.Code != "" {
					code = result.Turn.Code
				}
				return
			}
		}
		t.Fatalf("%q was never taken", words)
	}
	say(here, "七星村的路灯坏了三天")
	now = now.Add(10 * time.Second)
	if _, err := clerk.Handle(t.Context(), dialog.Input{Kind: dialog.WakeUp, From: here, At: now}); err != nil {
		t.Fatal(err)
	}
	say(here, "换到网页")
	if n, err := postman.Once(t.Context(), now); n != 1 || err != nil {
		t.Fatalf("%d letters carried, %v", n, err)
	}
	failed := 0
	faulty.OnCommit(func(casebook.Commit) booktest.Fault {
		if count++; count == n {
			failed++
			return fault
		}
		return booktest.NoFault
	})
	say(there, code)
	for range 12 { // letters of letters, and those that were put off
		now = now.Add(20 * time.Second)
		postman.Once(t.Context(), now) //nolint:errcheck // what fails comes again
	}
	faulty.OnCommit(nil)
	name := fmt.Sprintf("fault %d at commit %d", fault, n)
	old, err := b.Read(t.Context(), here)
	if err != nil {
		t.Fatal(err)
	}
	moved, err := b.Read(t.Context(), there)
	if err != nil {
		t.Fatal(err)
	}
	m := moved.State.CurrentMatter()
	if len(old.State.Matters) != 0 || len(moved.State.Matters) != 1 || m == nil || m.Slots["where"].Value != "qixing" || m.Slots["when"].Value != "2026-11-20" {
		t.Errorf("%s: the old side has %d matters, the new one %d: %+v", name, len(old.State.Matters), len(moved.State.Matters), m)
	}
	words := map[string]int{}
	for later := now; later.Before(now.Add(10 * time.Minute)); later = later.Add(time.Minute) {
		dues, err := b.Lease(t.Context(), casebook.DueMessage, later, time.Hour, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range dues {
			for _, mark := range []string{"接上了", "接到您那边去了", "暗号"} {
				if strings.Contains(d.Message.Text, mark) {
					words[mark]++
				}
			}
			if err := clerk.Receipt(t.Context(), d, casebook.Sent, "", ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	if words["接上了"] != 1 || words["接到您那边去了"] != 1 || words["暗号"] != 0 {
		t.Errorf("%s: said %v", name, words)
	}
	return failed
}
