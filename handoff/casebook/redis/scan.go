package redis

import (
	"context"
	"fmt"

	"frontdoor/handoff/casebook"
)

// ID names this book.
func (b *Book) ID() string { return b.id }

// Empty looks for any key but those that say what the book promises.
func (b *Book) Empty(ctx context.Context) (bool, error) {
	for at := ""; ; {
		keys, next, err := b.scan(ctx, at, scanSize)
		if err != nil {
			return false, fmt.Errorf("look whether the book is empty: %w", err)
		}
		for _, k := range keys {
			if k.kind != "book" {
				return false, nil
			}
		}
		if at = next; at == "" {
			return true, nil
		}
	}
}

// scanSize is how many keys a server looks at, at once, for one of the book.
const scanSize = 1000

// scan gives a part of the book's keys and the place after it. A single server is
// gone through once for all shards; in a Cluster each shard's own node.
func (b *Book) scan(ctx context.Context, after string, count int) ([]keyed, string, error) {
	n, cursor := 0, uint64(0)
	if after != "" {
		if _, err := fmt.Sscanf(after, "%d %d", &n, &cursor); err != nil {
			return nil, "", err
		}
	}
	s := b.shard(n)
	pattern := b.everyKey()
	if b.cluster != nil {
		pattern = s.ofShard()
	}
	node, err := b.node(ctx, s)
	if err != nil {
		return nil, "", err
	}
	names, cursor, err := node.Scan(ctx, cursor, pattern, int64(count)).Result()
	if err != nil {
		return nil, "", err
	}
	var keys []keyed
	for _, name := range names {
		if k, ok := b.takeApart(name); ok {
			keys = append(keys, k)
		}
	}
	switch {
	case cursor != 0:
	case b.cluster != nil && n+1 < casebook.Shards:
		n++
	default:
		return keys, "", nil
	}
	return keys, fmt.Sprint(n, " ", cursor), nil
}
