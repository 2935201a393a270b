package handoff

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"frontdoor/handoff/casebook"
)

// Tokens are the bearer tokens by which programs act as an agent. The Shelf holds
// only their hashes: a token is 256 random bits, so a plain SHA-256 is enough.
type Tokens struct {
	shelf  casebook.Shelf
	roster *Roster
}

// NewTokens opens the tokens on a shelf.
func NewTokens(shelf casebook.Shelf, roster *Roster) *Tokens {
	return &Tokens{shelf: shelf, roster: roster}
}

type tokenRecord struct {
	Login     string    `json:"login"`
	CreatedAt time.Time `json:"created_at"`
	// Numbers: the token may read phone numbers whole.
	Numbers bool `json:"numbers,omitempty"`
	// Reads: it may read and do nothing.
	Reads bool `json:"reads,omitempty"`
	// Used is when it was last used, to the hour.
	Used time.Time `json:"used,omitzero"`
}

// Create makes a token for an agent and returns it; it cannot be read again.
// casebook.ErrNotFound when there is no such agent.
func (t *Tokens) Create(ctx context.Context, login string) (string, error) {
	return t.CreateWith(ctx, login, TokenScope{})
}

// CreateWithNumbers makes one that may also read phone numbers whole, as those of
// supervisors and admins may.
func (t *Tokens) CreateWithNumbers(ctx context.Context, login string) (string, error) {
	return t.CreateWith(ctx, login, TokenScope{Numbers: true})
}

// TokenScope is what a token may, within what its agent may.
type TokenScope struct {
	Numbers bool // read phone numbers whole
	Reads   bool // read only
}

func (s TokenScope) String() string {
	var words []string
	if s.Reads {
		words = append(words, "reads")
	}
	if s.Numbers {
		words = append(words, "numbers")
	}
	return strings.Join(words, " ")
}

// CreateWith makes a token of a scope.
func (t *Tokens) CreateWith(ctx context.Context, login string, scope TokenScope) (string, error) {
	agent, err := t.roster.Get(ctx, login)
	if err != nil {
		return "", err
	}
	if agent.Disabled {
		return "", &Mistake{Code: "agent_disabled", Field: "agent", What: fmt.Sprintf("agent %q is disabled", login),
			Why: "a token of a disabled agent opens nothing", Do: "enable the agent first"}
	}
	value, err := json.Marshal(tokenRecord{Login: login, Numbers: scope.Numbers, Reads: scope.Reads, CreatedAt: t.roster.now().UTC().Truncate(time.Second)})
	if err != nil {
		return "", fmt.Errorf("make a token for %q: %w", login, err)
	}
	token := "fd_" + base64.RawURLEncoding.EncodeToString(randomBytes(32))
	if _, err := t.shelf.Put(ctx, casebook.Record{Kind: kindToken, Key: hashedKey(token), Value: value}); err != nil {
		return "", fmt.Errorf("store a token for %q: %w", login, err)
	}
	return token, t.roster.audit.Note(ctx, DeedTokenMade, login, scope.String())
}

// Find gives the agent a token acts for; false for a token that is unknown or whose
// agent is disabled. An error means that the Shelf could not be read.
func (t *Tokens) Find(ctx context.Context, token string) (Agent, bool, error) {
	record, err := t.shelf.Get(ctx, kindToken, hashedKey(token))
	if errors.Is(err, casebook.ErrNotFound) {
		return Agent{}, false, nil
	}
	if err != nil {
		return Agent{}, false, fmt.Errorf("look up a token: %w", err)
	}
	var rec tokenRecord
	if err := json.Unmarshal(record.Value, &rec); err != nil {
		return Agent{}, false, fmt.Errorf("read a token: %w", err)
	}
	agent, err := t.roster.Get(ctx, rec.Login)
	if errors.Is(err, casebook.ErrNotFound) {
		return Agent{}, false, nil
	}
	agent.Numbers, agent.ReadsOnly = rec.Numbers || agent.Role.Supervises(), rec.Reads
	if err != nil || agent.Disabled {
		return agent, false, err
	}
	t.used(ctx, record, rec)
	return agent, true, nil
}

// hashedKey is the Shelf's key for a secret.
func hashedKey(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
