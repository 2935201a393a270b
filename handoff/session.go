package handoff

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"frontdoor/handoff/casebook"
)

// SessionLength is how long a session lasts after it was last used, SessionMost how long
// however much it is used.
const (
	SessionLength = 12 * time.Hour
	SessionMost   = 7 * 24 * time.Hour
)

// sessionSlack is how much of a session may pass before using it is written down:
// not every request shall be a write.
const sessionSlack = 10 * time.Minute

// Sessions remember who is signed in, on the Shelf, so that they survive a restart
// and hold on every process. A session's value is its random id and a signature of
// it, meant for one cookie; the Shelf holds only a hash of the id.
type Sessions struct {
	shelf  casebook.Shelf
	roster *Roster

	mu  sync.Mutex
	key []byte // signs values; read from the Shelf once, it never changes
}

// NewSessions opens the sessions on a shelf.
func NewSessions(shelf casebook.Shelf, roster *Roster) *Sessions {
	return &Sessions{shelf: shelf, roster: roster}
}

type sessionRecord struct {
	Login string `json:"login"`
	// Stamp is of the agent the session began with: see agentRecord.
	Stamp string `json:"stamp"`
	// Started is when, Device on what, as the browser calls itself; empty in old ones.
	Started time.Time `json:"started,omitzero"`
	Device  string    `json:"device,omitempty"`
	// Provider: begun at the town's own provider, not by password.
	Provider bool `json:"provider,omitempty"`
}

// Start begins a session for an agent who has just signed in and returns its value.
func (s *Sessions) Start(ctx context.Context, login string) (string, error) {
	return s.StartOn(ctx, login, "")
}

// StartOn begins one on a device, as its browser calls itself.
func (s *Sessions) StartOn(ctx context.Context, login, device string) (string, error) {
	return s.start(ctx, sessionRecord{Login: login, Device: short(device)}, "")
}

func (s *Sessions) start(ctx context.Context, session sessionRecord, how string) (string, error) {
	login := session.Login
	rec, err := s.roster.get(ctx, login)
	if err != nil {
		return "", err
	}
	key, err := s.signingKey(ctx)
	if err != nil {
		return "", err
	}
	id := base64.RawURLEncoding.EncodeToString(randomBytes(32))
	session.Stamp, session.Started = rec.stamp(), s.roster.now().UTC().Truncate(time.Second)
	value, err := json.Marshal(session)
	if err != nil {
		return "", fmt.Errorf("begin a session of %q: %w", login, err)
	}
	_, err = s.shelf.Put(ctx, casebook.Record{Kind: kindSession, Key: hashedKey(id), Value: value,
		Expires: s.roster.now().Add(SessionLength)})
	if err != nil {
		return "", fmt.Errorf("store a session of %q: %w", login, err)
	}
	if err := s.roster.audit.Note(ActingAs(ctx, login), DeedSignedIn, login, how); err != nil {
		return "", err
	}
	return id + "." + sign(key, id), nil
}

// Find gives the agent whose session this is and keeps the session alive; false
// when it has ended or never was. An error means that the Shelf could not be read.
func (s *Sessions) Find(ctx context.Context, value string) (Agent, bool, error) {
	record, ok, err := s.open(ctx, value)
	if !ok || err != nil {
		return Agent{}, false, err
	}
	now := s.roster.now()
	if !record.Expires.IsZero() && !record.Expires.After(now) {
		return Agent{}, false, nil
	}
	var session sessionRecord
	if err := json.Unmarshal(record.Value, &session); err != nil {
		return Agent{}, false, fmt.Errorf("read a session: %w", err)
	}
	rec, err := s.roster.get(ctx, session.Login)
	if errors.Is(err, casebook.ErrNotFound) {
		return Agent{}, false, nil
	}
	if err != nil {
		return Agent{}, false, err
	}
	if !session.holds(rec, now) {
		return Agent{}, false, nil
	}
	if record.Expires.Before(now.Add(SessionLength - sessionSlack)) {
		record.Expires = now.Add(SessionLength)
		// Another request of the same browser may have been faster: then it is done.
		if _, err := s.shelf.Put(ctx, record); err != nil && !errors.Is(err, casebook.ErrStale) {
			return Agent{}, false, fmt.Errorf("keep a session alive: %w", err)
		}
	}
	if session.Provider { // who did not come by the password need not choose another
		rec.FirstPassword = false
	}
	return rec.Agent, true, nil
}

// SignOut ends a session. Ending one that is none is fine.
func (s *Sessions) SignOut(ctx context.Context, value string) error {
	for {
		record, ok, err := s.open(ctx, value)
		if !ok || err != nil {
			return err
		}
		switch err := s.shelf.Remove(ctx, kindSession, record.Key, record.Version); {
		case err == nil:
			var session sessionRecord
			if err := json.Unmarshal(record.Value, &session); err != nil {
				return fmt.Errorf("read a session: %w", err)
			}
			return s.roster.audit.Note(ActingAs(ctx, session.Login), DeedSignedOut, session.Login, "")
		case !errors.Is(err, casebook.ErrStale):
			return err
		}
	}
}

// open finds the record of a value whose signature is right.
func (s *Sessions) open(ctx context.Context, value string) (casebook.Record, bool, error) {
	id, signature, ok := strings.Cut(value, ".")
	if !ok {
		return casebook.Record{}, false, nil
	}
	key, err := s.signingKey(ctx)
	if err != nil {
		return casebook.Record{}, false, err
	}
	if !hmac.Equal([]byte(signature), []byte(sign(key, id))) {
		return casebook.Record{}, false, nil
	}
	record, err := s.shelf.Get(ctx, kindSession, hashedKey(id))
	if errors.Is(err, casebook.ErrNotFound) {
		return casebook.Record{}, false, nil
	}
	if err != nil {
		return casebook.Record{}, false, fmt.Errorf("look up a session: %w", err)
	}
	return record, true, nil
}

// signingKeyName is the Shelf's key of the key that signs session values.
const signingKeyName = "session-signing-key"

// signingKey reads the key, or makes it if no process has yet.
func (s *Sessions) signingKey(ctx context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.key == nil {
		record, err := s.shelf.Get(ctx, kindSetting, signingKeyName)
		if errors.Is(err, casebook.ErrNotFound) {
			record = casebook.Record{Kind: kindSetting, Key: signingKeyName, Value: randomBytes(32)}
			_, err = s.shelf.Put(ctx, record)
			if errors.Is(err, casebook.ErrStale) { // another process made it: read that one
				continue
			}
		}
		if err != nil {
			return nil, fmt.Errorf("signing key of sessions: %w", err)
		}
		s.key = record.Value
	}
	return s.key, nil
}

func sign(key []byte, id string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id)) //nolint:errcheck // a hash never fails
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
