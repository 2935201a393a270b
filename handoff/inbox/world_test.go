package inbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
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
	"frontdoor/handoff/upload"
)

// readScript reads the real conversation; it is only read, so all tests share it.
var readScript = sync.OnceValues(func() (*script.Script, error) { return script.New(nil, nil, nil, nil) })

// agents are the town's agents as the Shelf keeps them: hashing a password is slow on
// purpose, so it is done once for all worlds.
var agents = sync.OnceValues(func() ([]casebook.Record, error) {
	folder, err := os.MkdirTemp("", "inbox-agents-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	ctx := context.Background()
	book, err := sqlite.Open(ctx, filepath.Join(folder, "book.db"), sqlite.Volatile())
	if err != nil {
		return nil, err
	}
	defer book.Close()
	roster := handoff.NewRoster(book, nil)
	for _, a := range []handoff.Agent{
		{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent},
		{Login: "li", Name: "小李", Role: handoff.RoleAgent},
		{Login: "lin", Name: "林站长", Role: handoff.RoleSupervisor},
		{Login: "mo", Name: "莫主任", Role: handoff.RoleAdmin},
	} {
		if err := roster.Add(ctx, a, password); err != nil {
			return nil, err
		}
	}
	return book.List(ctx, "agent")
})

const password = "right-password"

// world is a small town: a real book, the real conversation, four agents, a server.
type world struct {
	*testing.T
	book     *sqlite.Book
	clerk    *casebook.Clerk
	board    *handoff.Board
	sessions *handoff.Sessions
	script   *script.Script
	server   *httptest.Server
	undo     time.Duration // see Options.Undo
	ahead    atomic.Int64  // how far the town's clock is before the real one, in seconds
	said     atomic.Int64
}

func newWorld(t *testing.T) *world { t.Helper(); return newWorldUndoing(t, -1) }

// newWorldUndoing is a world in which what was sent can be taken back for so long.
func newWorldUndoing(t *testing.T, undo time.Duration) *world {
	t.Helper()
	return newWorldWith(t, func(w *world, o *Options) { o.Undo, w.undo = undo, undo })
}

// newWorldWith is a world whose inbox is built otherwise.
func newWorldWith(t *testing.T, change func(*world, *Options)) *world {
	t.Helper()
	w := &world{T: t}
	var err error
	w.script, err = readScript()
	w.must(err)
	w.book, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	w.must(err)
	t.Cleanup(func() { w.must(w.book.Close()) })
	w.clerk = casebook.NewClerk(w.book, w.script, w.script.Town.Prefix, casebook.Options{Now: w.now})
	w.board = handoff.NewBoard(w.book, nil)
	roster := handoff.NewRoster(w.book, nil)
	records, err := agents()
	w.must(err)
	for _, r := range records {
		_, err := w.book.Put(t.Context(), casebook.Record{Kind: r.Kind, Key: r.Key, Value: r.Value})
		w.must(err)
	}
	w.sessions = handoff.NewSessions(w.book, roster)
	var categories []string
	for _, c := range w.script.Catalog.Categories() {
		categories = append(categories, c.Key)
	}
	mux := http.NewServeMux()
	desk := handoff.NewDesk(w.book, w.clerk, categories).Audited(handoff.NewAudit(w.book, w.now))
	w.server = httptest.NewUnstartedServer(mux)
	options := Options{Desk: desk, Outsiders: handoff.NewOutsiders(desk, w.book, w.now), PublicURL: "https://door.example", Arrive: arriveSample, Papers: samplePapers(w.book), Board: w.board, Roster: roster,
		Sessions: w.sessions, Lines: handoff.NewLines(w.book, roster), Book: w.book, Shelf: w.book, Undo: -1, Catalog: w.script.Catalog, Town: w.script.Town,
		Media: serveSample, Segments: segments, LinkLine: linkLine, Now: w.now, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}
	change(w, &options)
	handler := New(options)
	mux.Handle("/inbox", handler)
	mux.Handle("/inbox/", handler)
	mux.Handle("/outside/", handler)
	mux.Handle("/verify/", handler)
	ctx, stop := context.WithCancel(context.Background())
	w.server.Config.BaseContext = nil
	w.server.Start()
	done := make(chan error, 1)
	go func() { done <- w.board.Run(ctx) }()
	t.Cleanup(func() {
		w.server.Listener.Close() //nolint:errcheck // a page that follows comes back at once, and would be waited for
		w.server.CloseClientConnections()
		w.server.Close()
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	<-w.board.Ready()
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// morning is when a world begins: a Monday at ten.
var morning = time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 8*3600))

func (w *world) now() time.Time { return morning.Add(time.Duration(w.ahead.Load()) * time.Second) }

func (w *world) pass(d time.Duration) { w.ahead.Add(int64(d / time.Second)) }

// say is a resident's message and the pause after it; it gives the case talked about.
func (w *world) say(from dialog.Address, text string) dialog.CaseID {
	w.Helper()
	return w.hear(dialog.Input{From: from, Text: text})
}

// hear takes in what a resident sends.
func (w *world) hear(in dialog.Input) dialog.CaseID {
	w.Helper()
	w.pass(30 * time.Second)
	in.ID, in.Kind, in.At = fmt.Sprint(w.said.Add(1)), dialog.Said, w.now()
	result, err := w.clerk.Handle(w.Context(), in)
	w.must(err)
	if len(result.Events) == 0 {
		w.Fatalf("%q changes nothing", in.Text)
	}
	id := result.Events[0].Case
	for wake := result.Turn.Wake; !wake.IsZero() && wake.Sub(w.now()) < time.Minute; {
		w.pass(wake.Sub(w.now()) + time.Second)
		result, err = w.clerk.Handle(w.Context(), dialog.Input{Kind: dialog.WakeUp, From: in.From, At: w.now()})
		w.must(err)
		wake = result.Turn.Wake
	}
	return id
}

// waits is a new case that waits for a person.
func (w *world) waits(from dialog.Address) dialog.CaseID {
	w.Helper()
	id := w.say(from, "人工")
	if c := w.fold(id); c.Status != dialog.Unclaimed {
		w.Fatalf("人工 leads to status %s", c.Status)
	}
	return id
}

func (w *world) fold(id dialog.CaseID) casebook.Case {
	w.Helper()
	events, err := w.book.Case(w.Context(), id)
	w.must(err)
	return casebook.Fold(events)
}

// deliver lets every message owed arrive, or fail with a reason.
func (w *world) deliver(why string) {
	w.Helper()
	for {
		dues, err := w.book.Lease(w.Context(), casebook.DueMessage, w.now(), time.Minute, 100)
		w.must(err)
		if len(dues) == 0 {
			return
		}
		for _, d := range dues {
			receipt := casebook.Delivered
			if why != "" {
				receipt = casebook.Failed
			}
			w.must(w.clerk.Receipt(w.Context(), d, receipt, "", why))
		}
	}
}

// serveSample serves one red dot, whatever is asked for but "lost".
func serveSample(w http.ResponseWriter, _ *http.Request, _ dialog.CaseID, _ casebook.FileRef, m dialog.Media, small bool) error {
	if m.Ref == "lost" {
		return fs.ErrNotExist
	}
	w.Header().Set("Content-Type", "image/gif")
	fmt.Fprint(w, redDot, map[bool]string{true: "small"}[small])
	return nil
}

// keeps records that the files of a case's last message are kept, and how.
func (w *world) keeps(id dialog.CaseID, kept ...dialog.Media) {
	w.Helper()
	for n := range w.brought(id).Media {
		w.must(w.clerk.Filed(w.Context(), w.brought(id), n, casebook.FileKept, "", kept...))
	}
}

// brought is the last message of a case that brought files.
func (w *world) brought(id dialog.CaseID) casebook.Event {
	w.Helper()
	for _, e := range slices.Backward(w.events(id)) {
		if e.Sent() {
			return e
		}
	}
	w.Fatal("no files were sent")
	return casebook.Event{}
}

// arriveSample takes every file but an empty program.
func arriveSample(_ context.Context, _ dialog.Address, _, name string, b []byte) (dialog.Media, error) {
	if strings.HasPrefix(string(b), "MZ") {
		return dialog.Media{}, upload.ErrForm
	}
	return dialog.Media{Kind: "photo", Ref: "web:sample", Name: name, MIME: "image/gif", Size: int64(len(b))}, nil
}

const redDot = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

// linkLine is a link of 60 characters, and the name of a paper.
func linkLine(_ string, _ dialog.CaseID, paper string) string {
	return strings.Repeat("链", 60) + paper
}

// segments counts 70 to a text message: the real counting is the SMS channel's.
func segments(text string) (string, int, int) {
	units := len([]rune(text))
	return "UCS-2", (units + 69) / 70, units
}
