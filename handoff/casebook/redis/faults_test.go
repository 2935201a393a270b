package redis

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/redis/redistest"
)

// What a fault test needs between its faults: words taken. FRONTDOOR_TEST_FAULTS
// says how many rounds: 1 here, more in `make faults`.
const wordsBetween = 150

// inFlight is how many replies a process may have sent and not yet written down: one
// for each of the residents.
const inFlight = 16

func faultRounds() int {
	if n, err := strconv.Atoi(os.Getenv("FRONTDOOR_TEST_FAULTS")); err == nil && n > 0 {
		return n
	}
	return 1
}

// outbox is a provider that takes everything and remembers it, and by whom it came.
type outbox struct {
	mu   sync.Mutex
	sent []string
	by   []int
}

// line is a process' channel to the provider.
type line struct {
	*outbox
	process int
}

func (line) Name() string              { return "telegram" }
func (line) Routes(*http.ServeMux)     {}
func (line) Limits() bot.Limits        { return bot.Limits{} }
func (line) Run(context.Context) error { return nil }

func (l line) Send(_ context.Context, m casebook.Outgoing) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent, l.by = append(l.sent, string(m.To)+" "+m.Text), append(l.by, l.process)
	return "", nil
}

// takenOver counts the replies that a process sent and another one sent again.
func (o *outbox) takenOver(from int) (n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	first := map[string]int{}
	for i, reply := range o.sent {
		switch by, again := first[reply]; {
		case !again:
			first[reply] = o.by[i]
		case by == from && o.by[i] != from:
			n++
		}
	}
	return n
}

func (o *outbox) all() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.sent)
}

// town is two processes on one book, with residents speaking and deliverers
// answering.
type town struct {
	*booktest.Load
	t     *testing.T
	books []*Book
	out   *outbox
}

func newTown(t *testing.T, urls ...string) *town {
	t.Helper()
	return newTownWithClocks(t, 0, urls...)
}

// newTownWithClocks has each process' clock go before the one before it.
func newTownWithClocks(t *testing.T, ahead time.Duration, urls ...string) *town {
	t.Helper()
	w := &town{t: t, out: &outbox{}}
	var books []casebook.Book
	for _, u := range urls {
		b := openTest(t, u)
		w.books = append(w.books, b)
		books = append(books, b)
	}
	w.Load = booktest.StartLoad(t, inFlight, books...)
	ctx, stop := context.WithCancel(context.Background())
	var deliverers sync.WaitGroup
	for i, b := range w.books {
		d := &bot.Deliverer{Owed: b, Settler: w.Clerk(i), Channels: []bot.Channel{line{w.out, i}}, Log: slog.New(slog.DiscardHandler),
			Now: func() time.Time { return b.Now().Add(time.Duration(i) * ahead) }}
		deliverers.Go(func() { d.Run(ctx) }) //nolint:errcheck // it ends with the context
	}
	t.Cleanup(func() { stop(); deliverers.Wait() })
	return w
}

// finish stops the residents and holds everything against the book.
func (w *town) finish(twice int) {
	w.t.Helper()
	w.Stop()
	n := w.Check(w.books[0], w.out.all)
	w.t.Logf("%d replies sent, %d of them twice", len(w.out.all()), n)
	if n > twice {
		w.t.Errorf("%d replies went out twice, want %d at most", n, twice)
	}
}

