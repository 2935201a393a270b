package handoff_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdoor/handoff"
)

// TestWhoIsWhoAtTheProvider: an agent is who an admin has entered, and nobody by likeness.
func TestWhoIsWhoAtTheProvider(t *testing.T) {
	roster := handoff.NewRoster(openBook(t), nil)
	for login, identity := range map[string]string{"wu": "sub-1", "li": "Li@Town.example", "kim": "kim@town.example", "mo": "", "off": "sub-off"} {
		must(t, roster.Add(t.Context(), handoff.Agent{Login: login, Name: login, Role: handoff.RoleAgent}, ""))
		must(t, roster.SetOIDC(t.Context(), login, identity))
	}
	must(t, roster.SetDisabled(t.Context(), "off", true))
	for _, c := range []struct{ name, subject, email, want string }{
		{"by subject", "sub-1", "", "wu"},
		{"by subject, whatever the e-mail", "sub-1", "somebody@town.example", "wu"},
		{"by e-mail in other letters", "sub-9", "LI@town.EXAMPLE", "li"},
		{"a letter that only becomes the same", "sub-9", "\u212aim@town.example", ""}, // KELVIN SIGN
		{"a subject that looks like an e-mail", "li@town.example", "", ""},
		{"an e-mail that is a subject", "sub-9", "sub-1", ""},
		{"in another case", "SUB-1", "", ""},
		{"nobody", "sub-9", "", ""},
		{"nothing", "", "", ""},
		{"two at once", "sub-1", "li@town.example", ""},
		{"disabled", "sub-off", "", ""},
	} {
		agent, err := roster.ByOIDC(t.Context(), c.subject, c.email)
		if agent.Login != c.want || errors.Is(err, handoff.ErrSignIn) != (c.want == "") {
			t.Errorf("%s: %q, %v; want %q", c.name, agent.Login, err, c.want)
		}
	}
	for identity, want := range map[string]string{"sub-1": "oidc_taken", "LI@town.example": "oidc_taken", "two words": "oidc_form", "吴@town.example": "oidc_form", "a\x00": "oidc_form",
		strings.Repeat("x", 256): "oidc_form", " sub-2 ": ""} {
		err := roster.SetOIDC(t.Context(), "mo", identity)
		var mistake *handoff.Mistake
		if errors.As(err, &mistake) != (want != "") || want != "" && mistake.Code != want {
			t.Errorf("%q: %v, want %q", identity, err, want)
		}
	}
	if agent, err := roster.ByOIDC(t.Context(), "sub-2", ""); agent.Login != "mo" || err != nil {
		t.Errorf("%q, %v", agent.Login, err)
	}
}

// TestAnotherPersonSignsOut: who came in as somebody else is out; the first entry ends nothing.
func TestAnotherPersonSignsOut(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	sessions := handoff.NewSessions(book, roster)
	a := wu()
	a.FirstPassword = true
	must(t, roster.Add(t.Context(), a, ""))
	byPassword, err := sessions.Start(t.Context(), "wu")
	must(t, err)
	must(t, roster.SetOIDC(t.Context(), "wu", "sub-1"))
	byProvider, err := sessions.StartByOIDC(t.Context(), "wu", "")
	must(t, err)
	for name, c := range map[string]struct {
		value string
		first bool
	}{"by password": {byPassword, true}, "by the provider": {byProvider, false}} {
		if agent, ok, err := sessions.Find(t.Context(), c.value); !ok || err != nil || agent.FirstPassword != c.first {
			t.Errorf("%s: %v, %v, has to choose a password: %v", name, ok, err, agent.FirstPassword)
		}
	}
	must(t, roster.SetOIDC(t.Context(), "wu", ""))
	for _, value := range []string{byPassword, byProvider} {
		if _, ok, err := sessions.Find(t.Context(), value); ok || err != nil {
			t.Errorf("still signed in: %v, %v", ok, err)
		}
	}
}

// TestSealed: what a browser brings back is what it was given, and not for ever.
func TestSealed(t *testing.T) {
	book, clock := openBook(t), newClock()
	sessions := handoff.NewSessions(book, handoff.NewRoster(book, clock.now))
	sealed, err := sessions.Seal(t.Context(), "状态", time.Minute)
	must(t, err)
	parts := strings.Split(sealed, ".")
	for name, c := range map[string]struct {
		value string
		after time.Duration
		ok    bool
	}{
		"at once":            {sealed, 0, true},
		"another text":       {"eA." + parts[1] + "." + parts[2], 0, false},
		"another end":        {parts[0] + ".9999999999." + parts[2], 0, false},
		"another's sign":     {parts[0] + "." + parts[1] + "." + strings.Repeat("A", len(parts[2])), 0, false},
		"no sign":            {parts[0] + "." + parts[1], 0, false},
		"nothing":            {"", 0, false},
		"after it has ended": {sealed, 2 * time.Minute, false},
	} {
		clock.pass(c.after)
		text, ok, err := sessions.Unseal(t.Context(), c.value)
		clock.pass(-c.after)
		if err != nil || ok != c.ok || ok && text != "状态" {
			t.Errorf("%s: %q, %v, %v", name, text, ok, err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
