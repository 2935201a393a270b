package redis

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

var (
	//go:embed outbox.lua
	outboxLua string
	//go:embed commit.lua
	commitLua string
	//go:embed lease_message.lua
	leaseMessageLua string
	//go:embed lease_wake.lua
	leaseWakeLua string
	//go:embed lease_letter.lua
	leaseLetterLua string
	//go:embed reserve.lua
	reserveLua string
	//go:embed shelf_put.lua
	shelfPutLua string
	//go:embed shelf_remove.lua
	shelfRemoveLua string
	//go:embed rate.lua
	rateLua string
	//go:embed swap.lua
	swapLua string
)

// scripts are all the writes there are.
type scripts struct {
	commit, leaseMessage, leaseWake, leaseLetter, reserve, shelfPut, shelfRemove, rate, swap *redis.Script
}

func newScripts() scripts {
	return scripts{
		commit:       redis.NewScript(outboxLua + commitLua),
		leaseMessage: redis.NewScript(outboxLua + leaseMessageLua),
		leaseWake:    redis.NewScript(leaseWakeLua),
		leaseLetter:  redis.NewScript(leaseLetterLua),
		reserve:      redis.NewScript(reserveLua),
		shelfPut:     redis.NewScript(shelfPutLua),
		shelfRemove:  redis.NewScript(shelfRemoveLua),
		rate:         redis.NewScript(rateLua),
		swap:         redis.NewScript(swapLua),
	}
}

// call is one script on one shard.
type call struct {
	script *redis.Script
	keys   []string
	args   []any
	cmd    *redis.Cmd
}

// Patience with a Cluster that moves a slot to another node, and with a replica.
const (
	moves     = 6
	movePause = 100 * time.Millisecond
	waitTime  = time.Second
)

// errShort is told when no replica confirmed a write in time.
var errShort = errors.New("it is stored, but no replica confirmed it in time, so it is not called safe" +
	" (FRONTDOOR_REDIS_WAIT=off goes on without a replica)")

// one runs one script and waits for a replica where one is asked for. A script
// that gives nothing gives nil.
func (b *Book) one(ctx context.Context, s shard, script *redis.Script, keys []string, args ...any) (any, error) {
	calls := []*call{{script: script, keys: keys, args: args}}
	if err := b.run(ctx, s, calls); err != nil {
		return nil, err
	}
	return calls[0].result()
}

func (c *call) result() (any, error) {
	v, err := c.cmd.Result()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	return v, err
}

// run runs scripts of one shard, one after the other on one connection, and then
// waits for a replica. An error says that nothing is known about any of them; else
// each has its own result.
func (b *Book) run(ctx context.Context, s shard, calls []*call) error {
	for try := 1; ; try++ {
		node, err := b.node(ctx, s)
		if err != nil {
			return err
		}
		err = b.runOn(ctx, node, s, calls)
		again := false
		switch {
		case err == nil:
			return nil
		case redis.HasErrorPrefix(err, "NOSCRIPT"): // the server was restarted, or its scripts were flushed
			again, err = true, loadScripts(ctx, node, calls, err)
		case b.cluster != nil && (redis.HasErrorPrefix(err, "MOVED") || redis.HasErrorPrefix(err, "CLUSTERDOWN")):
			again = true
			b.cluster.ReloadState(ctx)
			err = errors.Join(err, pause(ctx, movePause))
		}
		if !again || try == moves || ctx.Err() != nil {
			return err
		}
	}
}

// runOn sends the scripts, with those of other callers, and the WAIT.
func (b *Book) runOn(ctx context.Context, node redis.UniversalClient, s shard, calls []*call) error {
	w := &wish{pipe: node.Pipeline, replicas: b.replicas(s), add: func(ctx context.Context, pipe redis.Pipeliner) {
		for _, c := range calls {
			c.cmd = pipe.EvalSha(ctx, c.script.Hash(), c.keys, c.args...)
		}
	}}
	if err := b.groups.do(ctx, addressOf(node), w); err != nil {
		return err
	}
	for _, c := range calls {
		if err := c.cmd.Err(); err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
	}
	if w.replicas == 0 {
		return nil
	}
	n, err := w.waited.Int64()
	if err != nil {
		return fmt.Errorf("wait for a replica: %w", err)
	}
	if n < int64(w.replicas) {
		b.missed()
		return errShort
	}
	return nil
}

// loadScripts gives a server the scripts it does not know, and the error before if
// it cannot.
func loadScripts(ctx context.Context, node redis.UniversalClient, calls []*call, before error) error {
	loaded := map[string]bool{}
	for _, c := range calls {
		if loaded[c.script.Hash()] {
			continue
		}
		if err := c.script.Load(ctx, node).Err(); err != nil {
			return errors.Join(before, err)
		}
		loaded[c.script.Hash()] = true
	}
	return before
}

// node is the client of the server on which a shard lies: in a Cluster its node,
// for a WAIT has no key to be sent by.
func (b *Book) node(ctx context.Context, s shard) (redis.UniversalClient, error) {
	if b.cluster == nil {
		return b.client, nil
	}
	node, err := b.cluster.MasterForKey(ctx, s.about())
	if err != nil {
		return nil, fmt.Errorf("find the node of shard %d: %w", s.n, err)
	}
	return node, nil
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// texts gives a script's list of strings.
func texts(v any) ([]string, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("a script gave %T, not a list", v)
	}
	out := make([]string, len(list))
	for i, x := range list {
		if out[i], ok = x.(string); !ok {
			return nil, fmt.Errorf("a script gave a list with %T", x)
		}
	}
	return out, nil
}

// whole reports whether a token names a lease: a number, a dot, a name.
func whole(token string) bool {
	number, name, ok := strings.Cut(token, ".")
	return ok && number != "" && name != "" && strings.Trim(number, "0123456789") == ""
}
