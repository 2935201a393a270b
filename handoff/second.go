package handoff

import (
	"context"
	"crypto/hmac"
	"encoding/base32"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"frontdoor/handoff/casebook"
)

// secondFactor is what an agent shows beside the password: a code of an app (RFC 6238), or
// once each a recovery code.
type secondFactor struct {
	Secret string `json:"secret,omitempty"`
	// Pending is a secret that was shown and not yet confirmed by a code.
	Pending string `json:"pending,omitempty"`
	// Step is the half minute of the last code: none is taken twice.
	Step uint64 `json:"step,omitempty"`
	// Recovery are hashes of codes not used yet.
	Recovery []string `json:"recovery,omitempty"`
}

// ErrCodeNeeded: login and password are right, and the agent has a second factor.
var ErrCodeNeeded = errors.New("a code is needed, too")

// ErrSecondCode: the code is not one of now, or was used.
var ErrSecondCode = errors.New("the code is not the right one")

const (
	codeStep      = 30 // seconds
	codesAtRisk   = 1  // steps that a clock may go wrong, either way
	recoveryCodes = 10
	// TicketLife is how long the code may come after the password.
	TicketLife = 5 * time.Minute
)

// SecondState is how an agent's second factor stands.
type SecondState struct {
	On       bool
	Recovery int // codes left
}

// Second says how an agent's second factor stands.
func (r *Roster) Second(ctx context.Context, login string) (SecondState, error) {
	rec, err := r.get(ctx, login)
	return SecondState{On: rec.Second.Secret != "", Recovery: len(rec.Second.Recovery)}, err
}

// BeginSecond makes a new secret and gives the address by which an app learns it. It counts
// once a code of it was shown (ConfirmSecond). One that is on has to be switched off first,
// or who finds a browser open could replace it.
func (r *Roster) BeginSecond(ctx context.Context, login, issuer string) (secret, url string, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: strings.ReplaceAll(issuer, ":", " "), AccountName: login, Secret: randomBytes(20)})
	if err != nil {
		return "", "", fmt.Errorf("make a second factor of %q: %w", login, err)
	}
	err = r.edit(ctx, login, func(rec *agentRecord) error {
		if rec.Second.Secret != "" {
			return &Mistake{Code: "second_on", What: "there is a second factor", Why: "a new one would shut the old one out", Do: "switch it off first"}
		}
		rec.Second.Pending = key.Secret()
		return nil
	})
	return key.Secret(), key.URL(), err
}

// ConfirmSecond switches the second factor on and gives the recovery codes, which cannot be
// read again. ErrSecondCode when the code is not of the secret that was shown.
func (r *Roster) ConfirmSecond(ctx context.Context, login, code string) ([]string, error) {
	var codes, hashes []string
	for range recoveryCodes {
		c := strings.ToLower(base32.StdEncoding.EncodeToString(randomBytes(10)))
		codes, hashes = append(codes, c[:8]+"-"+c[8:]), append(hashes, hashedKey(c))
	}
	err := r.guess(ctx, login, func(rec *agentRecord) error {
		step, ok := stepOf(rec.Second.Pending, code, 0, r.now())
		if !ok {
			return ErrSecondCode
		}
		rec.Second = secondFactor{Secret: rec.Second.Pending, Step: step, Recovery: hashes}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return codes, r.audit.Note(ctx, DeedSecondFactor, login, "on")
}

// EndSecond switches it off: by its agent, or by an admin when the telephone is lost.
func (r *Roster) EndSecond(ctx context.Context, login string) error {
	return r.change(ctx, login, DeedSecondFactor, "off", func(rec *agentRecord) { rec.Second = secondFactor{} })
}

// CheckSecond takes a code or a recovery code, each once. The errors are ErrSecondCode or, after
// too many tries, a *SlowError.
func (r *Roster) CheckSecond(ctx context.Context, login, code string) error {
	return r.guess(ctx, login, func(rec *agentRecord) error {
		if step, ok := stepOf(rec.Second.Secret, code, rec.Second.Step, r.now()); ok {
			rec.Second.Step = step
			return nil
		}
		plain := hashedKey(strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(code)))
		i := slices.Index(rec.Second.Recovery, plain)
		if rec.Second.Secret == "" || i < 0 {
			return ErrSecondCode
		}
		rec.Second.Recovery = slices.Delete(slices.Clone(rec.Second.Recovery), i, i+1)
		return nil
	})
}

// guess is an edit that somebody may try again and again: slower and slower.
func (r *Roster) guess(ctx context.Context, login string, edit func(*agentRecord) error) error {
	right, err := r.slow.begin(ctx, "code of "+login)
	if err != nil {
		return err
	}
	err = r.edit(ctx, login, edit)
	switch {
	case err == nil:
		return right(ctx)
	case errors.Is(err, ErrSecondCode):
		return errors.Join(err, r.audit.Note(ActingAs(ctx, login), DeedSignInFailed, login, "code"))
	}
	return err
}

// edit changes a record unless the edit refuses, again if another process was faster.
func (r *Roster) edit(ctx context.Context, login string, edit func(*agentRecord) error) error {
	for {
		rec, err := r.get(ctx, login)
		if err != nil {
			return err
		}
		if err := edit(&rec); err != nil {
			return err
		}
		if err := r.put(ctx, rec); !errors.Is(err, casebook.ErrStale) {
			return err
		}
	}
}

// stepOf finds the half minute a code is of, near now and after the last one taken.
func stepOf(secret, code string, last uint64, now time.Time) (uint64, bool) {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	if secret == "" || len(code) != 6 {
		return 0, false
	}
	at := uint64(now.Unix()) / codeStep
	for step := at - codesAtRisk; step <= at+codesAtRisk; step++ {
		if step > last && hotp.Validate(code, step, secret) {
			return step, true
		}
	}
	return 0, false
}

// Ticket says for a while that an agent's password was right, so that it need not be typed
// again with the code.
func (s *Sessions) Ticket(ctx context.Context, login string) (string, error) {
	rec, err := s.roster.get(ctx, login)
	if err != nil {
		return "", err
	}
	return s.ticket(ctx, rec, s.roster.now().Add(TicketLife).Unix())
}

func (s *Sessions) ticket(ctx context.Context, rec agentRecord, until int64) (string, error) {
	key, err := s.signingKey(ctx)
	if err != nil {
		return "", err
	}
	head := base64.RawURLEncoding.EncodeToString([]byte(rec.Login)) + "." + strconv.FormatInt(until, 10)
	return head + "." + sign(key, "ticket "+head+" "+rec.stamp()), nil
}

// OpenTicket gives the login of a ticket that is still good.
func (s *Sessions) OpenTicket(ctx context.Context, ticket string) (string, bool, error) {
	parts := strings.Split(ticket, ".")
	if len(parts) != 3 {
		return "", false, nil
	}
	login, err := base64.RawURLEncoding.DecodeString(parts[0])
	until, bad := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || bad != nil || s.roster.now().Unix() > until || !loginForm.Match(login) {
		return "", false, nil
	}
	rec, err := s.roster.get(ctx, string(login))
	if errors.Is(err, casebook.ErrNotFound) {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	right, err := s.ticket(ctx, rec, until)
	return rec.Login, err == nil && !rec.Disabled && hmac.Equal([]byte(right), []byte(ticket)), err
}
