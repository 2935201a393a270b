package sms

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	account = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	key     = "0123456789abcdef0123456789abcdef"
	own     = "+15558675310"
	public  = "https://town.example/door"
)

var (
	arrival = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	errBook = errors.New("the book is closed")
)

// town is a channel, its provider's double, and what it took in.
type town struct {
	*Channel
	api *bottest.MessagesAPI
	mux *http.ServeMux

	mu       sync.Mutex
	inputs   []dialog.Input
	receipts []string
	fail     error
}

func (w *town) receive(_ context.Context, in dialog.Input) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail == nil {
		w.inputs = append(w.inputs, in)
	}
	return w.fail
}

func (w *town) receipt(_ context.Context, to dialog.Address, message, provider string, r casebook.Receipt, reason string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail == nil {
		w.receipts = append(w.receipts, strings.TrimSpace(fmt.Sprintf("%s %s %s %s %s", to, message, provider, r, reason)))
	}
	return w.fail
}

func (w *town) got() []dialog.Input {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.inputs)
}

// newTown makes one; change changes what Twilio is told, rules the channel's rules.
func newTown(t testing.TB, change func(*TwilioSettings), rules ...func(*Config)) *town {
	t.Helper()
	w := &town{api: bottest.NewMessagesAPI(account, key), mux: http.NewServeMux()}
	transport := &http.Transport{}
	cfg := TwilioSettings{AccountSID: account, AuthToken: key, From: own, API: w.api.URL(), PublicURL: public + "/",
		Now: func() time.Time { return arrival }, HTTP: transport}
	if change != nil {
		change(&cfg)
	}
	w.Channel = w.channel(t, cfg, rules...)
	w.Routes(w.mux)
	t.Cleanup(func() {
		w.api.Close()
		transport.CloseIdleConnections()
	})
	return w
}

// nobody is known.
func nobody(context.Context, dialog.Address) (dialog.State, error) { return dialog.State{}, nil }

// channel puts a channel before Twilio that tells the town what it takes in.
func (w *town) channel(t testing.TB, cfg TwilioSettings, rules ...func(*Config)) *Channel {
	t.Helper()
	gateway, err := NewTwilio(cfg)
	if err != nil {
		t.Fatal(err)
	}
	set := Config{Gateway: gateway, Receive: w.receive, Receipts: w.receipt, Talk: nobody, Now: func() time.Time { return arrival }}
	for _, rule := range rules {
		rule(&set)
	}
	c, err := New(set)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// post posts a body with a signature to a path (and query) of ours, under a Host
// that is not the public one.
func (w *town) post(method, path, signature, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://10.0.0.7:8080"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	if signature != "" {
		r.Header.Set("X-Twilio-Signature", signature)
	}
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, r)
	return rec
}

// signed posts a form as Twilio does.
func (w *town) signed(path string, form url.Values) *httptest.ResponseRecorder {
	return w.post("POST", path, bottest.Sign(key, public+path, form), form.Encode())
}
