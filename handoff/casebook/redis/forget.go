package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"frontdoor/handoff/casebook"
)

// A server with an append-only file still has there whatever was taken away from the book, the
// wrapped keys of who was erased, too, until that file is written anew: a small book's never is
// by itself. So erasing is counted in the book, and the servers are asked to write their files
// anew until what was forgotten has come as far; the count outlives a kill. A replica's file is
// its own, and grows and is written anew by its own settings (auto-aof-rewrite-percentage).
const (
	erasures  = "erasures"  // of the book's own hash: how often something was erased
	forgotten = "forgotten" // and how far the servers' files have followed
)

const (
	forgetPause = 100 * time.Millisecond // while a file is being written
	forgetAgain = 5 * time.Second        // after trouble
)

// erased counts an erasing, once it is in the book.
func (b *Book) erased(ctx context.Context) error {
	if err := b.client.HIncrBy(ctx, b.shard(0).about(), erasures, 1).Err(); err != nil {
		return fmt.Errorf("count an erasing: %w", err)
	}
	select {
	case b.erasing <- struct{}{}:
	default:
	}
	return nil
}

// forgets has the servers follow what was erased, until ctx ends.
func (b *Book) forgets(ctx context.Context) {
	for told := false; ; {
		err := b.forget(ctx)
		if err != nil && ctx.Err() == nil && !told {
			b.log.Warn("what was erased still lies in the append-only file of Redis; trying again", "err", err)
		}
		told = err != nil
		again := make(<-chan time.Time)
		if err != nil {
			again = time.After(forgetAgain)
		}
		select {
		case <-ctx.Done():
			return
		case <-b.erasing:
		case <-again:
		}
	}
}

// forget has every server write its file anew where something was erased since it last did.
func (b *Book) forget(ctx context.Context) error {
	about := b.shard(0).about()
	said, err := b.client.HMGet(ctx, about, erasures, forgotten).Result()
	if err != nil || said[0] == nil || said[0] == said[1] {
		return err
	}
	asked := map[string]bool{}
	for n := range casebook.Shards {
		node, err := b.node(ctx, b.shard(n))
		if err != nil {
			return err
		}
		if at := addressOf(node); !asked[at] {
			asked[at] = true
			if err := b.writeAnew(ctx, node); err != nil {
				return err
			}
		}
	}
	return b.client.HSet(ctx, about, forgotten, said[0]).Err()
}

// writeAnew has one server write its append-only file anew from what it holds at this moment, and
// waits for it. One that keeps none, or that lets nobody ask for it, is passed over.
func (b *Book) writeAnew(ctx context.Context, node redis.UniversalClient) error {
	for begun := false; ; {
		info, err := node.InfoMap(ctx).Result()
		if err != nil {
			return err
		}
		state := info["Persistence"]
		busy := state["aof_rewrite_in_progress"] == "1" || state["aof_rewrite_scheduled"] == "1"
		switch {
		case state["aof_enabled"] != "1":
			return nil
		case busy: // one that began before may hold what was erased since: ours comes after it
		case begun && state["aof_last_bgrewrite_status"] == "ok":
			return nil
		case begun:
			return errors.New("the server could not write it anew; its own log says why")
		default:
			err := node.BgRewriteAOF(ctx).Err()
			if refused := errors.As(err, new(redis.Error)); refused && (strings.HasPrefix(err.Error(), "NOPERM") || strings.Contains(err.Error(), "unknown command")) {
				b.log.Warn("Redis lets nobody have its append-only file written anew: what was erased lies in it until the server does so by itself")
				return nil
			} else if err != nil && !refused {
				return err
			}
			begun = err == nil
		}
		if err := pause(ctx, forgetPause); err != nil {
			return err
		}
	}
}
