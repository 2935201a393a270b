package redis

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"frontdoor/handoff/casebook"
)

// watchPause is how often the servers are asked for their replicas and their clock.
const watchPause = 5 * time.Second

// watch looks around until ctx ends. A server that does not answer is no news: the
// commits tell.
func (b *Book) watch(ctx context.Context) {
	for pause(ctx, watchPause) == nil {
		b.lookAround(ctx) //nolint:errcheck // see above
	}
}

// lookAround asks what the book promises and what the servers have. A shard that
// once had a replica asks for one from then on, in every process.
func (b *Book) lookAround(ctx context.Context) error {
	if err := b.setClock(ctx); err != nil {
		return err
	}
	if b.noWait {
		return nil
	}
	replicated := map[string]bool{} // by the node's address
	for n := range casebook.Shards {
		s := b.shard(n)
		if b.asked[n].Load() > 0 {
			continue
		}
		node, err := b.node(ctx, s)
		if err != nil {
			return err
		}
		where := addressOf(node)
		if _, known := replicated[where]; !known {
			info, err := node.InfoMap(ctx).Result()
			if err != nil {
				return err
			}
			count, _ := strconv.Atoi(info["Replication"]["connected_slaves"])
			replicated[where] = count > 0
		}
		if replicated[where] {
			if err := node.HSetNX(ctx, s.about(), "replicas", 1).Err(); err != nil {
				return err
			}
		}
		promised, err := node.HGet(ctx, s.about(), "replicas").Int()
		if err != nil && err != redis.Nil {
			return err
		}
		b.asked[n].Store(int32(promised))
	}
	return nil
}

func addressOf(node redis.UniversalClient) string {
	if c, ok := node.(*redis.Client); ok {
		return c.Options().Addr
	}
	return ""
}

// replicas is how many replicas must confirm a write on a shard.
func (b *Book) replicas(s shard) int { return int(b.asked[s.n].Load()) }

// setClock measures how far the server's clock is before ours.
func (b *Book) setClock(ctx context.Context) error {
	node, err := b.node(ctx, b.shard(0))
	if err != nil {
		return err
	}
	asked := time.Now()
	told, err := node.Time(ctx).Result()
	if err != nil {
		return err
	}
	middle := asked.Add(time.Since(asked) / 2)
	b.ahead.Store(int64(told.Sub(middle)))
	return nil
}

// Now is the server's clock: the one that every process on this book shares, so
// that leases and held messages mean the same to all.
func (b *Book) Now() time.Time { return time.Now().Add(time.Duration(b.ahead.Load())) }
