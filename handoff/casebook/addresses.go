package casebook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"strconv"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// In a sealed book an address lies nowhere as it is. Its rows and keys are found under its
// stored name, a keyed hash with the channel and the shard before it; the address itself
// stands sealed in what must lead back to it: the talk's state, a message, a letter, an
// event. Erasing destroys the keys of these, and what stays is the name, by which a STOP is
// still obeyed. Whoever has the master key can try out whether a number they already know is
// the one behind a name: a name that shall be found again allows no less.

// storedMark begins the local part of a stored name; no channel gives an address that.
const storedMark = "~"

// kindTownKeys also has the key of the names.
const addressesKey = "addresses"

// addressKey is its stored form.
type addressKey struct {
	Key []byte `json:"key"` // sealed by the town's
	// Hidden: no address of the book lies as it is any more.
	Hidden bool `json:"hidden,omitempty"`
}

const aboutAddresses = "the key of the names of addresses"

// StoredAs is the name under which an address lies; the address itself in a book in the
// clear. The key is made with the first one.
func (v *Vault) StoredAs(ctx context.Context, a dialog.Address) (dialog.Address, error) {
	name, err := v.known(ctx, a)
	if !errors.Is(err, ErrNotFound) {
		return name, err
	}
	if err := v.makeAddressKey(ctx, true); err != nil {
		return "", fmt.Errorf("name an address: %w", err)
	}
	return v.known(ctx, a)
}

// KnownAs is StoredAs for who only reads: ErrNotFound in a book that has no names yet.
func (v *Vault) KnownAs(ctx context.Context, a dialog.Address) (dialog.Address, error) {
	return v.known(ctx, a)
}

func (v *Vault) known(ctx context.Context, a dialog.Address) (dialog.Address, error) {
	if v == nil {
		return a, nil
	}
	if _, ok := storedShard(a); ok {
		return a, nil
	}
	key, err := v.addressKey(ctx)
	if err != nil {
		return "", fmt.Errorf("name an address: %w", err)
	}
	h := hmac.New(sha256.New, key)
	h.Write([]byte(a)) //nolint:errcheck // a hash never fails
	sum := h.Sum(make([]byte, 0, sha256.Size))
	return dialog.Address(fmt.Sprintf("%s:%s%02d%s", a.Channel(), storedMark, ShardOf(a), base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:15]))), nil
}

// storedShard is the shard that stands in a stored name; false for an address.
func storedShard(a dialog.Address) (int, bool) {
	_, local, ok := strings.Cut(string(a), ":"+storedMark)
	if !ok || len(local) != 2+24 {
		return 0, false
	}
	n, err := strconv.Atoi(local[:2])
	return n, err == nil && n >= 0 && n < Shards
}

// addressKey is the key of the names; ErrNotFound where there is none yet.
func (v *Vault) addressKey(ctx context.Context) ([]byte, error) {
	v.mu.Lock()
	key := v.names
	v.mu.Unlock()
	if key != nil {
		return key, nil
	}
	_, stored, err := v.storedAddressKey(ctx)
	if err != nil {
		return nil, err
	}
	if key, err = v.openTown(ctx, aboutAddresses, stored.Key); err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.names = key
	return key, nil
}

func (v *Vault) storedAddressKey(ctx context.Context) (Record, addressKey, error) {
	var stored addressKey
	r, err := v.shelf.Get(ctx, kindTownKeys, addressesKey)
	if err == nil {
		err = json.Unmarshal(r.Value, &stored)
	}
	return r, stored, err
}

// makeAddressKey makes the key of the names where there is none.
func (v *Vault) makeAddressKey(ctx context.Context, hidden bool) error {
	town, err := v.town(ctx)
	if err != nil {
		return err
	}
	raw := make([]byte, keySize)
	rand.Read(raw) //nolint:errcheck // never fails
	value, err := json.Marshal(addressKey{seal(town.id, town.aead, aboutAddresses, raw), hidden})
	if err != nil {
		return err
	}
	_, err = v.shelf.Put(ctx, Record{Kind: kindTownKeys, Key: addressesKey, Value: value})
	if errors.Is(err, ErrStale) { // another was faster
		err = nil
	}
	return err
}

// addressed is a document with the address before it that it must lead back to.
func addressed(a dialog.Address, doc []byte) []byte {
	return append(append(append(make([]byte, 0, len(a)+1+len(doc)), a...), '\n'), doc...)
}

// readAddressed takes the two apart; a document that was stored before addresses were hidden
// is JSON alone.
func readAddressed(doc []byte) (dialog.Address, []byte) {
	if len(doc) == 0 || doc[0] == '{' {
		return "", doc
	}
	a, doc, _ := bytes.Cut(doc, []byte("\n"))
	return dialog.Address(a), doc
}

// AddressOf is the address of a talk that lies under a name; "" where it was erased.
func (v *Vault) AddressOf(ctx context.Context, stored dialog.Address, state []byte) (dialog.Address, error) {
	if _, hidden := storedShard(stored); !hidden {
		return stored, nil
	}
	life, err := lifeOf(state)
	if err != nil {
		return "", err
	}
	words, err := v.opened(ctx, talkKey(stored, life), aboutTalk(stored), state)
	if err != nil {
		return "", fmt.Errorf("read whose talk it is: %w", err)
	}
	a, _ := readAddressed(words)
	return a, nil
}

// lifeOf is the life of a talk that a sealed state is of.
func lifeOf(state []byte) (int, error) {
	if !isSealed(state) {
		return 0, fmt.Errorf("read state: %w, and it is not", ErrSealed)
	}
	life, _, _ := strings.Cut(string(state[1:min(len(state), 20)]), "-")
	n, err := strconv.Atoi(life)
	if err != nil {
		return 0, fmt.Errorf("read state: %w, and it is torn", ErrSealed)
	}
	return n, nil
}
