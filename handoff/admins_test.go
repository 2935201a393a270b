package handoff_test

import (
	"errors"
	"sync"
	"testing"

	"frontdoor/handoff"
)

// TestTheLastAdminStays: whatever is tried, by one or by two at the same moment, somebody
// is left who can let others in.
func TestTheLastAdminStays(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	ctx := t.Context()
	add := func(login, password string, role handoff.Role) {
		t.Helper()
		if err := roster.Add(ctx, handoff.Agent{Login: login, Name: login, Role: role}, password); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(what string, err error) {
		t.Helper()
		var mistake *handoff.Mistake
		if !errors.As(err, &mistake) || mistake.Code != "last_admin" {
			t.Errorf("%s: %v", what, err)
		}
	}
	add("wu", "right-password", handoff.RoleAdmin)
	add("li", "right-password", handoff.RoleAgent)
	add("bot", "", handoff.RoleAdmin) // cannot sign in
	refused("the only one who can sign in is made an agent", roster.SetRole(ctx, "wu", handoff.RoleSupervisor))
	refused("the only one who can sign in is shut out", roster.SetDisabled(ctx, "wu", true))
	for _, err := range []error{roster.SetDisabled(ctx, "li", true), roster.SetDisabled(ctx, "li", false), roster.SetRole(ctx, "bot", handoff.RoleAgent),
		roster.SetRole(ctx, "li", handoff.RoleAdmin)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	// Each makes the other an agent at the same moment.
	for range 20 {
		var wg sync.WaitGroup
		for _, login := range []string{"wu", "li"} {
			wg.Go(func() {
				if err := roster.SetRole(ctx, login, handoff.RoleAgent); err != nil {
					var mistake *handoff.Mistake
					if !errors.As(err, &mistake) {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		admins := 0
		all, err := roster.List(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			if a.Role == handoff.RoleAdmin {
				admins++
			}
		}
		if admins == 0 {
			t.Fatal("nobody is left")
		}
		for _, login := range []string{"wu", "li"} {
			if err := roster.SetRole(ctx, login, handoff.RoleAdmin); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Signing out everywhere ends what was opened before, and the password stays.
func TestEndSessions(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	sessions := handoff.NewSessions(book, roster)
	if err := roster.Add(t.Context(), wu(), "right-password"); err != nil {
		t.Fatal(err)
	}
	value, err := sessions.Start(t.Context(), "wu")
	if err != nil {
		t.Fatal(err)
	}
	if err := roster.EndSessions(t.Context(), "wu"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := sessions.Find(t.Context(), value); ok || err != nil {
		t.Errorf("still signed in: %v %v", ok, err)
	}
	if _, err := roster.Authenticate(t.Context(), "wu", "right-password"); err != nil {
		t.Error(err)
	}
}
