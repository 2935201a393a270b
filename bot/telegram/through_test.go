package telegram

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// resident is somebody on Telegram before the real conversation on a real book.
type resident struct {
	*town
	t       *testing.T
	book    *sqlite.Book
	clerk   *casebook.Clerk
	clock   time.Time
	updates int64
}

func newResident(t *testing.T) *resident {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() }) //nolint:errcheck // the test is over
	r := &resident{t: t, book: book, clock: time.Date(2026, 11, 23, 2, 0, 0, 123456789, time.UTC)}
	r.clerk = casebook.NewClerk(book, sc, "JH", casebook.Options{Now: r.now})
	r.restart()
	return r
}

func (r *resident) now() time.Time { return r.clock }

// restart puts a new channel before the same book.
func (r *resident) restart() {
	r.town = newTown(r.t, func(c *Config) {
		c.Now = r.now
		c.Receive = func(ctx context.Context, in dialog.Input) error { _, err := r.clerk.Handle(ctx, in); return err }
	})
}

// hear takes in an update, lets the pause after it pass, and gives what was sent.
func (r *resident) hear(update func(id int64) []byte) []bottest.Message {
	r.t.Helper()
	r.updates++
	r.clock = r.clock.Add(time.Second)
	before := len(r.api.Sent())
	if code := r.post("POST", secret, string(update(r.updates))).Code; code != 200 {
		r.t.Fatalf("answered %d", code)
	}
	r.clock = r.clock.Add(40 * time.Second)
	for range 2 {
		for _, kind := range []casebook.DueKind{casebook.DueWake, casebook.DueMessage} {
			dues, err := r.book.Lease(r.t.Context(), kind, r.clock, time.Minute, 10)
			if err != nil {
				r.t.Fatal(err)
			}
			for _, d := range dues {
				if kind == casebook.DueWake {
					_, err = r.clerk.Handle(r.t.Context(), dialog.Input{Kind: dialog.WakeUp, From: d.Address, At: r.clock})
				} else if _, err = r.Send(r.t.Context(), d.Message); err == nil {
					err = r.clerk.Receipt(r.t.Context(), d, casebook.Sent, "", "")
				}
				if err != nil {
					r.t.Fatal(err)
				}
			}
		}
	}
	return r.api.Sent()[before:]
}

func (r *resident) say(text string) []bottest.Message {
	r.t.Helper()
	return r.hear(func(id int64) []byte { return bottest.TextUpdate(id, id, 7, text) })
}

func (r *resident) tap(under bottest.Message, data string) string {
	r.t.Helper()
	said := ""
	for _, m := range r.hear(func(id int64) []byte { return bottest.TapUpdate(id, 7, under, data) }) {
		said += m.Text
	}
	return said
}

// TestButtonsThroughTheBook: what a button carries is read again after the book, the
// deliverer and a restart, and only while its question is open.
func TestButtonsThroughTheBook(t *testing.T) {
	r := newResident(t)
	asked := r.say("七星村路灯坏了三天")
	if len(asked) != 1 || len(asked[0].Rows) == 0 {
		t.Fatalf("no buttons in %+v", asked)
	}
	skip := asked[0]
	summary := r.hear(func(id int64) []byte { return bottest.TapUpdate(id, 7, skip, skip.Rows[0][0].Data) })
	if len(summary) != 1 || len(summary[0].Rows) == 0 || !strings.Contains(summary[0].Text, "七星村") {
		t.Fatalf("skipping is answered with %+v", summary)
	}
	yes := summary[0].Rows[0][0].Data
	r.restart()
	for name, c := range map[string][2]string{
		"the button of the question before":   {skip.Rows[0][0].Data, "JH-"},
		"a value nobody offered":              {"yes", "JH-"},
		"a button of another chat":            {r.buttons.write(8, r.clock, dialog.Choice{Value: "yes"}), "JH-"},
		"the same moment, written by a guess": {yes[:4] + "AAAA" + yes[8:], "JH-"},
	} {
		if said := r.tap(summary[0], c[0]); said == "" || strings.Contains(said, c[1]) {
			t.Errorf("%s is answered with %q", name, said)
		}
		r.clock = r.clock.Add(15 * time.Minute) // the same answer again and again would silence the bot
	}
	talk, err := r.book.Read(t.Context(), "telegram:7")
	if err != nil || talk.State.Asking == nil || talk.State.Matters[0].Status != dialog.Collecting {
		t.Fatalf("the old buttons did something: %+v, %v", talk.State, err)
	}
	open := r.say("对了,电线杆是12号")
	last := open[len(open)-1]
	if said := r.tap(last, last.Rows[0][0].Data); !strings.Contains(said, "JH-") {
		t.Errorf("the open question's yes is answered with %q", said)
	}
}
