package redis

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"frontdoor/handoff/casebook"
)

var _ casebook.Queues = (*Book)(nil)

// Queue adds up the indexes of all shards, in one go. A shard that does not answer is an
// error: what it holds is not nothing.
func (b *Book) Queue(ctx context.Context, kind casebook.DueKind, now time.Time) (q casebook.Queue, err error) {
	index, ok := map[casebook.DueKind]func(shard) string{
		casebook.DueMessage: shard.due, casebook.DueWake: shard.wakes, casebook.DueLetter: shard.letters,
	}[kind]
	if !ok {
		return q, fmt.Errorf("count what waits: there is no kind %q", kind)
	}
	pipe, at := b.client.Pipeline(), strconv.FormatInt(now.UnixMicro(), 10)
	var all, late [casebook.Shards]*redis.IntCmd
	for n := range all {
		key := index(b.shard(n))
		all[n], late[n] = pipe.ZCard(ctx, key), pipe.ZCount(ctx, key, "-inf", at)
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return q, fmt.Errorf("count what waits of %s: %w", kind, err)
	}
	for n := range all {
		q.Waiting += int(all[n].Val())
		q.Late += int(late[n].Val())
	}
	return q, nil
}
