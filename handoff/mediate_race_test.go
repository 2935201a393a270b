package handoff_test

import (
	"sync"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis"
)

// TestTableAtOnce, on both engines: two drafts and two signings at once, an answer that
// crosses with a new draft, the same answer delivered twice at once, two postmen, and the
// program begun anew in between.
func TestTableAtOnce(t *testing.T) {
	for name, open := range map[string]func(*testing.T) shelved{
		"sqlite": func(t *testing.T) shelved { return openBook(t) },
		"redis": func(t *testing.T) shelved {
			b, err := redis.Open(t.Context(), "redis://"+miniredis.RunT(t).Addr(), redis.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := b.Close(); err != nil {
					t.Error(err)
				}
			})
			return b
		},
	} {
		t.Run(name, func(t *testing.T) { tableAtOnce(bureauOn(t, open(t))) })
	}
}

func tableAtOnce(o *bureau) {
	ctx := o.Context()
	o.must(o.desk.Recategorise(ctx, o.act(""), "mediation"))
	o.must(o.desk.Correct(ctx, o.act(""), "discreet", "否"))
	o.do(mediation.Act{Kind: mediation.Begin, Topic: "楼上漏水的事", Name: "李大爷"})
	o.do(mediation.Act{Kind: mediation.Add, Name: "王先生", Role: "side", Signs: true})
	o.do(mediation.Act{Kind: mediation.Release, Party: "b"})
	o.say("web:b", foldOf(o.T, o.book, o.id).Table.Party("b").Code)
	o.say("web:b", "参加")
	draft := func(amount string, n int) mediation.Act {
		return mediation.Act{Kind: mediation.Propose, Version: n, Points: []mediation.Point{{Owes: "b", Owed: "a", Amount: amount, Due: "2026-12-05"}}}
	}
	o.do(draft("600", 1))

	supervisor := handoff.Agent{Login: "chen", Name: "陈姐", Role: handoff.RoleSupervisor}
	two := [2]handoff.Act{o.act(""), {Agent: supervisor, Case: o.id, Force: true}}
	once := func(what string, acts ...mediation.Act) {
		o.Helper()
		var wait sync.WaitGroup
		errs := make([]error, len(acts))
		for i := range acts {
			wait.Go(func() { errs[i] = o.desk.Mediate(ctx, two[i], acts[i]) })
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			o.Fatalf("%s at once: %v, %v", what, errs[0], errs[1])
		}
	}
	once("two drafts", draft("500", 2), draft("400", 2))
	o.hear("web:b", "m1", "同意") // to draft 1: the second is still on its way
	o.hear("web:a", "m2", "同意") // to draft 2, which lies here
	o.restart()
	o.carry()
	table := foldOf(o.T, o.book, o.id).Table
	if v, _ := table.Current(); v.N != 2 || table.State != mediation.Proposed || table.Party("b").Answer != "" || table.Party("a").Answer != mediation.Agree {
		o.Fatalf("an answer to draft 1 counts for draft %d: %+v", v.N, table.Parties)
	}
	var wait sync.WaitGroup
	for range 3 { // the provider is impatient
		wait.Go(func() { o.hear("web:b", "m3", "同意") })
	}
	wait.Wait()
	for range 2 { // two postmen
		wait.Go(o.carry2)
	}
	wait.Wait()
	if table = foldOf(o.T, o.book, o.id).Table; table.State != mediation.Agreed {
		o.Fatalf("the table is %s", table.State)
	}
	once("two signings", mediation.Act{Kind: mediation.Sign, Version: 2}, mediation.Act{Kind: mediation.Sign, Version: 2})
	o.restart()
	o.carry()
	told := map[mediation.Kind]int{}
	for _, e := range o.events() {
		if e.Act != nil {
			told[e.Act.Kind]++
		}
	}
	if told[mediation.Propose] != 2 || told[mediation.Agree] != 2 || told[mediation.Sign] != 1 {
		o.Errorf("recorded: %v", told)
	}
}

// hear is what somebody writes, and nothing is carried yet.
func (o *bureau) hear(from dialog.Address, id, text string) {
	if _, err := o.clerk.Handle(o.Context(), dialog.Input{ID: id, Kind: dialog.Said, From: from, Text: text, At: o.at}); err != nil {
		o.Error(err)
	}
}

// carry2 delivers letters while another does.
func (o *bureau) carry2() {
	for range 3 {
		if _, err := casebook.NewPostman(o.book, o.clerk, nil).Once(o.Context(), o.at); err != nil {
			o.Error(err)
		}
	}
}
