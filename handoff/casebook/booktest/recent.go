package booktest

import (
	"fmt"
	"sync"

	"frontdoor/handoff/casebook"
)

// What reads a book through a memory of its own sees what the book holds.
var recentChecks = []check{
	{"the end of a case is what stands there", func(p *place) {
		partly, ok := p.book.(casebook.Partly)
		if !ok {
			p.Skip("this engine reads cases whole")
		}
		p.says(5)
		all := p.events(number(anna, 1))
		for seq := 1; seq <= len(all)+1; seq++ {
			got, err := partly.CaseFrom(p.ctx, number(anna, 1), seq)
			p.same("error", err, nil)
			if len(got) > 0 || seq > len(all) { // else it is archived, and read whole
				p.same(fmt.Sprint("from ", seq), len(got), len(all)-seq+1)
			}
			for i, e := range got {
				p.same("event", e, all[seq-1+i])
			}
		}
		got, err := partly.CaseFrom(p.ctx, number(bert, 7), 1)
		p.same("no such case", fmt.Sprint(len(got), err), fmt.Sprint(0, nil))
	}},
	{"a long case that is remembered goes on with the book", func(p *place) {
		remembers := casebook.Remembering(p.book)
		p.says(300)
		var readers sync.WaitGroup
		for n := range 4 {
			readers.Go(func() {
				for round := range 5 {
					if n == 0 {
						p.says(1 + round)
					}
					before, err := p.book.Case(p.ctx, number(anna, 1))
					if err != nil {
						p.Errorf("read: %v", err)
						return
					}
					got, err := remembers.Case(p.ctx, number(anna, 1))
					if err != nil || len(got) < len(before) {
						p.Errorf("%d events, %v: the book had %d before", len(got), err, len(before))
						return
					}
					for i, e := range got {
						if e.Seq != i+1 {
							p.Errorf("event %d has the number %d", i+1, e.Seq)
							return
						}
					}
				}
			})
		}
		readers.Wait()
		got, err := remembers.Case(p.ctx, number(anna, 1))
		p.same("error", err, nil)
		p.same("in the end", got, p.events(number(anna, 1)))
	}},
	{"readers who go through the feed together each see all of it", func(p *place) {
		total := p.write(3, 8)
		shared := casebook.ReadTogether(p.book)
		var readers sync.WaitGroup
		for range 3 {
			readers.Go(func() {
				var r reader
				for cursor := casebook.Cursor(""); ; {
					events, next, err := shared.Since(p.ctx, cursor, 10)
					if err != nil || r.take(events) != nil {
						p.Errorf("since: %v, %v", err, r.take(events))
						return
					}
					if cursor = next; len(events) == 0 {
						break
					}
				}
				if r.total != total {
					p.Errorf("%d events, want %d", r.total, total)
				}
			})
		}
		readers.Wait()
		p.says(1)
		_, end := p.since("", 1000)
		p.says(1)
		events, _, err := shared.Since(p.ctx, end, 10)
		p.same("what came after", fmt.Sprint(len(events), err), fmt.Sprint(1, nil))
	}},
}

// says has a resident say so many words, all in one commit.
func (p *place) says(n int) {
	c := casebook.Commit{ID: p.id(), Address: anna}
	for i := range n {
		c.Events = append(c.Events, said(anna, 1, fmt.Sprint(i, "路灯")))
	}
	p.commit(c)
}
