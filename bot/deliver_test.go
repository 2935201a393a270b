package bot_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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

func TestDeliversInOrderWithReceipts(t *testing.T) {
	x, y := &way{name: "x"}, &way{name: "y"}
	h := newHouse(t, back, x, y)
	var want []string
	for i := range 5 {
		for _, a := range []dialog.Address{"x:1", "x:2", "y:1"} {
			h.hear(a, fmt.Sprint("m", i))
		}
		want = append(want, fmt.Sprintf("m%d sent p-m%d", i, i))
	}
	h.run()
	for _, a := range []dialog.Address{"x:1", "x:2", "y:1"} {
		h.threadIs(a, want...)
	}
	h.hear("x:1", "later")
	h.threadIs("x:1", append(want, "later sent")...)
	for _, w := range []*way{x, y} {
		for _, a := range []string{"x:1", "x:2", "y:1"} {
			var texts []string
			for _, s := range w.got() {
				if text, ok := strings.CutPrefix(s, a+" "); ok {
					texts = append(texts, text)
				}
			}
			if !slices.IsSorted(slices.DeleteFunc(texts, func(s string) bool { return s == "later" })) {
				t.Errorf("%s got %q: out of order", a, texts)
			}
		}
	}
}

func TestWhatHangsBlocksNobodyElse(t *testing.T) {
	x, y := &way{name: "x"}, &way{name: "y"}
	release := make(chan struct{})
	x.do = func(ctx context.Context, m casebook.Outgoing, _ int) error {
		if m.To == "x:hangs" || m.Text == "all" {
			select {
			case <-release:
			case <-ctx.Done():
				return &bot.SendError{Again: true, Reason: "hung"}
			}
		}
		return nil
	}
	h := newHouse(t, back, x, y)
	h.run()
	h.hear("x:hangs", "one")
	h.hear("x:well", "two")
	h.threadIs("x:well", "two sent")
	for i := range 100 { // more than the lane is wide
		h.hear(dialog.Address(fmt.Sprint("x:", i)), "all")
	}
	h.hear("y:1", "three")
	h.threadIs("y:1", "three sent")
	h.threadIs("x:hangs", "one queued")
	close(release)
	h.until("all are out", func() bool { h.pass(time.Second); return len(x.got()) == 102 })
}

func TestTroubleIsWaitedOut(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		wait time.Duration
		why  string
	}{
		{"asked to wait", &bot.SendError{Again: true, After: 40 * time.Second, Reason: "wait"}, 40 * time.Second, "wait"},
		{"down", &bot.SendError{Again: true, Reason: "down"}, 375 * time.Millisecond, "down"},
		{"an error of no kind", errors.New("eof"), 375 * time.Millisecond, "an error while sending"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := &way{name: "x"}
			x.do = func(_ context.Context, m casebook.Outgoing, try int) error {
				if try == 1 && m.Text == "hello" {
					return c.err
				}
				return nil
			}
			h := newHouse(t, back, x)
			h.hear("x:1", "hello")
			h.hear("x:1", "second")
			h.run()
			h.until("it was put off", func() bool { return strings.Contains(h.thread("x:1")[0], c.why) })
			h.threadIs("x:1", "hello queued", "second queued")
			h.pass(c.wait - 10*time.Millisecond)
			h.looks(3)
			if got := x.got(); len(got) > 0 {
				t.Fatalf("sent before the wait was over: %q", got)
			}
			h.pass(time.Second)
			h.threadIs("x:1", "hello sent", "second sent")
		})
	}
}

func TestGivesUpAfterAnHourVisibly(t *testing.T) {
	x := &way{name: "x"}
	x.do = func(context.Context, casebook.Outgoing, int) error {
		return &bot.SendError{Again: true, Reason: "down"}
	}
	h := newHouse(t, back, x)
	var settled atomic.Int64
	h.book.OnCommit(func(c casebook.Commit) booktest.Fault {
		settled.Add(int64(len(c.Settled)))
		return booktest.NoFault
	})
	h.hear("x:1", "hello")
	h.run()
	for tries := range int64(100) { // 100 times 15 s: 25 minutes
		h.until("it was put off", func() bool { return settled.Load() > tries })
		h.looks(1) // the commit that was counted is done
		h.pass(15 * time.Second)
	}
	h.threadIs("x:1", "hello queued")
	h.until("it was put off", func() bool { return settled.Load() > 100 })
	h.looks(1)
	h.pass(40 * time.Minute)
	h.threadIs("x:1", "hello failed")
	if line := h.thread("x:1")[0]; !strings.Contains(line, "gave up") || !strings.Contains(line, "down") {
		t.Errorf("the agent reads %q", line)
	}
}

func TestRefusedAndGone(t *testing.T) {
	x := &way{name: "x"}
	x.do = func(_ context.Context, m casebook.Outgoing, _ int) error {
		switch m.To {
		case "x:bad":
			return &bot.SendError{Reason: "refused"}
		case "x:gone":
			return &bot.SendError{Gone: true, Reason: "blocked"}
		}
		return nil
	}
	h := newHouse(t, back, x)
	h.hear("x:bad", "hello")
	h.hear("x:gone", "hello")
	h.hear("x:gone", "again")
	h.run()
	h.threadIs("x:bad", "hello failed refused")
	h.threadIs("x:gone", "hello failed blocked", "again failed blocked")
	for a, want := range map[dialog.Address]bool{"x:bad": false, "x:gone": true} {
		talk, err := h.book.Read(t.Context(), a)
		if err != nil || talk.State.Blocked != want {
			t.Errorf("%s is blocked: %v (%v), want %v", a, talk.State.Blocked, err, want)
		}
	}
}

