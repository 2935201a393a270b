package afield

import (
	"fmt"
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

// world is a town with its residents, its agents and the book, and a clock that is told.
type world struct {
	t      *testing.T
	file   string
	book   *sqlite.Book
	clerk  *casebook.Clerk
	roster *handoff.Roster
	lines  *handoff.Lines
	desk   *handoff.Desk
	board  *handoff.Board
	field  *Field
	script *script.Script
	now    time.Time
	n      int
	sent   int // messages sent, each with its number as the provider's ID
	cursor casebook.Cursor
	// got is all that was sent, by address, and not looked at yet.
	got map[dialog.Address][]casebook.Outgoing
}

// The addresses of these stories.
const (
	wusChat   dialog.Address = "telegram:501"
	lisChat   dialog.Address = "telegram:502"
	sunsChat  dialog.Address = "telegram:503"
	resident  dialog.Address = "telegram:1001"
	stranger  dialog.Address = "telegram:1002"
	laosPhone dialog.Address = "sms:+8613900000166"
)

// readScript reads read once: it never changes.
var readScript = sync.OnceValues(func() (*script.Script, error) { return script.New(nil, nil, nil, nil) })

// newWorld opens a town with the agents wu and li, the supervisor sun and the grid
// worker lao; nobody is linked yet.
func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, file: filepath.Join(t.TempDir(), "book.db"), got: map[dialog.Address][]casebook.Outgoing{},
		// A Monday to come: the Shelf drops what has outlived its time by the real clock.
		now: time.Date(2031, 11, 24, 10, 0, 0, 0, time.FixedZone("", 8*3600))}
	var err error
	if w.script, err = readScript(); err != nil {
		t.Fatal(err)
	}
	w.open()
	t.Cleanup(func() { w.book.Close() })
	for _, a := range []handoff.Agent{{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}, {Login: "li", Name: "小李", Role: handoff.RoleAgent},
		{Login: "sun", Name: "孙主任", Role: handoff.RoleSupervisor}, {Login: "lao", Name: "老周", Role: handoff.RoleAgent}} {
		if err := w.roster.Add(t.Context(), a, ""); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// open opens the book, as a process that starts does.
func (w *world) open() {
	w.t.Helper()
	var err error
	if w.book, err = sqlite.Open(w.t.Context(), w.file, sqlite.Volatile()); err != nil {
		w.t.Fatal(err)
	}
	clock := func() time.Time { return w.now }
	w.clerk = casebook.NewClerk(w.book, w.script, "JH", casebook.Options{Now: clock})
	w.roster = handoff.NewRoster(w.book, clock)
	w.lines = handoff.NewLines(w.book, w.roster)
	var keys []string
	for _, c := range w.script.Catalog.Categories() {
		keys = append(keys, c.Key)
	}
	w.desk = handoff.NewDesk(w.book, w.clerk, keys)
	w.board = handoff.NewBoard(w.book, nil)
	w.field, err = New(Options{Book: w.book, Shelf: w.book, Lines: w.lines, Desk: w.desk, Board: w.board,
		Catalog: w.script.Catalog, Town: w.script.Town, Now: clock})
	if err != nil {
		w.t.Fatal(err)
	}
}

// restart ends the process and starts another one on the same book.
func (w *world) restart() {
	w.t.Helper()
	if err := w.book.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
	w.settle()
}

// in hands in what arrived on an address, as the channels do, and gives its ID.
func (w *world) in(in dialog.Input) string {
	w.t.Helper()
	if in.ID == "" {
		w.n++
		in.ID = fmt.Sprintf("u%d", w.n)
	}
	w.now = w.now.Add(time.Second)
	in.At = w.now
	if err := w.board.CatchUp(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	id := in.ID
	taken, err := w.field.Take(w.t.Context(), &in)
	if err == nil && !taken {
		_, err = w.clerk.Handle(w.t.Context(), in)
	}
	if err != nil {
		w.t.Fatalf("%+v: %v", in, err)
	}
	w.settle()
	return id
}

// say writes words; reply writes them as a reply to a message; tap presses a button.
func (w *world) say(from dialog.Address, text string) string {
	return w.in(dialog.Input{Kind: dialog.Said, From: from, Text: text, Lang: "zh"})
}

func (w *world) reply(from dialog.Address, to casebook.Outgoing, text string) string {
	return w.in(dialog.Input{Kind: dialog.Said, From: from, Text: text, Lang: "zh", Quote: to.Text})
}

func (w *world) tap(from dialog.Address, under casebook.Outgoing, label string) string {
	w.t.Helper()
	for _, c := range under.Choices {
		if c.Label == label {
			return w.in(dialog.Input{Kind: dialog.Said, From: from, Choice: c.Value, Lang: "zh"})
		}
	}
	w.t.Fatalf("no button %q under %q: %v", label, under.Text, under.Choices)
	return ""
}

// settle lets the news be told and everything owed be sent.
func (w *world) settle() {
	w.t.Helper()
	if err := w.board.CatchUp(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	for {
		events, next, err := w.book.Since(w.t.Context(), w.cursor, 100)
		if err != nil {
			w.t.Fatal(err)
		}
		if err := w.field.tellAll(w.t.Context(), events); err != nil {
			w.t.Fatal(err)
		}
		w.cursor = next
		if len(events) == 0 {
			break
		}
	}
	for {
		dues, err := w.book.Lease(w.t.Context(), casebook.DueMessage, w.now, time.Minute, 100)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(dues) == 0 {
			break
		}
		for _, d := range dues {
			w.got[d.Message.To] = append(w.got[d.Message.To], d.Message)
			w.sent++
			if err := w.field.Sent(w.t.Context(), d.Message, fmt.Sprint(w.sent)); err != nil {
				w.t.Fatal(err)
			}
			if err := w.clerk.Receipt(w.t.Context(), d, casebook.Sent, "", ""); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	if err := w.board.CatchUp(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// heard gives what an address got since it was last asked; want are words that must
// stand in the messages, one by one, and no more messages may have come.
func (w *world) heard(a dialog.Address, want ...string) []casebook.Outgoing {
	w.t.Helper()
	got := w.got[a]
	delete(w.got, a)
	if len(got) != len(want) {
		w.t.Fatalf("%s got %d messages, want %d %q:\n%s", a, len(got), len(want), want, texts(got))
	}
	for i, words := range want {
		if !strings.Contains(got[i].Text, words) {
			w.t.Fatalf("%s got %.300q, want %q in it", a, got[i].Text, words)
		}
	}
	return got
}

func texts(list []casebook.Outgoing) string {
	var b strings.Builder
	for _, o := range list {
		fmt.Fprintf(&b, "  %q %v\n", o.Text, o.Choices)
	}
	return b.String()
}

// forget drops what was sent so far.
func (w *world) forget() { clear(w.got) }

// link links a chat to an agent.
func (w *world) link(login string, chat dialog.Address) {
	w.t.Helper()
	code, err := w.lines.Code(w.t.Context(), login)
	if err != nil {
		w.t.Fatal(err)
	}
	w.say(chat, "/link "+code)
	w.heard(chat, "绑定", "/mine")
}

// opens lets a resident ask for a person, which makes a case, and gives its number.
func (w *world) opens(from dialog.Address, story string) dialog.CaseID {
	w.t.Helper()
	w.say(from, story)
	w.say(from, "人工")
	delete(w.got, from)
	talk, err := w.book.Read(w.t.Context(), from)
	if err != nil || len(talk.State.Matters) == 0 {
		w.t.Fatalf("no case of %s: %v", from, err)
	}
	return talk.State.Matters[len(talk.State.Matters)-1].ID
}

// events are those of one kind in a case.
func (w *world) events(id dialog.CaseID, kind dialog.ChangeKind, by dialog.By) []casebook.Event {
	w.t.Helper()
	all, err := w.book.Case(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	var found []casebook.Event
	for _, e := range all {
		if e.Kind == kind && e.By == by {
			found = append(found, e)
		}
	}
	return found
}

// stands is the case as it stands now.
func (w *world) stands(id dialog.CaseID) casebook.Case {
	w.t.Helper()
	events, err := w.book.Case(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return casebook.Fold(events)
}
