package handoff_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// second is a roster on a told clock with one agent whose second factor is on.
type second struct {
	*testing.T
	now    time.Time
	roster *handoff.Roster
	book   casebook.Shelf
	secret string
	codes  []string // for recovery
}

func newSecond(t *testing.T) *second {
	t.Helper()
	book := openBook(t)
	s := &second{T: t, now: time.Now(), book: book}
	s.roster = handoff.NewRoster(book, func() time.Time { return s.now })
	s.must(s.roster.Add(t.Context(), wu(), goodPassword))
	var url string
	var err error
	s.secret, url, err = s.roster.BeginSecond(t.Context(), "wu", "罗埠: town")
	s.must(err)
	if !strings.HasPrefix(url, "otpauth://totp/") || !strings.Contains(url, s.secret) {
		t.Errorf("an app cannot read %q", url)
	}
	if _, err := s.roster.Authenticate(t.Context(), "wu", goodPassword); err != nil {
		t.Errorf("before it is confirmed the password is enough: %v", err)
	}
	if _, err := s.roster.ConfirmSecond(t.Context(), "wu", "000000"); !errors.Is(err, handoff.ErrSecondCode) {
		t.Errorf("confirmed by a wrong code: %v", err)
	}
	s.codes, err = s.roster.ConfirmSecond(t.Context(), "wu", s.code(0))
	s.must(err)
	return s
}

func (s *second) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// code is what the app shows, so many half minutes from now.
func (s *second) code(steps int) string {
	s.Helper()
	code, err := totp.GenerateCode(s.secret, s.now.Add(time.Duration(steps)*30*time.Second))
	s.must(err)
	return code
}

func (s *second) check(code string, want error) {
	s.Helper()
	if err := s.roster.CheckSecond(s.Context(), "wu", code); !errors.Is(err, want) || want == nil && err != nil {
		s.Errorf("%q: %v, want %v", code, err, want)
	}
}

func TestSecondFactor(t *testing.T) {
	s := newSecond(t)
	if agent, err := s.roster.Authenticate(t.Context(), "wu", goodPassword); !errors.Is(err, handoff.ErrCodeNeeded) || agent.Login != "wu" {
		t.Errorf("the password alone: %v, %v", agent, err)
	}
	if _, err := s.roster.Authenticate(t.Context(), "wu", "wrong"); !errors.Is(err, handoff.ErrSignIn) {
		t.Errorf("a wrong password: %v", err)
	}
	s.check(s.code(0), handoff.ErrSecondCode) // it confirmed, and is used
	s.now = s.now.Add(time.Minute)
	s.check(s.code(-3), handoff.ErrSecondCode)
	s.check(s.code(3), handoff.ErrSecondCode)
	s.check(s.code(-1), nil) // a telephone whose clock goes slow
	s.check(s.code(0), nil)
	s.check(s.code(0), handoff.ErrSecondCode)  // read over somebody's shoulder
	s.check(s.code(-1), handoff.ErrSecondCode) // older than the last
	s.now = s.now.Add(time.Hour)
	s.check("", handoff.ErrSecondCode)
	s.check(strings.ToUpper(s.codes[3]), nil)
	s.check(s.codes[3], handoff.ErrSecondCode)
	if state, err := s.roster.Second(t.Context(), "wu"); err != nil || !state.On || state.Recovery != 9 {
		t.Errorf("%+v, %v; want nine codes left", state, err)
	}
	var mistake *handoff.Mistake
	if _, _, err := s.roster.BeginSecond(t.Context(), "wu", "x"); !errors.As(err, &mistake) {
		t.Errorf("one that is on is replaced: %v", err)
	}
	record, err := s.book.Get(t.Context(), "agent", "wu")
	s.must(err)
	if strings.Contains(string(record.Value), strings.ReplaceAll(s.codes[0], "-", "")) {
		t.Error("recovery codes are stored in plain")
	}
	s.must(s.roster.EndSecond(t.Context(), "wu"))
	if _, err := s.roster.Authenticate(t.Context(), "wu", goodPassword); err != nil {
		t.Errorf("after switching it off: %v", err)
	}
	s.check(s.codes[0], handoff.ErrSecondCode)
}

func TestGuessingCodesSlowsDown(t *testing.T) {
	s := newSecond(t)
	s.now = s.now.Add(time.Hour)
	var slow *handoff.SlowError
	for i := range 7 {
		err := s.roster.CheckSecond(t.Context(), "wu", "123456")
		if i > 5 && !errors.As(err, &slow) {
			t.Errorf("guess %d: %v", i, err)
		}
	}
	if err := s.roster.CheckSecond(t.Context(), "wu", s.code(0)); !errors.As(err, &slow) {
		t.Errorf("the right code must wait, too: %v", err)
	}
	if _, err := s.roster.Authenticate(t.Context(), "wu", goodPassword); !errors.Is(err, handoff.ErrCodeNeeded) {
		t.Errorf("the password: %v", err)
	}
	if err := s.roster.CheckSecond(t.Context(), "wu", s.code(0)); !errors.As(err, &slow) {
		t.Errorf("a right password must not forgive wrong codes: %v", err)
	}
}

