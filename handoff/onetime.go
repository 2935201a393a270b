package handoff

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
)

// NewPassword is a password to begin with: who signs in by it chooses another first, so
// that nobody but the agent knows the one that stays (Agent.FirstPassword).
func NewPassword() string { return rand.Text()[:16] }

// GivePassword gives an agent a password to begin with, ends all their sessions and
// returns it; it cannot be read again.
func (r *Roster) GivePassword(ctx context.Context, login string) (string, error) {
	password := NewPassword()
	return password, r.setPassword(ctx, login, password, true)
}

// ChangePassword lets an agent choose a password; it ends all their sessions. The errors are
// ErrSignIn where the one of before is wrong, a *SlowError after too many tries, or a
// *Mistake for one that cannot be used.
func (r *Roster) ChangePassword(ctx context.Context, login, before, password string) error {
	if _, err := r.Authenticate(ctx, login, before); err != nil && !errors.Is(err, ErrCodeNeeded) {
		return err
	}
	if before == password {
		return &Mistake{Code: "password_same", Field: "password", What: "the password is the one of before",
			Why: "who gave it knows it", Do: "choose another one"}
	}
	return r.setPassword(ActingAs(ctx, login), login, password, false)
}

func (r *Roster) setPassword(ctx context.Context, login, password string, first bool) error {
	a, err := r.Get(ctx, login)
	if err != nil {
		return err
	}
	hash, err := r.hashOf(ctx, a, password)
	if err != nil {
		return fmt.Errorf("a password of %q: %w", login, err)
	}
	return r.change(ctx, login, DeedPasswordSet, "", func(rec *agentRecord) { rec.Hash, rec.FirstPassword = hash, first })
}
