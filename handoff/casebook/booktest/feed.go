package booktest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// since reads the feed once.
func (p *place) since(after casebook.Cursor, max int) ([]casebook.Event, casebook.Cursor) {
	p.Helper()
	events, next, err := p.book.Since(p.ctx, after, max)
	if err != nil {
		p.Fatalf("since %q: %v", after, err)
	}
	return events, next
}

// reader follows a feed and complains of anything missed, twice or out of order.
type reader struct {
	seq   map[dialog.CaseID]int
	total int
}

func (r *reader) take(events []casebook.Event) error {
	if r.seq == nil {
		r.seq = map[dialog.CaseID]int{}
	}
	for _, e := range events {
		if e.Seq != r.seq[e.Case]+1 {
			return fmt.Errorf("case %s: event %d came after %d", e.Case, e.Seq, r.seq[e.Case])
		}
		r.seq[e.Case]++
		r.total++
	}
	return nil
}

// write has writers commit at the same time, on addresses of their own and on
// one they share, and says how many events that were.
func (p *place) write(writers, each int) int {
	run := p.id()
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			own := dialog.Address(fmt.Sprint("web:writer", w))
			for n := range each {
				for _, a := range []dialog.Address{own, anna} {
					_, err := p.book.Commit(p.ctx, casebook.Commit{ID: fmt.Sprintf("%s: %s by %d, %d", run, a, w, n), Address: a,
						Events: []casebook.Event{said(a, 1, fmt.Sprint(n)), said(a, uint64(2+w), fmt.Sprint(n))}})
					if err != nil {
						p.Errorf("commit: %v", err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	return writers * each * 4
}

var feedChecks = []check{
	{"an empty book gives nothing and a cursor to go on from", func(p *place) {
		events, cursor := p.since("", 10)
		p.same("events", len(events), 0)
		events, _ = p.since(cursor, 10)
		p.same("events", len(events), 0)
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{said(anna, 1, "x")}})
		events, _ = p.since(cursor, 10)
		p.same("events", len(events), 1)
	}},
	{"pages of any size add up to the same, after a restart too", func(p *place) {
		total := p.write(3, 5)
		for _, size := range []int{1, 7, 1000} {
			var r reader
			var cursor casebook.Cursor
			for {
				events, next := p.since(cursor, size)
				if len(events) > size {
					p.Fatalf("asked for %d, got %d", size, len(events))
				}
				if err := r.take(events); err != nil {
					p.Fatal(err)
				}
				cursor = next
				if len(events) == 0 {
					break
				}
			}
			p.same("total", r.total, total)
			if long, ok := p.book.(casebook.Long); ok {
				length, err := long.Length(p.ctx)
				p.same("length", fmt.Sprint(length, err), fmt.Sprint(total, nil))
			}
			p.reopen()
			rest, _ := p.since(cursor, 10)
			p.same("after the end", len(rest), 0)
		}
	}},
	{"the feed shows events as the case does, in order", func(p *place) {
		e := fullEvent()
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{e, said(anna, 1, "then")}})
		events, _ := p.since("", 10)
		p.same("feed", events, p.events(e.Case))
	}},
	{"who asks for nothing gets nothing and loses nothing", func(p *place) {
		p.write(1, 1)
		_, first := p.since("", 1)
		events, cursor := p.since(first, 0)
		p.same("events", len(events), 0)
		events, _ = p.since(cursor, 100)
		p.same("rest", len(events), 3)
	}},
	{"a reader that follows eight writers misses nothing and sees nothing twice", func(p *place) {
		done := make(chan int, 1)
		go func() { done <- p.write(8, 15) }()
		readers := []*reader{{}, {}, {}}
		cursors := make([]casebook.Cursor, len(readers))
		nudges := p.book.Nudges(p.ctx)
		for total := -1; ; {
			news := 0
			for i, r := range readers {
				events, next := p.since(cursors[i], 1+i*20)
				if err := r.take(events); err != nil {
					p.Fatal(err)
				}
				cursors[i] = next
				news += len(events)
			}
			quiet := make(chan time.Time) // while there is news nobody waits
			if news > 0 {
				close(quiet)
			}
			select {
			case total = <-done:
			case <-nudges:
			case <-quiet:
			case <-time.After(50 * time.Millisecond): // a nudge may come before a reader's page was full
			}
			if total >= 0 && !slices.ContainsFunc(readers, func(r *reader) bool { return r.total < total }) {
				for _, r := range readers {
					p.same("total", r.total, total)
				}
				break
			}
			if p.ctx.Err() != nil {
				p.Fatalf("readers saw %d, %d, %d of %d", readers[0].total, readers[1].total, readers[2].total, total)
			}
		}
	}},
	{"a cursor of elsewhere is told", func(p *place) {
		other, _, _ := p.open(p.T)
		if _, err := other.Commit(p.ctx, casebook.Commit{ID: "x", Address: anna, Events: []casebook.Event{said(anna, 1, "x")}}); err != nil {
			p.Fatal(err)
		}
		_, foreign, err := other.Since(p.ctx, "", 10)
		if err != nil {
			p.Fatal(err)
		}
		p.write(1, 5) // the number in the foreign cursor is one of ours, too
		for _, c := range []casebook.Cursor{foreign, "nonsense", "1", "-1", ".", "0", "'; --", casebook.Cursor([]byte{0xff})} {
			if _, _, err := p.book.Since(p.ctx, c, 10); !errors.Is(err, casebook.ErrCursor) {
				p.Errorf("cursor %q: %v", c, err)
			}
		}
	}},
	{"a nudge comes after a commit, and the channel is closed when the context ends", func(p *place) {
		ctx, cancel := context.WithCancel(p.ctx)
		nudges := p.book.Nudges(ctx)
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{said(anna, 1, "x")}})
		select {
		case _, ok := <-nudges:
			p.same("open", ok, true)
		case <-p.ctx.Done():
			p.Fatal("no nudge")
		}
		cancel()
		for {
			select {
			case _, ok := <-nudges:
				if !ok {
					return
				}
			case <-p.ctx.Done():
				p.Fatal("the channel stayed open")
			}
		}
	}},
	{"a tail follows from a cursor until it is told to stop", func(p *place) {
		p.write(1, 3)
		_, cursor := p.since("", 4)
		r := reader{seq: map[dialog.CaseID]int{}}
		skipped, _ := p.since("", 4)
		if err := r.take(skipped); err != nil {
			p.Fatal(err)
		}
		done := make(chan int, 1)
		go func() { done <- p.write(4, 10) }()
		enough := errors.New("enough")
		last := cursor
		total := -1
		err := casebook.Tail(p.ctx, p.book, cursor, func(events []casebook.Event, next casebook.Cursor) error {
			if next == last || len(events) == 0 {
				return errors.New("told of nothing")
			}
			last = next
			if err := r.take(events); err != nil {
				return err
			}
			select {
			case total = <-done:
			default:
			}
			if r.total >= 12+160 {
				return enough
			}
			return nil
		})
		if !errors.Is(err, enough) {
			p.Fatalf("tail ended: %v", err)
		}
		if total < 0 {
			<-done
		}
		p.same("total", r.total, 12+160)
		ctx, cancel := contextEnded()
		defer cancel()
		if err := casebook.Tail(ctx, p.book, last, func([]casebook.Event, casebook.Cursor) error { return nil }); !errors.Is(err, context.Canceled) {
			p.Fatalf("tail of an ended context: %v", err)
		}
		if err := casebook.Tail(p.ctx, p.book, "nonsense", nil); !errors.Is(err, casebook.ErrCursor) {
			p.Fatalf("tail of a foreign cursor: %v", err)
		}
	}},
}
