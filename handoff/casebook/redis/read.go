package redis

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Read gives what is stored about an address, from the primary.
func (b *Book) Read(ctx context.Context, a dialog.Address) (casebook.Talk, error) {
	t := casebook.Talk{Address: a}
	stored, err := b.fresh.Vault.KnownAs(ctx, a)
	if errors.Is(err, casebook.ErrNotFound) {
		return t, nil
	}
	if err != nil {
		return casebook.Talk{}, fmt.Errorf("read talk: %w", err)
	}
	var asked *redis.SliceCmd
	err = b.groups.do(ctx, "", &wish{pipe: b.client.Pipeline, add: func(ctx context.Context, pipe redis.Pipeliner) {
		asked = pipe.HMGet(ctx, b.shardOf(stored).talk(stored), "v", "s")
	}})
	if err != nil {
		return casebook.Talk{}, fmt.Errorf("read talk: %w", err)
	}
	said, err := asked.Result()
	if err != nil {
		return casebook.Talk{}, fmt.Errorf("read talk: %w", err)
	}
	version, known := said[0].(string)
	state, _ := said[1].(string)
	if !known {
		return t, nil
	}
	v, err := strconv.ParseInt(version, 10, 64)
	if err != nil {
		return casebook.Talk{}, fmt.Errorf("read talk: version: %w", err)
	}
	t.Version = casebook.Version(v)
	if t.State, err = b.fresh.Vault.State(ctx, a, []byte(state)); err != nil {
		return casebook.Talk{}, err
	}
	return t, nil
}

// Case gives all events of a case. A number that is not ours lies wherever the
// address lies that it belongs to: it is looked for in every shard.
func (b *Book) Case(ctx context.Context, id dialog.CaseID) ([]casebook.Event, error) {
	_, log, err := b.find(ctx, id)
	if err != nil {
		return nil, err
	}
	events, err := b.events(ctx, id, log)
	return casebook.Erased(events), err
}

// CaseFrom gives the end of a case; none where it lies in the archive, or nothing says in
// which shard.
func (b *Book) CaseFrom(ctx context.Context, id dialog.CaseID, seq int) ([]casebook.Event, error) {
	n, ours := id.Shard()
	if !ours || seq < 1 {
		return nil, nil
	}
	log, err := b.client.LRange(ctx, b.shard(n).log(id), int64(seq)-1, -1).Result()
	if err != nil {
		return nil, fmt.Errorf("read case %s from event %d on: %w", id, seq, err)
	}
	if archived(int64(seq), log) {
		return nil, nil
	}
	return b.decode(ctx, id, seq, log)
}

// find gives the log of a case and the shard it lies in; ErrNotFound for none.
func (b *Book) find(ctx context.Context, id dialog.CaseID) (shard, []string, error) {
	shards := []int{casebook.ShardOfCase(id)}
	if _, ours := id.Shard(); !ours {
		shards = nil
		for n := range casebook.Shards {
			shards = append(shards, n)
		}
	}
	pipe := b.client.Pipeline()
	var logs []*redis.StringSliceCmd
	for _, n := range shards {
		logs = append(logs, pipe.LRange(ctx, b.shard(n).log(id), 0, -1))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return shard{}, nil, fmt.Errorf("read case %s: %w", id, err)
	}
	for i, log := range logs {
		if len(log.Val()) > 0 {
			return b.shard(shards[i]), log.Val(), nil
		}
	}
	return shard{}, nil, fmt.Errorf("case %s: %w", id, casebook.ErrNotFound)
}

// decode reads the events of a case from its log, the first with number seq.
func (b *Book) decode(ctx context.Context, id dialog.CaseID, seq int, log []string) ([]casebook.Event, error) {
	events := make([]casebook.Event, 0, len(log))
	for i, doc := range log {
		open, private, _ := strings.Cut(doc, "\n")
		e, err := b.fresh.Event(ctx, id, seq+i, []byte(open), []byte(private))
		if err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}
