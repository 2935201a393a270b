package booktest

import (
	"time"

	"frontdoor/handoff/casebook"
)

// queued wants a queue to hold so much, so many of it late.
func (p *place) queued(kind casebook.DueKind, now time.Time, waiting, late int) {
	p.Helper()
	q, err := p.book.(casebook.Queues).Queue(p.ctx, kind, now)
	p.same("queue of "+string(kind), []any{q.Waiting, q.Late, err}, []any{waiting, late, nil})
}

var queueChecks = []check{
	{"what waits is counted, and what is late of it", func(p *place) {
		for _, kind := range []casebook.DueKind{casebook.DueMessage, casebook.DueWake, casebook.DueLetter} {
			p.queued(kind, nine, 0, 0)
		}
		held := message(bert, "b1")
		held.NotBefore = nine.Add(time.Hour)
		p.send(anna, message(anna, "m1"), message(anna, "m2"))
		p.send(bert, held)
		p.wakeAt(anna, nine.Add(time.Minute))
		p.queued(casebook.DueMessage, nine.Add(time.Second), 2, 1)
		p.queued(casebook.DueMessage, nine.Add(time.Hour), 2, 2)
		p.queued(casebook.DueWake, nine, 1, 0)
		p.queued(casebook.DueWake, nine.Add(time.Hour), 1, 1)
		due := p.leased(nine, "m1")["m1"]
		p.queued(casebook.DueMessage, nine, 2, 0)
		p.settle(due, nine.Add(10*time.Minute)) // put off
		p.queued(casebook.DueMessage, nine.Add(11*time.Minute), 2, 1)
		p.reopen()
		p.queued(casebook.DueWake, nine.Add(time.Hour), 1, 1)
	}},
}
