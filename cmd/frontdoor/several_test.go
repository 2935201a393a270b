package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/handoff/casebook/redis/redistest"
)

// crowd is a number of residents on Telegram whose updates go to servers by turns,
// as a load balancer sends them, and again elsewhere until one answers 200.
type crowd struct {
	servers []*house
	stop    chan struct{}
	all     sync.WaitGroup
	mu      sync.Mutex
	taken   map[int64][]string
	total   int
}

func newCrowd(residents int, servers ...*house) *crowd {
	c := &crowd{servers: servers, stop: make(chan struct{}), taken: map[int64][]string{}}
	for r := range residents {
		chat := int64(5000 + r)
		c.all.Go(func() {
			for n := int64(1); ; n++ {
				p := pending{chat, n}
				for try := 0; c.servers[(int(n)+r+try)%len(servers)].update(bottest.TextUpdate(chat*100_000+n, n, chat, p.text())) != 200; try++ {
					select {
					case <-c.stop:
						return
					case <-time.After(10 * time.Millisecond): // the provider says it again
					}
				}
				c.mu.Lock()
				c.taken[chat] = append(c.taken[chat], p.text())
				c.total++
				c.mu.Unlock()
				select {
				case <-c.stop:
					return
				case <-time.After(200 * time.Millisecond): // people pause
				}
			}
		})
	}
	return c
}

// until waits until so many updates more are taken.
func (c *crowd) until(h *house, more int) {
	h.t.Helper()
	count := func() int { c.mu.Lock(); defer c.mu.Unlock(); return c.total }
	want := count() + more
	h.until(time.Minute, fmt.Sprint(want, " updates are taken"), func() bool { return count() >= want })
}

// TestSeveralServersOnOneBook: two servers share a book in Redis behind a load
// balancer. They are restarted one after the other under load, the book's server
// is killed and comes back, one of them is killed: nothing acknowledged is lost,
// every reply goes out, in order; and each shows what the other took in.
func TestSeveralServersOnOneBook(t *testing.T) {
	t.Parallel()
	store := redistest.Start(t)
	a := newHouseOn(t, "webhook", "redis://"+store.Addr)
	b := a.another()
	a.start()
	b.start()
	if !strings.Contains(a.out.String(), "appendfsync always: what is acknowledged survives a power cut") {
		t.Errorf("the start does not say what the book's server keeps:\n%s", a.out)
	}
	c := newCrowd(8, a, b)
	c.until(a, 40)
	for _, h := range []*house{a, b} { // a rolling restart
		h.stop()
		c.until(a, 10)
		h.start()
		c.until(a, 10)
	}
	store.Kill()
	if status := a.update(bottest.TextUpdate(1, 1, 4999, "有人吗")); status != 503 {
		t.Errorf("without its book the server answered %d, want 503: the provider says it again", status)
	}
	store.Restart()
	c.until(a, 20)
	b.kill()
	c.until(a, 20)
	close(c.stop)
	c.all.Wait()
	checkWords(t, a.feed(), c.taken)
	a.until(45*time.Second, "everybody was answered", func() bool {
		for chat := range c.taken {
			if len(a.bot.SentTo(chat)) == 0 {
				return false
			}
		}
		return true
	})
	a.untilNothingIsOwed(45 * time.Second)
	a.stop()
}

// TestOnePolls: of two servers in poll mode one asks Telegram; when it is killed the
// other goes on, and no update is lost or taken twice.
func TestOnePolls(t *testing.T) {
	t.Parallel()
	a := newHouseOn(t, "poll", "redis://"+redistest.Start(t).Addr)
	b := a.another()
	a.start()
	b.start()
	said := func(n int64) {
		p := pending{6000, n}
		a.bot.Queue(bottest.TextUpdate(n, n, p.chat, p.text()))
	}
	heard := func(h *house, n int64) {
		t.Helper()
		h.until(45*time.Second, fmt.Sprint("update ", n, " is in the book"), func() bool {
			count := 0
			for _, e := range h.feed() {
				if e.By == "resident" && e.Text == (pending{6000, n}).text() {
					count++
				}
			}
			if count > 1 {
				t.Fatalf("update %d is in the book %d times", n, count)
			}
			return count == 1
		})
	}
	said(1)
	heard(b, 1)
	a.kill()
	said(2)
	heard(b, 2)
	a.start()
	b.stop()
	said(3)
	heard(a, 3)
	a.stop()
}

// TestBookOutOfReach: a book in Redis that cannot be reached, or is none, is told at
// the start in one sentence, and nothing is served.
func TestBookOutOfReach(t *testing.T) {
	t.Parallel()
	cluster := redistest.Start(t, "--cluster-enabled", "yes")
	replica := redistest.Start(t, "--replicaof", "127.0.0.1", "1")
	for _, row := range []struct{ book, says string }{
		{"redis://127.0.0.1:1", "connection refused"},
		{"redis://:secret@127.0.0.1:1", "redis://…@127.0.0.1:1"},
		{"redis+sentinel://127.0.0.1:1/door", "sentinel"},
		{"redis+cluster://127.0.0.1:1", "connection refused"},
		{"redis://" + cluster.Addr, "write redis+cluster://"},
		{"redis://" + replica.Addr, "is a replica"},
		{"redis://127.0.0.1:6379,127.0.0.1:6380", "several hosts"},
		{"redis://127.0.0.1:6379/zero", "is no number"},
		{"redis+sentinel://127.0.0.1:6379", "which master"},
		{"redis+cluster://127.0.0.1:6379/1", "no databases"},
		{"redis+ring://127.0.0.1:6379", "not a book this program can open"},
		{"redis://127.0.0.1:6379?name=x", "only ?book=NAME"},
	} {
		t.Run(row.says, func(t *testing.T) {
			t.Parallel() // they wait most of the time
			got := command(t, "", "", "serve", "-listen", "127.0.0.1:0", "-book", row.book, "-key", "off")
			if got.code != 1 || !strings.Contains(got.err, row.says) || strings.Contains(got.err, "secret") || got.out != "" {
				t.Errorf("%s: exit code %d, want 1 and %q:\n%s%s", row.book, got.code, row.says, got.out, got.err)
			}
			if n := strings.Count(strings.TrimSpace(got.err), "\n"); n > 0 {
				t.Errorf("%s: told in %d lines, want one:\n%s", row.book, n+1, got.err)
			}
		})
	}
}
