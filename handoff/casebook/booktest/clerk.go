package booktest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// clerk puts a clerk with the parrot before a book.
func (p *place) clerk(b casebook.Book) *casebook.Clerk {
	return casebook.NewClerk(b, parrot{}, "JH", casebook.Options{Now: func() time.Time { return nine }})
}

// says is a resident's message.
func says(a dialog.Address, id, text string) dialog.Input {
	return dialog.Input{ID: id, Kind: dialog.Said, From: a, At: nine, Text: text}
}

// handle hands an input in and wants no error.
func (p *place) handle(c *casebook.Clerk, in dialog.Input) casebook.Result {
	p.Helper()
	r, err := c.Handle(p.ctx, in)
	if err != nil {
		p.Fatalf("handle: %v", err)
	}
	return r
}

// sendAll works off the messages of an address as a deliverer would and gives
// the texts.
func (p *place) sendAll(c *casebook.Clerk, now time.Time) (texts []string) {
	p.Helper()
	for {
		dues := p.lease(casebook.DueMessage, now)
		if len(dues) == 0 {
			return texts
		}
		for _, d := range dues {
			texts = append(texts, d.Message.Text)
			if err := c.Receipt(p.ctx, d, casebook.Sent, "SM-"+d.Message.ID, ""); err != nil {
				p.Fatalf("receipt: %v", err)
			}
		}
	}
}

// quiet is a log for what is meant to go wrong.
var quiet = slog.New(slog.DiscardHandler)

