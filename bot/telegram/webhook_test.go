package telegram

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/dialog"
)

func newMux(c *Channel) *http.ServeMux {
	mux := http.NewServeMux()
	c.Routes(mux)
	return mux
}

func TestWebhookAnswers(t *testing.T) {
	good := string(bottest.TextUpdate(1, 1, 7, "路灯坏了"))
	for _, c := range []struct {
		name, method, secret, body string
		fail                       bool
		code, stored               int
	}{
		{"stored", "POST", secret, good, false, 200, 1},
		{"wrong secret", "POST", "wrong", good, false, 401, 0},
		{"no secret", "POST", "", good, false, 401, 0},
		{"wrong secret and too large", "POST", "wrong", strings.Repeat("x", 2<<20), false, 401, 0},
		{"too large", "POST", secret, strings.Repeat(" ", bot.BodyMost) + good, false, 413, 0},
		{"no JSON", "POST", secret, "text=hello", false, 400, 0},
		{"cut off", "POST", secret, good[:40], false, 400, 0},
		{"empty", "POST", secret, "", false, 400, 0},
		{"two at once", "POST", secret, good + good, false, 400, 0},
		{"no update", "POST", secret, `{"hello":"world"}`, false, 400, 0},
		{"a list", "POST", secret, `[1,2]`, false, 400, 0},
		{"null", "POST", secret, `null`, false, 400, 0},
		{"a chat that is no number", "POST", secret, `{"update_id":1,"message":{"chat":{"id":"seven"}}}`, false, 400, 0},
		{"unknown kind", "POST", secret, `{"update_id":1,"poll":{}}`, false, 200, 0},
		{"not stored", "POST", secret, good, true, 503, 0},
		{"GET", "GET", secret, "", false, 405, 0},
		{"PUT", "PUT", secret, good, false, 405, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, nil)
			if c.fail {
				w.inbox.fail = func(dialog.Input) error { return errBook }
			}
			if got := w.post(c.method, c.secret, c.body).Code; got != c.code {
				t.Errorf("answered %d, want %d", got, c.code)
			}
			if got := len(w.inbox.got()); got != c.stored {
				t.Errorf("stored %d, want %d", got, c.stored)
			}
		})
	}
}

func TestNoWebhookWhenPolling(t *testing.T) {
	w := newTown(t, func(c *Config) { c.Mode = Poll })
	if code := w.post("POST", secret, string(bottest.TextUpdate(1, 1, 7, "hello"))).Code; code != 404 {
		t.Errorf("answered %d", code)
	}
}

func TestTapIsAnsweredOnlyWhenStored(t *testing.T) {
	w := newTown(t, nil)
	tap := string(bottest.TapUpdate(9, 7, bottest.Message{ID: 44}, "yes"))
	w.inbox.fail = func(dialog.Input) error { return errBook }
	if code := w.post("POST", secret, tap).Code; code != 503 {
		t.Fatalf("answered %d", code)
	}
	w.errands.wait()
	if calls := w.api.Calls("answerCallbackQuery"); len(calls) != 0 {
		t.Fatalf("the tap was answered %d times before it was stored", len(calls))
	}
	w.inbox.fail = nil
	w.post("POST", secret, tap)
	w.errands.wait()
	calls := w.api.Calls("answerCallbackQuery")
	if len(calls) != 1 || !calls[0].Took || calls[0].Params["callback_query_id"] != "tap9" {
		t.Errorf("calls: %+v", calls)
	}
}

func TestGroupIsDeclinedAndLeft(t *testing.T) {
	w := newTown(t, nil)
	for i := range 3 {
		body := bottest.MessageUpdate(int64(i), 1, -100123, map[string]any{
			"text": "大家好", "chat": map[string]any{"id": -100123, "type": "supergroup"}})
		if code := w.post("POST", secret, string(body)).Code; code != 200 {
			t.Fatalf("answered %d", code)
		}
	}
	w.errands.wait()
	if got := w.inbox.got(); len(got) != 0 {
		t.Errorf("stored %+v", got)
	}
	if said, left := w.api.SentTo(-100123), w.api.Calls("leaveChat"); len(said) != 1 || len(left) != 1 {
		t.Errorf("said %d times, left %d times", len(said), len(left))
	}
	w.post("POST", secret, `{"update_id":9,"my_chat_member":{"chat":{"id":-100777,"type":"channel"},"from":{"id":7},"old_chat_member":{"status":"left"},"new_chat_member":{"status":"administrator"}}}`)
	w.errands.wait()
	if said, left := w.api.SentTo(-100777), w.api.Calls("leaveChat"); len(said) != 0 || len(left) != 2 {
		t.Errorf("to a channel it said %d lines, and left %d chats", len(said), len(left))
	}
}

func TestTypingOnlyWhileTheConversationWaits(t *testing.T) {
	for _, waits := range []bool{false, true} {
		t.Run(fmt.Sprint(waits), func(t *testing.T) {
			w := newTown(t, func(c *Config) {
				c.Waiting = func(a dialog.Address) bool { return waits && a == "telegram:7" }
			})
			w.post("POST", secret, string(bottest.TextUpdate(1, 1, 7, "昨天")))
			w.errands.wait()
			shown := w.api.Calls("sendChatAction")
			if (len(shown) == 1) != waits {
				t.Fatalf("shown %d times", len(shown))
			}
			if waits && (shown[0].Params["chat_id"] != "7" || shown[0].Params["action"] != "typing") {
				t.Errorf("shown %+v", shown[0].Params)
			}
		})
	}
}

