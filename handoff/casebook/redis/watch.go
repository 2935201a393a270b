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

// watch looks around until ctx ends, at once when a replica was missing. A server
// that does not answer is no news: the commits tell.
func (b *Book) watch(ctx context.Context) {
	for {
		timer := time.NewTimer(watchPause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-b.doubt:
			timer.Stop()
		case <-timer.C:
		}
		b.lookAround(ctx) //nolint:errcheck // see above
		if pause(ctx, waitTime/4) != nil {
			return
		}
	}
}

// missed has the watch look around at once.
func (b *Book) missed() {
	select {
	case b.doubt <- struct{}{}:
	default:
	}
}

// lookAround asks what the book promises and what the servers have.
func (b *Book) lookAround(ctx context.Context) error {
	if err := b.setClock(ctx); err != nil {
		return err
	}
	if b.noWait {
		return nil
	}
	lines := map[string]lineage{} // by the node's address
	for n := range casebook.Shards {
		s := b.shard(n)
		node, err := b.node(ctx, s)
		if err != nil {
			return err
		}
		line, known := lines[addressOf(node)]
		if !known {
			info, err := node.InfoMap(ctx).Result()
			if err != nil {
				return err
			}
			line = lineageOf(info["Replication"])
			lines[addressOf(node)] = line
		}
		recorded, err := node.HGet(ctx, s.about(), "replicated").Result()
		if err != nil && err != redis.Nil {
			return err
		}
		asked, record := line.asks(recorded)
		if record != recorded {
			if err := node.HSet(ctx, s.about(), "replicated", record).Err(); err != nil {
				return err
			}
		}
		b.asked[n].Store(asked)
	}
	return nil
}

// lineage is what a primary tells of its replication: the name of its history, the
// name of the history it took over when it was promoted, its replicas.
type lineage struct {
	id, before string
	replicas   int
}

func lineageOf(info map[string]string) lineage {
	n, _ := strconv.Atoi(info["connected_slaves"])
	return lineage{id: info["master_replid"], before: info["master_replid2"], replicas: n}
}

// asks says how many replicas must confirm a write, and what to record. recorded is
// the history under which a replica was last seen, "" for none.
//
// A primary that had a replica asks for one also while it is away: the replica may
// be promoted, and would know nothing of what was taken in meanwhile. One that was
// itself promoted from that history holds all that was acknowledged, and asks for
// none until it has a replica of its own: else a failover to the last server would
// end the service.
func (l lineage) asks(recorded string) (asked int32, record string) {
	switch {
	case l.replicas > 0:
		return 1, l.id
	case recorded == "" || recorded == l.before:
		return 0, ""
	}
	return 1, recorded
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
