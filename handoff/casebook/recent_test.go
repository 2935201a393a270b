package casebook

import (
	"context"
	"slices"
	"testing"
	"time"

	"frontdoor/dialog"
)

// told is a book of one case, of which is counted what is read.
type told struct {
	Book
	events []Event
	whole  int
}

func (b *told) Case(context.Context, dialog.CaseID) ([]Event, error) {
	b.whole++
	return slices.Clone(b.events), nil
}

func (b *told) CaseFrom(_ context.Context, _ dialog.CaseID, seq int) ([]Event, error) {
	return slices.Clone(b.events[min(seq-1, len(b.events)):]), nil
}

func (b *told) says(n int, what string) {
	for range n {
		b.events = append(b.events, Event{Change: dialog.Change{Kind: dialog.ChangeSaid, Text: what}, Seq: len(b.events) + 1})
	}
}

// TestRemembers: a long case is read whole once, and again when what was read is no longer
// true, was let go of, or is old. What a reader holds never changes.
func TestRemembers(t *testing.T) {
	book := &told{}
	book.says(recentFrom, "路灯")
	now := time.Unix(0, 0)
	r := Remembering(book).(*Recent)
	r.now = func() time.Time { return now }
	var first []Event
	for _, step := range []struct {
		name  string
		do    func()
		whole int // how often it was read whole by then
	}{
		{"first", func() {}, 1},
		{"again", func() {}, 1},
		{"with more", func() { book.says(3, "more") }, 1},
		{"another tail after a failover", func() { book.events = book.events[:recentFrom]; book.says(3, "other") }, 2},
		{"a shorter one", func() { book.events = book.events[:recentFrom+1] }, 3},
		{"let go of", func() { r.Forget("c") }, 4},
		{"words erased", func() { book.events[7].Text = "" }, 4},
		{"old", func() { now = now.Add(recentLong + 1) }, 5},
		{"too short to be remembered", func() { book.events = book.events[:recentFrom-1] }, 6},
		{"and again", func() {}, 7},
	} {
		step.do()
		got, err := r.Case(t.Context(), "c")
		if err != nil || book.whole != step.whole || len(got) != len(book.events) || got[len(got)-1].Text != book.events[len(got)-1].Text {
			t.Fatalf("%s: %d events, read whole %d times, %v; want %d and %d", step.name, len(got), book.whole, err, len(book.events), step.whole)
		}
		if first == nil {
			first = got
		}
		_ = append(got, Event{}) // a reader's own
	}
	if len(first) != recentFrom || first[7].Text != "路灯" {
		t.Error("what the first reader holds was changed")
	}
	if got, _ := r.Case(t.Context(), "c"); got[7].Text != "" {
		t.Error("erased words are still told")
	}
}

// TestRemembersSome: of too many cases those read longest ago are let go of.
func TestRemembersSome(t *testing.T) {
	book := &told{}
	book.says(recentFrom, "x")
	r := Remembering(book).(*Recent)
	r.most = 2 * recentFrom
	for i, id := range []dialog.CaseID{"a", "b", "a", "c", "a", "b"} {
		if _, err := r.Case(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if want := []int{1, 2, 2, 3, 3, 4}[i]; book.whole != want {
			t.Errorf("after %d, case %s: read whole %d times, want %d", i, id, book.whole, want)
		}
	}
}

// paged is a feed of numbers, of which is counted what is read.
