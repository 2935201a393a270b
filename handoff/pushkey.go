package handoff

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"

	"frontdoor/handoff/casebook"
)

// PushKey is the key by which push services know this town (VAPID, RFC 8292): browsers
// take notifications that are signed with it and no others. It is made once and lies on
// the Shelf, as the key of sessions does; one given from outside comes before it.
type PushKey struct {
	shelf casebook.Shelf
	given string

	mu  sync.Mutex
	key *ecdh.PrivateKey // read once, it never changes
}

// NewPushKey opens the key on a shelf. given is one from outside, as its 32 bytes in
// base64url, or "".
func NewPushKey(shelf casebook.Shelf, given string) *PushKey {
	return &PushKey{shelf: shelf, given: given}
}

// ReadPushKey reads a key from outside.
func ReadPushKey(given string) (*ecdh.PrivateKey, error) {
	raw, err := keyBytes(given)
	if err != nil {
		return nil, fmt.Errorf("a push key is 32 bytes in base64url: %w", err)
	}
	key, err := ecdh.P256().NewPrivateKey(raw)
	if err != nil {
		return nil, fmt.Errorf("a push key is a private key of the curve P-256: %w", err)
	}
	return key, nil
}

// pushKeyName is the Shelf's key of the key that signs notifications.
const pushKeyName = "push-key"

// Pair gives the key and what browsers are told of it, both in base64url.
func (k *PushKey) Pair(ctx context.Context) (private, public string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.key == nil {
		if k.given != "" {
			if k.key, err = ReadPushKey(k.given); err != nil {
				return "", "", err
			}
			break
		}
		record, err := k.shelf.Get(ctx, kindSetting, pushKeyName)
		if errors.Is(err, casebook.ErrNotFound) {
			made, madeErr := ecdh.P256().GenerateKey(rand.Reader)
			if madeErr != nil {
				return "", "", fmt.Errorf("make the key of notifications: %w", madeErr)
			}
			record = casebook.Record{Kind: kindSetting, Key: pushKeyName, Value: made.Bytes()}
			_, err = k.shelf.Put(ctx, record)
			if errors.Is(err, casebook.ErrStale) { // another process made it: read that one
				continue
			}
		}
		if err != nil {
			return "", "", fmt.Errorf("key of notifications: %w", err)
		}
		if k.key, err = ecdh.P256().NewPrivateKey(record.Value); err != nil {
			return "", "", fmt.Errorf("read the key of notifications: %w", err)
		}
	}
	b64 := base64.RawURLEncoding.EncodeToString
	return b64(k.key.Bytes()), b64(k.key.PublicKey().Bytes()), nil
}

// Public is what browsers are told of the key.
func (k *PushKey) Public(ctx context.Context) (string, error) {
	_, public, err := k.Pair(ctx)
	return public, err
}
