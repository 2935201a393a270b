package handoff

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"frontdoor/handoff/casebook"
)

// SlowError says that a login was tried too often and when to try again.
type SlowError struct{ Wait time.Duration }

func (e *SlowError) Error() string {
	return fmt.Sprintf("too many tries to sign in: wait %s", e.Wait.Round(time.Second))
}

// After freeTries failures in a row each further one doubles the wait, from one
// second up to slowLongest: guessing becomes hopeless while somebody who shuts an
// agent out on purpose wins at most a minute.
const (
	freeTries   = 5
	slowLongest = time.Minute
	slowForget  = 15 * time.Minute
)

// slowdown counts failures on the Shelf, so that several processes on a book count
// together and a restart forgives nothing. A try counts as failed before anything is
// compared, and is taken back when it was right: a thousand guesses sent at once to
// several processes do not all pass before the first has failed.
//
// What bounds floods, not guesses, each process measures for itself (the web chat, the
// pages for outside parties, Open311): to count it together would cost the book a write
// for each request, which is what is to be spared. So many processes let in so many times
// as much, and that is what they can bear.
type slowdown struct {
	shelf casebook.Shelf
	now   func() time.Time
}

// tries are the failures in a row of one who signs in.
type tries struct {
	Failed int       `json:"failed"`
	Last   time.Time `json:"last"`
}

// begin counts a try by who as failed, and gives what takes that back. A *SlowError is for
// who has to wait; such a try does not count.
func (s slowdown) begin(ctx context.Context, who string) (right func(context.Context) error, err error) {
	key, err := s.key(ctx, who)
	if err != nil {
		return nil, err
	}
	for {
		t, version, err := s.get(ctx, key)
		if err != nil {
			return nil, err
		}
		now := s.now()
		if wait := t.wait(now); wait > 0 {
			return nil, &SlowError{Wait: wait}
		}
		err = s.put(ctx, key, t.more(now), version)
		if err == nil {
			return func(ctx context.Context) error { return s.forget(ctx, key) }, nil
		}
		if !errors.Is(err, casebook.ErrStale) {
			return nil, fmt.Errorf("count a try to sign in: %w", err)
		}
	}
}

// forget takes away what was counted of who has signed in.
func (s slowdown) forget(ctx context.Context, key string) error {
	for {
		_, version, err := s.get(ctx, key)
		if err != nil || version == 0 {
			return err
		}
		if err := s.shelf.Remove(ctx, kindTries, key, version); !errors.Is(err, casebook.ErrStale) {
			if err != nil {
				return fmt.Errorf("forget tries to sign in: %w", err)
			}
			return nil
		}
	}
}

func (s slowdown) get(ctx context.Context, key string) (t tries, v casebook.Version, err error) {
	record, err := s.shelf.Get(ctx, kindTries, key)
	if errors.Is(err, casebook.ErrNotFound) {
		return tries{}, 0, nil
	}
	if err == nil {
		err = json.Unmarshal(record.Value, &t)
	}
	if err != nil {
		return tries{}, 0, fmt.Errorf("read tries to sign in: %w", err)
	}
	return t, record.Version, nil
}

func (s slowdown) put(ctx context.Context, key string, t tries, v casebook.Version) error {
	value, err := json.Marshal(t)
	if err != nil {
		return err
	}
	// The Shelf forgets by the clock of its own, later than these tries count.
	_, err = s.shelf.Put(ctx, casebook.Record{Kind: kindTries, Key: key, Value: value, Version: v, Expires: time.Now().Add(2 * slowForget)})
	return err
}

// wait is how long who has failed so often must still wait, 0 for not at all. A last try
// that lies in the future is of a clock that was wrong, and shuts nobody out.
func (t tries) wait(now time.Time) time.Duration {
	since := now.Sub(t.Last)
	if t.Failed < freeTries || since > slowForget || since < -slowLongest {
		return 0
	}
	pause := slowLongest
	if doubled := t.Failed - freeTries; doubled < 6 {
		pause = min(time.Second<<doubled, slowLongest)
	}
	return min(max(0, pause-since), slowLongest)
}

// more is one failure more.
func (t tries) more(now time.Time) tries {
	if now.Sub(t.Last) > slowForget {
		t.Failed = 0
	}
	return tries{Failed: t.Failed + 1, Last: now}
}

// key is under which name the tries of somebody lie on the Shelf. What somebody typed as a
// login may be a password: nothing is to be learnt of it by who reads the book's names. And a
// login nobody has is counted as one that somebody has, or it would be told which there are.
func (s slowdown) key(ctx context.Context, who string) (string, error) {
	record, err := s.shelf.Get(ctx, kindSetting, triesSecret)
	for errors.Is(err, casebook.ErrNotFound) {
		_, err = s.shelf.Put(ctx, casebook.Record{Kind: kindSetting, Key: triesSecret, Value: []byte(rand.Text())})
		if err == nil || errors.Is(err, casebook.ErrStale) { // of two processes one was first
			record, err = s.shelf.Get(ctx, kindSetting, triesSecret)
		}
	}
	if err != nil {
		return "", fmt.Errorf("read under which name tries to sign in are counted: %w", err)
	}
	sum := hmac.New(sha256.New, record.Value)
	sum.Write([]byte(who))
	return hex.EncodeToString(sum.Sum(nil)[:16]), nil
}

// triesSecret is the setting under which names of tries are made; it is drawn once.
const triesSecret = "tries"
