package casebook

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	json "github.com/go-json-experiment/json/v1"
)

// ErrSealed: the words of this book are sealed, and it was opened without its master key
// or with another one.
var ErrSealed = errors.New("the words of this book are sealed")

// Master keeps the one key that opens all others: a file, or somebody who has a safe for it.
// It is asked at a start and at a rotation only.
type Master interface {
	// Wrap seals a key under the master key in use and names that one.
	Wrap(ctx context.Context, key []byte) (name string, wrapped []byte, err error)
	// Unwrap opens what Wrap sealed under the master key of that name.
	Unwrap(ctx context.Context, name string, wrapped []byte) ([]byte, error)
}

// Vault seals what is personal before an engine keeps it, and opens it for who reads.
//
// A case's words are sealed under a key of the case, a talk under one of the talk; each
// is made with the first word, lies on the shelf wrapped by the town's key, and is
// destroyed alone: that erases the words, wherever a copy of them lies. The town's key
// seals what waits to be sent and what is on the shelf, and lies there itself, wrapped by
// the master key, which is nowhere in the book.
//
// A nil Vault seals nothing: it gives what was never sealed, and ErrSealed for the rest.
type Vault struct {
	master Master
	shelf  Shelf // the engine's own, of which nothing is sealed

	mu         sync.Mutex
	towns      []townKey // the last one is in use
	names      []byte    // the key of the names of addresses; nil before it is known
	young, old map[string]held
}

// Where the keys lie on the shelf: the town's, and in as many kinds as a book has shards
// those of talks and cases, so that on several servers none has them all.
const (
	kindTownKeys = "town-keys"
	kindKeys     = "keys-%02d"
)

// townKey is a key of the town as it is used.
type townKey struct {
	id   string
	aead cipher.AEAD
}

// townKeys is the stored form; its names are kept for years.
type townKeys struct {
	Keys []wrappedTownKey `json:"keys"`
}

type wrappedTownKey struct {
	ID     string    `json:"id"`
	Master string    `json:"master"` // the master key's name
	Key    []byte    `json:"key"`
	At     time.Time `json:"at"`
}

// OpenVault opens the vault of a book: what is written from then on is sealed. Where there
// is none yet it is made with the first word, so that a new book is empty. Without a master
// it gives none. A master that has not the key of this book is ErrSealed.
func OpenVault(ctx context.Context, master Master, shelf Shelf) (*Vault, error) {
	if master == nil {
		return nil, nil
	}
	v := &Vault{master: master, shelf: shelf}
	if err := v.load(ctx); err != nil && !errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("open the vault: %w", err)
	}
	return v, nil
}

// Ready makes the vault where there is none yet: what is wrong with the master key is told
// at once, and not with the first word.
func (v *Vault) Ready(ctx context.Context) error {
	if v == nil {
		return nil
	}
	_, err := v.town(ctx)
	return err
}

// Sealed reports whether a book has a vault: whoever opens it without a master gets no words.
func Sealed(ctx context.Context, shelf Shelf) (bool, error) {
	_, err := shelf.Get(ctx, kindTownKeys, "town")
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

func (v *Vault) stored(ctx context.Context) (r Record, keys townKeys, err error) {
	if r, err = v.shelf.Get(ctx, kindTownKeys, "town"); err != nil {
		return r, keys, err
	}
	if err := json.Unmarshal(r.Value, &keys); err != nil {
		return r, keys, fmt.Errorf("read the town's keys: %w", err)
	}
	return r, keys, nil
}

// load opens all keys of the town.
func (v *Vault) load(ctx context.Context) error {
	_, keys, err := v.stored(ctx)
	if err != nil {
		return err
	}
	var towns []townKey
	for _, k := range keys.Keys {
		raw, err := v.master.Unwrap(ctx, k.Master, k.Key)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrSealed, err)
		}
		aead, err := newAEAD(raw)
		if err != nil {
			return err
		}
		towns = append(towns, townKey{k.ID, aead})
	}
	if len(towns) == 0 {
		return errors.New("the book names no key of the town")
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.towns = towns
	return nil
}

// addTownKey stores one more key of the town, behind those given.
func (v *Vault) addTownKey(ctx context.Context, r Record, keys townKeys) error {
	raw := make([]byte, keySize)
	rand.Read(raw) //nolint:errcheck // never fails
	name, wrapped, err := v.master.Wrap(ctx, raw)
	if err != nil {
		return fmt.Errorf("wrap the town's key: %w", err)
	}
	keys.Keys = append(keys.Keys, wrappedTownKey{ID: keyID(), Master: name, Key: wrapped, At: time.Now().UTC().Truncate(time.Second)})
	if r.Value, err = json.Marshal(keys); err != nil {
		return fmt.Errorf("write the town's keys: %w", err)
	}
	_, err = v.shelf.Put(ctx, r)
	return err
}

// town is the key of the town in use; the first one is made here.
func (v *Vault) town(ctx context.Context) (townKey, error) {
	if t, ok := v.inUse(); ok {
		return t, nil
	}
	err := v.load(ctx)
	if errors.Is(err, ErrNotFound) {
		if err = v.addTownKey(ctx, Record{Kind: kindTownKeys, Key: "town"}, townKeys{}); err == nil || errors.Is(err, ErrStale) {
			err = v.load(ctx) // another process may have been faster
		}
	}
	if err != nil {
		return townKey{}, fmt.Errorf("make the vault: %w", err)
	}
	t, _ := v.inUse()
	return t, nil
}

func (v *Vault) inUse() (townKey, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.towns) == 0 {
		return townKey{}, false
	}
	return v.towns[len(v.towns)-1], true
}

// townOf finds a key of the town; one that is not known may have come by a rotation.
func (v *Vault) townOf(ctx context.Context, id string) (cipher.AEAD, error) {
	for again := false; ; again = true {
		v.mu.Lock()
		for _, t := range v.towns {
			if t.id == id {
				v.mu.Unlock()
				return t.aead, nil
			}
		}
		v.mu.Unlock()
		if again {
			return nil, fmt.Errorf("%w under a key of the town that the book does not have (%s)", ErrSealed, id)
		}
		if err := v.load(ctx); err != nil {
			return nil, err
		}
	}
}

const keySize = 32 // AES-256

// keyID is a name no key had before.
func keyID() string { return rand.Text()[:10] }

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("use a key: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("use a key: %w", err)
	}
	return aead, nil
}
