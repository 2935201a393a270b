package casebook

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// HideAddresses brings a book that was written before addresses were hidden, or in the clear,
// to where none lies as it is. bare reports whether the book has none; rename gives every row
// of the engine its name (Renamed, RenamedLetter). Nobody else may write meanwhile. Broken off,
// it goes on at the next opening; rows that have their name are passed over.
func (v *Vault) HideAddresses(ctx context.Context, bare func(context.Context) (bool, error), rename func(context.Context) error) error {
	r, stored, err := v.storedAddressKey(ctx)
	if err != nil && !errors.Is(err, ErrNotFound) || stored.Hidden {
		return err
	}
	if err != nil {
		if none, err := bare(ctx); err != nil || none {
			return err // the first word makes the key
		}
		if err := v.makeAddressKey(ctx, false); err != nil {
			return err
		}
		if r, stored, err = v.storedAddressKey(ctx); err != nil {
			return err
		}
	}
	// The keys first: a row that has its name finds its key under that.
	if err := v.eachTalkKey(ctx, v.renameKey); err != nil {
		return err
	}
	if err := rename(ctx); err != nil {
		return err
	}
	err = v.eachTalkKey(ctx, func(ctx context.Context, _, _ keyName, old Record) error {
		if err := v.shelf.Remove(ctx, old.Kind, old.Key, old.Version); !errors.Is(err, ErrStale) {
			return err
		}
		return nil
	})
	if err != nil {
		return err
	}
	stored.Hidden = true
	if r.Value, err = json.Marshal(stored); err != nil {
		return err
	}
	if _, err = v.shelf.Put(ctx, r); errors.Is(err, ErrStale) {
		err = nil // another process has done the same
	}
	return err
}

// eachTalkKey does something with every key of a talk that lies under an address as it is:
// from its place to the place under its name.
func (v *Vault) eachTalkKey(ctx context.Context, do func(ctx context.Context, from, to keyName, r Record) error) error {
	for shard := range Shards {
		all, err := v.shelf.List(ctx, fmt.Sprintf(kindKeys, shard))
		if err != nil {
			return fmt.Errorf("look at the keys of talks: %w", err)
		}
		for _, r := range all {
			rest, ok := strings.CutPrefix(r.Key, "talk ")
			digits, a, whole := strings.Cut(rest, " ")
			life, err := strconv.Atoi(digits)
			if _, hidden := storedShard(dialog.Address(a)); !ok || !whole || err != nil || hidden {
				continue
			}
			stored, err := v.known(ctx, dialog.Address(a))
			if err != nil {
				return err
			}
			if err := do(ctx, keyName{shard, r.Key}, talkKey(stored, life), r); err != nil {
				return fmt.Errorf("name the key of a talk: %w", err)
			}
		}
	}
	return nil
}

// renameKey puts a key under another name as well; one that is gone is gone there, too.
func (v *Vault) renameKey(ctx context.Context, from, to keyName, r Record) error {
	h, err := v.unwrap(ctx, from, r)
	if err != nil {
		return err
	}
	if h.id == "" {
		r = Record{Kind: r.Kind, Key: to.name, Value: r.Value}
		_, err = v.shelf.Put(ctx, r)
	} else {
		err = v.putKey(ctx, to, 0, h.id, h.key[:])
	}
	if errors.Is(err, ErrStale) { // there from before it was broken off
		err = nil
	}
	return err
}

// Renamed is a talk's name and its state as it lies under that. One that is named already is
// given back as it is; no state is none.
func (v *Vault) Renamed(ctx context.Context, a dialog.Address, state []byte) (dialog.Address, []byte, error) {
	stored, err := v.known(ctx, a)
	if err != nil || stored == a || len(state) == 0 {
		return stored, state, err
	}
	if !isSealed(state) {
		s, err := DecodeState(state)
		if err != nil {
			return "", nil, err
		}
		state, err = v.talk(ctx, stored, a, s.Life, state)
		return stored, state, err
	}
	life, err := lifeOf(state)
	if err != nil {
		return "", nil, err
	}
	words, err := v.opened(ctx, talkKey(stored, life), aboutTalk(a), state)
	if err != nil || len(words) == 0 { // erased: nothing leads back from it
		return stored, state, err
	}
	state, err = v.talk(ctx, stored, a, life, words)
	return stored, state, err
}

// RenamedMessage is the name of an address, and a message to it as it lies under that: sealed.
func (v *Vault) RenamedMessage(ctx context.Context, a dialog.Address, doc []byte) (dialog.Address, []byte, error) {
	stored, err := v.known(ctx, a)
	if err != nil || isSealed(doc) {
		return stored, doc, err
	}
	town, err := v.town(ctx)
	if err != nil {
		return "", nil, err
	}
	return stored, seal(town.id, town.aead, "message", doc), nil
}

// RenamedLetter is the name of a letter's sender, and the letter as it lies under that.
func (v *Vault) RenamedLetter(ctx context.Context, a dialog.Address, doc []byte) (dialog.Address, []byte, error) {
	stored, err := v.known(ctx, a)
	if err != nil || stored == a {
		return stored, doc, err
	}
	if isSealed(doc) {
		if doc, err = v.openTown(ctx, "letter", doc); err != nil {
			return "", nil, err
		}
	}
	town, err := v.town(ctx)
	if err != nil {
		return "", nil, err
	}
	return stored, seal(town.id, town.aead, "letter", addressed(a, doc)), nil
}
