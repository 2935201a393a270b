package bot_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/sqlite"
)

// echo is a Stepper that answers each text with the replies a test made of it.
type echo func(text string) []dialog.Reply

func (e echo) Step(s dialog.State, in dialog.Input) dialog.Turn {
	t := dialog.Turn{State: s}
	t.State.V = dialog.StateVersion
	if len(s.Matters) == 0 {
		t.State.Matters = []dialog.Matter{{ID: in.Fresh, Status: dialog.Collecting}}
	}
	id := t.State.Matters[0].ID
	switch in.Kind {
	case dialog.Said:
		t.Changes = []dialog.Change{{Case: id, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: in.Text}}
		for _, r := range e(in.Text) {
			r.Case, r.By = id, dialog.ByBot
			t.Replies = append(t.Replies, r)
		}
	case dialog.Blocked:
		t.State.Blocked = true
		t.Changes = []dialog.Change{{Case: id, Kind: dialog.ChangeReach, By: dialog.BySystem, Value: "blocked"}}
	}
	return t
}

// back answers with the text itself.
func back(text string) []dialog.Reply { return []dialog.Reply{{Text: text}} }

// way is a channel in a test: it records what it sends, and each send goes
// through do, if set.
type way struct {
	name string
	mu   sync.Mutex
	sent []string // "address text"
	do   func(ctx context.Context, m casebook.Outgoing, try int) error
	try  map[string]int
}

func (w *way) Name() string              { return w.name }
func (w *way) Routes(*http.ServeMux)     {}
func (w *way) Limits() bot.Limits        { return bot.Limits{} }
func (w *way) Run(context.Context) error { return nil }

func (w *way) Send(ctx context.Context, m casebook.Outgoing) (string, error) {
	w.mu.Lock()
	if w.try == nil {
		w.try = map[string]int{}
	}
	w.try[m.ID]++
	try, do := w.try[m.ID], w.do
	w.mu.Unlock()
	if do != nil {
		if err := do(ctx, m, try); err != nil {
			return "", err
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = append(w.sent, string(m.To)+" "+m.Text)
	return "p-" + m.Text, nil
}

func (w *way) got() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.sent)
}

// house is a book with a clerk before it and a deliverer behind it, on a clock
// that only the test moves.
type house struct {
	t     testing.TB
	book  *booktest.Faulty
	clerk *casebook.Clerk
	d     *bot.Deliverer
	said  int

	mu     sync.Mutex
	clock  time.Time
	leases int // how often the book was asked for messages
}

func newHouse(t testing.TB, step echo, ways ...*way) *house {
	t.Helper()
	real, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, book: booktest.NewFaulty(real), clock: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}
	t.Cleanup(func() { real.Close() }) //nolint:errcheck // the test is over
	h.book.OnOther(func(method string) error {
		if method == "Lease" {
			h.mu.Lock()
			h.leases++
			h.mu.Unlock()
		}
		return nil
	})
	h.clerk = casebook.NewClerk(h.book, step, "JH", casebook.Options{Now: h.now})
	h.d = &bot.Deliverer{Owed: h.book, Settler: h.clerk, Now: h.now, Look: 5 * time.Millisecond,
		Receive: func(ctx context.Context, in dialog.Input) error { _, err := h.clerk.Handle(ctx, in); return err }}
	for _, w := range ways {
		h.d.Channels = append(h.d.Channels, w)
	}
	return h
}

func (h *house) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.clock
}

func (h *house) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.clock = h.clock.Add(d)
}

// hear lets a resident say something, which owes the replies.
func (h *house) hear(from dialog.Address, text string) {
	h.t.Helper()
	h.said++
	if _, err := h.clerk.Handle(h.t.Context(), dialog.Input{ID: fmt.Sprint(h.said), Kind: dialog.Said, From: from, Text: text, At: h.now()}); err != nil {
		h.t.Fatal(err)
	}
}

// run runs the deliverer; it is ended and waited for when the test is over.
func (h *house) run() (end, wait func()) {
	ctx, cancel := context.WithCancel(h.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := h.d.Run(ctx); err != nil {
			h.t.Error(err)
		}
	}()
	wait = func() { <-done }
	h.t.Cleanup(func() { cancel(); wait() })
	return cancel, wait
}

// until waits for something to come true.
func (h *house) until(what string, holds func() bool) {
	h.t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			h.t.Fatalf("waited in vain until %s", what)
		}
	}
}

// looks waits until the book was asked for messages n times more: whatever was
// due by then has been handed out.
func (h *house) looks(n int) {
	h.t.Helper()
	h.mu.Lock()
	from := h.leases
	h.mu.Unlock()
	h.until("the deliverer looked again", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.leases >= from+n
	})
}

// thread is the talk with an address: of each message its text, state, and why.
func (h *house) thread(a dialog.Address) []string {
	h.t.Helper()
	talk, err := h.book.Read(context.Background(), a)
	if err != nil {
		h.t.Fatal(err)
	}
	events, err := h.book.Case(context.Background(), talk.State.Matters[0].ID)
	if err != nil {
		h.t.Fatal(err)
	}
	var lines []string
	for _, l := range casebook.Thread(events) {
		if l.Message != "" {
			lines = append(lines, strings.TrimSpace(fmt.Sprint(l.Text, " ", l.State, " ", l.Provider, l.Why)))
		}
	}
	return lines
}

func (h *house) threadIs(a dialog.Address, want ...string) {
	h.t.Helper()
	var got []string
	h.until(fmt.Sprintf("the thread of %s is %q (it is %q)", a, want, h.thread(a)), func() bool {
		got = h.thread(a)
		if len(got) != len(want) {
			return false
		}
		for i := range want {
			if !strings.HasPrefix(got[i], want[i]) {
				return false
			}
		}
		return true
	})
}
