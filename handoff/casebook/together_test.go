package casebook

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// paged is a feed of n events that counts what is read of it.
type paged struct {
	Book
	n, read int
	during  func() // happens while it is read
}

func (b *paged) Since(_ context.Context, after Cursor, most int) (events []Event, _ Cursor, err error) {
	if b.during != nil {
		b.during()
	}
	from := 0
	fmt.Sscan(string(after), &from) //nolint:errcheck // nothing is the beginning
	to := min(from+most, b.n)
	b.read += to - from
	for i := range to - from {
		events = append(events, Event{Seq: from + i + 1})
	}
	return events, Cursor(fmt.Sprint(to)), nil
}

// follower is one who goes through a feed.
type follower struct {
	name   string
	cursor Cursor
	max    int
}

// TestTogether: what stands in the feed is read once for all who come to it, and nobody
// is given less than was there when they asked.
func TestTogether(t *testing.T) {
	book := &paged{n: 25}
	shared := ReadTogether(book).(*together)
	clock := time.Now()
	shared.now = func() time.Time { return clock }
	a, b, small, large := &follower{name: "a", max: 10}, &follower{name: "b", max: 10}, &follower{name: "small", max: 4}, &follower{name: "large", max: 100}
	for i, step := range []struct {
		who    *follower
		total  int // of the book by then
		passes time.Duration
		want   int // events given
		read   int // events read in all
	}{
		{a, 25, 0, 10, 10},
		{b, 25, 0, 10, 10},
		{b, 25, 0, 10, 20},
		{a, 25, 0, 10, 20},
		{a, 25, 0, 5, 25},
		{b, 25, 0, 5, 25},
		{a, 25, 0, 0, 25},
		{a, 27, 0, 2, 27},         // what came later
		{b, 28, 0, 3, 28},         // and later still, behind what is known
		{a, 28, 0, 1, 28},         // which is known by then
		{large, 28, 0, 28, 28},    // all of it, out of pages of others
		{small, 28, 0, 4, 32},     // pages of others are too large for it
		{small, 28, 0, 4, 36},     //
		{large, 29, 0, 1, 37},     //
		{a, 30, time.Hour, 2, 39}, // old pages are forgotten
		{b, 30, 0, 2, 39},         //
		{large, 30, 0, 1, 40},     // so what lay in two of them is read again
		{a, 30, 0, 0, 40},         //
	} {
		clock, book.n = clock.Add(step.passes), step.total
		from := 0
		fmt.Sscan(string(step.who.cursor), &from) //nolint:errcheck // nothing is the beginning
		events, next, err := shared.Since(t.Context(), step.who.cursor, step.who.max)
		if err != nil || len(events) != step.want || book.read != step.read {
			t.Errorf("step %d, %s after %q: %d events, %d read in all, %v; want %d and %d", i, step.who.name, step.who.cursor, len(events), book.read, err, step.want, step.read)
		}
		for n, e := range events {
			if e.Seq != from+n+1 {
				t.Fatalf("step %d, %s: event %d stands in place %d", i, step.who.name, e.Seq, from+n+1)
			}
		}
		step.who.cursor = next
	}
}

// TestTogetherKeepsLittle: a follower who is far ahead of all others costs no memory without end.
func TestTogetherKeepsLittle(t *testing.T) {
	shared := ReadTogether(&paged{n: 5 * togetherMost}).(*together)
	for cursor := Cursor(""); ; {
		events, next, err := shared.Since(t.Context(), cursor, 1000)
		if err != nil || shared.held > togetherMost+1000 || len(shared.pages) != len(shared.order) {
			t.Fatalf("%d events kept in %d pages, %v", shared.held, len(shared.pages), err)
		}
		if cursor = next; len(events) == 0 {
			return
		}
	}
}

// TestTogetherWaitsForWhatIsUnderWay: who asks while another reads takes what that one
// read up to where it had begun to read, and looks itself at what came since.
func TestTogetherWaitsForWhatIsUnderWay(t *testing.T) {
	book := &paged{n: 3}
	shared := ReadTogether(book)
	begun, on := make(chan struct{}), make(chan struct{})
	book.during = func() {
		book.during = nil
		close(begun)
		<-on
	}
	first := make(chan int)
	go func() {
		events, _, _ := shared.Since(t.Context(), "", 10)
		first <- len(events)
	}()
	<-begun
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, _, err := shared.Since(gone, "", 10); err == nil {
		t.Error("who has left is kept waiting")
	}
	close(on)
	if n := <-first; n != 3 {
		t.Errorf("the first got %d events", n)
	}
	book.n = 5
	if events, next, err := shared.Since(t.Context(), "", 10); len(events) != 5 || next != "5" || err != nil || book.read != 5 {
		t.Errorf("the second got %d events up to %q, %v; %d were read", len(events), next, err, book.read)
	}
}
