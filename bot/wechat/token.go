package wechat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"frontdoor/handoff/casebook"
)

// tokenKind is the kind of the Shelf's record with the access token; its key is the
// app's id.
const tokenKind = "wechat-token"

const (
	// renewBefore is how long before its end a token is renewed: WeChat takes the old
	// one for five minutes more.
	renewBefore = 5 * time.Minute
	// forceEvery is how often a new token may be forced: WeChat counts twenty a day.
	forceEvery = 10 * time.Minute
)

// errForced: a token was forced just now, and WeChat does not take it either, or
// another process is at it.
var errForced = errors.New("WeChat does not take the access token, and a new one was asked for just now")

// kept is an access token as it lies on the Shelf.
type kept struct {
	Token  string    `json:"token,omitempty"`
	Until  time.Time `json:"until,omitzero"`
	Forced time.Time `json:"forced,omitzero"` // when one was last forced
}

func (k kept) good(bad string, now time.Time) bool {
	return k.Token != "" && k.Token != bad && now.Before(k.Until)
}

// tokens keeps the access token for this process and, on the Shelf, for all.
type tokens struct {
	shelf casebook.Shelf // nil: this process is alone
	appID string
	now   func() time.Time
	ask   func(ctx context.Context, force bool) (token string, lasts time.Duration, err error)

	gate chan struct{} // held by the one that asks
	mu   sync.Mutex
	kept kept
}

func newTokens(shelf casebook.Shelf, appID string, now func() time.Time, ask func(context.Context, bool) (string, time.Duration, error)) *tokens {
	return &tokens{shelf: shelf, appID: appID, now: now, ask: ask, gate: make(chan struct{}, 1)}
}

// get gives the access token; bad is one that WeChat has just refused, "" for none.
func (t *tokens) get(ctx context.Context, bad string) (string, error) {
	if k := t.here(); k.good(bad, t.now()) {
		return k.Token, nil
	}
	select {
	case t.gate <- struct{}{}:
		defer func() { <-t.gate }()
	case <-ctx.Done():
		return "", fmt.Errorf("waiting for the access token: %w", ctx.Err())
	}
	if k := t.here(); k.good(bad, t.now()) { // another one has asked meanwhile
		return k.Token, nil
	}
	there, version := t.onShelf(ctx)
	if !there.good(bad, t.now()) {
		var err error
		if there, err = t.renew(ctx, bad, there, version); err != nil {
			return "", err
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = there
	return there.Token, nil
}

func (t *tokens) here() kept {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.kept
}

// renew asks WeChat. Unforced, every process is given the same token, whoever asks
// first. Where that is the very one that was refused, one process forces a new one: it
// says so on the Shelf beforehand, so that no two make each other's invalid.
func (t *tokens) renew(ctx context.Context, bad string, there kept, version casebook.Version) (kept, error) {
	k, err := t.asked(ctx, false, there)
	if err != nil {
		return kept{}, err
	}
	if k.Token == bad {
		if t.now().Sub(there.Forced) < forceEvery {
			return kept{}, errForced
		}
		there = kept{Forced: t.now()}
		if version, err = t.put(ctx, there, version); errors.Is(err, casebook.ErrStale) {
			return kept{}, errForced
		}
		if k, err = t.asked(ctx, true, there); err != nil {
			return kept{}, err
		}
	}
	if _, err := t.put(ctx, k, version); errors.Is(err, casebook.ErrStale) {
		if theirs, _ := t.onShelf(ctx); theirs.good(bad, t.now()) {
			return theirs, nil
		}
	}
	return k, nil // a shelf that is away costs the others a question, no more
}

func (t *tokens) asked(ctx context.Context, force bool, there kept) (kept, error) {
	token, lasts, err := t.ask(ctx, force)
	if err != nil {
		return kept{}, err
	}
	return kept{Token: token, Until: t.now().Add(lasts - min(renewBefore, lasts/2)), Forced: there.Forced}, nil
}

// onShelf reads what all processes share; nothing where it cannot be read.
func (t *tokens) onShelf(ctx context.Context) (kept, casebook.Version) {
	if t.shelf == nil {
		return t.here(), 0
	}
	r, err := t.shelf.Get(ctx, tokenKind, t.appID)
	if err != nil {
		return kept{Forced: t.here().Forced}, 0
	}
	var k kept
	if json.Unmarshal(r.Value, &k) != nil {
		k = kept{}
	}
	return k, r.Version
}

// put lays what is known on the Shelf, if nobody did so since it was read.
func (t *tokens) put(ctx context.Context, k kept, version casebook.Version) (casebook.Version, error) {
	if t.shelf == nil {
		t.mu.Lock()
		t.kept = k
		t.mu.Unlock()
		return 0, nil
	}
	value, err := json.Marshal(k)
	if err != nil {
		return version, fmt.Errorf("writing the access token: %w", err)
	}
	expires := t.now().Add(forceEvery)
	if k.Until.After(expires) {
		expires = k.Until
	}
	v, err := t.shelf.Put(ctx, casebook.Record{Kind: tokenKind, Key: t.appID, Value: value, Version: version, Expires: expires})
	if err != nil {
		return version, fmt.Errorf("laying the access token on the shelf: %w", err)
	}
	return v, nil
}
