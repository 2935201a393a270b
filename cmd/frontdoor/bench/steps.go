package bench

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// load is one step: residents talking over a number of connections.
type load struct {
	host        string
	residents   []*resident
	connections int
	rate        float64 // messages a second; 0 for as fast as the server takes them
	again       int     // of a hundred messages so many are delivered twice, at the same moment
	waits       bool    // residents wait for their answers before they go on

	begun    time.Time
	tick     atomic.Int64
	progress atomic.Int64 // messages accepted
	refused  atomic.Int64 // deliveries answered otherwise, and said again
	twice    atomic.Int64
	silent   atomic.Int64 // answers that did not come

	mu     sync.Mutex
	took   []time.Duration // to the 200
	heard  []time.Duration // to the answer
	wires  chan *wire
	second chan *wire // for what is delivered twice
}

// answerMost is how long an answer is waited for.
const answerMost = 30 * time.Second

// run lets every resident talk once. Whoever waits for an answer keeps no
// connection busy, so then more residents talk at once than there are connections.
func (l *load) run(ctx context.Context) {
	l.wires, l.second = wires(l.host, l.connections), wires(l.host, l.connections)
	talkers := l.connections
	if l.waits {
		talkers *= 16
	}
	next := make(chan *resident)
	var talking sync.WaitGroup
	l.begun = time.Now()
	for range talkers {
		talking.Go(func() {
			for r := range next {
				l.talk(ctx, r)
			}
		})
	}
	for _, r := range l.residents {
		select {
		case next <- r:
		case <-ctx.Done():
		}
	}
	close(next)
	talking.Wait()
	for range l.connections {
		(<-l.wires).close()
		(<-l.second).close()
	}
}

func wires(host string, n int) chan *wire {
	c := make(chan *wire, n)
	for range n {
		c <- &wire{host: host}
	}
	return c
}

// talk is one conversation. Like a provider it says a message again until it is
// told 200.
func (l *load) talk(ctx context.Context, r *resident) {
	for i, line := range r.lines() {
		request := r.posts[i]
		due := l.turn(ctx)
		if l.waits && line.answers {
			r.waits(due)
		}
		var other sync.WaitGroup
		if (int(r.n)*7+i*3)%100 < l.again {
			l.twice.Add(1)
			other.Go(func() { l.deliver(ctx, l.second, request) })
		}
		ok := l.deliver(ctx, l.wires, request)
		took := time.Since(due)
		other.Wait()
		if !ok {
			return
		}
		r.said = append(r.said, line)
		l.progress.Add(1)
		l.mu.Lock()
		l.took = append(l.took, took)
		l.mu.Unlock()
		if l.waits && line.answers && !l.answered(ctx, r) {
			return
		}
	}
}

// turn waits until a message may go, and says when it should have gone: a server
// that keeps its callers waiting is not asked less for it.
func (l *load) turn(ctx context.Context) time.Time {
	if l.rate == 0 {
		return time.Now()
	}
	due := l.begun.Add(time.Duration(float64(l.tick.Add(1)) / l.rate * float64(time.Second)))
	select {
	case <-time.After(time.Until(due)):
	case <-ctx.Done():
	}
	return due
}

// deliver delivers until it is told 200.
func (l *load) deliver(ctx context.Context, wires chan *wire, request []byte) bool {
	for ctx.Err() == nil {
		w := <-wires
		status := w.post(request)
		wires <- w
		if status == 200 {
			return true
		}
		l.refused.Add(1)
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
		}
	}
	return false
}

func (l *load) answered(ctx context.Context, r *resident) bool {
	late := time.NewTimer(answerMost)
	defer late.Stop()
	select {
	case <-r.more:
		r.mu.Lock()
		defer r.mu.Unlock()
		l.mu.Lock()
		defer l.mu.Unlock()
		l.heard = append(l.heard, r.took)
		return true
	case <-late.C:
		l.silent.Add(1)
	case <-ctx.Done():
	}
	return false
}

// spread says the middle and the slowest hundredth.
func spread(all []time.Duration) string {
	if len(all) == 0 {
		return "none"
	}
	slices.SortFunc(all, cmp.Compare)
	at := func(p int) string {
		return fmt.Sprintf("%.1f ms", float64(all[(len(all)-1)*p/100].Microseconds())/1000)
	}
	return "p50 " + at(50) + ", p99 " + at(99)
}

// hostOf is the host and port of the server.
func hostOf(at string) (string, error) {
	u, err := url.Parse(at)
	if err != nil {
		return "", fmt.Errorf("the server's address: %w", err)
	}
	return u.Host, nil
}