// TestTypingIsShownOnceWhileItIsSeen: "typing…" stays for some seconds by itself.
func TestTypingIsShownOnceWhileItIsSeen(t *testing.T) {
	now := arrival
	w := newTown(t, func(c *Config) {
		c.Waiting = func(dialog.Address) bool { return true }
		c.Now = func() time.Time { return now }
	})
	for i, row := range []struct {
		chat  int64
		later time.Duration
		shown int
	}{{7, 0, 1}, {7, time.Second, 1}, {8, 0, 2}, {7, time.Second, 2}, {7, 3 * time.Second, 3}} {
		now = now.Add(row.later)
		w.post("POST", secret, string(bottest.TextUpdate(int64(i), int64(i), row.chat, "昨天")))
		w.errands.wait()
		if got := len(w.api.Calls("sendChatAction")); got != row.shown {
			t.Errorf("message %d: shown %d times, want %d", i+1, got, row.shown)
		}
	}
}

// A Bot API that hangs keeps no webhook waiting.
func TestHangingProviderKeepsNoWebhookWaiting(t *testing.T) {
	w := newTown(t, nil)
	w.api.TroubleIn(-1, "answerCallbackQuery", bottest.Hanging)
	for i := range 100 { // more than there are errands
		if code := w.post("POST", secret, string(bottest.TapUpdate(int64(i), 7, bottest.Message{ID: 1}, "yes"))).Code; code != 200 {
			t.Fatalf("answered %d", code)
		}
	}
	if got := len(w.inbox.got()); got != 100 {
		t.Errorf("stored %d", got)
	}
}

func TestWebhookIsSetAtTheStart(t *testing.T) {
	w := newTown(t, func(c *Config) { c.PublicURL = "https://town.example/door/" })
	w.api.TroubleIn(2, "setWebhook", bottest.Down)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.Run(ctx) }()
	until(t, "the webhook is set", func() bool { u, _ := w.api.Webhook(); return u != "" })
	u, s := w.api.Webhook()
	if u != "https://town.example/door/telegram" || s != secret {
		t.Errorf("set to %s with %s", u, s)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	receive := (&inbox{}).take
	for _, c := range []struct {
		cfg  Config
		want string
	}{
		{Config{Secret: "s", Receive: receive}, "FRONTDOOR_TELEGRAM_TOKEN"},
		{Config{Token: token, Receive: receive}, "FRONTDOOR_TELEGRAM_SECRET"},
		{Config{Token: token, Secret: "s", Mode: "carrier pigeon", Receive: receive}, "FRONTDOOR_TELEGRAM_MODE"},
		{Config{Token: token, Secret: "s", API: "api.telegram.org", Receive: receive}, "FRONTDOOR_TELEGRAM_API"},
		{Config{Token: token, Secret: "s"}, "nobody receives"},
	} {
		_, err := New(c.cfg)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), token) {
			t.Errorf("says %v, want something about %s", err, c.want)
		}
	}
	if _, err := New(Config{Token: token, Mode: Poll, Receive: receive}); err != nil {
		t.Errorf("polling needs no secret, but: %v", err)
	}
}

// BenchmarkWebhook is one update from the request to the Receiver and back, the
// secret and the decoding included, without a book.
func BenchmarkWebhook(b *testing.B) {
	c, err := New(Config{Token: token, Secret: secret, Receive: func(context.Context, dialog.Input) error { return nil }})
	if err != nil {
		b.Fatal(err)
	}
	w := &town{Channel: c, mux: newMux(c)}
	body := string(bottest.TextUpdate(1, 1, 7, "昨天下午在兴学社区门口,张三撞了我,医药费1900元没给"))
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if code := w.post("POST", secret, body).Code; code != 200 {
				b.Errorf("answered %d", code)
			}
		}
	})
}

// TestTapIsAnsweredThoughTelegramFails: the waiting sign is taken off the button as soon
// as Telegram takes calls again, and a tap it has forgotten is left alone.
func TestTapIsAnsweredThoughTelegramFails(t *testing.T) {
	for _, c := range []struct {
		name  string
		what  bottest.Trouble
		n     int
		calls int
	}{
		{"down for a moment", bottest.Down, 1, 2},
		{"broken off", bottest.Broken, 1, 2},
		{"too old", bottest.Trouble{Status: 400, Text: "Bad Request: query is too old and response timeout expired or query ID is invalid"}, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t, nil)
			w.api.TroubleIn(c.n, "answerCallbackQuery", c.what)
			w.post("POST", secret, string(bottest.TapUpdate(9, 7, bottest.Message{ID: 44}, "yes")))
			w.errands.wait()
			if calls := w.api.Calls("answerCallbackQuery"); len(calls) != c.calls {
				t.Errorf("tried %d times, want %d", len(calls), c.calls)
			}
		})
	}
}

// TestAnEditNamesItsMessage: by what ends the name of the message, also where another
// server, or this one before a restart, took it in.
func TestAnEditNamesItsMessage(t *testing.T) {
	w := newTown(t, nil)
	w.post("POST", secret, string(bottest.TextUpdate(100, 5, 7, "兴学社区")))
	w.post("POST", secret, string(bottest.TextUpdate(101, 15, 7, "两天了")))
	w.post("POST", secret, string(bottest.EditUpdate(102, 5, 7, "七星村")))
	got := w.inbox.got()
	for i, mends := range []bool{true, false} {
		if dialog.SameMessage(got[i].ID, got[2].Ref) != mends {
			t.Errorf("%q names %q: want %v", got[2].Ref, got[i].ID, mends)
		}
	}
}
