package signin_test

import (
	"errors"
	"testing"
	"time"

	"frontdoor/handoff/signin"
	"frontdoor/handoff/signin/signintest"
)

// TestLookedUpLater: a provider that is away is asked again, but not by everybody at once;
// one that has answered is not asked again.
func TestLookedUpLater(t *testing.T) {
	double, now := signintest.New(t, "http://door.example/back"), time.Now()
	p := signin.New(signin.Config{Issuer: double.URL, ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, Back: double.Back, Now: func() time.Time { return now }})
	defer p.Close()
	if n := double.Lookups(); n != 0 {
		t.Errorf("asked %d times before anybody went there", n)
	}
	double.SetAway(true)
	if _, _, err := p.Begin(t.Context()); !errors.Is(err, signin.ErrAway) {
		t.Errorf("away: %v", err)
	}
	double.SetAway(false)
	if err := p.Look(t.Context()); !errors.Is(err, signin.ErrAway) || double.Lookups() != 0 {
		t.Errorf("asked again at once: %v", err)
	}
	now = now.Add(4 * time.Second)
	for range 3 {
		if _, trip, err := p.Begin(t.Context()); err != nil || trip.State == "" {
			t.Errorf("there again: %v", err)
		}
	}
	if n := double.Lookups(); n != 1 {
		t.Errorf("asked %d times, want once", n)
	}
}

// TestAnotherNameThanItsOwn: what answers under the issuer's address has to be the issuer.
func TestAnotherNameThanItsOwn(t *testing.T) {
	double := signintest.New(t, "http://door.example/back")
	p := signin.New(signin.Config{Issuer: double.URL + "/", ClientID: "x"})
	defer p.Close()
	if err := p.Look(t.Context()); !errors.Is(err, signin.ErrAway) {
		t.Errorf("believed: %v", err)
	}
}
