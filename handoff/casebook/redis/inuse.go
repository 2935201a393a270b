package redis

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
)

// InUse reports whether any process has the book open that a URL names: each listens
// for the others' nudges. In a Cluster a process listens at one node.
func InUse(ctx context.Context, url string) (used bool, err error) {
	t, err := parseURL(url)
	if err != nil {
		return false, fmt.Errorf("the URL cannot be used: %w", err)
	}
	b := &Book{name: t.name}
	b.client, b.cluster = t.connect()
	defer func() { err = errors.Join(err, b.client.Close()) }()
	var listeners atomic.Int64
	ask := func(ctx context.Context, node redis.UniversalClient) error {
		told, err := node.PubSubNumSub(ctx, b.nudges()).Result()
		listeners.Add(told[b.nudges()])
		return err
	}
	if b.cluster == nil {
		err = ask(ctx, b.client)
	} else {
		err = b.cluster.ForEachShard(ctx, func(ctx context.Context, node *redis.Client) error { return ask(ctx, node) })
	}
	if err != nil {
		return false, fmt.Errorf("ask who listens: %w", err)
	}
	return listeners.Load() > 0, nil
}
