package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// readScript reads the real one; it is only read, so all tests share it.
var readScript = sync.OnceValues(func() (*script.Script, error) { return script.New(nil, nil, nil, nil) })

// world is a small town: a real book, the real conversation, four agents.
type world struct {
	*testing.T
	book    *sqlite.Book
	clerk   *casebook.Clerk
	roster  *handoff.Roster
	handler http.Handler
	server  *server
	tokens  map[string]string
	seconds atomic.Int64 // passed since the morning
	said    atomic.Int64
}

func newWorld(t *testing.T) *world { t.Helper(); return newWorldWith(t, func(*Config) {}) }

// newWorldWith is a world whose interface is built otherwise.
func newWorldWith(t *testing.T, change func(*Config)) *world {
	t.Helper()
	w := &world{T: t, tokens: map[string]string{}}
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	w.must(err)
	t.Cleanup(func() { w.must(book.Close()) })
	sc, err := readScript()
	w.must(err)
	w.book = book
	w.clerk = casebook.NewClerk(book, sc, "JH", casebook.Options{Now: w.now})
	w.roster = handoff.NewRoster(book, nil)
	tokens := handoff.NewTokens(book, w.roster)
	for login, a := range map[string]handoff.Agent{
		"wu":   {Name: "吴姐", Role: handoff.RoleAgent},
		"li":   {Name: "小李", Role: handoff.RoleAgent},
		"sun":  {Name: "孙主任", Role: handoff.RoleSupervisor},
		"root": {Name: "管理员", Role: handoff.RoleAdmin},
	} {
		a.Login = login
		w.must(w.roster.Add(t.Context(), a, ""))
		w.tokens[login], err = tokens.Create(t.Context(), login)
		w.must(err)
	}
	var categories []string
	for _, c := range sc.Catalog.Categories() {
		categories = append(categories, c.Key)
	}
	config := Config{Book: book, Desk: handoff.NewDesk(book, w.clerk, categories).Audited(handoff.NewAudit(book, w.now)), Board: handoff.NewBoard(book, nil),
		Tokens: tokens, Roster: w.roster, Shelf: book, Media: w.served, Categories: categories, Prefix: "JH", Zone: sc.Town.Zone, Now: w.now}
	change(&config)
	w.handler, w.server = New(config), &server{Config: config}
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// now is a Monday morning in the town, moved on by every word said.
func (w *world) now() time.Time {
	return time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 8*3600)).Add(time.Duration(w.seconds.Load()) * time.Second)
}

// say is a resident's message and the pause after it; it gives the case talked about.
func (w *world) say(from dialog.Address, text string) string {
	w.Helper()
	w.seconds.Add(60)
	in := dialog.Input{ID: fmt.Sprint(w.said.Add(1)), Kind: dialog.Said, From: from, Text: text, At: w.now()}
	result, err := w.clerk.Handle(w.Context(), in)
	w.must(err)
	id := result.Events[0].Case
	if !result.Turn.Wake.IsZero() && result.Turn.Wake.Sub(w.now()) < time.Minute {
		w.seconds.Add(30)
		_, err = w.clerk.Handle(w.Context(), dialog.Input{Kind: dialog.WakeUp, From: from, At: w.now()})
		w.must(err)
	}
	return string(id)
}

// handedOff is a new case that waits for a person.
func (w *world) handedOff(from dialog.Address) string {
	w.Helper()
	id := w.say(from, "人工")
	events, err := w.book.Case(w.Context(), dialog.CaseID(id))
	w.must(err)
	if c := casebook.Fold(events); c.Status != dialog.Unclaimed {
		w.Fatalf("人工 leads to status %s", c.Status)
	}
	return id
}

// answer is what came back.
type answer struct {
	*world
	what   string
	status int
	header http.Header
	body   map[string]any
}

// call sends one request as an agent (empty: without a token) and holds the answer
// against openapi.json.
func (w *world) call(login, method, path, body string) answer {
	w.Helper()
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	if login != "" {
		r.Header.Set("Authorization", "Bearer "+w.tokens[login])
	}
	return w.send(r)
}

func (w *world) send(r *http.Request) answer {
	w.Helper()
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	a := answer{world: w, what: r.Method + " " + r.URL.String(), status: rec.Code, header: rec.Header()}
	if ct := rec.Header().Get("Content-Type"); ct != "application/json; charset=utf-8" {
		w.Errorf("%s: Content-Type %q", a.what, ct)
	}
	if err := json.Unmarshal(rec.Body.Bytes(), &a.body); err != nil {
		w.Fatalf("%s: %v: %s", a.what, err, rec.Body)
	}
	described(w.T, r, a.status, a.body)
	return a
}

func (a answer) is(status int) answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("%s: status %d, want %d: %v", a.what, a.status, status, a.body)
	}
	return a
}

// has looks at top-level fields, written "name value" pair by pair.
func (a answer) has(pairs ...any) answer {
	a.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if got := a.body[pairs[i].(string)]; got != pairs[i+1] {
			a.Errorf("%s: %s is %v, want %v", a.what, pairs[i], got, pairs[i+1])
		}
	}
	return a
}

// column picks one field of each object of a list, as text.
func (a answer) column(list, field string) []string {
	a.Helper()
	rows, ok := a.body[list].([]any)
	if !ok {
		a.Fatalf("%s: no list %q: %v", a.what, list, a.body)
	}
	out := []string{}
	for _, row := range rows {
		out = append(out, fmt.Sprint(row.(map[string]any)[field]))
	}
	return out
}

// lines are the thread's texts of one kind and speaker.
func (a answer) lines(kind, by string) []string {
	a.Helper()
	var out []string
	for _, row := range a.body["thread"].([]any) {
		if l := row.(map[string]any); l["kind"] == kind && l["by"] == by {
			out = append(out, l["text"].(string))
		}
	}
	return out
}

// deliver settles everything that waits to be sent, as the deliverer would.
func (w *world) deliver(ctx context.Context, r casebook.Receipt) (sent []casebook.Outgoing) {
	w.Helper()
	for {
		dues, err := w.book.Lease(ctx, casebook.DueMessage, w.now().Add(time.Hour), time.Minute, 100)
		w.must(err)
		if len(dues) == 0 {
			return sent
		}
		for _, due := range dues {
			w.must(w.clerk.Receipt(ctx, due, r, "provider-"+due.Message.ID, ""))
			sent = append(sent, due.Message)
		}
	}
}
