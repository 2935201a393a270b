package search

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/sqlite"
)

// world is a book and the index of it.
type world struct {
	*testing.T
	folder string
	book   *sqlite.Book
	index  *Index
	vault  *casebook.Vault
	now    time.Time
	n      int
	cases  map[string]dialog.CaseID // by the resident's address
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, folder: t.TempDir(), now: time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC), cases: map[string]dialog.CaseID{}}
	var err error
	w.book, err = sqlite.Open(t.Context(), filepath.Join(w.folder, "book.db"), sqlite.Volatile())
	w.must(err)
	t.Cleanup(func() { w.must(w.book.Close()) })
	w.vault, err = casebook.OpenVault(t.Context(), booktest.Safe("town"), w.book)
	w.must(err)
	w.index = w.open()
	t.Cleanup(func() { w.must(w.index.Close()) })
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// open opens an index with parts so small that there are many.
func (w *world) open() *Index {
	w.Helper()
	x, err := Open(w.Context(), Options{Book: w.book, BookID: w.book.ID(), Path: filepath.Join(w.folder, "search.db"), Vault: w.vault, Prefix: "LB", size: 8})
	w.must(err)
	return x
}

// caseOf is the case of a resident, who gets one with the first event.
func (w *world) caseOf(from string) dialog.CaseID {
	w.Helper()
	if _, ok := w.cases[from]; !ok {
		shard := casebook.ShardOf(dialog.Address(from))
		seq, err := w.book.Reserve(w.Context(), shard)
		w.must(err)
		w.cases[from] = dialog.FormatCaseID("LB", shard, seq)
	}
	return w.cases[from]
}

// happens adds an event to the case of a resident, a minute after the one before.
func (w *world) happens(from string, change dialog.Change) {
	w.Helper()
	w.now = w.now.Add(time.Minute)
	w.n++
	change.Case = w.caseOf(from)
	_, err := w.book.Commit(w.Context(), casebook.Commit{ID: fmt.Sprint("commit-", w.n), Address: dialog.Address(from),
		Events: []casebook.Event{{Change: change, At: w.now, Address: dialog.Address(from)}}})
	w.must(err)
}

func (w *world) says(from, text string) {
	w.Helper()
	w.happens(from, dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: text})
}

func (w *world) fact(from, slot, value string) {
	w.Helper()
	w.happens(from, dialog.Change{Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: slot, Value: value})
}

func anything(dialog.CaseID) bool { return true }

// find gives all hits, page by page, as words: what a card is found by is not told.
func (w *world) find(q Query) []string {
	w.Helper()
	w.must(w.index.CatchUp(w.Context()))
	if q.Sees == nil {
		q.Sees = anything
	}
	var all []string
	for {
		page, err := w.index.Find(context.Background(), q)
		w.must(err)
		for _, h := range page.Hits {
			if h.Kind == KindCard {
				all = append(all, "card "+string(h.Case))
			} else {
				all = append(all, h.Text)
			}
		}
		if q.After = page.Next; page.Next == "" {
			return all
		}
	}
}
