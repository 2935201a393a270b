package sqlite

import (
	"path/filepath"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestStill: whoever reads a book of a moment sees none of what is committed after it, and
// keeps nobody from committing.
func TestStill(t *testing.T) {
	file := filepath.Join(t.TempDir(), "book.db")
	if _, err := OpenStill(t.Context(), file); err == nil {
		t.Fatal("a book that is not there was opened")
	}
	b, err := Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close() //nolint:errcheck // the test is over
	const a dialog.Address = "telegram:1"
	say := func(seen string, at casebook.Version) {
		t.Helper()
		state := dialog.State{V: dialog.StateVersion, Name: seen}
		e := casebook.Event{Address: a, At: time.Now(), Change: dialog.Change{Case: dialog.FormatCaseID("JH", casebook.ShardOf(a), 1), Kind: dialog.ChangeSaid, Text: seen}}
		if _, err := b.Commit(t.Context(), casebook.Commit{ID: seen, Address: a, Seen: seen, Expect: at, State: &state, Events: []casebook.Event{e}}); err != nil {
			t.Fatal(err)
		}
	}
	count := func(p casebook.Packer) (n int) {
		t.Helper()
		err := casebook.EachPart(t.Context(), p, func(parcels []casebook.Parcel) error { n += len(parcels); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	say("r:1", 0)
	s, err := OpenStill(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	before := count(s)
	say("r:2", 1)
	if after := count(s); after != before || before != 3 {
		t.Errorf("the moment had %d things and has %d", before, after)
	}
	if now := count(b); now != before+2 {
		t.Errorf("the book has %d things", now)
	}
	if s.ID() != b.ID() || s.Close() != nil {
		t.Error("it is another book")
	}
}
