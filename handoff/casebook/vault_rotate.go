package casebook

import (
	"context"
	"errors"
	"fmt"

	json "github.com/go-json-experiment/json/v1"
)

// Rotate gives the town a new key, wraps all its keys by the master key in use now, and
// then the keys of talks and cases by the new one. It says how many. Broken off, it can be
// said again. Keys of the town that were in use before stay: what waits to be sent, and
// what lies on the shelf, is sealed under them.
func (v *Vault) Rotate(ctx context.Context) (int, error) {
	r, keys, err := v.stored(ctx)
	if err != nil {
		return 0, err
	}
	for i, k := range keys.Keys {
		raw, err := v.master.Unwrap(ctx, k.Master, k.Key)
		if err != nil {
			return 0, fmt.Errorf("%w: %w", ErrSealed, err)
		}
		if keys.Keys[i].Master, keys.Keys[i].Key, err = v.master.Wrap(ctx, raw); err != nil {
			return 0, err
		}
	}
	if err := v.addTownKey(ctx, r, keys); err != nil {
		return 0, err
	}
	if err := v.load(ctx); err != nil {
		return 0, err
	}
	n := len(keys.Keys) + 1
	for shard := range Shards {
		all, err := v.shelf.List(ctx, fmt.Sprintf(kindKeys, shard))
		if err != nil {
			return n, err
		}
		for _, r := range all {
			wrapped, err := v.rewrap(ctx, keyName{shard, r.Key}, r)
			if err != nil {
				return n, err
			}
			if wrapped {
				n++
			}
		}
	}
	return n, nil
}

// rewrap wraps one key by the town's key in use; one that changed meanwhile is left.
func (v *Vault) rewrap(ctx context.Context, n keyName, r Record) (bool, error) {
	h, err := v.unwrap(ctx, n, r)
	if err != nil || h.id == "" {
		return false, err
	}
	var rec keyRecord
	if err := json.Unmarshal(r.Value, &rec); err != nil {
		return false, err
	}
	if town, err := v.town(ctx); err != nil || rec.Town == town.id {
		return false, err
	}
	if err := v.putKey(ctx, n, r.Version, h.id, h.key[:]); err != nil && !errors.Is(err, ErrStale) {
		return false, err
	}
	return true, nil
}
