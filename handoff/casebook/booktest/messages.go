package booktest

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var messageChecks = []check{
	{"a message comes back as it was", func(p *place) {
		m := message(anna, "m1")
		m.Media = []dialog.Media{{Kind: "photo", Ref: "x"}}
		m.Choices = []dialog.Choice{{Key: "1", Label: "对", Value: "yes"}}
		m.Lang, m.Asks, m.Alert, m.Safety = "zh", "confirm", true, true
		m.NotBefore, m.UseBy = nine.Add(time.Second), nine.Add(time.Hour)
		p.send(anna, m)
		p.reopen()
		due := p.leased(nine.Add(time.Second), "m1")["m1"]
		p.same("message", due.Message, m)
		p.same("due", []any{due.Kind, due.Address, due.Attempts, due.At.Equal(m.NotBefore)}, []any{casebook.DueMessage, anna, 0, true})
	}},
	{"one at a time, in the order of the commits, the next when the one before is settled", func(p *place) {
		p.send(anna, message(anna, "m1"), message(anna, "m2"))
		p.send(anna, message(anna, "m3"))
		p.send(bert, message(bert, "b1"))
		first := p.leased(nine, "m1", "b1")
		p.leased(nine)
		p.settle(first["m1"], never)
		p.reopen()
		second := p.leased(nine, "m2")
		p.settle(second["m2"], never)
		p.settle(first["b1"], never)
		p.settle(p.leased(nine, "m3")["m3"], never)
		p.leased(nine.Add(1000 * time.Hour))
	}},
	{"no more than asked for", func(p *place) {
		for i := range 5 {
			a := dialog.Address(fmt.Sprint("web:", i))
			p.send(a, message(a, fmt.Sprint(i)))
		}
		for _, want := range []int{0, 2, 2, 1, 0} {
			ask := max(want, 2)
			if want == 0 {
				ask = want
			}
			dues, err := p.book.Lease(p.ctx, casebook.DueMessage, nine, time.Minute, ask)
			p.same("leased", []any{len(dues), err}, []any{want, nil})
		}
	}},
	{"a message held back blocks nobody and goes when its time has come", func(p *place) {
		held := message(anna, "held")
		held.NotBefore = nine.Add(10 * time.Minute)
		p.send(anna, held, message(anna, "m2"))
		p.settle(p.leased(nine, "m2")["m2"], never)
		p.leased(held.NotBefore.Add(-time.Millisecond))
		p.send(anna, message(anna, "m3"))
		// Its time come, it is the oldest and goes first.
		p.settle(p.leased(held.NotBefore, "held")["held"], never)
		p.leased(nine, "m3")
	}},
	{"what is past its use-by is handed out all the same, to be told expired", func(p *place) {
		m := message(anna, "old")
		m.UseBy = nine.Add(time.Minute)
		p.send(anna, m)
		p.leased(nine.Add(time.Hour), "old")
	}},
	{"a safety card passes what waits, what is in work and what is put off", func(p *place) {
		card := func(id string) casebook.Outgoing {
			m := message(anna, id)
			m.Safety = true
			return m
		}
		p.send(anna, message(anna, "m1"), message(anna, "m2"))
		p.send(anna, card("card1"))
		p.settle(p.leased(nine, "card1")["card1"], never)
		inWork := p.leased(nine, "m1")
		p.send(anna, card("card2"), card("card3"))
		second := p.leased(nine, "card2")
		p.settle(inWork["m1"], nine.Add(5*time.Minute))
		p.settle(second["card2"], never)
		p.settle(p.leased(nine, "card3")["card3"], never)
		p.leased(nine)
		p.settle(p.leased(nine.Add(5*time.Minute), "m1")["m1"], never)
		p.leased(nine, "m2")
	}},
	{"two safety cards keep their order, and hold up the rest", func(p *place) {
		one, two := message(anna, "card1"), message(anna, "card2")
		one.Safety, two.Safety = true, true
		p.send(anna, message(anna, "m1"), one, two)
		first := p.leased(nine, "card1")
		p.leased(nine)
		p.settle(first["card1"], nine.Add(time.Second))
		p.leased(nine)
		p.settle(p.leased(nine.Add(time.Second), "card1")["card1"], never)
		p.settle(p.leased(nine.Add(time.Second), "card2")["card2"], never)
		p.leased(nine.Add(time.Second), "m1")
	}},
	{"a message put off holds up its address, comes back then and counts", func(p *place) {
		p.send(anna, message(anna, "m1"), message(anna, "m2"))
		p.send(bert, message(bert, "b1"))
		now := nine
		for attempt := range 3 {
			due, err := p.book.Lease(p.ctx, casebook.DueMessage, now, time.Minute, 1)
			if err != nil || len(due) != 1 || due[0].Message.ID != "m1" || due[0].Attempts != attempt {
				p.Fatalf("attempt %d: %+v, %v", attempt, due, err)
			}
			again := now.Add(10 * time.Minute)
			p.settle(due[0], again)
			if attempt == 0 {
				p.settle(p.leased(now, "b1")["b1"], never)
			}
			p.leased(again.Add(-time.Millisecond))
			p.reopen()
			now = again
		}
		p.settle(p.leased(now, "m1")["m1"], never)
		due := p.leased(now, "m2")["m2"]
		p.same("attempts of the next", due.Attempts, 0)
	}},
	{"a lease that ran out gives the message back under a new token", func(p *place) {
		p.send(anna, message(anna, "m1"), message(anna, "m2"))
		old := p.leased(nine, "m1")["m1"]
		p.leased(nine.Add(time.Minute - time.Millisecond))
		p.reopen()
		now := nine.Add(time.Minute)
		renewed := p.leased(now, "m1")["m1"]
		p.same("message", renewed.Message, old.Message)
		if renewed.Token == old.Token {
			p.Fatal("the new lease has the old token")
		}
		p.same("attempts", renewed.Attempts, 0)
		p.settle(old, never)
		p.settle(old, now.Add(time.Hour))
		p.leased(now)
		p.settle(renewed, never)
		p.settle(renewed, now.Add(time.Hour)) // settled twice: nothing left to change
		p.leased(now, "m2")
	}},
	{"a lease that ran out and that nobody took still settles", func(p *place) {
		p.send(anna, message(anna, "m1"))
		due := p.leased(nine, "m1")["m1"]
		p.settle(due, never)
		p.leased(nine.Add(time.Hour))
	}},
	{"tokens of others, of another address and of nobody settle nothing", func(p *place) {
		p.send(anna, message(anna, "m1"))
		p.send(bert, message(bert, "b1"))
		p.commit(casebook.Commit{Address: anna, Settled: []casebook.Settled{{Kind: casebook.DueMessage}, {Kind: casebook.DueMessage, Token: "1"}, {Kind: casebook.DueMessage, Token: "1."}, {Kind: casebook.DueMessage, Token: "nonsense"}}})
		due := p.leased(nine, "m1", "b1")
		p.commit(casebook.Commit{Address: bert, Settled: []casebook.Settled{{Kind: casebook.DueMessage, Token: due["m1"].Token}}})
		p.commit(casebook.Commit{Address: anna, Settled: []casebook.Settled{{Kind: casebook.DueLetter, Token: due["m1"].Token}, {Kind: casebook.DueWake, Token: due["m1"].Token}}})
		p.leased(nine.Add(time.Minute), "m1", "b1")
	}},
	{"a commit that is refused settles nothing, one with more in it does all", func(p *place) {
		p.send(anna, message(anna, "m1"))
		due := p.leased(nine, "m1")["m1"]
		c := everything(anna, "", 5)
		c.Settled = []casebook.Settled{{Kind: due.Kind, Token: due.Token}}
		p.refused(c, casebook.ErrStale)
		due = p.leased(nine.Add(time.Minute), "m1")["m1"]
		p.commit(casebook.Commit{Address: anna, Settled: []casebook.Settled{{Kind: due.Kind, Token: due.Token}},
			Send: []casebook.Outgoing{message(anna, "m2")}, Events: []casebook.Event{said(anna, 1, "receipt")}})
		p.same("words", p.words(number(anna, 1)), []string{"receipt"})
		p.leased(nine.Add(time.Hour), "m2")
	}},
	{"many who lease at once get each message once and in order", func(p *place) {
		const addresses, each = 5, 20
		for n := range each {
			for a := range addresses {
				a := dialog.Address(fmt.Sprint("web:", a))
				p.send(a, message(a, fmt.Sprintf("%s/%03d", a, n)))
			}
		}
		var mu sync.Mutex
		got := map[dialog.Address][]string{}
		total := 0
		var wg sync.WaitGroup
		for worker := range 4 {
			wg.Go(func() {
				for turn := 0; ; turn++ {
					dues, err := p.book.Lease(p.ctx, casebook.DueMessage, nine, time.Hour, 2)
					if err != nil {
						p.Errorf("lease: %v", err)
						return
					}
					for _, d := range dues {
						mu.Lock()
						got[d.Address] = append(got[d.Address], d.Message.ID)
						total++
						mu.Unlock()
						_, err := p.book.Commit(p.ctx, casebook.Commit{ID: fmt.Sprint("settle ", d.Message.ID, worker, turn), Address: d.Address, Settled: []casebook.Settled{{Kind: d.Kind, Token: d.Token}}})
						if err != nil {
							p.Errorf("settle: %v", err)
							return
						}
					}
					mu.Lock()
					done := total >= addresses*each
					mu.Unlock()
					if done || p.ctx.Err() != nil {
						return
					}
				}
			})
		}
		wg.Wait()
		for a, ids := range got {
			if len(ids) != each || !slices.IsSorted(ids) {
				p.Errorf("%s got %v", a, ids)
			}
		}
		p.same("addresses served", len(got), addresses)
	}},
	{"there is no other kind of due thing", func(p *place) {
		if _, err := p.book.Lease(p.ctx, "parcel", nine, time.Minute, 1); err == nil {
			p.Fatal("a kind nobody knows was leased without an error")
		}
	}},
}
