package wechat

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/handoff/casebook"
)

// process is one more channel on the same book and account.
func (w *town) process(t *testing.T) *Channel {
	t.Helper()
	c, err := New(w.cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func send(t *testing.T, c *Channel) error {
	t.Helper()
	return second(c.Send(t.Context(), outgoing("好")))
}

func (w *town) askedIs(t *testing.T, when string, all, forced int) {
	t.Helper()
	if a, f := w.api.Asked(); a != all || f != forced {
		t.Errorf("%s: %d tokens were asked for and %d forced, want %d and %d", when, a, f, all, forced)
	}
}

func TestOneTokenForAllProcesses(t *testing.T) {
	w := newTown(t, nil)
	w.api.Allow(openID, 1000, 1000*time.Hour)
	all := []*Channel{w.Channel, w.process(t), w.process(t)}
	each := func(when string) {
		t.Helper()
		for i, c := range all {
			if err := send(t, c); err != nil {
				t.Errorf("%s: process %d: %v", when, i, err)
			}
		}
	}
	each("at first")
	w.askedIs(t, "at first", 1, 0)
	w.pass(2*time.Hour - renewBefore - time.Second)
	each("shortly before its end")
	w.askedIs(t, "shortly before its end", 1, 0)
	w.pass(2 * time.Second)
	each("near its end")
	w.askedIs(t, "near its end", 2, 0)
	w.api.Expire()
	each("invalid before its time")
	w.askedIs(t, "invalid before its time", 3, 0)
	w.api.Spoil() // and stable_token does not know
	each("invalid, and given out all the same")
	w.askedIs(t, "invalid, and given out all the same", 5, 1)
	if n := len(w.api.Sent()); n != 5*len(all) {
		t.Errorf("%d messages went out, want %d", n, 5*len(all))
	}
}

// Many sends at once, in two processes, find the token gone: everything goes out, and
// nobody's new token is made invalid.
func TestManyFindTheTokenGone(t *testing.T) {
	w := newTown(t, nil)
	w.api.Allow(openID, 1000, time.Hour)
	all := []*Channel{w.Channel, w.process(t)}
	var under sync.WaitGroup
	for range 3 {
		w.api.Expire()
		for _, c := range all {
			for range 10 {
				under.Go(func() {
					if err := send(t, c); err != nil {
						t.Error(err)
					}
				})
			}
		}
		under.Wait()
	}
	if n, forced := w.api.Asked(); n > 12 || forced > 0 {
		t.Errorf("asked for %d tokens, forced %d", n, forced)
	}
}

// Two processes find at once that the token is not taken though it is still given: one
// of them forces a new one, the other waits and uses that.
func TestOneProcessForcesATokenForAll(t *testing.T) {
	w := newTown(t, nil)
	w.api.Allow(openID, 1000, time.Hour)
	all := []*Channel{w.Channel, w.process(t)}
	for _, c := range all {
		if err := send(t, c); err != nil {
			t.Fatal(err)
		}
	}
	w.api.Spoil()
	// Both have looked at the shelf before either writes there.
	var looked sync.WaitGroup
	looked.Add(len(all))
	var under sync.WaitGroup
	failed := make([]error, len(all))
	for i, c := range all {
		c.api.tokens.shelf = &waitingShelf{Shelf: w.cfg.Shelf, looked: &looked}
		under.Go(func() { failed[i] = send(t, c) })
	}
	under.Wait()
	if _, forced := w.api.Asked(); forced != 1 {
		t.Errorf("%d tokens were forced", forced)
	}
	for i, c := range all {
		if failed[i] != nil && !sendError(t, failed[i]).Again {
			t.Errorf("process %d: %v", i, failed[i])
		}
		if err := send(t, c); err != nil {
			t.Errorf("process %d, again: %v", i, err)
		}
	}
}

// waitingShelf lets the first look of each pass only when all have looked.
type waitingShelf struct {
	casebook.Shelf
	once   sync.Once
	looked *sync.WaitGroup
}

func (s *waitingShelf) Get(ctx context.Context, kind, key string) (casebook.Record, error) {
	r, err := s.Shelf.Get(ctx, kind, key)
	s.once.Do(func() { s.looked.Done(); s.looked.Wait() })
	return r, err
}

func TestATokenThatIsNeverTaken(t *testing.T) {
	w := newTown(t, nil)
	w.api.Allow(openID, 5, 24*time.Hour)
	w.api.Trouble(-1, openID, bottest.Trouble{Code: 40001})
	for range 5 {
		if e := failed(t, w); !e.Again || !strings.Contains(e.Reason, "admin") {
			t.Errorf("%+v", e)
		}
	}
	w.askedIs(t, "after five sends", 7, 1) // WeChat counts the forced ones
	w.pass(forceEvery + time.Second)
	w.api.Mend()
	if err := send(t, w.Channel); err != nil {
		t.Error(err)
	}
}

func TestNoTokenIsGiven(t *testing.T) {
	w := newTown(t, nil)
	w.api.Allow(openID, 1, time.Hour)
	const path = "/cgi-bin/stable_token"
	for _, c := range []struct {
		trouble bottest.Trouble
		reason  string
	}{
		{bottest.Trouble{Code: 40164}, "whitelist"},
		{bottest.Trouble{Code: 40125}, "AppSecret"},
		{bottest.Trouble{Code: -1}, "busy"},
		{bottest.DownPage, "trouble of its own"},
		{bottest.Trouble{Status: 200, Page: true}, "trouble of its own"},
		{bottest.Hanging, "cannot be reached"},
		{bottest.Broken, "cannot be reached"},
	} {
		w.api.Trouble(1, path, c.trouble)
		if e := failed(t, w); !e.Again || e.Gone || !strings.Contains(e.Reason, c.reason) {
			t.Errorf("%+v: %+v", c.trouble, e)
		}
	}
	if err := send(t, w.Channel); err != nil {
		t.Error(err)
	}
}

// awayShelf is a shelf that cannot be reached.
type awayShelf struct{ casebook.Shelf }

func (awayShelf) Get(context.Context, string, string) (casebook.Record, error) {
	return casebook.Record{}, errBook
}

func (awayShelf) Put(context.Context, casebook.Record) (casebook.Version, error) {
	return 0, errBook
}

func TestWithoutAShelfMessagesStillGoOut(t *testing.T) {
	w := newTown(t, func(c *Config) { c.Shelf = awayShelf{} })
	w.api.Allow(openID, 5, time.Hour)
	for range 3 {
		if err := send(t, w.Channel); err != nil {
			t.Fatal(err)
		}
	}
	w.askedIs(t, "without a shelf", 1, 0)
	if rec := w.post("1", bottest.WeChatText(openID, "1", "路灯坏了", arrival)); rec.Code != 503 || len(w.got()) > 0 {
		t.Errorf("a message is answered %d", rec.Code)
	}
}
