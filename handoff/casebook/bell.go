package casebook

import (
	"context"
	"sync"
)

// Bell tells the followers in this process that there is something new; engines
// ring it. A follower who has not heard the last ring yet needs no second one. The
// zero Bell is ready.
type Bell struct {
	mu        sync.Mutex
	followers map[chan struct{}]struct{}
}

// Ring lets every follower know.
func (b *Bell) Ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for f := range b.followers {
		select {
		case f <- struct{}{}:
		default:
		}
	}
}

// Nudges gives a channel that gets a value after a ring and is closed when ctx ends.
func (b *Bell) Nudges(ctx context.Context) <-chan struct{} {
	f := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.followers == nil {
		b.followers = map[chan struct{}]struct{}{}
	}
	b.followers[f] = struct{}{}
	context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.followers, f)
		close(f)
	})
	return f
}
