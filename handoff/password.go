package handoff

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"frontdoor/handoff/casebook"
)

// Cost of a password: the second choice of RFC 9106 scaled to OWASP's minimum of
// 19 MiB and two passes, about 25 ms. Stored with each hash, so that it can be
// raised later without shutting anybody out.
const (
	hashMemory   = 19 * 1024 // KiB
	hashTime     = 2
	hashThreads  = 1
	hashLength   = 32
	hashesAtOnce = 2
)

// Authenticate gives the agent whose login and password these are. It takes the
// same work for a login nobody has. The errors are ErrSignIn or, after too many
// tries, a *SlowError.
func (r *Roster) Authenticate(ctx context.Context, login, password string) (Agent, error) {
	login = strings.ToLower(strings.TrimSpace(login)) // telephones like to begin with a capital
	if !loginForm.MatchString(login) {
		login = "?" // nobody's; what is remembered of tries stays short
	}
	select {
	case r.hashing <- struct{}{}:
		defer func() { <-r.hashing }()
	case <-ctx.Done():
		return Agent{}, ctx.Err()
	}
	right, err := r.slow.begin(ctx, login) // inside the bound: so many writes to the book, and no more
	if err != nil {
		return Agent{}, err
	}
	rec, err := r.get(ctx, login)
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return Agent{}, err
	}
	matches := verify(rec.Hash, password)
	if !matches || rec.Disabled {
		if rec.Login != "" { // what somebody nobody knows typed may be a password
			if err := r.audit.Note(ActingAs(ctx, login), DeedSignInFailed, login, ""); err != nil {
				return Agent{}, err
			}
		}
		return Agent{}, ErrSignIn
	}
	if err := right(ctx); err != nil {
		return Agent{}, err
	}
	if rec.Second.Secret != "" {
		return rec.Agent, ErrCodeNeeded
	}
	return rec.Agent, nil
}

// hashOf checks the new password of an agent and hashes it.
func (r *Roster) hashOf(ctx context.Context, a Agent, password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < passwordShortest || len(password) > passwordLongest {
		return "", &Mistake{Code: "password_form", Field: "password", What: "password cannot be used",
			Why: fmt.Sprintf("a password has at least %d characters and at most %d bytes", passwordShortest, passwordLongest),
			Do:  "choose a longer one, for example three words"}
	}
	if guessable(password, append([]string{a.Login, a.Name}, r.town...)...) {
		return "", &Mistake{Code: "password_guessable", Field: "password", What: "password is easily guessed",
			Why: "it is made of words that many passwords have, of a name or of digits alone, and is among the first that somebody tries",
			Do:  "choose another one, for example three words that have nothing to do with each other"}
	}
	select {
	case r.hashing <- struct{}{}:
		defer func() { <-r.hashing }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	salt := randomBytes(16)
	key := argon2.IDKey([]byte(password), salt, hashTime, hashMemory, hashThreads, hashLength)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashTime, hashThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

// verify compares a password with a hash in the PHC string format. With a hash it
// cannot read, an empty one too, it does the same work and says no.
func verify(hash, password string) bool {
	salt, want, memory, passes, threads, readable := parseHash(hash)
	if !readable {
		salt, want, memory, passes, threads = make([]byte, 16), make([]byte, hashLength), hashMemory, hashTime, hashThreads
	}
	if len(password) > passwordLongest {
		password, readable = password[:passwordLongest], false
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1 && readable
}

func parseHash(hash string) (salt, key []byte, memory, passes uint32, threads uint8, ok bool) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return nil, nil, 0, 0, 0, false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &threads); err != nil || passes == 0 || threads == 0 {
		return nil, nil, 0, 0, 0, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return nil, nil, 0, 0, 0, false
	}
	key, err = base64.RawStdEncoding.DecodeString(parts[5])
	return salt, key, memory, passes, threads, err == nil && len(key) > 0
}

// randomBytes are n bytes nobody can guess.
func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) //nolint:errcheck // never fails: documented by crypto/rand
	return b
}
