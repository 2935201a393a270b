package handoff_test

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// tamper is what somebody does to the record who can write into the book.
type tamper struct {
	t     *testing.T
	shelf casebook.Shelf
}

func (x tamper) at(n int) casebook.Record {
	x.t.Helper()
	r, err := x.shelf.Get(x.t.Context(), fmt.Sprintf("audit-%06d", n/200), fmt.Sprintf("%09d", n))
	if err != nil {
		x.t.Fatal(err)
	}
	return r
}

func (x tamper) put(r casebook.Record) {
	x.t.Helper()
	if _, err := x.shelf.Put(x.t.Context(), r); err != nil {
		x.t.Fatal(err)
	}
}

func (x tamper) change(n int, old, new string) {
	x.t.Helper()
	r := x.at(n)
	if !strings.Contains(string(r.Value), old) {
		x.t.Fatalf("entry %d has no %q: %s", n, old, r.Value)
	}
	r.Value = []byte(strings.Replace(string(r.Value), old, new, 1))
	x.put(r)
}

func (x tamper) remove(n int) {
	x.t.Helper()
	r := x.at(n)
	if err := x.shelf.Remove(x.t.Context(), r.Kind, r.Key, r.Version); err != nil {
		x.t.Fatal(err)
	}
}

func (x tamper) tip(value string) {
	x.t.Helper()
	r, err := x.shelf.Get(x.t.Context(), "audit", "tip")
	if err != nil {
		x.t.Fatal(err)
	}
	r.Value = []byte(value)
	x.put(r)
}

func TestTamperingWithTheAuditRecordShows(t *testing.T) {
	tests := map[string]struct {
		do   func(x tamper)
		want string
	}{
		"nothing":                  {func(tamper) {}, ""},
		"who did it":               {func(x tamper) { x.change(2, `"who":"wu"`, `"who":"li"`) }, "entry 3 does not follow"},
		"the first one":            {func(x tamper) { x.change(1, "looked", "erased") }, "entry 2 does not follow"},
		"the last one":             {func(x tamper) { x.change(5, `"who":"wu"`, `"who":"li"`) }, "entry 5 was changed"},
		"one taken out":            {func(x tamper) { x.remove(3) }, "entry 3 is missing"},
		"the first taken out":      {func(x tamper) { x.remove(1) }, "entry 1 is missing"},
		"the last taken out":       {func(x tamper) { x.remove(5) }, "entry 5 is missing"},
		"one put in another place": {func(x tamper) { r, s := x.at(2), x.at(4); r.Value = s.Value; x.put(r) }, "entry 2 was changed"},
		"garbage":                  {func(x tamper) { r := x.at(4); r.Value = []byte{0xff}; x.put(r) }, "entry 4 was changed"},
		"the note of the last":     {func(x tamper) { x.tip(`{"n":4,"hash":"00"}`) }, "entry 4 was changed"},
		"the note is garbage":      {func(x tamper) { x.tip(`{`) }, "entry 0 cannot be"},
		"one put behind the last": {func(x tamper) {
			r := x.at(5)
			r.Key, r.Version = "000000009", 0
			x.put(r)
		}, "entry 9 was changed"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			book := openBook(t)
			audit := handoff.NewAudit(book, nil)
			for n := range 5 {
				if err := audit.Note(handoff.ActingAs(t.Context(), "wu"), handoff.DeedLooked, fmt.Sprint("JH-", n), ""); err != nil {
					t.Fatal(err)
				}
			}
			test.do(tamper{t, book})
			v, err := audit.Verify(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case test.want == "" && (len(v.Wrong) > 0 || v.Entries != 5 || v.Last != 5):
				t.Errorf("an untouched record: %+v", v)
			case test.want != "" && len(v.Wrong) == 0:
				t.Error("nothing shows")
			case test.want != "" && !strings.Contains(v.Wrong[0].String(), test.want):
				t.Errorf("the first wrong place is told as %q, want %q", v.Wrong[0], test.want)
			}
		})
	}
}

