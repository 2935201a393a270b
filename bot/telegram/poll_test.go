package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// journal is a log to look into.
type journal struct {
	mu   sync.Mutex
	text strings.Builder
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) has(s string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return strings.Contains(j.text.String(), s)
}

func (j *journal) log() *slog.Logger {
	return slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// polling is a town that polls, running until the test is over.
func polling(t *testing.T, change func(*Config)) (w *town, stop func()) {
	w = newTown(t, func(c *Config) {
		c.Mode, c.Secret = Poll, ""
		if change != nil {
			change(c)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
	}()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return w, stop
}

func texts(list []dialog.Input) string {
	var s []string
	for _, in := range list {
		s = append(s, in.Text)
	}
	return strings.Join(s, " ")
}

func TestPollTakesAllInOrder(t *testing.T) {
	w, _ := polling(t, nil)
	var want []string
	for i := range 250 { // more than one answer holds
		w.api.Queue(bottest.TextUpdate(int64(100+i), int64(i+1), int64(1+i%3), fmt.Sprint("m", i)))
		want = append(want, fmt.Sprint("m", i))
	}
	until(t, "all are confirmed", func() bool { return w.api.Pending() == 0 })
	if got := texts(w.inbox.got()); got != strings.Join(want, " ") {
		t.Errorf("took %s", got)
	}
	if len(w.api.Calls("deleteWebhook")) == 0 {
		t.Error("the webhook was not taken away first")
	}
}

// What was not stored is not confirmed, and comes again; later words of the same
// chat wait for it, those of other chats do not.
func TestPollConfirmsOnlyWhatIsStored(t *testing.T) {
	var mu sync.Mutex
	broken := true
	w, _ := polling(t, nil)
	w.inbox.fail = func(in dialog.Input) error {
		mu.Lock()
		defer mu.Unlock()
		if broken && in.Text == "b" {
			return errBook
		}
		return nil
	}
	w.api.Queue(bottest.TextUpdate(1, 1, 7, "a"), bottest.TextUpdate(2, 2, 7, "b"), bottest.TextUpdate(3, 3, 7, "c"), bottest.TextUpdate(4, 1, 8, "x"))
	until(t, "the other chat is heard", func() bool { return strings.Contains(texts(w.inbox.got()), "x") })
	until(t, "the first is confirmed", func() bool { return w.api.Pending() == 3 })
	if got := texts(w.inbox.got()); strings.Contains(got, "c") {
		t.Errorf("took %s: c before b", got)
	}
	mu.Lock()
	broken = false
	mu.Unlock()
	until(t, "all are confirmed", func() bool { return w.api.Pending() == 0 })
	var seven []string
	for _, in := range w.inbox.got() {
		if in.From == "telegram:7" && (len(seven) == 0 || seven[len(seven)-1] != in.ID) {
			seven = append(seven, in.ID)
		}
	}
	if got := strings.Join(seven, " "); got != "u1.1 u2.2 u3.3" {
		t.Errorf("chat 7 was heard as %s", got)
	}
}

func TestPollTellsAndMendsTrouble(t *testing.T) {
	for _, c := range []struct {
		name    string
		trouble bottest.Trouble
		says    string
	}{
		{"another program polls", bottest.Trouble{Status: 409, Text: "Conflict: terminated by other getUpdates request"}, "another program polls with the same token"},
		{"wrong token", bottest.Trouble{Status: 401, Text: "Unauthorized"}, "token is not valid"},
		{"down", bottest.DownPage, "updates are not coming in"},
		{"broken off", bottest.Broken, "updates are not coming in"},
	} {
		t.Run(c.name, func(t *testing.T) {
			j := &journal{}
			w, _ := polling(t, func(cfg *Config) { cfg.Log = j.log() })
			w.api.TroubleIn(1, "getUpdates", c.trouble)
			w.api.Queue(bottest.TextUpdate(1, 1, 7, "hello")) // ends the call under way
			until(t, "the next one is heard", func() bool {
				w.api.Queue()
				return j.has(c.says) || len(w.api.Calls("getUpdates")) > 2
			})
			until(t, "it is told", func() bool { return j.has(c.says) })
			until(t, "the words are heard", func() bool { return texts(w.inbox.got()) == "hello" })
			if j.has(token) {
				t.Error("the token is in the log")
			}
		})
	}
	t.Run("a webhook is set meanwhile", func(t *testing.T) {
		j := &journal{}
		w, _ := polling(t, func(cfg *Config) { cfg.Log = j.log() })
		until(t, "it polls", func() bool { return len(w.api.Calls("deleteWebhook")) == 1 })
		other := newTown(t, func(c *Config) { c.API = w.api.URL() })
		other.cfg.PublicURL = "https://elsewhere.example"
		if _, err := other.trySetWebhook(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.api.Queue(bottest.TextUpdate(1, 1, 7, "hello"), bottest.TextUpdate(2, 2, 7, "world"))
		until(t, "the words are heard", func() bool { return strings.HasSuffix(texts(w.inbox.got()), "world") })
		until(t, "all are confirmed", func() bool { return w.api.Pending() == 0 })
	})
}

func TestPollGoesOnAfterARestart(t *testing.T) {
	w, stop := polling(t, nil)
	w.api.Queue(bottest.TextUpdate(1, 1, 7, "one"))
	until(t, "it is heard", func() bool { return len(w.inbox.got()) == 1 })
	stop()
	w.api.Queue(bottest.TextUpdate(2, 2, 7, "two"))
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.Run(ctx) }()
	until(t, "the rest is heard", func() bool { return strings.HasSuffix(texts(w.inbox.got()), "two") })
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// What breaks off whenever it is taken in waits at Telegram as long as others get past it, and
// no longer.
func TestPollIsNotStoppedByOne(t *testing.T) {
	c, err := New(Config{Token: token, Mode: Poll, Receive: func(_ context.Context, in dialog.Input) error {
		if in.Text == "b" {
			return fmt.Errorf("thinking: %w", casebook.ErrBrokenOff)
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	var few, batch []json.RawMessage
	for i := range pollBatch {
		text := "a"
		if i == 1 {
			text = "b"
		}
		batch = append(batch, bottest.TextUpdate(int64(i+1), 1, int64(i+1), text))
	}
	few = batch[:3]
	if offset, err := c.receiveAll(t.Context(), few, 0); offset != 2 || !errors.Is(err, casebook.ErrBrokenOff) {
		t.Errorf("of three the offset is %d, %v", offset, err)
	}
	if offset, err := c.receiveAll(t.Context(), batch, 0); offset != pollBatch+1 || err != nil {
		t.Errorf("of a whole batch the offset is %d, %v", offset, err)
	}
}
