package wechat

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	appID   = "wxb11529c136998cb6"
	secret  = "0123456789abcdef0123456789abcdef"
	word    = "pamtest"
	aesKey  = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	openID  = "oyORnuP8q7ou2gfYjqLzSIWZf0rs"
	address = dialog.Address("wechat:" + openID)
)

var (
	// arrival lies ahead of the shelf's own clock, so that nothing on it expires.
	arrival = time.Date(2126, 11, 22, 12, 0, 0, 0, time.UTC)
	errBook = errors.New("the book is closed")
)

// town is a channel, its provider's double, and what it took in.
type town struct {
	*Channel
	api *bottest.OfficialAccount
	mux *http.ServeMux
	log bytes.Buffer
	cfg Config

	mu     sync.Mutex
	inputs []dialog.Input
	fail   error
	at     time.Time
}

func (w *town) receive(_ context.Context, in dialog.Input) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail == nil {
		w.inputs = append(w.inputs, in)
	}
	return w.fail
}

func (w *town) got() []dialog.Input {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.inputs)
}

func (w *town) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.at
}

func (w *town) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = w.at.Add(d)
}

func openShelf(t testing.TB) casebook.Shelf {
	t.Helper()
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() }) //nolint:errcheck // the test is over
	return book
}

// newTown is a channel in safe mode, unless change says otherwise.
func newTown(t testing.TB, change func(*Config)) *town {
	t.Helper()
	w := &town{api: bottest.NewOfficialAccount(appID, secret, word, aesKey), mux: http.NewServeMux(), at: arrival}
	w.api.Now = w.now
	transport := &http.Transport{}
	w.cfg = Config{AppID: appID, Secret: secret, Token: word, AESKey: aesKey, API: w.api.URL() + "/", Receive: w.receive,
		Shelf: openShelf(t), Now: w.now, HTTP: transport, Log: slog.New(slog.NewTextHandler(&w.log, nil))}
	if change != nil {
		change(&w.cfg)
	}
	w.api.AESKey = w.cfg.AESKey
	c, err := New(w.cfg)
	if err != nil {
		t.Fatal(err)
	}
	w.Channel = c
	c.Routes(w.mux)
	t.Cleanup(func() {
		w.api.Close()
		transport.CloseIdleConnections()
	})
	return w
}

// plainMode is for newTown.
func plainMode(c *Config) { c.AESKey = "" }

// serve plays a request.
func (w *town) serve(method string, q url.Values, body string) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	w.mux.ServeHTTP(rec, httptest.NewRequest(method, Path+"?"+q.Encode(), strings.NewReader(body)))
	return rec
}

// post posts a message as WeChat does.
func (w *town) post(nonce, xml string) *httptest.ResponseRecorder {
	q, body := w.api.Signed(w.now(), nonce, xml)
	return w.serve("POST", q, body)
}

// newMux serves a channel.
func newMux(c *Channel) *http.ServeMux {
	mux := http.NewServeMux()
	c.Routes(mux)
	return mux
}
