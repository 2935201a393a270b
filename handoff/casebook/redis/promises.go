package redis

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"frontdoor/handoff/casebook"
)

// Promise is one sentence about what the servers keep; Bad if something should be
// changed.
type Promise struct {
	Bad  bool
	Text string
}

// Promises reads the settings of the servers the book lies on and says what can be
// lost with them.
func (b *Book) Promises(ctx context.Context) ([]Promise, error) {
	var all []Promise
	seen := map[string]bool{}
	for n := range casebook.Shards {
		node, err := b.node(ctx, b.shard(n))
		if err != nil {
			return nil, err
		}
		at := addressOf(node)
		if seen[at] {
			continue
		}
		seen[at] = true
		s, err := settingsOf(ctx, node)
		if err != nil {
			return nil, fmt.Errorf("read the settings of %s: %w", at, err)
		}
		for _, p := range s.promises(b.replicas(b.shard(n)), b.noWait) {
			if b.cluster != nil {
				p.Text = at + ": " + p.Text
			}
			if !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all, nil
}

// settings are what of a server decides whether words survive it.
type settings struct {
	hidden      bool // it does not tell its settings
	appendOnly  string
	appendFsync string
	maxMemory   int64
	policy      string
	minReplicas int
	replicas    int
}

func settingsOf(ctx context.Context, node redis.UniversalClient) (settings, error) {
	info, err := node.InfoMap(ctx).Result()
	if err != nil {
		return settings{}, err
	}
	var s settings
	s.replicas, _ = strconv.Atoi(info["Replication"]["connected_slaves"])
	told := map[string]string{}
	for _, name := range []string{"appendonly", "appendfsync", "maxmemory", "maxmemory-policy", "min-replicas-to-write"} {
		one, err := node.ConfigGet(ctx, name).Result()
		if err != nil {
			s.hidden = true // a hosted server often forbids it
			return s, nil
		}
		told[name] = one[name]
	}
	s.appendOnly, s.appendFsync, s.policy = told["appendonly"], told["appendfsync"], told["maxmemory-policy"]
	s.maxMemory, _ = strconv.ParseInt(told["maxmemory"], 10, 64)
	s.minReplicas, _ = strconv.Atoi(told["min-replicas-to-write"])
	return s, nil
}

// promises says in sentences what the settings mean. asked is how many replicas a
// commit waits for. It is pure.
func (s settings) promises(asked int, noWait bool) []Promise {
	var all []Promise
	fine := func(format string, a ...any) { all = append(all, Promise{Text: fmt.Sprintf(format, a...)}) }
	bad := func(format string, a ...any) { all = append(all, Promise{Bad: true, Text: fmt.Sprintf(format, a...)}) }
	switch {
	case s.hidden:
		bad("The server does not tell its settings (CONFIG GET is refused), so nobody can say here what a power cut loses: make sure of appendonly yes, appendfsync always, maxmemory-policy noeviction.")
	case s.appendOnly != "yes":
		bad("appendonly is %s: when the server ends, everything since its last snapshot is lost. Set appendonly yes.", s.appendOnly)
	case s.appendFsync == "always":
		fine("appendonly yes, appendfsync always: what is acknowledged survives a power cut of the server.")
	case s.appendFsync == "everysec":
		fine("appendonly yes, appendfsync everysec: what is acknowledged survives the end of the process; a power cut of the machine can lose its last second%s. appendfsync always loses nothing.",
			map[bool]string{true: " (a replica still has it)"}[asked > 0])
	default:
		bad("appendfsync is %s: a power cut can lose what the system had not written yet, half a minute and more. Set appendfsync always (or everysec).", s.appendFsync)
	}
	if !s.hidden && s.policy != "noeviction" {
		bad("maxmemory-policy is %s%s: a full server would throw parts of the book away. Set maxmemory-policy noeviction; then a full server refuses new words, and providers send them again.",
			s.policy, map[bool]string{true: " (no maxmemory is set yet)"}[s.maxMemory == 0])
	}
	switch {
	case noWait && s.replicas > 0:
		bad("FRONTDOOR_REDIS_WAIT is off while there are replicas: a failover can lose the last commits, acknowledged ones too.")
	case asked > 0 && s.replicas < asked:
		bad("A replica was here before and is not now: commits are refused until one is back, for nobody else would have them. To go on with the primary alone set FRONTDOOR_REDIS_WAIT=off.")
	case asked > 0:
		fine("A commit is acknowledged when %s of %s has it (WAIT %d): a failover loses nothing acknowledged.", counted(asked, "replica"), counted(s.replicas, "replica"), asked)
		if !s.hidden && s.minReplicas > s.replicas {
			bad("min-replicas-to-write is %d and there are %d: the server refuses every write.", s.minReplicas, s.replicas)
		}
	default:
		fine("There is no replica: if the server's machine is lost, what came after the last backup is lost with it.")
	}
	return all
}

func counted(n int, what string) string {
	if n == 1 {
		return "one " + what
	}
	return strings.Join([]string{strconv.Itoa(n), what + "s"}, " ")
}
