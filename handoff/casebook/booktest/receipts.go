package booktest

import (
	"errors"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var receiptChecks = []check{
	{"late receipts move a message on and never back", func(p *place) {
		c := p.clerk(p.book)
		id := p.handle(c, says(anna, "u1", "x")).Talk.State.Current
		message := p.events(id)[1].Message
		steps := []struct {
			r    casebook.Receipt
			want casebook.Receipt
			grew bool
		}{
			{casebook.Sent, casebook.Sent, true},
			{casebook.Sent, casebook.Sent, false},
			{casebook.Failed, casebook.Failed, true},
			{casebook.Sent, casebook.Failed, false},
			{casebook.Delivered, casebook.Delivered, true},
			{casebook.Failed, casebook.Delivered, false},
			{casebook.Read, casebook.Read, true},
			{casebook.Delivered, casebook.Read, false},
		}
		for _, s := range steps {
			before := len(p.events(id))
			if err := c.LateReceipt(p.ctx, anna, message, "SM1", s.r, "why"); err != nil {
				p.Fatalf("%s: %v", s.r, err)
			}
			events := p.events(id)
			p.same("state after "+string(s.r), casebook.Thread(events)[1].State, s.want)
			p.same("an event for "+string(s.r), len(events) > before, s.grew)
		}
	}},
	{"a message is found by the provider's name for it", func(p *place) {
		c := p.clerk(p.book)
		id := p.handle(c, says(anna, "u1", "x")).Talk.State.Current
		message := p.events(id)[1].Message
		p.sendAll(c, nine)
		if err := c.LateReceipt(p.ctx, anna, "", "SM-"+message, casebook.Delivered, ""); err != nil {
			p.Fatal(err)
		}
		line := casebook.Thread(p.events(id))[1]
		p.same("line", []any{line.State, line.Provider}, []any{casebook.Delivered, "SM-" + message})
		for _, unknown := range []struct {
			to                dialog.Address
			message, provider string
		}{{anna, "", "SM-other"}, {anna, "other", "SM-" + message}, {anna, "", ""}, {bert, message, ""}} {
			if err := c.LateReceipt(p.ctx, unknown.to, unknown.message, unknown.provider, casebook.Read, ""); !errors.Is(err, casebook.ErrNotFound) {
				p.Fatalf("%+v: %v", unknown, err)
			}
		}
	}},
	{"putting off tells the thread once why", func(p *place) {
		c := p.clerk(p.book)
		id := p.handle(c, says(anna, "u1", "x")).Talk.State.Current
		now := nine
		for range 3 {
			due := p.lease(casebook.DueMessage, now)[0]
			now = now.Add(time.Minute)
			if err := c.PutOff(p.ctx, due, now, "the provider is down"); err != nil {
				p.Fatal(err)
			}
			line := casebook.Thread(p.events(id))[1]
			p.same("line", []any{line.State, line.Why}, []any{casebook.Queued, "the provider is down"})
		}
		p.same("events", len(p.events(id)), 3)
		due := p.lease(casebook.DueMessage, now)[0]
		if err := c.Receipt(p.ctx, due, casebook.Failed, "", "gave up"); err != nil {
			p.Fatal(err)
		}
		line := casebook.Thread(p.events(id))[1]
		p.same("line", []any{line.State, line.Why}, []any{casebook.Failed, "gave up"})
		p.same("undelivered", casebook.Fold(p.events(id)).Undelivered, []string{line.Message})
		p.same("left to send", len(p.sendAll(c, now.Add(time.Hour))), 0)
	}},
}
