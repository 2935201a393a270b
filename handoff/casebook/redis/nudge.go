package redis

import (
	"context"
	"time"
)

// tellPause is how often at most this process tells the others of something new.
const tellPause = 10 * time.Millisecond

// Nudges gives a channel that is rung after commits of this process at once, and
// of others when they tell.
func (b *Book) Nudges(ctx context.Context) <-chan struct{} { return b.bell.Nudges(ctx) }

// ring lets the followers here know, and then those of other processes.
func (b *Book) ring() {
	b.bell.Ring()
	select {
	case b.rung <- struct{}{}:
	default:
	}
}

// tellOthers publishes that there is something new, many commits by one word. A
// word lost costs time: followers look by themselves every second.
func (b *Book) tellOthers(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.rung:
		}
		b.client.Publish(ctx, b.nudges(), "") //nolint:errcheck // see above
		if pause(ctx, tellPause) != nil {
			return
		}
	}
}

// hearOthers rings when another process tells. The client finds its way back after
// a failover by itself; what was told meanwhile may have been missed.
func (b *Book) hearOthers(ctx context.Context) {
	heard := b.client.Subscribe(ctx, b.nudges())
	defer heard.Close() //nolint:errcheck // nothing hangs on it
	told := heard.Channel()
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-told:
			if !open {
				return
			}
			b.bell.Ring()
		}
	}
}