func TestUseByAndNotBefore(t *testing.T) {
	x := &way{name: "x"}
	start := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	h := newHouse(t, func(text string) []dialog.Reply {
		r := dialog.Reply{Text: text}
		switch text {
		case "late":
			r.UseBy = start.Add(time.Minute)
		case "held":
			r.NotBefore = start.Add(10 * time.Second)
		}
		return []dialog.Reply{r}
	}, x)
	h.hear("x:1", "late")
	h.hear("x:2", "held")
	h.hear("x:2", "free")
	h.pass(time.Minute)
	h.run()
	h.threadIs("x:1", "late expired")
	h.threadIs("x:2", "held sent", "free sent")
	if slices.Contains(x.got(), "x:1 late") {
		t.Error("sent after its use-by")
	}

	x2 := &way{name: "x"}
	h = newHouse(t, func(text string) []dialog.Reply {
		r := dialog.Reply{Text: text}
		if text == "held" {
			r.NotBefore = start.Add(time.Hour)
		}
		return []dialog.Reply{r}
	}, x2)
	h.hear("x:1", "held")
	h.hear("x:1", "free")
	h.run()
	h.threadIs("x:1", "held queued", "free sent")
	h.pass(time.Hour)
	h.threadIs("x:1", "held sent", "free sent")
}

func TestSafetyPassesWhatIsPutOff(t *testing.T) {
	x := &way{name: "x"}
	x.do = func(_ context.Context, m casebook.Outgoing, _ int) error {
		if !m.Safety {
			return &bot.SendError{Again: true, Reason: "down"}
		}
		return nil
	}
	h := newHouse(t, func(text string) []dialog.Reply { return []dialog.Reply{{Text: text, Safety: text == "119"}} }, x)
	for _, a := range []dialog.Address{"x:1", "x:2", "x:3", "x:4"} { // enough to close the lane
		h.hear(a, "hello")
	}
	h.run()
	for _, a := range []dialog.Address{"x:1", "x:2", "x:3"} {
		h.until("it was put off", func() bool { return strings.Contains(h.thread(a)[0], "down") })
	}
	h.hear("x:1", "119")
	h.threadIs("x:1", "hello queued", "119 sent")
}

// A receipt that the book does not take must not send the message once more: not
// within the lease, not after it, not when it was stored and reported as failed.
func TestLostReceiptSendsNothingTwice(t *testing.T) {
	isReceipt := func(c casebook.Commit) bool { return len(c.Settled) > 0 }
	for _, c := range []struct {
		name  string
		fault booktest.Fault
		times int
	}{
		{"not stored for a moment", booktest.BeforeCommit, 5},
		{"not stored for longer than the lease", booktest.BeforeCommit, 40},
		{"stored and reported as failed", booktest.AfterCommit, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := &way{name: "x"}
			h := newHouse(t, back, x)
			h.d.Hold, h.d.Timeout = 700*time.Millisecond, 100*time.Millisecond
			left, mu := c.times, sync.Mutex{}
			h.book.OnCommit(func(commit casebook.Commit) booktest.Fault {
				mu.Lock()
				defer mu.Unlock()
				if isReceipt(commit) && left > 0 {
					left--
					h.pass(time.Second) // for the book, the lease runs out while the receipt is tried
					return c.fault
				}
				return booktest.NoFault
			})
			h.hear("x:1", "hello")
			h.run()
			h.threadIs("x:1", "hello sent p-hello")
			h.hear("x:1", "next")
			h.pass(time.Minute)
			h.threadIs("x:1", "hello sent", "next sent")
			if got := x.got(); len(got) != 2 {
				t.Errorf("sent %q", got)
			}
		})
	}
}

func TestEndFinishesWhatItBegan(t *testing.T) {
	x := &way{name: "x"}
	begun, release := make(chan struct{}), make(chan struct{})
	x.do = func(ctx context.Context, _ casebook.Outgoing, _ int) error {
		close(begun)
		<-release
		return ctx.Err()
	}
	h := newHouse(t, back, x)
	h.hear("x:1", "hello")
	end, wait := h.run()
	<-begun
	end()
	close(release)
	wait()
	h.threadIs("x:1", "hello sent p-hello")
}

// What a killed process had leased comes back by time passing.
func TestTakesOverFromTheDead(t *testing.T) {
	x := &way{name: "x"}
	h := newHouse(t, back, x)
	h.hear("x:1", "hello")
	if dues, err := h.book.Lease(t.Context(), casebook.DueMessage, h.now(), 12*time.Second, 10); err != nil || len(dues) != 1 {
		t.Fatalf("leased %d (%v)", len(dues), err)
	}
	h.run()
	h.looks(3)
	if got := x.got(); len(got) > 0 {
		t.Fatalf("sent what another holds: %q", got)
	}
	h.pass(13 * time.Second)
	h.threadIs("x:1", "hello sent")
}

func TestSwitchedOffChannelIsTold(t *testing.T) {
	h := newHouse(t, back)
	h.hear("x:1", "hello")
	h.run()
	h.until("the agent is told", func() bool { return strings.Contains(h.thread("x:1")[0], "switched off") })
	h.threadIs("x:1", "hello queued")
}

// BenchmarkDeliver is one owed message from the lease to its stored receipt, many
// addresses at once, over a channel that takes it at once.
func BenchmarkDeliver(b *testing.B) {
	x := &way{name: "x"}
	h := newHouse(b, back, x)
	for i := range b.N {
		h.hear(dialog.Address(fmt.Sprint("x:", i%500)), "hello")
	}
	b.ResetTimer()
	h.run()
	h.until("all are out", func() bool { h.pass(time.Millisecond); return len(x.got()) >= b.N })
}
