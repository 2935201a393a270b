package redis

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var _ casebook.Scale = (*Book)(nil)

// heaps say for each kind of key what it is, and how the things in it are counted.
var heaps = map[string]struct {
	kind  casebook.WeightKind
	count func(context.Context, redis.Pipeliner, string) *redis.IntCmd
}{
	"talk":   {casebook.WeighTalk, nil},
	"key":    {casebook.WeighKeys, nil},
	"case":   {casebook.WeighCase, func(ctx context.Context, p redis.Pipeliner, key string) *redis.IntCmd { return p.LLen(ctx, key) }},
	"out":    {casebook.WeighQueue, hashLength},
	"letter": {casebook.WeighLetter, hashLength},
	"shelf":  {casebook.WeighShelf, hashLength},
}

func hashLength(ctx context.Context, p redis.Pipeliner, key string) *redis.IntCmd {
	return p.HLen(ctx, key)
}

// Weigh asks the servers for the memory of each key, or of one in so many.
func (b *Book) Weigh(ctx context.Context, oneIn int, each func(casebook.Weight)) error {
	turn := 0
	for at := ""; ; {
		keys, next, err := b.scan(ctx, at, scanSize)
		if err != nil {
			return fmt.Errorf("weigh the book: %w", err)
		}
		if err := b.weighKeys(ctx, keys, oneIn, &turn, each); err != nil {
			return fmt.Errorf("weigh the book: %w", err)
		}
		if at = next; at == "" {
			return nil
		}
	}
}

func (b *Book) weighKeys(ctx context.Context, keys []keyed, oneIn int, turn *int, each func(casebook.Weight)) error {
	memory, count := make([]*redis.IntCmd, len(keys)), make([]*redis.IntCmd, len(keys))
	_, err := b.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for i, k := range keys {
			*turn++
			if k.rest == "" || k.kind == "shelf" || oneIn <= 1 || *turn%oneIn == 0 {
				memory[i] = pipe.MemoryUsage(ctx, k.whole, 0)
			}
			if h := heaps[k.kind]; h.count != nil {
				count[i] = h.count(ctx, pipe, k.whole)
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) { // Nil: it ran out meanwhile
		return err
	}
	for i, k := range keys {
		w := casebook.Weight{Kind: casebook.WeighRest, Things: 1}
		if h, ok := heaps[k.kind]; ok {
			w.Kind = h.kind
		}
		if w.Kind == casebook.WeighCase {
			w.Case = dialog.CaseID(k.rest)
		}
		if count[i] != nil {
			w.Things = int(count[i].Val())
		}
		if w.Kind == casebook.WeighQueue {
			w.Things-- // the list itself; see outbox.lua
		}
		if memory[i] != nil {
			w.Bytes, w.Weighed = memory[i].Val(), true
		}
		each(w)
	}
	return nil
}
