package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/masterkey"
	"frontdoor/handoff/casebook/sqlite"
)

// listener writes down what a resident sends, and says nothing.
type listener struct{}

func (listener) Step(s dialog.State, in dialog.Input) dialog.Turn {
	t := dialog.Turn{State: s}
	t.State.V = dialog.StateVersion
	if len(s.Matters) == 0 {
		t.State.Matters = []dialog.Matter{{ID: in.Fresh, Status: dialog.Collecting}}
	}
	t.Changes = []dialog.Change{{Case: t.State.Matters[0].ID, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: in.Text, Media: in.Media, Ref: in.ID}}
	return t
}

// provider is where files are downloaded from: what it answers is the test's.
type provider struct {
	http.HandlerFunc
	url   string
	asked int
	mu    sync.Mutex
}

func (p *provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked++
	answer := p.HandlerFunc
	p.mu.Unlock()
	answer(w, r)
}

// answers sets what is answered from now on.
func (p *provider) answers(h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.HandlerFunc = h
}

func (p *provider) OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url, nil)
	if err != nil {
		return nil, "", err
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, "", err
	}
	if err := bot.MediaAnswer(resp.StatusCode); err != nil {
		resp.Body.Close()
		return nil, "", err
	}
	return resp.Body, m.MIME, nil
}

// gives answers with bytes, status with nothing but that.
func gives(b []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.Write(b) } //nolint:errcheck // a test's
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// town is a book, a provider, a folder and a keeper on a clock that the test moves.
type town struct {
	*testing.T
	book     *booktest.Faulty
	shelf    *sqlite.Book
	clerk    *casebook.Clerk
	provider *provider
	store    *Store
	folder   string
	clock    time.Time
	said     int
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{T: t, folder: t.TempDir(), provider: &provider{}, clock: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
	var err error
	book := filepath.Join(t.TempDir(), "book.db")
	w.shelf, err = sqlite.Open(t.Context(), book, sqlite.Volatile(), sqlite.Sealed(masterkey.File(book+".key")))
	w.must(err)
	w.book = booktest.NewFaulty(w.shelf)
	w.clerk = casebook.NewClerk(w.book, listener{}, "JH", casebook.Options{Now: func() time.Time { return w.clock }})
	w.store, err = Open(w.folder, Keys{})
	w.must(err)
	w.store = w.store.Sealed(w.shelf.Vault())
	server := httptest.NewServer(w.provider)
	w.provider.url = server.URL
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		w.shelf.Close() //nolint:errcheck // the test is over
	})
	return w
}

func (w *town) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// keeper is a process that has just started.
func (w *town) keeper(change ...func(*Options)) *Keeper {
	o := Options{Book: w.book, Shelf: w.shelf, Recorder: w.clerk, Store: w.store, Openers: map[string]bot.MediaOpener{"telegram": w.provider},
		Log: slog.New(slog.NewTextHandler(w.Output(), nil)), Now: func() time.Time { return w.clock }}
	for _, f := range change {
		f(&o)
	}
	return NewKeeper(o)
}

// sends has a resident send files.
func (w *town) sends(from dialog.Address, files ...dialog.Media) dialog.CaseID {
	w.Helper()
	w.said++
	r, err := w.clerk.Handle(w.Context(), dialog.Input{ID: fmt.Sprint(w.said), Kind: dialog.Said, From: from, At: w.clock, Media: files})
	w.must(err)
	return r.Events[0].Case
}

// once lets a keeper read the book from its beginning and do what is due.
func (w *town) once(k *Keeper) {
	w.Helper()
	cursor := casebook.Cursor("")
	for {
		events, next, err := w.shelf.Since(w.Context(), cursor, 100)
		w.must(err)
		k.reached(next)
		if len(events) == 0 {
			break
		}
		for _, e := range events {
			w.must(k.heard(w.Context(), e))
		}
		cursor = next
	}
	var underWay sync.WaitGroup
	_, err := k.begin(w.Context(), &underWay)
	w.must(err)
	underWay.Wait()
}

// told is what a case says of its files, one word or two an event.
func (w *town) told(id dialog.CaseID) string {
	w.Helper()
	events, err := w.shelf.Case(w.Context(), id)
	w.must(err)
	var words []string
	for _, e := range events {
		if e.Kind == dialog.ChangeMedia {
			words = append(words, strings.TrimSpace(e.Value+" "+e.Text))
		}
	}
	return strings.Join(words, ", ")
}

// jobs are the files still to be fetched.
func (w *town) jobs() int {
	w.Helper()
	records, err := w.shelf.List(w.Context(), jobKind)
	w.must(err)
	return len(records)
}

// files are the names of what is stored.
func (w *town) files() string {
	w.Helper()
	var names []string
	w.must(filepath.WalkDir(w.folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(w.folder, path)
			names = append(names, name)
		}
		return err
	}))
	return strings.Join(names, " ")
}

var errKilled = errors.New("killed")

// killed is a recorder whose process dies before it records.
type killed struct{}

func (killed) Filed(context.Context, casebook.Event, int, casebook.FileState, string, ...dialog.Media) error {
	return errKilled
}
