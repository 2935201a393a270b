package booktest

import (
	"errors"
	"fmt"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Two addresses in two shards, and the moment at which all talks begin.
const (
	anna dialog.Address = "telegram:1001"
	bert dialog.Address = "sms:+8613900000102"
)

var nine = time.Date(2026, 11, 22, 9, 0, 0, 123456000, time.FixedZone("CST", 8*3600))

// number is a case number in the shard of an address.
func number(a dialog.Address, n uint64) dialog.CaseID {
	return dialog.FormatCaseID("JH", casebook.ShardOf(a), n)
}

// said is the event of a resident's words.
func said(a dialog.Address, n uint64, text string) casebook.Event {
	return casebook.Event{
		Change: dialog.Change{Case: number(a, n), Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: text},
		At:     nine, Address: a,
	}
}

// message is something to send.
func message(a dialog.Address, id string) casebook.Outgoing {
	return casebook.Outgoing{ID: id, To: a, Case: number(a, 1), By: dialog.ByBot, Text: "好的 " + id, CommittedAt: nine}
}

// id gives a commit id nobody had.
func (p *place) id() string {
	p.serial++
	return fmt.Sprintf("commit-%d", p.serial)
}

// commit commits and wants no error.
func (p *place) commit(c casebook.Commit) casebook.Version {
	p.Helper()
	if c.ID == "" {
		c.ID = p.id()
	}
	v, err := p.book.Commit(p.ctx, c)
	if err != nil {
		p.Fatalf("commit: %v", err)
	}
	return v
}

// send commits messages for an address.
func (p *place) send(a dialog.Address, messages ...casebook.Outgoing) {
	p.Helper()
	p.commit(casebook.Commit{Address: a, Send: messages})
}

// refused commits and wants that error.
func (p *place) refused(c casebook.Commit, want error) casebook.Version {
	p.Helper()
	if c.ID == "" {
		c.ID = p.id()
	}
	v, err := p.book.Commit(p.ctx, c)
	if !errors.Is(err, want) {
		p.Fatalf("commit: got %v, want %v", err, want)
	}
	return v
}

// read reads a talk.
func (p *place) read(a dialog.Address) casebook.Talk {
	p.Helper()
	t, err := p.book.Read(p.ctx, a)
	if err != nil {
		p.Fatalf("read: %v", err)
	}
	return t
}

// events reads a case; none when there is no such case.
func (p *place) events(id dialog.CaseID) []casebook.Event {
	p.Helper()
	events, err := p.book.Case(p.ctx, id)
	if errors.Is(err, casebook.ErrNotFound) {
		return nil
	}
	if err != nil {
		p.Fatalf("case: %v", err)
	}
	return events
}

// words are the texts of a case, in order.
func (p *place) words(id dialog.CaseID) []string {
	p.Helper()
	var all []string
	for _, e := range p.events(id) {
		if e.Kind == dialog.ChangeSaid {
			all = append(all, e.Text)
		}
	}
	return all
}

// lease leases for a minute.
func (p *place) lease(kind casebook.DueKind, now time.Time) []casebook.Due {
	p.Helper()
	dues, err := p.book.Lease(p.ctx, kind, now, time.Minute, 100)
	if err != nil {
		p.Fatalf("lease: %v", err)
	}
	return dues
}

// leased leases messages and wants these, in any order of addresses.
func (p *place) leased(now time.Time, want ...string) map[string]casebook.Due {
	p.Helper()
	got := map[string]casebook.Due{}
	for _, d := range p.lease(casebook.DueMessage, now) {
		got[d.Message.ID] = d
	}
	if len(got) != len(want) {
		p.Fatalf("leased %v, want %v", keys(got), want)
	}
	for _, id := range want {
		if _, ok := got[id]; !ok {
			p.Fatalf("leased %v, want %v", keys(got), want)
		}
	}
	return got
}

func keys(m map[string]casebook.Due) (all []string) {
	for k := range m {
		all = append(all, k)
	}
	return all
}

// settle finishes a leased thing, or puts it off.
func (p *place) settle(d casebook.Due, again time.Time) {
	p.Helper()
	p.commit(casebook.Commit{Address: d.Address, Settled: []casebook.Settled{{Kind: d.Kind, Token: d.Token, Again: again}}})
}

// same wants two things alike; nil and empty are.
func (p *place) same(what string, got, want any) {
	p.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		p.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

var never time.Time
