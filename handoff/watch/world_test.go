package watch_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	places "frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis"
	"frontdoor/handoff/casebook/sqlite"
	"frontdoor/handoff/watch"
)

// areas follow the built-in town.
const areas = `
stations:
  - {id: QX01, zh: 七星代办站, en: Qixing station}
  - {id: BS01, zh: 白沙代办站, en: Baisha station}
grids:
  - {id: qx1, zh: 七星网格, en: Qixing grid, station: QX01, places: [qixing]}
  - {id: bs1, zh: 白沙网格, en: Baisha grid, station: BS01, places: [baisha]}
`

// readScript reads the real conversation in a town with areas; it is only read.
var readScript = sync.OnceValues(func() (*script.Script, error) {
	town, err := places.Parse("town.yaml", []byte(places.Standard()+areas))
	if err != nil {
		return nil, err
	}
	return script.New(nil, town, nil, nil)
})

// world is a town on a told clock.
type world struct {
	*testing.T
	script *script.Script
	rules  *handoff.Rules
	book   engine
	clerk  *casebook.Clerk
	board  *handoff.Board
	watch  *watch.Watch
	crew   []handoff.Member
	now    time.Time
	acts   int
	seen   casebook.Cursor
}

// engine is a book as both engines give it.
type engine interface {
	casebook.Book
	casebook.Shelf
	Close() error
}

// onBothEngines plays a story on SQLite and on Redis.
func onBothEngines(t *testing.T, story func(w *world), crew ...handoff.Agent) {
	t.Run("sqlite", func(t *testing.T) { story(newWorld(t, crew...)) })
	t.Run("redis", func(t *testing.T) {
		b, err := redis.Open(t.Context(), "redis://"+miniredis.RunT(t).Addr(), redis.Options{})
		if err != nil {
			t.Fatal(err)
		}
		story(newWorldOn(t, b, crew...))
	})
}

func newWorld(t *testing.T, crew ...handoff.Agent) *world {
	t.Helper()
	b, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	return newWorldOn(t, b, crew...)
}

// newWorldOn begins on a Monday at ten.
func newWorldOn(t *testing.T, b engine, crew ...handoff.Agent) *world {
	t.Helper()
	w := &world{T: t, book: b, now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 8*3600))}
	var err error
	w.script, err = readScript()
	w.must(err)
	w.rules = handoff.NewRules(w.script.Town, w.script.Catalog)
	for _, a := range crew {
		if a.Role == "" {
			a.Role = handoff.RoleAgent
		}
		a.Name, a.Rules = a.Login, w.rules
		w.crew = append(w.crew, handoff.Member{Agent: a})
	}
	t.Cleanup(func() { w.must(w.book.Close()) })
	w.clerk = casebook.NewClerk(w.book, w.script, "JH", casebook.Options{Now: func() time.Time { return w.now }})
	w.restart()
	return w
}

// restart forgets all that is not in the book.
func (w *world) restart() {
	w.Helper()
	w.board = handoff.NewBoard(w.book, nil).Under(w.rules)
	w.must(w.board.CatchUp(w.Context()))
	w.watch = watch.New(watch.Options{Clerk: w.clerk, Board: w.board, Rules: w.rules, Catalog: w.script.Catalog, Town: w.script.Town,
		Crew: func(context.Context) ([]handoff.Member, error) { return w.crew, nil }})
	w.watch.Begin()
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// do hands one input in and lets the watch hear of it.
func (w *world) do(id dialog.CaseID, in dialog.Input) {
	w.Helper()
	w.acts++
	in.ID, in.At, in.Case = fmt.Sprint(w.acts), w.now, id
	if in.From == "" {
		in.From = dialog.Address("web:" + string(id))
	}
	_, err := w.clerk.Handle(w.Context(), in)
	w.must(err)
	w.must(w.board.CatchUp(w.Context()))
	w.watch.Changed(id, w.now)
	_, err = w.watch.Once(w.Context(), w.now)
	w.must(err)
}

// open puts a case before people.
func (w *world) open(id dialog.CaseID, category string, facts ...string) {
	w.Helper()
	from := dialog.Address("web:" + string(id))
	plant := dialog.Input{Kind: dialog.Planted, Case: id, Category: category, Status: dialog.Unclaimed, Text: "事情", ID: "plant", From: from, At: w.now}
	_, err := w.clerk.Handle(w.Context(), plant)
	w.must(err)
	for i := 0; i < len(facts); i += 2 {
		_, err := w.clerk.Handle(w.Context(), dialog.Input{Kind: dialog.Correct, Agent: "clerk", Case: id, Slot: facts[i], Text: facts[i+1], ID: fmt.Sprint("fact", i), From: from, At: w.now})
		w.must(err)
	}
	w.must(w.board.CatchUp(w.Context()))
	w.watch.Changed(id, w.now)
	_, err = w.watch.Once(w.Context(), w.now)
	w.must(err)
}

// pass lets time pass, from one due thing to the next.
func (w *world) pass(d time.Duration) {
	w.Helper()
	end := w.now.Add(d)
	for {
		next, ok := w.watch.Next()
		if !ok || next.After(end) {
			break
		}
		if next.After(w.now) {
			w.now = next
		}
		_, err := w.watch.Once(w.Context(), w.now)
		w.must(err)
	}
	w.now = end
}

// did is what the rules did since it was last asked, one line each.
func (w *world) did() string {
	w.Helper()
	var lines []string
	for {
		events, after, err := w.book.Since(w.Context(), w.seen, 1000)
		w.must(err)
		if w.seen = after; len(events) == 0 {
			return strings.Join(lines, "\n")
		}
		for _, e := range events {
			if e.By != dialog.BySystem {
				continue
			}
			slot, _, _ := strings.Cut(e.Slot, "@")
			at := e.At.In(w.script.Town.Zone).Format("02 15:04")
			switch e.Kind {
			case dialog.ChangeProposed:
				line := fmt.Sprintf("%s %s to %q of %s", at, e.Case, e.Value, slot)
				if e.Agent != "" {
					line += fmt.Sprintf(", %s was %s", e.Agent, e.Text)
				}
				lines = append(lines, line)
			case dialog.ChangeClock, dialog.ChangeEscalated:
				lines = append(lines, fmt.Sprintf("%s %s %s %s, told %s", at, e.Case, slot, e.Value, e.Raw))
			case dialog.ChangeReleased:
				lines = append(lines, fmt.Sprintf("%s %s taken back: %s", at, e.Case, e.Text))
			case dialog.ChangeCheckIn:
				lines = append(lines, fmt.Sprintf("%s %s check-in %s: %s, told %s", at, e.Case, e.Value, e.Text, e.Raw))
			case dialog.ChangeClustered:
				kind, _, _ := strings.Cut(e.Slot, ":")
				lines = append(lines, fmt.Sprintf("%s %s is one of %s by %s, told %s", at, e.Case, e.Value, kind, e.Raw))
			}
		}
	}
}

func (w *world) expect(what string, lines ...string) {
	w.Helper()
	if got, want := w.did(), strings.Join(lines, "\n"); got != want {
		w.Errorf("%s:\n%s\nwant\n%s", what, got, want)
	}
}

func agent(login string, areas ...string) handoff.Agent {
	return handoff.Agent{Login: login, Service: handoff.Service{Areas: areas}}
}

func supervisor(login string) handoff.Agent {
	return handoff.Agent{Login: login, Role: handoff.RoleSupervisor}
}
