package booktest

import (
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var receiptChecks = []check{
	{"late receipts move a message on and never back", func(p *place) {
		const sent, failed, delivered, read = casebook.Sent, casebook.Failed, casebook.Delivered, casebook.Read
		const part = casebook.PartFailed
		for _, row := range []struct {
			heard []casebook.Receipt
			want  []casebook.Receipt // the state after each
		}{
			{[]casebook.Receipt{sent, sent, delivered, delivered, read}, []casebook.Receipt{sent, sent, delivered, delivered, read}},
			{[]casebook.Receipt{read, delivered, sent, failed}, []casebook.Receipt{read, read, read, read}},
			{[]casebook.Receipt{failed, sent, delivered}, []casebook.Receipt{failed, failed, delivered}},
			{[]casebook.Receipt{sent, delivered, part, part, read, failed}, []casebook.Receipt{sent, delivered, failed, failed, failed, failed}},
			{[]casebook.Receipt{part, sent, delivered}, []casebook.Receipt{failed, failed, failed}},
		} {
			a := dialog.Address(fmt.Sprint("sms:", row.heard))
			c := p.clerk(p.book)
			id := p.handle(c, says(a, "u1", "x")).Talk.State.Current
			message := p.events(id)[1].Message
			state := casebook.Queued
			for i, r := range row.heard {
				before := len(p.events(id))
				if err := c.LateReceipt(p.ctx, a, message, "SM1", r, "why"); err != nil {
					p.Fatalf("%s: %v", r, err)
				}
				events := p.events(id)
				p.same("state after "+string(r), casebook.Thread(events)[1].State, row.want[i])
				p.same("told as not arrived", len(casebook.Fold(events).Undelivered) > 0, row.want[i] == failed)
				p.same("an event for "+string(r), len(events) > before, row.want[i] != state)
				state = row.want[i]
			}
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
		for range 2 { // it waits its turn, and the fourth time something else is wrong
			due := p.lease(casebook.DueMessage, now)[0]
			now = now.Add(time.Minute)
			if err := c.PutOff(p.ctx, due, now, map[bool]string{true: "the token is wrong"}[due.Attempts == 4]); err != nil {
				p.Fatal(err)
			}
		}
		line := casebook.Thread(p.events(id))[1]
		p.same("events", []any{len(p.events(id)), line.Why}, []any{4, "the token is wrong"})
		due := p.lease(casebook.DueMessage, now)[0]
		if err := c.Receipt(p.ctx, due, casebook.Failed, "", "gave up"); err != nil {
			p.Fatal(err)
		}
		line = casebook.Thread(p.events(id))[1]
		p.same("line", []any{line.State, line.Why}, []any{casebook.Failed, "gave up"})
		p.same("undelivered", casebook.Fold(p.events(id)).Undelivered, []string{line.Message})
		p.same("left to send", len(p.sendAll(c, now.Add(time.Hour))), 0)
	}},
	{"what is held waits behind no lock, is told, and is doubled by no lease that ran out", func(p *place) {
		c := p.clerk(p.book)
		id := p.handle(c, says(anna, "u1", "x")).Talk.State.Current
		p.handle(c, says(anna, "u2", "y"))
		late := p.lease(casebook.DueMessage, nine)[0]
		again := p.lease(casebook.DueMessage, nine.Add(time.Hour))[0]
		p.same("leased again", again.Message.ID, late.Message.ID)
		morning := nine.Add(20 * time.Hour)
		for _, due := range []casebook.Due{late, again, again} { // the first by one who was too slow
			if err := c.Hold(p.ctx, due, morning, "it is night"); err != nil {
				p.Fatal(err)
			}
		}
		line := casebook.Thread(p.events(id))[1]
		p.same("line", []any{line.State, line.Why}, []any{casebook.Queued, "it is night"})
		p.same("goes meanwhile", p.sendAll(c, morning.Add(-time.Second)), []string{"你说:y"})
		due := p.lease(casebook.DueMessage, morning)[0]
		p.same("held", []any{due.Message.ID, due.Message.NotBefore.Equal(morning), due.Attempts}, []any{late.Message.ID, true, 0})
		if err := c.Hold(p.ctx, due, morning, "a clock is late"); err != nil { // no later than before: put off
			p.Fatal(err)
		}
		p.same("in the morning, once", p.sendAll(c, morning), []string{"你说:x"})
		p.same("then", p.sendAll(c, morning.Add(100*time.Hour)), []string(nil))
	}},
}