var clerkChecks = []check{
	{"an input becomes state, events and a message in one commit", func(p *place) {
		c := p.clerk(p.book)
		r := p.handle(c, says(anna, "u1", "路灯坏了"))
		id := r.Talk.State.Current
		if n, ok := id.Shard(); !ok || n != casebook.ShardOf(anna) {
			p.Fatalf("case number %q is not one of the address' shard", id)
		}
		p.same("talk", p.read(anna), r.Talk)
		p.same("words", p.words(id), []string{"路灯坏了", "你说:路灯坏了"})
		p.same("sent", p.sendAll(c, nine), []string{"你说:路灯坏了"})
		lines := casebook.Thread(p.events(id))
		p.same("state of the line", lines[1].State, casebook.Sent)
	}},
	{"a redelivered message is a success and changes nothing", func(p *place) {
		c := p.clerk(p.book)
		id := p.handle(c, says(anna, "u1", "x")).Talk.State.Current
		for range 3 {
			p.same("seen", p.handle(c, says(anna, "u1", "x")).Seen, true)
			p.same("seen by another process", p.handle(p.clerk(p.book), says(anna, "u1", "x")).Seen, true)
		}
		p.same("seen from somebody else", p.handle(c, says(bert, "u1", "x")).Seen, false)
		p.same("words", p.words(id), []string{"x", "你说:x"})
		p.same("an agent's and a letter's names are their own", []bool{
			p.handle(c, dialog.Input{ID: "u1", Kind: dialog.Claim, From: anna, Agent: "wu"}).Seen,
			p.handle(c, dialog.Input{ID: "u1", Kind: dialog.Delivery, From: anna, Letter: &dialog.Letter{ID: "u1"}}).Seen,
		}, []bool{false, false})
	}},
	{"the same message many times at once is recorded once", func(p *place) {
		clerks := []*casebook.Clerk{p.clerk(p.book), p.clerk(p.book), p.clerk(p.book)}
		var wg sync.WaitGroup
		for i := range 12 {
			wg.Go(func() {
				if _, err := clerks[i%len(clerks)].Handle(p.ctx, says(anna, "u1", "x")); err != nil {
					p.Errorf("handle: %v", err)
				}
			})
		}
		wg.Wait()
		p.same("words", p.words(p.read(anna).State.Current), []string{"x", "你说:x"})
	}},
	{"many messages at once are all recorded, each with its answer", func(p *place) {
		c := p.clerk(p.book)
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				if _, err := c.Handle(p.ctx, says(anna, fmt.Sprint("u", i), fmt.Sprint(i))); err != nil {
					p.Errorf("handle: %v", err)
				}
			})
		}
		wg.Wait()
		words := p.words(p.read(anna).State.Current)
		p.same("words", len(words), 40)
		for i := 0; i < len(words); i += 2 {
			p.same("answer", words[i+1], "你说:"+words[i])
		}
		p.same("messages", len(p.sendAll(c, nine)), 20)
	}},
	{"stored but reported as failed says nothing twice", func(p *place) {
		for _, fault := range []Fault{BeforeCommit, AfterCommit} {
			a := dialog.Address(fmt.Sprint("web:", fault))
			faulty := NewFaulty(p.book)
			c := p.clerk(faulty)
			failures := 0
			faulty.OnCommit(func(casebook.Commit) Fault { // the first try of every input fails, and all tries of the third
				failures++
				if failures%2 == 1 || failures > 4 && failures < 8 {
					return fault
				}
				return NoFault
			})
			for _, id := range []string{"u1", "u2", "u3"} {
				var err error
				for range 5 { // the provider tries again until it hears a success
					if _, err = c.Handle(p.ctx, says(a, id, id)); err == nil {
						break
					}
				}
				if err != nil {
					p.Fatalf("never accepted: %v", err)
				}
			}
			faulty.OnCommit(nil)
			p.same("words", p.words(p.read(a).State.Current), []string{"u1", "你说:u1", "u2", "你说:u2", "u3", "你说:u3"})
			p.same("sent", p.sendAll(c, nine), []string{"你说:u1", "你说:u2", "你说:u3"})
		}
	}},
	{"a receipt stored but reported as failed is one receipt, and nothing is sent again", func(p *place) {
		faulty := NewFaulty(p.book)
		c := p.clerk(faulty)
		id := p.handle(c, says(anna, "u1", "x")).Talk.State.Current
		failed := false
		faulty.OnCommit(func(casebook.Commit) Fault {
			if failed {
				return NoFault
			}
			failed = true
			return AfterCommit
		})
		p.same("sent", p.sendAll(c, nine), []string{"你说:x"})
		p.same("events", len(p.events(id)), 3)
	}},
	{"a book that cannot be read or written is an error, and nothing is stored", func(p *place) {
		faulty := NewFaulty(p.book)
		c := p.clerk(faulty)
		for _, method := range []string{"Read", "Reserve"} {
			faulty.OnOther(func(m string) error {
				if m == method {
					return ErrFault
				}
				return nil
			})
			if _, err := c.Handle(p.ctx, says(anna, "u1", "x")); !errors.Is(err, ErrFault) {
				p.Fatalf("%s failed: %v", method, err)
			}
		}
		faulty.OnOther(nil)
		faulty.OnCommit(func(casebook.Commit) Fault { return BeforeCommit })
		if _, err := c.Handle(p.ctx, says(anna, "u1", "x")); !errors.Is(err, ErrFault) {
			p.Fatalf("commit failed: %v", err)
		}
		p.same("talk", p.read(anna), casebook.Talk{Address: anna})
	}},
	{"of two agents who claim at once exactly one wins", func(p *place) {
		c := p.clerk(p.book)
		for round := range 10 {
			a := dialog.Address(fmt.Sprint("web:", round))
			p.handle(c, says(a, "u1", "x"))
			agents := []string{"wu", "li", "an"}
			errs := make([]error, len(agents))
			var wg sync.WaitGroup
			for i, agent := range agents {
				wg.Go(func() {
					_, errs[i] = c.Handle(p.ctx, dialog.Input{ID: "k", Kind: dialog.Claim, From: a, Agent: agent})
				})
			}
			wg.Wait()
			owner := casebook.Fold(p.events(p.read(a).State.Current)).Owner
			for i, err := range errs {
				var held *dialog.HeldError
				if won := agents[i] == owner; won && err != nil || !won && (!errors.As(err, &held) || held.Owner != owner) {
					p.Errorf("round %d: %s has the word, %s got %v", round, owner, agents[i], err)
				}
			}
		}
	}},
	{"two clerks in turn lose nothing, and what one remembers refuses nobody", func(p *place) {
		one, two := p.clerk(p.book), p.clerk(p.book)
		id := p.handle(one, says(anna, "u1", "a")).Talk.State.Current
		p.handle(two, dialog.Input{ID: "k1", Kind: dialog.Claim, From: anna, Agent: "wu"})
		p.handle(one, says(anna, "u2", "b")) // one remembers the talk without its owner
		p.same("owner", p.read(anna).State.Matters[0].Owner, "wu")
		p.handle(two, dialog.Input{ID: "k2", Kind: dialog.Close, From: anna, Agent: "wu", Text: "c"})
		if _, err := one.Handle(p.ctx, dialog.Input{ID: "k3", Kind: dialog.AgentReply, From: anna, Agent: "wu", Text: "d"}); !errors.Is(err, dialog.ErrClosed) {
			p.Fatalf("a reply to what the other clerk closed: %v", err)
		}
		// Two still believes it closed, for it closed it itself; the book knows better.
		state := p.read(anna).State
		state.Matters[0].Status = dialog.Collecting
		p.commit(casebook.Commit{ID: "reopened", Address: anna, State: &state, Expect: p.read(anna).Version})
		p.handle(two, dialog.Input{ID: "k4", Kind: dialog.AgentReply, From: anna, Agent: "wu", Text: "e"})
		p.same("events", len(p.events(id)), 8)
	}},
	{"a message of a talk under way needs no read", func(p *place) {
		faulty := NewFaulty(p.book)
		c := p.clerk(faulty)
		reads := 0
		faulty.OnOther(func(method string) error {
			if method == "Read" {
				reads++
			}
			return nil
		})
		for i := range 5 {
			p.handle(c, says(anna, fmt.Sprint("u", i), "x"))
		}
		p.same("reads", reads, 1)
		faulty.OnCommit(func(casebook.Commit) Fault { return AfterCommit })
		if _, err := c.Handle(p.ctx, says(anna, "u6", "x")); !errors.Is(err, ErrFault) {
			p.Fatalf("an unclear commit: %v", err)
		}
		faulty.OnCommit(nil)
		p.same("said again", p.handle(c, says(anna, "u6", "x")).Seen, true)
		p.same("reads after a failure", reads, 2)
	}},
	{"a double click is the same success, even on what cannot happen twice", func(p *place) {
		c := p.clerk(p.book)
		id := p.handle(c, says(anna, "u1", "x")).Talk.State.Current
		p.sendAll(c, nine)
		click := dialog.Input{ID: "k1", Kind: dialog.Close, From: anna, Agent: "wu", Text: "修好了"}
		p.same("first", p.handle(c, click).Seen, false)
		p.same("second", p.handle(c, click).Seen, true)
		click.ID = "k2"
		if _, err := c.Handle(p.ctx, click); !errors.Is(err, dialog.ErrClosed) {
			p.Fatalf("another close: %v", err)
		}
		p.same("words sent", p.sendAll(c, nine), []string{"你说:修好了"})
		p.same("status", casebook.Fold(p.events(id)).Status, dialog.Resolved)
	}},
	{"a refused act stores nothing and may be tried again", func(p *place) {
		c := p.clerk(p.book)
		click := dialog.Input{ID: "k1", Kind: dialog.Claim, From: anna, Agent: "wu"}
		if _, err := c.Handle(p.ctx, click); !errors.Is(err, dialog.ErrNoCase) {
			p.Fatalf("claim of nothing: %v", err)
		}
		p.same("talk", p.read(anna), casebook.Talk{Address: anna})
		p.handle(c, says(anna, "u1", "x"))
		p.same("later", p.handle(c, click).Seen, false)
	}},
	{"a reply to another address is refused", func(p *place) {
		c := p.clerk(p.book)
		if _, err := c.Handle(p.ctx, says(anna, "u1", "elsewhere")); !errors.Is(err, casebook.ErrMalformed) {
			p.Fatalf("handle: %v", err)
		}
		p.same("talk", p.read(anna), casebook.Talk{Address: anna})
	}},
	{"a number is drawn once per case, and a spare one is kept", func(p *place) {
		faulty := NewFaulty(p.book)
		c := p.clerk(faulty)
		drawn := 0
		faulty.OnOther(func(method string) error {
			if method == "Reserve" {
				drawn++
			}
			return nil
		})
		p.handle(c, says(anna, "u1", "x"))
		spare := p.handle(c, says(anna, "u2", "y")).Talk.State.Spare
		p.same("spare kept", p.handle(c, says(anna, "u3", "z")).Talk.State.Spare, spare)
		if spare == "" || spare == p.read(anna).State.Current {
			p.Fatalf("spare number %q, case %q", spare, p.read(anna).State.Current)
		}
		p.handle(c, dialog.Input{ID: "k", Kind: dialog.Claim, From: anna, Agent: "wu"})
		p.same("numbers drawn", drawn, 2)
	}},
	{"the waker brings wake-ups back once", func(p *place) {
		c := p.clerk(p.book)
		id := p.handle(c, says(anna, "u1", "later")).Talk.State.Current
		w := casebook.NewWaker(p.book, c, quiet)
		for _, step := range []struct {
			after time.Duration
			woken int
		}{{2 * time.Second, 0}, {3 * time.Second, 1}, {time.Hour, 0}} {
			n, err := w.Once(p.ctx, nine.Add(step.after))
			p.same(step.after.String(), []any{n, err}, []any{step.woken, nil})
		}
		p.same("words", p.words(id), []string{"later", "你说:later", "醒了"})
	}},
	{"a wake-up that fails is put off and comes again", func(p *place) {
		faulty := NewFaulty(p.book)
		c := p.clerk(faulty)
		id := p.handle(c, says(anna, "u1", "later")).Talk.State.Current
		w := casebook.NewWaker(faulty, c, quiet)
		faulty.OnCommit(func(c casebook.Commit) Fault {
			if c.State != nil {
				return BeforeCommit
			}
			return NoFault
		})
		n, err := w.Once(p.ctx, nine.Add(3*time.Second))
		p.same("first", []any{n, err}, []any{1, nil})
		faulty.OnCommit(nil)
		n, err = w.Once(p.ctx, nine.Add(time.Minute))
		p.same("second", []any{n, err}, []any{1, nil})
		p.same("words", p.words(id), []string{"later", "你说:later", "醒了"})
	}},
	{"the waker and the postman go round, through trouble, until they are told to stop", func(p *place) {
		faulty := NewFaulty(p.book)
		failures := 0
		faulty.OnOther(func(method string) error {
			if failures++; method == "Lease" && failures <= 4 {
				return ErrFault
			}
			return nil
		})
		c := casebook.NewClerk(faulty, parrot{}, "JH", casebook.Options{})
		ctx, stop := context.WithCancel(p.ctx)
		ended := make(chan error, 2)
		go func() { ended <- casebook.NewWaker(faulty, c, quiet).Run(ctx) }()
		go func() { ended <- casebook.NewPostman(faulty, c, quiet).Run(ctx) }()
		for i, text := range []string{"later", "alert"} {
			in := says(dialog.Address(fmt.Sprint("web:", i)), "u1", text)
			in.At = time.Now().Add(-time.Hour)
			p.handle(c, in)
		}
		woken := false
		for !woken || len(p.read(dialog.DutyAddress).State.Alerts) == 0 {
			words := p.words(p.read("web:0").State.Current)
			woken = len(words) == 3 && words[2] == "醒了"
			if p.ctx.Err() != nil {
				p.Fatalf("woken %v, alerts %v", woken, p.read(dialog.DutyAddress).State.Alerts)
			}
		}
		stop()
		for range 2 {
			if err := <-ended; !errors.Is(err, context.Canceled) {
				p.Errorf("ended with %v", err)
			}
		}
	}},
	{"a letter killed between its two halves arrives, and counts once", func(p *place) {
		faulty := NewFaulty(p.book)
		c := p.clerk(faulty)
		p.handle(c, says(anna, "u1", "alert"))
		faulty.OnCommit(func(c casebook.Commit) Fault { // the sender's half never happens
			if c.Address == anna {
				return BeforeCommit
			}
			return NoFault
		})
		if _, err := casebook.NewPostman(faulty, c, quiet).Once(p.ctx, nine); err == nil {
			p.Fatal("the postman noticed nothing")
		}
		p.same("alerts", len(p.read(dialog.DutyAddress).State.Alerts), 1)
		p.reopen()
		c = p.clerk(p.book)
		postman := casebook.NewPostman(p.book, c, quiet)
		n, err := postman.Once(p.ctx, nine.Add(time.Hour))
		p.same("again", []any{n, err}, []any{1, nil})
		n, err = postman.Once(p.ctx, nine.Add(2*time.Hour))
		p.same("and then", []any{n, err}, []any{0, nil})
		p.same("alerts", len(p.read(dialog.DutyAddress).State.Alerts), 1)
	}},
	{"a letter whose receiver cannot be written waits and arrives", func(p *place) {
		faulty := NewFaulty(p.book)
		c := p.clerk(faulty)
		p.handle(c, says(anna, "u1", "alert"))
		faulty.OnCommit(func(c casebook.Commit) Fault {
			if c.Address == dialog.DutyAddress {
				return AfterCommit
			}
			return NoFault
		})
		postman := casebook.NewPostman(faulty, c, quiet)
		for i := range 3 {
			if _, err := postman.Once(p.ctx, nine.Add(time.Duration(i)*time.Hour)); err != nil {
				p.Fatal(err)
			}
		}
		p.same("alerts", len(p.read(dialog.DutyAddress).State.Alerts), 1)
	}},
}