func TestTicket(t *testing.T) {
	s := newSecond(t)
	sessions := handoff.NewSessions(s.book, s.roster)
	ticket, err := sessions.Ticket(t.Context(), "wu")
	s.must(err)
	opens := func(what, ticket string, want bool) {
		t.Helper()
		if login, ok, err := sessions.OpenTicket(t.Context(), ticket); err != nil || ok != want || want && login != "wu" {
			t.Errorf("%s: %q, %v, %v; want %v", what, login, ok, err, want)
		}
	}
	opens("at once", ticket, true)
	parts := strings.Split(ticket, ".")
	opens("of another", "bGk."+parts[1]+"."+parts[2], false)
	opens("made to last", parts[0]+".9999999999."+parts[2], false)
	for _, garbage := range []string{"", ".", "..", "a.b.c", "!.1.x"} {
		opens(garbage, garbage, false)
	}
	if _, ok, err := sessions.Find(t.Context(), ticket); ok || err != nil {
		t.Errorf("a ticket is no session: %v, %v", ok, err)
	}
	s.now = s.now.Add(handoff.TicketLife + time.Second)
	opens("too late", ticket, false)
	ticket, err = sessions.Ticket(t.Context(), "wu")
	s.must(err)
	s.must(s.roster.SetPassword(t.Context(), "wu", "another password"))
	opens("after a new password", ticket, false)
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	s := newSecond(t)
	s.must(s.roster.Add(t.Context(), handoff.Agent{Login: "li", Name: "小李", Role: handoff.RoleAgent}, ""))
	sessions := handoff.NewSessions(s.book, s.roster)
	start := func(login, device string) string {
		value, err := sessions.StartOn(t.Context(), login, device)
		s.must(err)
		s.now = s.now.Add(time.Minute)
		return value
	}
	phone, desk, third, other := start("wu", "Phone\n"+strings.Repeat("长", 100)), start("wu", "Desk"), start("wu", ""), start("li", "Desk")
	signedIn := func(want bool, values ...string) {
		t.Helper()
		for _, v := range values {
			if _, ok, err := sessions.Find(t.Context(), v); err != nil || ok != want {
				t.Errorf("a session is found: %v, %v; want %v", ok, err, want)
			}
		}
	}
	list, err := sessions.List(t.Context(), "wu", desk)
	s.must(err)
	if len(list) != 3 || list[1].Device != "Desk" || !list[1].Here || list[0].Here || len(list[2].Device) > 200 || strings.Contains(list[2].Device, "\n") {
		t.Fatalf("%+v", list)
	}
	if strings.Contains(phone, list[2].ID) {
		t.Error("the name of a session is a part of what opens it")
	}
	s.must(sessions.End(t.Context(), "li", list[2].ID))                                                    // not li's to end
	s.must(s.roster.Add(t.Context(), handoff.Agent{Login: "an", Name: "小安", Role: handoff.RoleAgent}, "")) // as little of a password as li's
	if list, err := sessions.List(t.Context(), "an", ""); err != nil || len(list) != 0 {
		t.Errorf("an sees the sessions of others: %+v, %v", list, err)
	}
	signedIn(true, phone, desk, third, other)
	s.must(sessions.End(t.Context(), "wu", list[2].ID))
	s.must(sessions.End(t.Context(), "wu", list[2].ID))
	signedIn(false, phone)
	if n, err := sessions.EndOthers(t.Context(), "wu", desk); err != nil || n != 1 {
		t.Errorf("%d ended, %v", n, err)
	}
	signedIn(false, third)
	signedIn(true, desk, other)
	for range 20 { // used all the time
		s.now = s.now.Add(11 * time.Hour)
		if _, ok, _ := sessions.Find(t.Context(), desk); !ok {
			break
		}
	}
	signedIn(false, desk)
	if list, err := sessions.List(t.Context(), "wu", desk); err != nil || len(list) != 0 {
		t.Errorf("after a week: %+v, %v", list, err)
	}
	if n, err := sessions.EndOthers(t.Context(), "wu", ""); err != nil || n != 0 {
		t.Errorf("%d ended, %v", n, err)
	}
}

func TestTokensAreListedAndRemoved(t *testing.T) {
	s := newSecond(t)
	tokens, keys := handoff.NewTokens(s.book, s.roster), handoff.NewKeys(s.book, func() time.Time { return s.now })
	token, err := tokens.CreateWith(t.Context(), "wu", handoff.TokenScope{Reads: true, Numbers: true})
	s.must(err)
	list := func() handoff.Token {
		t.Helper()
		all, err := tokens.List(t.Context(), "wu")
		s.must(err)
		if len(all) != 1 {
			t.Fatalf("%+v", all)
		}
		return all[0]
	}
	one := list()
	if !one.UsedAt.IsZero() || one.Scope.String() != "reads numbers" || strings.Contains(token, one.ID) {
		t.Errorf("%+v", one)
	}
	for range 2 {
		agent, ok, err := tokens.Find(t.Context(), token)
		if err != nil || !ok || !agent.ReadsOnly || !agent.Numbers {
			t.Errorf("%+v, %v, %v", agent, ok, err)
		}
	}
	if used := list().UsedAt; !used.Equal(s.now.Truncate(time.Hour)) {
		t.Errorf("last used at %v", used)
	}
	s.must(tokens.Remove(t.Context(), one.ID))
	if err := tokens.Remove(t.Context(), one.ID); !errors.Is(err, casebook.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if _, ok, err := tokens.Find(t.Context(), token); ok || err != nil {
		t.Errorf("a token that was removed: %v, %v", ok, err)
	}
	key, err := keys.Create(t.Context(), handoff.ScopeOpen311, "fixmystreet")
	s.must(err)
	for range 2 {
		if _, ok, err := keys.Find(t.Context(), handoff.ScopeOpen311, key); !ok || err != nil {
			t.Errorf("%v, %v", ok, err)
		}
	}
	if all, err := keys.List(t.Context()); err != nil || len(all) != 1 || !all[0].UsedAt.Equal(s.now.Truncate(time.Hour)) {
		t.Errorf("%+v, %v", all, err)
	}
	if n, err := keys.Remove(t.Context(), handoff.ScopeOpen311, "fixmystreet"); err != nil || n != 1 {
		t.Errorf("%d, %v", n, err)
	}
}
