package handoff_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// Of many chats that bring one code at the same moment exactly one is linked, and the
// code lies nowhere in the book as it was shown.
func TestOneChatWinsACode(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	lines := handoff.NewLines(book, roster)
	if err := roster.Add(t.Context(), wu(), ""); err != nil {
		t.Fatal(err)
	}
	code, err := lines.Code(t.Context(), "wu")
	if err != nil {
		t.Fatal(err)
	}
	records, err := book.List(t.Context(), "line-code")
	if err != nil || len(records) != 1 || strings.Contains(string(records[0].Value), strings.ReplaceAll(code, "-", "")) {
		t.Fatalf("the code is stored as %v, %v", records, err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var won []dialog.Address
	for i := range 8 {
		wg.Go(func() {
			chat := dialog.Address(fmt.Sprintf("telegram:%d", 500+i))
			_, err := lines.Link(t.Context(), chat, code, "zh")
			if err != nil && !errors.Is(err, handoff.ErrCode) {
				t.Error(err)
			}
			if err == nil {
				mu.Lock()
				defer mu.Unlock()
				won = append(won, chat)
			}
		})
	}
	wg.Wait()
	if len(won) != 1 {
		t.Fatalf("linked: %v", won)
	}
	for i := range 8 {
		chat := dialog.Address(fmt.Sprintf("telegram:%d", 500+i))
		_, found, err := lines.Find(t.Context(), chat)
		if err != nil || found != (chat == won[0]) {
			t.Errorf("%s is found: %v, %v", chat, found, err)
		}
	}
	if _, err := lines.Code(t.Context(), "ghost"); err == nil {
		t.Error("a code for nobody")
	}
}

// A number is one agent's at a time.
func TestANumberIsOneAgents(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	lines := handoff.NewLines(book, roster)
	for _, login := range []string{"wu", "li"} {
		if err := roster.Add(t.Context(), handoff.Agent{Login: login, Name: login, Role: handoff.RoleAgent}, ""); err != nil {
			t.Fatal(err)
		}
		if err := lines.SetPhone(t.Context(), login, "+8613900000166"); err != nil {
			t.Fatal(err)
		}
	}
	if w, found, err := lines.Find(t.Context(), "sms:+8613900000166"); !found || err != nil || w.Login != "li" {
		t.Errorf("found %q, %v, %v", w.Login, found, err)
	}
	if all, err := lines.All(t.Context()); err != nil || len(all) != 1 || all[0].Login != "li" {
		t.Errorf("reached are %v, %v", all, err)
	}
	if err := lines.SetPhone(t.Context(), "li", ""); err != nil {
		t.Fatal(err)
	}
	if _, found, err := lines.Find(t.Context(), "sms:+8613900000166"); found || err != nil {
		t.Errorf("still found: %v, %v", found, err)
	}
	var mistake *handoff.Mistake
	for _, number := range []string{"13900000166", "+86 139", "sms:+8613900000166", "+8613900000166\n"} {
		if err := lines.SetPhone(t.Context(), "li", number); !errors.As(err, &mistake) || mistake.Code != "phone_form" {
			t.Errorf("%q: %v", number, err)
		}
	}
}
