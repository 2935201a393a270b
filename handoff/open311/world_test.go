package open311

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
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

// world is a small town with two programs that have keys.
type world struct {
	*testing.T
	book    *sqlite.Book
	clerk   *casebook.Clerk
	desk    *handoff.Desk
	handler http.Handler
	key     map[string]string // by the program's name
	at      time.Time
	said    int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, key: map[string]string{}, at: time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 8*3600))}
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	w.must(err)
	t.Cleanup(func() { w.must(book.Close()) })
	sc, err := readScript()
	w.must(err)
	w.book = book
	w.clerk = casebook.NewClerk(book, sc, "JH", casebook.Options{Now: w.now})
	keys := handoff.NewKeys(book, w.now)
	for _, name := range []string{"fixmystreet", "other"} {
		w.key[name], err = keys.Create(t.Context(), handoff.ScopeOpen311, name)
		w.must(err)
	}
	var categories []string
	for _, c := range sc.Catalog.Categories() {
		categories = append(categories, c.Key)
	}
	w.desk = handoff.NewDesk(book, w.clerk, categories)
	w.handler = New(Options{Book: book, Shelf: book, Board: handoff.NewBoard(book, nil), Clerk: w.clerk, Keys: keys,
		Catalog: sc.Catalog, Town: sc.Town, PublicURL: "https://door.example.org", Jurisdiction: "town.example", Raster: 100, Now: w.now})
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) now() time.Time { return w.at }

func (w *world) pass(d time.Duration) { w.at = w.at.Add(d) }

// reply is what came back.
type reply struct {
	*world
	what   string
	status int
	header http.Header
	body   string
}

func (w *world) send(r *http.Request) reply {
	w.Helper()
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	return reply{w, r.Method + " " + r.URL.String(), rec.Code, rec.Header(), rec.Body.String()}
}

// get reads a path below the interface's own.
func (w *world) get(path string) reply {
	w.Helper()
	return w.send(httptest.NewRequest("GET", Path+path, nil))
}

// post sends parameters, written "name", "value" pair by pair, with a program's key.
func (w *world) post(program, path string, pairs ...string) reply {
	w.Helper()
	v := url.Values{}
	if key, ok := w.key[program]; ok {
		v.Set("api_key", key)
	}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", Path+path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.send(r)
}

func (a reply) is(status int) reply {
	a.Helper()
	if a.status != status {
		a.Fatalf("%s: status %d, want %d: %s", a.what, a.status, status, a.body)
	}
	return a
}

// xml is the answer as paths and texts of its elements that have no others in them.
func (a reply) xml() [][2]string {
	a.Helper()
	if ct := a.header.Get("Content-Type"); ct != "text/xml; charset=utf-8" || !strings.HasPrefix(a.body, `<?xml version="1.0" encoding="utf-8"?>`) {
		a.Fatalf("%s: type %q, begins %.60q", a.what, ct, a.body)
	}
	var found [][2]string
	var path []string
	words, leaf := "", false
	for dec := xml.NewDecoder(strings.NewReader(a.body)); ; {
		token, err := dec.Token()
		if err == io.EOF {
			return found
		}
		a.must(err)
		switch e := token.(type) {
		case xml.StartElement:
			path, words, leaf = append(path, e.Name.Local), "", true
		case xml.CharData:
			words += string(e)
		case xml.EndElement:
			if leaf {
				found = append(found, [2]string{strings.Join(path, "/"), words})
			}
			path, leaf = path[:len(path)-1], false
		}
	}
}

// texts are the texts of all elements of one path.
func (a reply) texts(path string) []string {
	a.Helper()
	out := []string{}
	for _, e := range a.xml() {
		if e[0] == path {
			out = append(out, e[1])
		}
	}
	return out
}

// json is the answer as JSON.
func (a reply) json(into any) {
	a.Helper()
	if ct := a.header.Get("Content-Type"); ct != "application/json; charset=utf-8" {
		a.Fatalf("%s: type %q", a.what, ct)
	}
	if err := json.Unmarshal([]byte(a.body), into); err != nil {
		a.Fatalf("%s: %v: %s", a.what, err, a.body)
	}
}

// id is the number of the one request in an answer.
func (a reply) id() string {
	a.Helper()
	ids := a.texts("service_requests/request/service_request_id")
	if len(ids) != 1 || ids[0] == "" {
		a.Fatalf("%s: numbers %q: %s", a.what, ids, a.body)
	}
	return ids[0]
}

// tell is a resident's own case, handed over by a talk.
func (w *world) tell(from dialog.Address, category string, slots map[string]string, flags ...dialog.Flag) dialog.CaseID {
	w.Helper()
	w.said++
	id := dialog.FormatCaseID("JH", casebook.ShardOf(from), uint64(9000+w.said))
	say := func(c dialog.Change) casebook.Event {
		c.Case = id
		return casebook.Event{Change: c, At: w.now(), Address: from}
	}
	events := []casebook.Event{
		say(dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "我叫王小明,电话13900000101", Pin: &dialog.Pin{Lat: 29.083412, Lon: 119.647481}}),
		say(dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: category, Confidence: 0.9})}
	for slot, value := range slots {
		events = append(events, say(dialog.Change{Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: slot, Value: value, Raw: value}))
	}
	if len(flags) > 0 {
		events = append(events, say(dialog.Change{Kind: dialog.ChangeFlagged, By: dialog.ByBot, Flags: flags}))
	}
	events = append(events, say(dialog.Change{Kind: dialog.ChangeOpened, By: dialog.BySystem}))
	_, err := w.book.Commit(w.Context(), casebook.Commit{ID: fmt.Sprint("tell", w.said), Address: from, Events: events})
	w.must(err)
	return id
}

// adds writes one more thing that happened to a resident's case.
func (w *world) adds(id dialog.CaseID, change dialog.Change) {
	w.Helper()
	w.said++
	change.Case = id
	from := w.fold(string(id)).Address
	_, err := w.book.Commit(w.Context(), casebook.Commit{ID: fmt.Sprint("add", w.said), Address: from, Events: []casebook.Event{{Change: change, At: w.now(), Address: from}}})
	w.must(err)
}

// closes is how an agent ends a resident's case.
func (w *world) closes(id dialog.CaseID, outcome dialog.Outcome, words string) {
	w.Helper()
	w.adds(id, dialog.Change{Kind: dialog.ChangeClosed, By: dialog.ByAgent, Agent: "wu", Outcome: outcome, Text: words})
}

// fold is a case as the book has it.
func (w *world) fold(id string) casebook.Case {
	w.Helper()
	events, err := w.book.Case(w.Context(), dialog.CaseID(id))
	w.must(err)
	return casebook.Fold(events)
}

// act is what an agent does to a case.
func (w *world) act(id string) handoff.Act {
	return handoff.Act{Agent: handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}, Case: dialog.CaseID(id)}
}
