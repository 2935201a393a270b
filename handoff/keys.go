package handoff

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"frontdoor/handoff/casebook"
)

// Keys are what other programs show to say who they are: they act for no agent and may
// do only what their scope says. The Shelf holds their hashes alone.
type Keys struct {
	shelf casebook.Shelf
	now   func() time.Time
}

// NewKeys opens the keys on a shelf. now may be nil for the real clock.
func NewKeys(shelf casebook.Shelf, now func() time.Time) *Keys {
	if now == nil {
		now = time.Now
	}
	return &Keys{shelf: shelf, now: now}
}

// ScopeOpen311 lets a program file requests by Open311 and see how its own ones stand.
const ScopeOpen311 = "open311"

// Scopes is the closed list.
func Scopes() []string { return []string{ScopeOpen311} }

// Key is one key as it is stored. A program that changes its key keeps its name, and so
// what it filed before.
type Key struct {
	Name      string    `json:"name"`
	Scope     string    `json:"scope"`
	CreatedAt time.Time `json:"created_at"`
	UsedAt    time.Time `json:"used,omitzero"` // to the hour; zero for never, as far as is known

	record casebook.Record
}

const kindKey = "key"

var keyName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,31}$`)

// Create makes a key and returns it; it cannot be read again.
func (k *Keys) Create(ctx context.Context, scope, name string) (string, error) {
	switch {
	case !slices.Contains(Scopes(), scope):
		return "", &Mistake{Code: "scope_unknown", Field: "scope", What: fmt.Sprintf("scope %q is unknown", scope),
			Why: fmt.Sprintf("the scopes are %v", Scopes()), Do: "choose one of them"}
	case !keyName.MatchString(name):
		return "", &Mistake{Code: "key_name", Field: "name", What: fmt.Sprintf("%q cannot be a program's name", name),
			Why: "it has 2 to 32 of a-z, 0-9 and dash", Do: "name the program, for example fixmystreet"}
	}
	value, err := json.Marshal(Key{Name: name, Scope: scope, CreatedAt: k.now().UTC().Truncate(time.Second)})
	if err != nil {
		return "", fmt.Errorf("make a key for %q: %w", name, err)
	}
	secret := "fk_" + base64.RawURLEncoding.EncodeToString(randomBytes(32))
	if _, err := k.shelf.Put(ctx, casebook.Record{Kind: kindKey, Key: hashedKey(secret), Value: value}); err != nil {
		return "", fmt.Errorf("store a key for %q: %w", name, err)
	}
	return secret, NewAudit(k.shelf, k.now).Note(ctx, DeedKeyMade, name, scope)
}

// Find gives the key of a secret; false for one that opens nothing of this scope.
func (k *Keys) Find(ctx context.Context, scope, secret string) (Key, bool, error) {
	if secret == "" {
		return Key{}, false, nil
	}
	record, err := k.shelf.Get(ctx, kindKey, hashedKey(secret))
	if errors.Is(err, casebook.ErrNotFound) {
		return Key{}, false, nil
	}
	if err != nil {
		return Key{}, false, fmt.Errorf("look up a key: %w", err)
	}
	key, err := decodeKey(record)
	if err != nil || key.Scope != scope {
		return key, false, err
	}
	k.used(ctx, key)
	return key, true, nil
}

// used writes down that a key was used, as for tokens.
func (k *Keys) used(ctx context.Context, key Key) {
	now := k.now().UTC().Truncate(usedSlack)
	if key.UsedAt.Before(now) {
		key.UsedAt = now
		markUsed(ctx, k.shelf, key.record, key)
	}
}

// List gives all keys by name.
func (k *Keys) List(ctx context.Context) ([]Key, error) {
	records, err := k.shelf.List(ctx, kindKey)
	if err != nil {
		return nil, fmt.Errorf("list keys: %w", err)
	}
	keys := make([]Key, 0, len(records))
	for _, r := range records {
		key, err := decodeKey(r)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	slices.SortStableFunc(keys, func(a, b Key) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Name, b.Name), a.CreatedAt.Compare(b.CreatedAt))
	})
	return keys, nil
}

// Remove shuts all keys of a name out and says how many there were.
func (k *Keys) Remove(ctx context.Context, scope, name string) (int, error) {
	keys, err := k.List(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, key := range keys {
		if key.Scope != scope || key.Name != name {
			continue
		}
		err := k.shelf.Remove(ctx, kindKey, key.record.Key, key.record.Version)
		if errors.Is(err, casebook.ErrStale) { // it is being used: once more
			more, err := k.Remove(ctx, scope, name)
			return n + more, err
		}
		if err != nil {
			return n, fmt.Errorf("remove a key of %q: %w", name, err)
		}
		n++
	}
	if n == 0 {
		return 0, nil
	}
	return n, NewAudit(k.shelf, k.now).Note(ctx, DeedKeyRemoved, name, scope)
}

func decodeKey(record casebook.Record) (Key, error) {
	var key Key
	if err := json.Unmarshal(record.Value, &key); err != nil {
		return Key{}, fmt.Errorf("read a key: %w", err)
	}
	key.record = record
	return key, nil
}
