package casebook

import (
	"context"
	"sync"
	"time"
)

// Bell tells the followers in this process that there is something new; engines
// ring it. A follower who has not heard the last ring yet needs no second one, and
// rings that come fast upon each other are merged: each has every follower look at
// the whole book. The zero Bell is ready.
type Bell struct {
	mu        sync.Mutex
	followers map[chan struct{}]struct{}
	last      time.Time // when it was last heard
	held      bool      // a ring is held back and will be heard soon
}

// ringPause is how often at most followers are told. Each look at the book costs
// the same for one event as for a hundred; nobody sees a screen change faster.
const ringPause = 25 * time.Millisecond

// Ring lets every follower know: at once, or soon after the ring before.
func (b *Bell) Ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held {
		return
	}
	if wait := ringPause - time.Since(b.last); wait > 0 {
		b.held = true
		time.AfterFunc(wait, func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.held = false
			b.tell()
		})
		return
	}
	b.tell()
}

func (b *Bell) tell() {
	b.last = time.Now()
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
