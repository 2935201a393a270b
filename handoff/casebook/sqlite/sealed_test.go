package sqlite

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

// secret stands in everything personal that a commit can hold.
const secret = "陈秘密家的路灯"

const (
	anna  dialog.Address = "telegram:1001"
	annas dialog.CaseID  = "JH-03-00001-1"
)

// tell stores words in every place a commit has for them.
func tell(t *testing.T, b *Book, id string, expect casebook.Version) {
	t.Helper()
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	state := dialog.State{V: 1, Name: secret}
	_, err := b.Commit(t.Context(), casebook.Commit{ID: id, Address: anna, State: &state, Expect: expect,
		Events:  []casebook.Event{{Change: dialog.Change{Case: annas, Kind: dialog.ChangeSaid, Text: secret}, Address: anna, At: at}},
		Send:    []casebook.Outgoing{{ID: id, To: anna, Case: annas, Text: secret}},
		Letters: []dialog.Letter{{ID: id, To: "web:2", Kind: dialog.LetterDraft, Draft: &dialog.Draft{Matter: dialog.Matter{Title: secret}}, At: at}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Put(t.Context(), casebook.Record{Kind: "draft", Key: id, Value: []byte(secret)}); err != nil {
		t.Fatal(err)
	}
}

// onDisk reads the files of a book together, the log of SQLite among them.
func onDisk(t *testing.T, path string) []byte {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) < 2 {
		t.Fatalf("files %v, %v", files, err)
	}
	var all []byte
	for _, f := range files {
		content, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	return all
}

func TestNoWordLiesOnTheDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	b := openTest(t, path, Sealed(booktest.Safe("town")))
	tell(t, b, "1", 0)
	if n := bytes.Count(onDisk(t, path), []byte(secret)); n != 0 {
		t.Errorf("the words stand %d times in the files of a sealed book", n)
	}
	clear := filepath.Join(t.TempDir(), "book.db")
	tell(t, openTest(t, clear), "1", 0)
	if n := bytes.Count(onDisk(t, clear), []byte(secret)); n < 5 {
		t.Errorf("the words stand %d times in the files of a book in the clear: this test would see nothing", n)
	}
}

func TestNoAddressLiesOnTheDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	var b *Book
	booktest.Hidden(t, func(sealed bool) casebook.Book {
		var options []Option
		if sealed {
			options = append(options, Sealed(booktest.Safe("town")))
		}
		if b != nil {
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		}
		b = openTest(t, path, options...)
		return b
	}, func() []byte { return onDisk(t, path) })
}

// A book of before is read as it is, and what is written now is sealed.
func TestAnOldBookIsReadOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	b := openTest(t, path)
	tell(t, b, "1", 0)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = openTest(t, path, Sealed(booktest.Safe("town")))
	tell(t, b, "2", 1)
	events, err := b.Case(t.Context(), annas)
	if err != nil || len(events) != 2 || events[0].Text != secret || events[1].Text != secret {
		t.Errorf("events %+v, %v", events, err)
	}
	if talk, err := b.Read(t.Context(), anna); err != nil || talk.State.Name != secret {
		t.Errorf("talk %+v, %v", talk, err)
	}
	for _, key := range []string{"1", "2"} {
		if r, err := b.Get(t.Context(), "draft", key); err != nil || string(r.Value) != secret {
			t.Errorf("draft %s: %q, %v", key, r.Value, err)
		}
	}
	dues, err := b.Lease(t.Context(), casebook.DueLetter, time.Now(), time.Minute, 9)
	if err != nil || len(dues) != 2 || dues[0].Letter.Draft.Matter.Title != secret || dues[1].Letter.Draft.Matter.Title != secret {
		t.Errorf("letters %+v, %v", dues, err)
	}
	for range 2 {
		dues, err = b.Lease(t.Context(), casebook.DueMessage, time.Now(), time.Minute, 9)
		if err != nil || len(dues) != 1 || dues[0].Message.Text != secret {
			t.Fatalf("messages %+v, %v", dues, err)
		}
		if _, err := b.Commit(t.Context(), casebook.Commit{ID: dues[0].Token, Address: anna, Settled: []casebook.Settled{{Kind: casebook.DueMessage, Token: dues[0].Token}}}); err != nil {
			t.Fatal(err)
		}
	}
}

