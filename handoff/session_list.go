package handoff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/handoff/casebook"
)

// Session is one session as its agent and an admin see it.
type Session struct {
	// ID names it and opens nothing.
	ID        string
	Login     string
	StartedAt time.Time // zero where it is not known
	UsedAt    time.Time // about: it is written down every ten minutes
	Device    string
	Here      bool // the one that asks

	record casebook.Record
}

// holds says whether a session still opens what it opened.
func (s sessionRecord) holds(rec agentRecord, now time.Time) bool {
	return !rec.Disabled && s.Stamp == rec.stamp() && (s.Started.IsZero() || now.Sub(s.Started) < SessionMost)
}

// deviceLongest is how many bytes of a browser's own name are kept.
const deviceLongest = 200

func short(device string) string {
	device = strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, device), "")
	if len(device) <= deviceLongest {
		return device
	}
	for device = device[:deviceLongest]; !utf8.ValidString(device); {
		device = device[:len(device)-1]
	}
	return device
}

// List gives the sessions of an agent that still open something, the one used last first;
// value is the session that asks, "" for none.
func (s *Sessions) List(ctx context.Context, login, value string) ([]Session, error) {
	rec, err := s.roster.get(ctx, login)
	if err != nil {
		return nil, err
	}
	records, err := s.shelf.List(ctx, kindSession)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	here, now := "", s.roster.now()
	if id, _, ok := strings.Cut(value, "."); ok {
		here = hashedKey(id)
	}
	var all []Session
	for _, r := range records {
		var kept sessionRecord
		if err := json.Unmarshal(r.Value, &kept); err != nil {
			return nil, fmt.Errorf("read a session: %w", err)
		}
		if kept.Login == login && kept.holds(rec, now) && (r.Expires.IsZero() || r.Expires.After(now)) {
			all = append(all, Session{ID: publicID(r.Key), Login: login, StartedAt: kept.Started, UsedAt: r.Expires.Add(-SessionLength),
				Device: kept.Device, Here: r.Key == here, record: r})
		}
	}
	slices.SortFunc(all, func(a, b Session) int { return b.UsedAt.Compare(a.UsedAt) })
	return all, nil
}

// End ends one session of an agent by its ID; one that has ended is fine.
func (s *Sessions) End(ctx context.Context, login, id string) error {
	_, err := s.end(ctx, login, func(one Session) bool { return one.ID == id })
	return err
}

// EndOthers ends all sessions of an agent but the one whose value it is given, "" for all,
// and says how many.
func (s *Sessions) EndOthers(ctx context.Context, login, value string) (int, error) {
	here, _, _ := strings.Cut(value, ".")
	return s.end(ctx, login, func(one Session) bool { return one.record.Key != hashedKey(here) })
}

func (s *Sessions) end(ctx context.Context, login string, which func(Session) bool) (n int, err error) {
	for again := true; again; {
		all, err := s.List(ctx, login, "")
		if err != nil {
			return n, err
		}
		again = false
		for _, one := range all {
			if !which(one) {
				continue
			}
			switch err := s.shelf.Remove(ctx, kindSession, one.record.Key, one.record.Version); {
			case errors.Is(err, casebook.ErrStale): // it is being used: once more
				again = true
			case err != nil:
				return n, fmt.Errorf("end a session of %q: %w", login, err)
			default:
				n++
			}
		}
	}
	if n == 0 {
		return 0, nil
	}
	return n, s.roster.audit.Note(ctx, DeedSessionEnded, login, "")
}

// publicID names what lies on the Shelf under the hash of a secret; it leads back to neither.
func publicID(key string) string { return hashedKey(key)[:12] }
