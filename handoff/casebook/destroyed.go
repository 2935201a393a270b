package casebook

import (
	"context"
	"errors"
	"fmt"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// Destroyed destroys in one book what was destroyed in another: a book that was put back from
// an older backup has the keys again of who was erased since. Neither book's master key is
// needed. It gives the cases, true for one of which the law still holds something, and how
// many keys there were.
func Destroyed(ctx context.Context, in, here Shelf) (cases map[dialog.CaseID]bool, keys int, err error) {
	cases = map[dialog.CaseID]bool{}
	held := map[dialog.CaseID]bool{}
	for shard := range Shards {
		all, err := in.List(ctx, fmt.Sprintf(kindKeys, shard))
		if err != nil {
			return cases, keys, fmt.Errorf("look at what was destroyed: %w", err)
		}
		for _, r := range all {
			var key keyRecord
			if err := json.Unmarshal(r.Value, &key); err != nil {
				return cases, keys, fmt.Errorf("read a key: %w", err)
			}
			if len(key.Key) > 0 {
				if id, ok := strings.CutPrefix(r.Key, "hold "); ok {
					held[dialog.CaseID(id)] = true
				}
				continue
			}
			if err := putGone(ctx, here, r); err != nil {
				return cases, keys, fmt.Errorf("destroy a key: %w", err)
			}
			keys++
			if id, ok := strings.CutPrefix(r.Key, "case "); ok {
				cases[dialog.CaseID(id)] = false
			}
		}
	}
	for id := range cases {
		cases[id] = held[id]
	}
	return cases, keys, nil
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
