package redis

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Lease looks at the indexes of all shards in one go, and leases the earliest. What
// another process leased between the two is passed over.
func (b *Book) Lease(ctx context.Context, kind casebook.DueKind, now time.Time, hold time.Duration, max int) ([]casebook.Due, error) {
	k, ok := map[casebook.DueKind]leaser{
		casebook.DueMessage: {shard.due, b.leaseMessage},
		casebook.DueWake:    {shard.wakes, b.leaseWake},
		casebook.DueLetter:  {shard.letters, b.leaseLetter},
	}[kind]
	if !ok {
		return nil, fmt.Errorf("lease: there is no kind %q", kind)
	}
	if max <= 0 {
		return nil, nil
	}
	ready, err := b.ready(ctx, k.index, now, max)
	if err != nil {
		return nil, fmt.Errorf("lease %s: %w", kind, err)
	}
	until := now.Add(hold)
	var mu sync.Mutex
	var dues []casebook.Due
	var failed error
	var shards sync.WaitGroup // at once: they share the round trips of their servers
	for n, members := range ready {
		shards.Go(func() {
			found, err := b.leaseAll(ctx, b.shard(n), members, k.call, now, until)
			mu.Lock()
			defer mu.Unlock()
			dues = append(dues, found...)
			if err != nil {
				failed = fmt.Errorf("lease %s: %w", kind, err)
			}
		})
	}
	shards.Wait()
	if len(dues) > 0 {
		return dues, nil // the rest comes again
	}
	return nil, failed
}

// leaser is how one kind of due things is found and leased.
type leaser struct {
	index func(shard) string
	// call gives the script that leases one member of the index and what reads
	// its result.
	call func(ctx context.Context, s shard, member string, now, until int64) (*call, func([]string) (casebook.Due, error))
}

// ready gives the members of the shards' indexes that are due, by shard: the
// earliest of all, max at most.
func (b *Book) ready(ctx context.Context, index func(shard) string, now time.Time, max int) (map[int][]string, error) {
	pipe := b.client.Pipeline()
	asked := make([]*redis.ZSliceCmd, casebook.Shards)
	for n := range asked {
		asked[n] = pipe.ZRangeByScoreWithScores(ctx, index(b.shard(n)), &redis.ZRangeBy{Min: "-inf",
			Max: strconv.FormatInt(now.UnixMicro(), 10), Count: int64(max)})
	}
	pipe.Exec(ctx) //nolint:errcheck // each is looked at
	type member struct {
		shard int
		redis.Z
	}
	var all []member
	failed := 0
	for n, cmd := range asked {
		if err := cmd.Err(); err != nil {
			// A node that is down keeps nobody else's messages back.
			if failed++; failed == casebook.Shards {
				return nil, err
			}
		}
		for _, z := range cmd.Val() {
			all = append(all, member{n, z})
		}
	}
	slices.SortStableFunc(all, func(a, b member) int { return cmp.Compare(a.Score, b.Score) })
	ready := map[int][]string{}
	for _, m := range all[:min(max, len(all))] {
		ready[m.shard] = append(ready[m.shard], m.Member.(string))
	}
	return ready, nil
}

// leaseAll leases members of one shard's index in one go.
func (b *Book) leaseAll(ctx context.Context, s shard, members []string, ask func(context.Context, shard, string, int64, int64) (*call, func([]string) (casebook.Due, error)),
	now, until time.Time) ([]casebook.Due, error) {
	var calls []*call
	var reads []func([]string) (casebook.Due, error)
	for _, m := range members {
		c, read := ask(ctx, s, m, now.UnixMicro(), until.UnixMicro())
		calls, reads = append(calls, c), append(reads, read)
	}
	if err := b.run(ctx, s, calls); err != nil {
		return nil, err
	}
	var dues []casebook.Due
	for i, c := range calls {
		v, err := c.result()
		if err != nil {
			return nil, err
		}
		if v == nil {
			continue
		}
		said, err := texts(v)
		if err != nil {
			return nil, err
		}
		due, err := reads[i](said)
		if err != nil {
			return nil, err
		}
		if due.Address != "" { // else nobody is there any more to be woken
			dues = append(dues, due)
		}
	}
	return dues, nil
}

func (b *Book) leaseMessage(ctx context.Context, s shard, member string, now, until int64) (*call, func([]string) (casebook.Due, error)) {
	a := dialog.Address(member)
	return &call{script: b.scripts.leaseMessage, keys: []string{s.out(a), s.due()}, args: []any{member, now, until, rand.Text()}},
		func(said []string) (casebook.Due, error) {
			due, err := leased(casebook.DueMessage, a, said)
			if err != nil {
				return due, err
			}
			due.Message, err = b.fresh.Outgoing(ctx, []byte(said[3]))
			due.Address = cmp.Or(due.Message.To, a)
			return due, err
		}
}

func (b *Book) leaseWake(ctx context.Context, s shard, member string, now, until int64) (*call, func([]string) (casebook.Due, error)) {
	a := dialog.Address(member)
	return &call{script: b.scripts.leaseWake, keys: []string{s.talk(a), s.wakes()}, args: []any{member, now, until, rand.Text()}},
		func(said []string) (casebook.Due, error) {
			due, err := leased(casebook.DueWake, a, said)
			if err != nil {
				return due, err
			}
			due.Address, err = b.fresh.Vault.AddressOf(ctx, a, []byte(said[3]))
			return due, err
		}
}

func (b *Book) leaseLetter(ctx context.Context, s shard, member string, now, until int64) (*call, func([]string) (casebook.Due, error)) {
	return &call{script: b.scripts.leaseLetter, keys: []string{s.letters(), s.letter()}, args: []any{member, now, until, rand.Text()}},
		func(said []string) (casebook.Due, error) {
			due, err := leased(casebook.DueLetter, dialog.Address(said[4]), said)
			if err != nil {
				return due, err
			}
			due.Address, due.Letter, err = b.fresh.Vault.Letter(ctx, due.Address, []byte(said[3]))
			return due, err
		}
}

// leased reads what the three scripts begin with: token, due, attempts.
func leased(kind casebook.DueKind, a dialog.Address, said []string) (casebook.Due, error) {
	due := casebook.Due{Kind: kind, Address: a, Token: said[0]}
	var err error
	if due.At, err = moment(said[1]); err != nil {
		return due, fmt.Errorf("read when it fell due: %w", err)
	}
	if due.Attempts, err = strconv.Atoi(said[2]); err != nil {
		return due, fmt.Errorf("read its attempts: %w", err)
	}
	return due, nil
}