// Another master key, or none, opens nothing and changes nothing.
func TestAnotherMasterKeyIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	b := openTest(t, path, Sealed(booktest.Safe("town")))
	tell(t, b, "1", 0)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Sealed(booktest.Safe("other"))); !errors.Is(err, casebook.ErrSealed) || !strings.Contains(err.Error(), "town") {
		t.Errorf("another master: %v", err)
	}
	b = openTest(t, path)
	if sealed, err := casebook.Sealed(t.Context(), b); err != nil || !sealed {
		t.Errorf("sealed %v, %v", sealed, err)
	}
	if _, err := b.Case(t.Context(), annas); !errors.Is(err, casebook.ErrSealed) {
		t.Errorf("a case without a master: %v", err)
	}
	if talk, err := b.Read(t.Context(), anna); err != nil || talk.Version != 0 || talk.State.Name != "" {
		t.Errorf("a talk without a master: %+v, %v", talk, err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = openTest(t, path, Sealed(booktest.Safe("town")))
	if events, err := b.Case(t.Context(), annas); err != nil || events[0].Text != secret {
		t.Errorf("with the right one again: %+v, %v", events, err)
	}
}

// Words cannot be put where they do not belong: a sealed half of one case is no half of another.
func TestASealedHalfBelongsToItsCase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	b := openTest(t, path, Sealed(booktest.Safe("town")))
	tell(t, b, "1", 0)
	if err := b.writer.submit(t.Context(), false, func(w *writer) error {
		return w.exec("INSERT INTO events (case_id, seq, open, private) SELECT 'JH-03-00002-2', 1, open, private FROM events")
	}); err != nil {
		t.Fatal(err)
	}
	if events, err := b.Case(t.Context(), "JH-03-00002-2"); err == nil && events[0].Text != "" {
		t.Errorf("words of another case were read: %+v", events)
	}
	if err := b.writer.submit(t.Context(), false, func(w *writer) error {
		return w.exec("UPDATE events SET private = substr(private, 1, length(private) - 3) || 'AAA' WHERE case_id = ?", annas)
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Case(t.Context(), annas); !errors.Is(err, casebook.ErrSealed) {
		t.Errorf("a damaged half: %v", err)
	}
}

// Rotating the keys leaves every word readable with the new master key and none with the old.
func TestRotation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	b := openTest(t, path, Sealed(booktest.Safe("old")))
	tell(t, b, "1", 0)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	both := rotating{booktest.Safe("new"), booktest.Safe("old")}
	b = openTest(t, path, Sealed(both))
	serving := openTest(t, path, Sealed(both)) // by another process, meanwhile
	if n, err := b.Vault().Rotate(t.Context()); err != nil || n != 4 {
		t.Errorf("%d keys were wrapped anew, %v; want two of the town, a talk's and a case's", n, err)
	}
	if events, err := serving.Case(t.Context(), annas); err != nil || events[0].Text != secret {
		t.Errorf("who served meanwhile: %+v, %v", events, err)
	}
	tell(t, serving, "2", 1)
	for _, open := range []*Book{b, serving} {
		if err := open.Close(); err != nil {
			t.Fatal(err)
		}
	}
	b = openTest(t, path, Sealed(booktest.Safe("new")))
	events, err := b.Case(t.Context(), annas)
	if err != nil || len(events) != 2 || events[0].Text != secret || events[1].Text != secret {
		t.Errorf("events %+v, %v", events, err)
	}
	if r, err := b.Get(t.Context(), "draft", "1"); err != nil || string(r.Value) != secret {
		t.Errorf("draft %q, %v", r.Value, err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Sealed(booktest.Safe("old"))); !errors.Is(err, casebook.ErrSealed) {
		t.Errorf("the old master key: %v", err)
	}
}

// rotating wraps by the first of two master keys and opens with both.
type rotating struct {
	booktest.Safe
	old booktest.Safe
}

func (r rotating) Unwrap(ctx context.Context, name string, wrapped []byte) ([]byte, error) {
	if plain, err := r.Safe.Unwrap(ctx, name, wrapped); err == nil {
		return plain, nil
	}
	return r.old.Unwrap(ctx, name, wrapped)
}

// What was destroyed reads as if it had never been said, at once and for another process
// too, and what is told afterwards is read.
func TestADestroyedKeyErases(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	b := openTest(t, path, Sealed(booktest.Safe("town")))
	tell(t, b, "1", 0)
	if err := b.Vault().EraseCase(t.Context(), annas, false, time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := b.Vault().EraseTalk(t.Context(), anna, 1, time.Now()); err != nil {
		t.Fatal(err)
	}
	again := openTest(t, path, Sealed(booktest.Safe("town")))
	for name, b := range map[string]*Book{"here": b, "elsewhere": again} {
		events, err := b.Case(t.Context(), annas)
		if err != nil || len(events) != 1 || events[0].Text != "" || events[0].Address != "" || events[0].Kind != dialog.ChangeSaid {
			t.Errorf("%s: %+v, %v", name, events, err)
		}
		talk, err := b.Read(t.Context(), anna)
		if err != nil || talk.State.Name != "" || talk.State.Life != 1 || talk.Version != 1 {
			t.Errorf("%s: %+v, %v", name, talk, err)
		}
	}
	if _, err := b.Commit(t.Context(), casebook.Commit{ID: "held", Address: anna, Events: booktest.UnderHold(annas, anna, time.Now())}); err != nil {
		t.Fatal(err)
	}
	for _, held := range []int{1, 0} {
		if err := b.EraseCase(t.Context(), annas, held > 0, time.Now()); err != nil {
			t.Fatal(err)
		}
		booktest.HoldsOnly(t, b, annas, held)
		booktest.HoldsOnly(t, openTest(t, path, Sealed(booktest.Safe("town"))), annas, held)
	}
	state := dialog.State{V: 1, Name: "new", Life: 1}
	if _, err := again.Commit(t.Context(), casebook.Commit{ID: "2", Address: anna, State: &state, Expect: 1,
		Events: []casebook.Event{{Change: dialog.Change{Case: annas, Kind: dialog.ChangeSaid, Text: "late"}, Address: anna}}}); err != nil {
		t.Fatal(err)
	}
	if talk, err := b.Read(t.Context(), anna); err != nil || talk.State.Name != "new" {
		t.Errorf("the next life: %+v, %v", talk, err)
	}
	if events, err := b.Case(t.Context(), annas); err != nil || len(events) != 4 || events[3].Text != "" {
		t.Errorf("words of an erased case were kept: %+v, %v", events, err)
	}
}

// BenchmarkSeal measures what sealing costs a turn with a state of 1.2 kB and five events.
func BenchmarkSeal(b *testing.B) {
	for name, options := range map[string][]Option{"clear": nil, "sealed": {Sealed(booktest.Safe("town"))}} {
		b.Run(name, func(b *testing.B) {
			book := openTest(b, filepath.Join(b.TempDir(), "book.db"), options...)
			state := dialog.State{V: 1, Name: strings.Repeat("路灯", 200)}
			c := casebook.Commit{ID: "1", Address: anna, State: &state, Send: []casebook.Outgoing{{ID: "1", To: anna, Text: secret}}}
			for range 5 {
				c.Events = append(c.Events, casebook.Event{Change: dialog.Change{Case: annas, Kind: dialog.ChangeSaid, Text: secret}, Address: anna})
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := book.fresh.Documents(b.Context(), c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
