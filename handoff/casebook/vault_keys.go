package casebook

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// KeyKinds are the kinds of records on the shelf that hold keys, in the order in which a book
// in use is copied: those of cases and talks before the town's, which open them.
func KeyKinds() []string {
	all := make([]string, 0, Shards+1)
	for n := range Shards {
		all = append(all, fmt.Sprintf(kindKeys, n))
	}
	return append(all, kindTownKeys)
}

// keyRecord is how a key of a case or a talk lies on the shelf. One that was destroyed
// leaves when that was, so that nothing is ever sealed under that name again.
type keyRecord struct {
	ID   string    `json:"id,omitempty"` // stands before what is sealed under it
	Town string    `json:"town,omitempty"`
	Key  []byte    `json:"key,omitempty"` // sealed under that key of the town
	Gone time.Time `json:"gone,omitzero"`
}

// held is a key as it is remembered. It is small: a town's keys of a day fit in.
type held struct {
	id    string // "" for one that is gone
	key   [keySize]byte
	until time.Time
}

// How many keys are remembered at the most, and how long: what was destroyed by another
// process is then not opened here any more.
const (
	heldMost = 1 << 16
	heldLong = 10 * time.Minute
)

// keyName is a key's place on the shelf.
type keyName struct {
	shard int
	name  string
}

func caseKey(id dialog.CaseID) keyName { return keyName{ShardOfCase(id), "case " + string(id)} }

// holdKey is the key of what the law holds of a case that was erased.
func holdKey(id dialog.CaseID) keyName { return keyName{ShardOfCase(id), "hold " + string(id)} }

// holdMark stands in the ID of such a key.
const holdMark = "hold-"

// keyOfEvent is where the key of an event lies, by the ID that its private half names.
func keyOfEvent(id dialog.CaseID, name string) keyName {
	if strings.Contains(name, holdMark) {
		return holdKey(id)
	}
	return caseKey(id)
}

// talkKey is the key of a talk in one of its lives: erasing begins another.
func talkKey(stored dialog.Address, life int) keyName {
	return keyName{ShardOf(stored), "talk " + strconv.Itoa(life) + " " + string(stored)}
}

// key finds a key; where there is none it makes one under an ID with that beginning, or,
// with none, says ErrNotFound.
func (v *Vault) key(ctx context.Context, n keyName, beginning string) (held, error) {
	if h, ok := v.remembered(n.name); ok {
		return h, nil
	}
	for {
		r, err := v.shelf.Get(ctx, fmt.Sprintf(kindKeys, n.shard), n.name)
		if err == nil {
			h, err := v.unwrap(ctx, n, r)
			if err != nil {
				return held{}, err
			}
			v.remember(n.name, h)
			return h, nil
		}
		if !errors.Is(err, ErrNotFound) || beginning == "" {
			return held{}, fmt.Errorf("find a key: %w", err)
		}
		h, err := v.makeKey(ctx, n, beginning)
		if err == nil {
			v.remember(n.name, h)
			return h, nil
		}
		if !errors.Is(err, ErrStale) {
			return held{}, fmt.Errorf("make a key: %w", err)
		}
	}
}

// makeKey makes a key where there is none; ErrStale where another was faster.
func (v *Vault) makeKey(ctx context.Context, n keyName, beginning string) (held, error) {
	h := held{id: beginning + keyID(), until: time.Now().Add(heldLong)}
	rand.Read(h.key[:]) //nolint:errcheck // never fails
	return h, v.putKey(ctx, n, 0, h.id, h.key[:])
}

func (v *Vault) putKey(ctx context.Context, n keyName, version Version, id string, raw []byte) error {
	town, err := v.town(ctx)
	if err != nil {
		return err
	}
	rec := keyRecord{ID: id, Town: town.id, Key: town.aead.Seal(nil, nil, raw, []byte(n.name))}
	value, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	_, err = v.shelf.Put(ctx, Record{Kind: fmt.Sprintf(kindKeys, n.shard), Key: n.name, Value: value, Version: version})
	return err
}

func (v *Vault) unwrap(ctx context.Context, n keyName, r Record) (h held, err error) {
	var rec keyRecord
	if err := json.Unmarshal(r.Value, &rec); err != nil {
		return h, fmt.Errorf("read a key: %w", err)
	}
	h.until = time.Now().Add(heldLong)
	if len(rec.Key) == 0 {
		return h, nil // gone
	}
	town, err := v.townOf(ctx, rec.Town)
	if err != nil {
		return h, err
	}
	raw, err := town.Open(nil, nil, rec.Key, []byte(n.name))
	if err != nil || len(raw) != keySize {
		return h, fmt.Errorf("%w: a key on the shelf is damaged", ErrSealed)
	}
	h.id = rec.ID
	copy(h.key[:], raw)
	return h, nil
}

// destroy destroys a key for ever. It says whether there was one.
func (v *Vault) destroy(ctx context.Context, n keyName, at time.Time) error {
	defer v.drop(n.name)
	for {
		r, err := v.shelf.Get(ctx, fmt.Sprintf(kindKeys, n.shard), n.name)
		if errors.Is(err, ErrNotFound) {
			r, err = Record{Kind: fmt.Sprintf(kindKeys, n.shard), Key: n.name}, nil
		}
		if err != nil {
			return fmt.Errorf("find a key: %w", err)
		}
		if r.Value, err = json.Marshal(keyRecord{Gone: at.UTC().Truncate(time.Second)}); err != nil {
			return fmt.Errorf("destroy a key: %w", err)
		}
		if w, ok := v.master.(Witness); ok {
			if err := w.Gone(ctx, r); err != nil {
				return fmt.Errorf("note outside of the book that a key is destroyed: %w", err)
			}
		}
		if _, err = v.shelf.Put(ctx, r); err == nil || !errors.Is(err, ErrStale) {
			return err
		}
	}
}

func (v *Vault) remembered(name string) (held, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	h, ok := v.young[name]
	if !ok {
		if h, ok = v.old[name]; ok {
			v.put(name, h)
		}
	}
	if ok && time.Now().After(h.until) {
		delete(v.young, name)
		delete(v.old, name)
		return held{}, false
	}
	return h, ok
}

func (v *Vault) remember(name string, h held) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.put(name, h)
}

// put remembers a key; v.mu is held.
func (v *Vault) put(name string, h held) {
	if v.young == nil || len(v.young) >= heldMost {
		v.young, v.old = map[string]held{}, v.young
	}
	v.young[name] = h
}

// drop forgets a key: the next one who needs it asks the shelf.
func (v *Vault) drop(name string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.young, name)
	delete(v.old, name)
}
