package handoff_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

func TestSessions(t *testing.T) {
	book, clock := openBook(t), newClock()
	roster := handoff.NewRoster(book, clock.now)
	sessions := handoff.NewSessions(book, roster)
	restarted := handoff.NewSessions(book, roster) // reads the key the first one made
	if err := roster.Add(t.Context(), wu(), goodPassword); err != nil {
		t.Fatal(err)
	}
	start := func() string {
		t.Helper()
		value, err := sessions.Start(t.Context(), "wu")
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	want := func(when string, value string, ok bool) {
		t.Helper()
		for _, s := range []*handoff.Sessions{sessions, restarted} {
			agent, got, err := s.Find(t.Context(), value)
			if err != nil || got != ok || ok && agent.Login != "wu" {
				t.Errorf("%s: %v, %v, %v; want %v", when, agent, got, err, ok)
			}
		}
	}

	value := start()
	want("at once", value, true)
	clock.pass(11 * time.Hour)
	want("used within twelve hours", value, true)
	clock.pass(11 * time.Hour)
	want("kept alive by being used", value, true)
	clock.pass(12 * time.Hour)
	want("twelve hours after it was last used", value, false)

	id, signature, _ := strings.Cut(start(), ".")
	want("right signature", id+"."+signature, true)
	want("no signature", id, false)
	want("signature of another", id+"."+strings.Repeat("A", len(signature)), false)
	want("another id", "A"+id[1:]+"x."+signature, false)
	want("nothing", "", false)

	value = start()
	if err := restarted.SignOut(t.Context(), value); err != nil {
		t.Fatal(err)
	}
	want("signed out", value, false)
	if err := sessions.SignOut(t.Context(), value); err != nil {
		t.Errorf("signing out twice: %v", err)
	}

	value = start()
	if err := roster.SetPassword(t.Context(), "wu", "another password"); err != nil {
		t.Fatal(err)
	}
	want("after a new password", value, false)

	value = start()
	if err := roster.SetDisabled(t.Context(), "wu", true); err != nil {
		t.Fatal(err)
	}
	want("disabled", value, false)
	if _, err := sessions.Start(t.Context(), "ghost"); !errors.Is(err, casebook.ErrNotFound) {
		t.Errorf("a session for nobody: %v, want ErrNotFound", err)
	}
}

func TestSecretsAreStoredHashed(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	sessions, tokens := handoff.NewSessions(book, roster), handoff.NewTokens(book, roster)
	if err := roster.Add(t.Context(), wu(), ""); err != nil {
		t.Fatal(err)
	}
	value, err := sessions.Start(t.Context(), "wu")
	if err != nil {
		t.Fatal(err)
	}
	token, err := tokens.Create(t.Context(), "wu")
	if err != nil {
		t.Fatal(err)
	}
	id, _, _ := strings.Cut(value, ".")
	for _, kind := range []string{"session", "token"} {
		records, err := book.List(t.Context(), kind)
		if err != nil || len(records) != 1 {
			t.Fatalf("%s: %v, %v", kind, records, err)
		}
		for _, secret := range []string{id, token} {
			if strings.Contains(records[0].Key+string(records[0].Value), secret) {
				t.Errorf("the %s lies open on the shelf", kind)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	tokens := handoff.NewTokens(book, roster)
	if _, err := tokens.Create(t.Context(), "wu"); !errors.Is(err, casebook.ErrNotFound) {
		t.Errorf("a token for nobody: %v, want ErrNotFound", err)
	}
	if err := roster.Add(t.Context(), wu(), ""); err != nil {
		t.Fatal(err)
	}
	first, err := tokens.Create(t.Context(), "wu")
	if err != nil {
		t.Fatal(err)
	}
	second, err := tokens.Create(t.Context(), "wu")
	if err != nil || second == first {
		t.Fatal("a second token", second, err)
	}
	want := func(when, token string, ok bool) {
		t.Helper()
		agent, got, err := tokens.Find(t.Context(), token)
		if err != nil || got != ok || ok && agent.Login != "wu" {
			t.Errorf("%s: %v, %v, %v; want %v", when, agent, got, err, ok)
		}
	}
	want("first", first, true)
	want("second", second, true)
	want("unknown", first+"x", false)
	want("empty", "", false)
	if err := roster.SetDisabled(t.Context(), "wu", true); err != nil {
		t.Fatal(err)
	}
	want("disabled", first, false)
	var mistake *handoff.Mistake
	if _, err := tokens.Create(t.Context(), "wu"); !errors.As(err, &mistake) {
		t.Errorf("a token for a disabled agent: %v, want a mistake", err)
	}
}