// TestARecordWrittenAnewShowsByItsSeal: who has the whole book can make a chain that holds.
func TestARecordWrittenAnewShowsByItsSeal(t *testing.T) {
	note := func(audit *handoff.Audit, who string) {
		for range 3 {
			if err := audit.Note(handoff.ActingAs(t.Context(), who), handoff.DeedRevealed, "JH-1", ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	audit, anew := handoff.NewAudit(openBook(t), nil), handoff.NewAudit(openBook(t), nil)
	note(audit, "wu")
	note(anew, "li")
	v, err := audit.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	note(audit, "wu") // it goes on, and the seal of its third entry still holds
	seals := map[int]string{v.Last: v.Hash}
	if v, err := audit.Verify(t.Context(), seals); err != nil || len(v.Wrong) > 0 {
		t.Errorf("the record that was sealed: %+v, %v", v, err)
	}
	if v, err := anew.Verify(t.Context(), seals); err != nil || len(v.Wrong) != 1 || v.Wrong[0].N != 3 {
		t.Errorf("another record: %+v, %v; want entry 3 told", v, err)
	}
	if v, err := anew.Verify(t.Context(), map[int]string{7: "aa"}); err != nil || len(v.Wrong) != 1 || v.Wrong[0].N != 7 {
		t.Errorf("a record cut short: %+v, %v; want entry 7 told", v, err)
	}
}

func TestManyNoteAtOnceAndNothingIsLost(t *testing.T) {
	book := openBook(t)
	var all sync.WaitGroup
	for i := range 4 {
		audit := handoff.NewAudit(book, nil) // as another process has it
		all.Go(func() {
			for range 10 {
				if err := audit.Note(handoff.ActingAs(t.Context(), fmt.Sprint("wu", i)), handoff.DeedSearched, "", ""); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	v, err := handoff.NewAudit(book, nil).Verify(t.Context(), nil)
	if err != nil || v.Entries != 40 || len(v.Wrong) > 0 {
		t.Errorf("%+v, %v; want 40 entries", v, err)
	}
}

// TestOneWhoDiedBetweenEntryAndNote leaves an entry that is not noted as the last.
func TestOneWhoDiedBetweenEntryAndNote(t *testing.T) {
	book := openBook(t)
	audit := handoff.NewAudit(book, nil)
	note := func() {
		if err := audit.Note(t.Context(), handoff.DeedSearched, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	note()
	before, err := book.Get(t.Context(), "audit", "tip")
	if err != nil {
		t.Fatal(err)
	}
	note()
	tamper{t, book}.tip(string(before.Value))
	note()
	v, err := audit.Verify(t.Context(), nil)
	if err != nil || v.Entries != 3 || len(v.Wrong) > 0 {
		t.Errorf("%+v, %v; want 3 entries", v, err)
	}
}

func TestTheAuditRecordIsReadPageByPage(t *testing.T) {
	audit := handoff.NewAudit(openBook(t), nil)
	for n := 1; n <= 203; n++ {
		who := "wu"
		if n%100 == 0 {
			who = "li"
		}
		if err := audit.Note(handoff.ActingAs(t.Context(), who), handoff.DeedLooked, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	numbers := func(q handoff.AuditQuery) (all []int) {
		t.Helper()
		entries, err := audit.List(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			all = append(all, e.N)
		}
		return all
	}
	for _, test := range []struct {
		ask  handoff.AuditQuery
		want []int
	}{
		{handoff.AuditQuery{Max: 2}, []int{203, 202}},
		{handoff.AuditQuery{Max: 4, Before: 202}, []int{201, 200, 199, 198}},
		{handoff.AuditQuery{Who: "li", Max: 9}, []int{200, 100}},
		{handoff.AuditQuery{Who: "li", Max: 9, Before: 200}, []int{100}},
		{handoff.AuditQuery{Before: 1, Max: 9}, nil},
		{handoff.AuditQuery{Deed: handoff.DeedErased, Max: 9}, nil},
		{handoff.AuditQuery{About: "JH", Max: 9}, nil},
	} {
		if diff := cmp.Diff(test.want, numbers(test.ask)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", test.ask, diff)
		}
	}
	if v, err := audit.Verify(t.Context(), nil); err != nil || v.Entries != 203 || len(v.Wrong) > 0 {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestWhatIsNoted goes through all that changes what somebody may do.
func TestWhatIsNoted(t *testing.T) {
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	sessions, tokens, keys := handoff.NewSessions(book, roster), handoff.NewTokens(book, roster), handoff.NewKeys(book, nil)
	ctx := handoff.ActingAs(t.Context(), "boss")
	session := ""
	for _, step := range []struct {
		want string
		do   func(context.Context) error
	}{
		{"command line agent_added wu agent", func(context.Context) error { return roster.Add(t.Context(), wu(), goodPassword) }},
		{"wu sign_in_failed wu ", func(ctx context.Context) error {
			_, err := roster.Authenticate(ctx, "wu", "wrong")
			return wantError(err, handoff.ErrSignIn)
		}},
		{"", func(ctx context.Context) error { // what nobody's login is may be a password
			_, err := roster.Authenticate(ctx, "my-password", "wu")
			return wantError(err, handoff.ErrSignIn)
		}},
		{"wu signed_in wu ", func(ctx context.Context) (err error) { session, err = sessions.Start(ctx, "wu"); return err }},
		{"wu signed_out wu ", func(ctx context.Context) error { return sessions.SignOut(ctx, session) }},
		{"", func(ctx context.Context) error { return sessions.SignOut(ctx, session) }},
		{"boss role_set wu supervisor", func(ctx context.Context) error { return roster.SetRole(ctx, "wu", handoff.RoleSupervisor) }},
		{"boss password_set wu ", func(ctx context.Context) error { return roster.SetPassword(ctx, "wu", goodPassword) }},
		{"boss agent_serves wu ", func(ctx context.Context) error {
			return roster.SetService(ctx, "wu", func(s *handoff.Service) { s.Capacity = 3 })
		}},
		{"boss token_made wu ", func(ctx context.Context) error { _, err := tokens.Create(ctx, "wu"); return err }},
		{"boss token_made wu numbers", func(ctx context.Context) error { _, err := tokens.CreateWithNumbers(ctx, "wu"); return err }},
		{"boss key_made fixmystreet open311", func(ctx context.Context) error {
			_, err := keys.Create(ctx, handoff.ScopeOpen311, "fixmystreet")
			return err
		}},
		{"boss key_removed fixmystreet open311", func(ctx context.Context) error {
			_, err := keys.Remove(ctx, handoff.ScopeOpen311, "fixmystreet")
			return err
		}},
		{"", func(ctx context.Context) error {
			_, err := keys.Remove(ctx, handoff.ScopeOpen311, "nobody")
			return err
		}},
		{"boss agent_shut wu ", func(ctx context.Context) error { return roster.SetDisabled(ctx, "wu", true) }},
		{"boss agent_let_in wu ", func(ctx context.Context) error { return roster.SetDisabled(ctx, "wu", false) }},
	} {
		before, err := handoff.NewAudit(book, nil).List(t.Context(), handoff.AuditQuery{})
		if err != nil {
			t.Fatal(err)
		}
		if err := step.do(ctx); err != nil {
			t.Fatalf("%q: %v", step.want, err)
		}
		after, err := handoff.NewAudit(book, nil).List(t.Context(), handoff.AuditQuery{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range after[:len(after)-len(before)] {
			got = append(got, fmt.Sprintf("%s %s %s %s", e.Who, e.Deed, e.About, e.More))
			if time.Since(e.At) > time.Hour {
				t.Errorf("at %v", e.At)
			}
		}
		sort.Strings(got)
		if strings.Join(got, "; ") != step.want {
			t.Errorf("noted %q, want %q", got, step.want)
		}
	}
}

func wantError(got, want error) error {
	if got == nil || got.Error() != want.Error() {
		return fmt.Errorf("got %v, want %v", got, want)
	}
	return nil
}
