package telegram

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		http.DefaultClient.CloseIdleConnections()
	}))
}

const (
	token  = "123456:AAsecretpartofthetoken"
	secret = "s3cret_-"
)

var arrival = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// inbox is a Receiver that keeps what it takes, and fails on demand.
type inbox struct {
	mu   sync.Mutex
	list []dialog.Input
	fail func(dialog.Input) error
}

func (b *inbox) take(_ context.Context, in dialog.Input) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail != nil {
		if err := b.fail(in); err != nil {
			return err
		}
	}
	b.list = append(b.list, in)
	return nil
}

func (b *inbox) got() []dialog.Input {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.list)
}

var errBook = errors.New("the book is closed")

// town is a channel, its provider's double, and what it took in.
type town struct {
	*Channel
	api   *bottest.BotAPI
	inbox *inbox
	mux   *http.ServeMux
}

func newTown(t *testing.T, change func(*Config)) *town {
	t.Helper()
	w := &town{api: bottest.NewBotAPI(token), inbox: &inbox{}, mux: http.NewServeMux()}
	transport := &http.Transport{}
	cfg := Config{Token: token, Secret: secret, API: w.api.URL(), Receive: w.inbox.take,
		Now: func() time.Time { return arrival }, HTTP: transport}
	if change != nil {
		change(&cfg)
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.Channel = c
	c.Routes(w.mux)
	t.Cleanup(func() {
		w.api.Close()
		c.errands.wait()
		transport.CloseIdleConnections()
	})
	return w
}

// post posts a body to the webhook, with the given secret.
func (w *town) post(method, with, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, Path, strings.NewReader(body))
	if with != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", with)
	}
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, r)
	return rec
}

func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}
