package casebook

import (
	"context"
	"errors"
	"fmt"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// Destroyed destroys in one book what was destroyed in another, or stands in a Witness's list: a
// book that was put back from an older backup has the keys again of who was erased since. No
// master key is needed. It gives the cases, true for one of which the law still holds something,
// and how many keys there were.
func Destroyed(ctx context.Context, in Gones, here Shelf) (cases map[dialog.CaseID]bool, keys int, err error) {
	cases = map[dialog.CaseID]bool{}
	held := map[dialog.CaseID]bool{}
	err = eachKey(ctx, in, func(r Record, gone bool) error {
		if !gone {
			if id, ok := strings.CutPrefix(r.Key, "hold "); ok {
				held[dialog.CaseID(id)] = true
			}
			return nil
		}
		if err := putGone(ctx, here, r); err != nil {
			return fmt.Errorf("destroy a key: %w", err)
		}
		keys++
		if id, ok := strings.CutPrefix(r.Key, "case "); ok {
			cases[dialog.CaseID(id)] = false
		}
		return nil
	})
	if err != nil {
		return cases, keys, err
	}
	for id := range cases {
		if cases[id] = held[id]; !cases[id] { // a list does not say what is held
			if cases[id], err = holds(ctx, here, id); err != nil {
				return cases, keys, err
			}
		}
	}
	return cases, keys, nil
}

// Remember tells a witness of every key that was destroyed in a book, in no order.
func Remember(ctx context.Context, in Gones, w Witness) error {
	return eachKey(ctx, in, func(r Record, gone bool) error {
		if !gone {
			return nil
		}
		return w.Gone(ctx, r)
	})
}

// eachKey goes through the keys of talks and cases.
func eachKey(ctx context.Context, in Gones, do func(r Record, gone bool) error) error {
	for shard := range Shards {
		all, err := in.List(ctx, fmt.Sprintf(kindKeys, shard))
		if err != nil {
			return fmt.Errorf("look at what was destroyed: %w", err)
		}
		for _, r := range all {
			var key keyRecord
			if err := json.Unmarshal(r.Value, &key); err != nil {
				return fmt.Errorf("read a key: %w", err)
			}
			if err := do(r, len(key.Key) == 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// holds says whether the law still holds something of a case.
func holds(ctx context.Context, here Shelf, id dialog.CaseID) (bool, error) {
	n := holdKey(id)
	r, err := here.Get(ctx, fmt.Sprintf(kindKeys, n.shard), n.name)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	var key keyRecord
	if err == nil {
		err = json.Unmarshal(r.Value, &key)
	}
	if err != nil {
		return false, fmt.Errorf("read a key: %w", err)
	}
	return len(key.Key) > 0, nil
}

// putGone has a key be gone, whatever lies there.
func putGone(ctx context.Context, here Shelf, gone Record) error {
	for {
		there, err := here.Get(ctx, gone.Kind, gone.Key)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		_, err = here.Put(ctx, Record{Kind: gone.Kind, Key: gone.Key, Value: gone.Value, Version: there.Version})
		if !errors.Is(err, ErrStale) {
			return err
		}
	}
}
