package booktest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var commitChecks = []check{
	{"an address never heard of is empty at version 0", func(p *place) {
		p.same("talk", p.read(anna), casebook.Talk{Address: anna})
	}},
	{"everything in a commit comes back as it was, after a restart too", func(p *place) {
		state, event := fullState(), fullEvent()
		v := p.commit(casebook.Commit{Address: anna, Seen: "r:1", State: &state, Events: []casebook.Event{event}})
		event.Seq = 1
		for range 2 {
			p.same("talk", p.read(anna), casebook.Talk{Address: anna, Version: v, State: state})
			p.same("events", p.events(event.Case), []casebook.Event{event})
			p.reopen()
		}
	}},
	{"versions count the commits with a state", func(p *place) {
		for want := casebook.Version(1); want <= 3; want++ {
			state := dialog.State{V: 1, Phone: fmt.Sprint(want)}
			v := p.commit(casebook.Commit{Address: anna, State: &state, Expect: want - 1})
			p.same("version", v, want)
			p.same("version read", p.read(anna).Version, want)
		}
	}},
	{"a commit without a state leaves state and version and looks at no version", func(p *place) {
		state := dialog.State{V: 1, Lang: "zh"}
		p.commit(casebook.Commit{Address: anna, State: &state})
		v := p.commit(casebook.Commit{Address: anna, Expect: 77, Events: []casebook.Event{said(anna, 1, "later")}})
		p.same("version", v, casebook.Version(1))
		p.same("talk", p.read(anna), casebook.Talk{Address: anna, Version: 1, State: state})
		p.same("version of an unknown address", p.commit(casebook.Commit{Address: bert, Events: []casebook.Event{said(bert, 1, "x")}}), casebook.Version(0))
	}},
	{"a message key is accepted once per address", func(p *place) {
		state := dialog.State{V: 1}
		p.commit(casebook.Commit{Address: anna, Seen: "r:7", State: &state})
		for range 2 {
			v := p.refused(everything(anna, "r:7", 1), casebook.ErrSeen)
			p.same("version told with it", v, casebook.Version(1))
			p.untouched(anna, casebook.Talk{Address: anna, Version: 1, State: state})
			p.reopen()
		}
		p.commit(casebook.Commit{Address: bert, Seen: "r:7", State: &state})
	}},
	{"a key is looked at before the version, and without a state too", func(p *place) {
		p.commit(casebook.Commit{Address: anna, Seen: "p:1:sent"})
		p.refused(everything(anna, "p:1:sent", 99), casebook.ErrSeen)
		p.refused(casebook.Commit{Address: anna, Seen: "p:1:sent"}, casebook.ErrSeen)
	}},
	{"commits without a key never collide", func(p *place) {
		for range 3 {
			p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{said(anna, 1, "x")}})
		}
		p.same("events", len(p.events(number(anna, 1))), 3)
	}},
	{"keys are remembered for seven days", func(p *place) {
		first := said(anna, 1, "first")
		p.commit(casebook.Commit{Address: anna, Seen: "r:1", Events: []casebook.Event{first}})
		for hour := 1; hour < 7*24; hour++ {
			e := said(bert, 1, "later")
			e.At = nine.Add(time.Duration(hour) * time.Hour)
			p.commit(casebook.Commit{Address: bert, Events: []casebook.Event{e}})
		}
		p.refused(casebook.Commit{Address: anna, Seen: "r:1"}, casebook.ErrSeen)
	}},
	{"the same commit again is a success and changes nothing", func(p *place) {
		state := dialog.State{V: 1, Lang: "zh"}
		c := casebook.Commit{ID: "once", Address: anna, Seen: "r:1", State: &state, Events: []casebook.Event{said(anna, 1, "x")},
			Send: []casebook.Outgoing{message(anna, "m1")}}
		p.same("version", p.commit(c), casebook.Version(1))
		p.reopen()
		p.same("version again", p.commit(c), casebook.Version(1))
		p.same("events", len(p.events(number(anna, 1))), 1)
		due := p.leased(nine, "m1")
		p.settle(due["m1"], never)
		p.same("version a third time", p.commit(c), casebook.Version(1))
		p.leased(nine)
	}},
	{"a stale commit changes nothing", func(p *place) {
		state := dialog.State{V: 1}
		p.commit(casebook.Commit{Address: anna, State: &state})
		for _, expect := range []casebook.Version{0, 2, -1} {
			p.refused(everything(anna, "r:new", expect), casebook.ErrStale)
			p.untouched(anna, casebook.Talk{Address: anna, Version: 1, State: state})
		}
		p.refused(everything(bert, "r:new", 1), casebook.ErrStale)
		p.untouched(bert, casebook.Talk{Address: bert})
		// Nothing of it: its key is still free, and so is its id.
		c := everything(anna, "r:new", 1)
		c.ID = "free"
		stale := c
		stale.Expect = 0
		p.refused(stale, casebook.ErrStale)
		p.same("version", p.commit(c), casebook.Version(2))
	}},
	{"a malformed commit is told and changes nothing", func(p *place) {
		for _, c := range []casebook.Commit{
			{ID: "1"},
			{ID: "3", Address: anna, Events: []casebook.Event{{At: nine}}},
			{ID: "4", Address: anna, Send: []casebook.Outgoing{message(bert, "m")}},
			{ID: "5", Address: anna, Letters: []dialog.Letter{{To: bert}}},
			{ID: "6", Address: anna, Events: []casebook.Event{said(anna, 1, "x")}, Settled: []casebook.Settled{{Kind: "parcel", Token: "1"}}},
		} {
			p.refused(c, casebook.ErrMalformed)
		}
		if _, err := p.book.Commit(p.ctx, casebook.Commit{Address: anna}); !errors.Is(err, casebook.ErrMalformed) {
			p.Fatalf("without an id: %v", err)
		}
		p.untouched(anna, casebook.Talk{Address: anna})
	}},
	{"of many who read the same version exactly one wins", func(p *place) {
		const many = 16
		for round := range casebook.Version(5) {
			var wg sync.WaitGroup
			errs := make([]error, many)
			for i := range many {
				wg.Go(func() {
					state := dialog.State{V: 1, Name: fmt.Sprint(i)}
					_, errs[i] = p.book.Commit(p.ctx, casebook.Commit{ID: fmt.Sprintf("%d-%d", round, i), Address: anna, State: &state,
						Expect: round, Events: []casebook.Event{said(anna, 1, fmt.Sprint(i))}})
				})
			}
			wg.Wait()
			winner := ""
			for i, err := range errs {
				switch {
				case err == nil && winner == "":
					winner = fmt.Sprint(i)
				case err == nil:
					p.Fatalf("round %d: two won: %s and %d", round, winner, i)
				case !errors.Is(err, casebook.ErrStale):
					p.Fatalf("round %d: loser got %v", round, err)
				}
			}
			words := p.words(number(anna, 1))
			p.same("winner", []string{p.read(anna).State.Name, words[len(words)-1], fmt.Sprint(len(words))},
				[]string{winner, winner, fmt.Sprint(round + 1)})
		}
	}},
	{"one's stale commit does not hurt the others at the same moment", func(p *place) {
		var wg sync.WaitGroup
		for i := range 64 {
			wg.Go(func() {
				a := dialog.Address(fmt.Sprintf("web:v%d", i))
				c := everything(a, "r:1", casebook.Version(i%2))
				c.ID, c.Events[0].Case = fmt.Sprint("one of many ", i), number(a, uint64(100+i))
				if _, err := p.book.Commit(p.ctx, c); i%2 == 0 && err != nil || i%2 == 1 && !errors.Is(err, casebook.ErrStale) {
					p.Errorf("commit %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		for i := range 64 {
			a := dialog.Address(fmt.Sprintf("web:v%d", i))
			p.same("events", len(p.events(number(a, uint64(100+i)))), 1-i%2)
			p.same("version", p.read(a).Version, casebook.Version(1-i%2))
		}
	}},
	{"events of one case are numbered in the order of their commits", func(p *place) {
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{said(anna, 1, "1"), said(anna, 2, "other"), said(anna, 1, "2")}})
		p.reopen()
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{said(anna, 1, "3")}})
		for i, e := range p.events(number(anna, 1)) {
			p.same("event", []string{fmt.Sprint(e.Seq), e.Text}, []string{fmt.Sprint(i + 1), fmt.Sprint(i + 1)})
		}
		p.same("events", len(p.events(number(anna, 1))), 3)
		p.same("events of the other", len(p.events(number(anna, 2))), 1)
	}},
	{"a case nobody has is not found; one carried over keeps its own number", func(p *place) {
		for _, id := range []dialog.CaseID{number(anna, 404), "", "'; --", "OLD-2019/7"} {
			if _, err := p.book.Case(p.ctx, id); !errors.Is(err, casebook.ErrNotFound) {
				p.Fatalf("case %q: %v", id, err)
			}
		}
		e := said(anna, 1, "old")
		e.Case = "OLD-2019/7"
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{e}})
		p.same("words", p.words("OLD-2019/7"), []string{"old"})
	}},
	{"an archived case stays readable and can come back", func(p *place) {
		archive := said(anna, 1, "")
		archive.Kind, archive.Value = dialog.ChangeStatus, string(dialog.Archived)
		reopen := said(anna, 1, "")
		reopen.Kind = dialog.ChangeReopened
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{said(anna, 1, "x"), archive}})
		p.same("status", casebook.Fold(p.events(number(anna, 1))).Status, dialog.Archived)
		all, _, err := p.book.Since(p.ctx, "", 10)
		p.same("feed", []any{len(all), err}, []any{2, nil})
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{reopen}})
		p.same("status", casebook.Fold(p.events(number(anna, 1))).Status, dialog.Unclaimed)
	}},
	{"large talks and every script", func(p *place) {
		text := strings.Repeat("灯不亮了😀 e\u0301 \u202eabc\u202c \x00 '\"\\ <script> ", 4000)
		state := dialog.State{V: 1, Name: text}
		for i := range 200 {
			state.Matters = append(state.Matters, dialog.Matter{ID: number(anna, uint64(i)), Title: text[:400]})
		}
		a := dialog.Address("web:" + strings.Repeat("长", 100))
		p.commit(casebook.Commit{Address: a, Seen: "r:" + text[:1000], State: &state, Events: []casebook.Event{said(a, 1, text)}})
		p.reopen()
		p.same("state", p.read(a).State, state)
		p.same("words", p.words(number(a, 1)), []string{text})
	}},
	{"nobody waits for a context that has ended", func(p *place) {
		ctx, cancel := contextEnded()
		defer cancel()
		if _, err := p.book.Commit(ctx, casebook.Commit{ID: "x", Address: anna}); err == nil {
			p.Fatal("commit under an ended context returned no error")
		}
		if _, err := p.book.Read(ctx, anna); err == nil {
			p.Fatal("read under an ended context returned no error")
		}
	}},
}
