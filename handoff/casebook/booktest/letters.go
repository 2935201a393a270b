package booktest

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// letter is a letter from anna's talk.
func letter(id string) dialog.Letter {
	return dialog.Letter{ID: id, To: bert, From: anna, Kind: dialog.LetterAlert, Case: number(anna, 1), Text: "着火", At: nine}
}

// posted leases letters and wants these, in any order.
func (p *place) posted(now time.Time, want ...string) map[string]casebook.Due {
	p.Helper()
	got := map[string]casebook.Due{}
	for _, d := range p.lease(casebook.DueLetter, now) {
		got[d.Letter.ID] = d
	}
	for _, id := range want {
		if _, ok := got[id]; !ok || len(got) != len(want) {
			p.Fatalf("letters %v, want %v", keys(got), want)
		}
	}
	p.same("letters", len(got), len(want))
	return got
}

var letterChecks = []check{
	{"a letter comes back as it was, and is settled at the sender's", func(p *place) {
		p.commit(casebook.Commit{Address: anna, Letters: []dialog.Letter{letter("l1"), letter("l2")}})
		p.reopen()
		due := p.posted(nine, "l1", "l2")
		p.same("letter", due["l1"].Letter, letter("l1"))
		p.same("due", []any{due["l1"].Kind, due["l1"].Address, due["l1"].Attempts}, []any{casebook.DueLetter, anna, 0})
		p.commit(casebook.Commit{Address: bert, Settled: []casebook.Settled{{Kind: casebook.DueLetter, Token: due["l2"].Token}}})
		p.settle(due["l1"], never)
		p.posted(nine.Add(time.Minute), "l2")
	}},
	{"a letter put off blocks no other and counts", func(p *place) {
		p.commit(casebook.Commit{Address: anna, Letters: []dialog.Letter{letter("l1"), letter("l2")}})
		due := p.posted(nine, "l1", "l2")
		p.settle(due["l1"], nine.Add(time.Hour))
		p.settle(due["l2"], never)
		p.posted(nine.Add(time.Hour - time.Millisecond))
		p.same("attempts", p.posted(nine.Add(time.Hour), "l1")["l1"].Attempts, 1)
	}},
	{"a lease that ran out gives the letter back under a new token", func(p *place) {
		p.commit(casebook.Commit{Address: anna, Letters: []dialog.Letter{letter("l1")}})
		old := p.posted(nine, "l1")["l1"]
		p.posted(nine.Add(time.Minute - time.Millisecond))
		p.reopen()
		renewed := p.posted(nine.Add(time.Minute), "l1")["l1"]
		p.settle(old, never)
		p.posted(nine.Add(90 * time.Second))
		p.settle(renewed, never)
		p.posted(nine.Add(time.Hour))
	}},
}
