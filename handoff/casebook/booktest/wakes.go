package booktest

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// wakeAt commits a state that wants to be woken then (never: not at all).
func (p *place) wakeAt(a dialog.Address, at time.Time) {
	p.Helper()
	state := dialog.State{V: 1}
	p.commit(casebook.Commit{Address: a, State: &state, Expect: p.read(a).Version, Wake: at})
}

// woken leases wakes and wants these addresses, in this order.
func (p *place) woken(now time.Time, want ...dialog.Address) []casebook.Due {
	p.Helper()
	dues := p.lease(casebook.DueWake, now)
	var got []dialog.Address
	for _, d := range dues {
		got = append(got, d.Address)
	}
	p.same("woken", got, want)
	return dues
}

var wakeChecks = []check{
	{"an address is woken when its time has come, not before", func(p *place) {
		p.wakeAt(anna, nine.Add(3*time.Second))
		p.wakeAt(bert, nine.Add(time.Hour))
		p.woken(nine.Add(3*time.Second - time.Millisecond))
		p.reopen()
		due := p.woken(nine.Add(3*time.Second), anna)[0]
		p.same("due", []any{due.Kind, due.Attempts, due.At.Equal(nine.Add(3 * time.Second))}, []any{casebook.DueWake, 0, true})
		p.woken(nine.Add(4 * time.Second))
	}},
	{"the next commit with a state replaces the wake-up, or clears it", func(p *place) {
		p.wakeAt(anna, nine)
		p.wakeAt(anna, nine.Add(time.Hour))
		p.woken(nine)
		p.woken(nine.Add(time.Hour), anna)
		p.wakeAt(bert, nine)
		p.wakeAt(bert, never)
		p.woken(nine.Add(time.Hour))
	}},
	{"a commit without a state leaves the wake-up", func(p *place) {
		p.wakeAt(anna, nine)
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{said(anna, 1, "receipt")}, Wake: nine.Add(time.Hour)})
		p.woken(nine, anna)
	}},
	{"a commit with a state settles the wake-up leased", func(p *place) {
		p.wakeAt(anna, nine)
		old := p.woken(nine, anna)[0]
		p.wakeAt(anna, nine.Add(time.Hour))
		p.settle(old, never) // too late: it is another wake-up now
		p.settle(old, nine)
		p.woken(nine.Add(time.Minute))
		p.woken(nine.Add(time.Hour), anna)
	}},
	{"the commit of a turn may settle the wake-up it answers and set the next", func(p *place) {
		p.wakeAt(anna, nine)
		due := p.woken(nine, anna)[0]
		state := dialog.State{V: 1}
		p.commit(casebook.Commit{Address: anna, State: &state, Expect: 1, Wake: nine.Add(time.Second), Settled: []casebook.Settled{{Kind: due.Kind, Token: due.Token}}})
		p.woken(nine.Add(time.Second), anna)
	}},
	{"a wake-up can be settled and put off without a state", func(p *place) {
		p.wakeAt(anna, nine)
		p.settle(p.woken(nine, anna)[0], nine.Add(time.Minute))
		p.woken(nine.Add(59 * time.Second))
		due := p.woken(nine.Add(time.Minute), anna)[0]
		p.same("attempts", due.Attempts, 1)
		p.settle(due, never)
		p.woken(nine.Add(time.Hour))
	}},
	{"whoever dies holding a wake-up gives it back by time passing", func(p *place) {
		p.wakeAt(anna, nine)
		old := p.woken(nine, anna)[0]
		p.reopen()
		p.woken(nine.Add(59 * time.Second))
		renewed := p.woken(nine.Add(time.Minute), anna)[0]
		p.settle(old, never)
		p.woken(nine.Add(2*time.Minute), anna)
		p.settle(renewed, never) // ran out and was taken: changes nothing
		p.woken(nine.Add(3*time.Minute), anna)
	}},
}