// TestFaults: whatever happens to the servers, no acknowledged word is lost, none
// is in the book twice, replies keep their order and go out once, and the service
// recovers by itself.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, fault := range []struct {
		name string
		run  func(t *testing.T)
	}{
		{"the primary is killed and sentinels promote its replica", func(t *testing.T) {
			w := redistest.StartWatched(t)
			town := newTown(t, w.URL(), w.URL())
			for round := 1; round <= faultRounds(); round++ {
				town.Until(wordsBetween)
				w.Primary.Kill()
				town.Until(wordsBetween) // by the new primary, alone
				if round < faultRounds() {
					w.Primary.Restart() // the sentinels make it the replica
					w.Primary, w.Replica = w.Replica, w.Primary
					redistest.UntilReplicated(t, w.Primary, 1)
				}
			}
			town.finish(0)
		}},
		{"the replica is cut off, then the primary is killed", func(t *testing.T) {
			w := redistest.StartWatched(t)
			town := newTown(t, w.URL(), w.URL())
			town.Until(wordsBetween)
			w.Replica.Freeze()
			settledAt(t, town) // nobody else has them: no word is acknowledged
			w.Primary.Kill()
			w.Replica.Thaw()
			town.Until(wordsBetween)
			town.finish(0)
		}},
		{"the server is killed and started again", func(t *testing.T) {
			s := redistest.Start(t)
			town := newTown(t, "redis://"+s.Addr, "redis://"+s.Addr)
			for range faultRounds() {
				town.Until(wordsBetween)
				s.Kill()
				s.Restart()
				town.Until(wordsBetween)
			}
			town.finish(0)
		}},
		{"the scripts are flushed", func(t *testing.T) {
			s := redistest.Start(t)
			town := newTown(t, "redis://"+s.Addr, "redis://"+s.Addr)
			for range 3 * faultRounds() {
				town.Until(wordsBetween / 3)
				s.Do("SCRIPT", "FLUSH")
			}
			town.Until(wordsBetween)
			town.finish(0)
		}},
		{"the memory is full for a while", func(t *testing.T) {
			s := redistest.Start(t, "--maxmemory-policy", "noeviction")
			town := newTown(t, "redis://"+s.Addr, "redis://"+s.Addr)
			for range faultRounds() {
				town.Until(wordsBetween)
				s.Do("CONFIG", "SET", "maxmemory", "1")
				before := settledAt(t, town)
				s.Do("CONFIG", "SET", "maxmemory", "0")
				if after := town.Taken(); after < before {
					t.Errorf("%d words taken after %d", after, before)
				}
				town.Until(wordsBetween)
			}
			town.finish(0)
		}},
		{"the network is slow, then half-open, then cut", func(t *testing.T) {
			s := redistest.Start(t)
			p := redistest.StartProxy(t, s.Addr)
			town := newTown(t, "redis://"+p.Addr, "redis://"+s.Addr)
			for range faultRounds() {
				town.Until(wordsBetween)
				p.Slow(30 * time.Millisecond)
				town.Until(wordsBetween / 3)
				p.Slow(0)
				p.Stall()
				town.Until(wordsBetween / 3) // the other process goes on
				p.Flow()
				p.Cut()
				town.Until(wordsBetween)
			}
			// Who cannot write down for longer than the lease what was sent is to the
			// others as one that crashed: what it had in flight goes out again.
			town.finish(min(town.out.takenOver(0), faultRounds()*inFlight))
		}},
		{"the clocks of the processes differ by seconds", func(t *testing.T) {
			s := redistest.Start(t)
			town := newTownWithClocks(t, 3*time.Second, "redis://"+s.Addr, "redis://"+s.Addr)
			town.Until(2 * wordsBetween)
			town.finish(0)
		}},
		{"a node of the Cluster is killed and its replica takes over", func(t *testing.T) {
			c := redistest.StartCluster(t, true)
			town := newTown(t, c.URL(), c.URL())
			town.Until(wordsBetween)
			c.Primaries[0].Kill()
			town.UntilAll(5) // those on the other two nodes go on at once, then all
			town.finish(0)
		}},
	} {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			fault.run(t)
		})
	}
}

// settledAt waits until nothing more is taken, and says how much was.
func settledAt(t *testing.T, w *town) int {
	t.Helper()
	last, since := w.Taken(), time.Now()
	redistest.Until(t, "no word is taken any more", func(context.Context) error {
		if now := w.Taken(); now != last {
			last, since = now, time.Now()
		}
		if quiet := time.Since(since); quiet < 300*time.Millisecond {
			return fmt.Errorf("quiet for %v only", quiet)
		}
		return nil
	})
	return last
}
