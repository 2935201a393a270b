package redis

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/redis/go-redis/v9"
)

// How many callers share one round trip at most, and how many round trips to one
// server are under way at once: while one waits for the disk the next is gathered.
const (
	groupSize = 64
	senders   = 2
)

// errClosed is what a book says that was closed.
var errClosed = errors.New("the book is closed")

// groups sends what several callers want of one server in one go, with one WAIT for
// all of them, as the other engine writes several commits in one transaction. Each
// caller learns of its own commands only.
type groups struct {
	closing <-chan struct{}
	duties  sync.WaitGroup

	mu      sync.Mutex
	servers map[string]chan *wish // by address
}

// wish is what one caller wants done in one go.
type wish struct {
	pipe     func() redis.Pipeliner // the server's
	add      func(context.Context, redis.Pipeliner)
	replicas int // so many must confirm what was written before it
	ready    chan struct{}
	waited   *redis.Cmd // the WAIT; nil when nobody asked for one
}

// do sends a wish with others and waits until it is answered. An error says that
// nothing is known; else the wish's commands have their own results.
func (g *groups) do(ctx context.Context, server string, w *wish) error {
	work, ok := g.server(server)
	if !ok {
		return errClosed
	}
	w.ready = make(chan struct{})
	select {
	case work <- w:
	case <-g.closing:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// server is where wishes for a server are handed in; false when the book is closed.
func (g *groups) server(address string) (chan *wish, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-g.closing:
		return nil, false
	default:
	}
	work, ok := g.servers[address]
	if !ok {
		work = make(chan *wish)
		g.servers[address] = work
		for range senders {
			g.duties.Go(func() { g.run(work) })
		}
	}
	return work, true
}

func (g *groups) run(work chan *wish) {
	for {
		select {
		case first := <-work:
			send(gather(first, work))
		case <-g.closing:
			return
		}
	}
}

// wait waits until what is under way is answered; closing must be closed.
func (g *groups) wait() {
	g.mu.Lock() // nobody starts a sender any more
	defer g.mu.Unlock()
	g.duties.Wait()
}

// gather takes what waits. It waits for nobody, but lets those run first who may be
// about to hand something in.
func gather(first *wish, work <-chan *wish) []*wish {
	group := []*wish{first}
	for asked := 0; len(group) < groupSize && asked < 3; {
		select {
		case w := <-work:
			group, asked = append(group, w), 0
		default:
			asked++
			runtime.Gosched()
		}
	}
	return group
}

// send sends a group on one connection: WAIT asks about the writes of its own. The
// context of one caller does not end it for the others.
func send(group []*wish) {
	ctx, cancel := context.WithTimeout(context.Background(), readTime)
	defer cancel()
	pipe := group[0].pipe()
	replicas := 0
	for _, w := range group {
		w.add(ctx, pipe)
		replicas = max(replicas, w.replicas)
	}
	var waited *redis.Cmd
	if replicas > 0 {
		waited = pipe.Do(ctx, "WAIT", replicas, waitTime.Milliseconds())
	}
	pipe.Exec(ctx) //nolint:errcheck // it is the first error of the commands, which each caller looks at
	for _, w := range group {
		w.waited = waited
		close(w.ready)
	}
}
