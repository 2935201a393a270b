package sqlite

import (
	"context"
	"sync"
)

// bell tells followers that there is something new. A follower who has not heard
// the last ring yet needs no second one.
type bell struct {
	mu        sync.Mutex
	followers map[chan struct{}]struct{}
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for f := range b.followers {
		select {
		case f <- struct{}{}:
		default:
		}
	}
}

// Nudges gives a channel that is rung after commits of this process at once, and
// of others within lookPause.
func (b *Book) Nudges(ctx context.Context) <-chan struct{} {
	f := make(chan struct{}, 1)
	b.bell.mu.Lock()
	defer b.bell.mu.Unlock()
	if b.bell.followers == nil {
		b.bell.followers = map[chan struct{}]struct{}{}
	}
	b.bell.followers[f] = struct{}{}
	context.AfterFunc(ctx, func() {
		b.bell.mu.Lock()
		defer b.bell.mu.Unlock()
		delete(b.bell.followers, f)
		close(f)
	})
	return f
}
