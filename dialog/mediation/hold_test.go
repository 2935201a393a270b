package mediation_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	. "frontdoor/dialog/mediation"
)

// TestUnderHold: what is kept of a signed table, whatever came after signing, is what was
// signed, by whom, and what is owed; nothing of drafts, of who did not take part, or of the
// way to who asked for it.
func TestUnderHold(t *testing.T) {
	answer := func(kind Kind, party string, n int, table *Table) Act {
		v, _ := table.Current()
		return Act{Kind: kind, By: Side, Party: party, Version: n, Hash: v.Hash, Channel: "web", At: noon.Add(time.Duration(n) * time.Hour)}
	}
	table := after(t, seat(t, 2), Act{Kind: Add, By: Mediator, Party: "c", Name: "丙某", Role: "side", Signs: true, Address: "sms:c"}, Act{Kind: Release, By: Mediator, Party: "c"}, Act{Kind: Decline, By: Side, Party: "c"},
		Act{Kind: Propose, By: Mediator, At: noon, Points: []Point{{Text: "旧稿"}}}, Act{Kind: Propose, By: Mediator, At: noon, Points: []Point{{Owes: "b", Owed: "a", Amount: "600", Due: "2026-12-05"}}})
	table = after(t, table, answer(Agree, "a", 2, &table), answer(Agree, "b", 2, &table), Act{Kind: Sign, By: Mediator, Number: "JH-1-2", Version: 2, At: noon})
	next := after(t, table, Act{Kind: End, By: Mediator, Outcome: "broken"}, Act{Kind: Begin, By: Mediator, Topic: "又谈", Party: "a", Name: "甲", Address: "web:a", Case: "JH-1"})
	for name, at := range map[string]Table{
		"signed": table, "kept": after(t, table, Act{Kind: Kept, By: Mediator, Party: "a", Item: 1}), "broken": after(t, table, Act{Kind: End, By: Mediator, Outcome: "broken"}),
		"halted": after(t, table, Act{Kind: Halt, By: Town, Party: "b", Text: OfViolence}), "a side is erased": after(t, table, Act{Kind: Erased, By: Town, Party: "b"}),
		"ended, and a side is erased": after(t, table, Act{Kind: End, By: Mediator, Outcome: "broken"}, Act{Kind: Erased, By: Town, Party: "b"}), "begun anew": next,
	} {
		kept := at.UnderHold("a")
		held := after(t, at, Act{Kind: Hold, By: Town, Party: "a", Table: &kept})
		v, _ := held.Current()
		if v.N != 2 || v.Hash != HashOf(v.Words) || !strings.Contains(v.Words, "600") || held.Number != "JH-1-2" || len(held.Items) != 1 || !held.SignedAt.Equal(noon) {
			t.Errorf("%s: of what was signed there is %+v", name, held)
		}
		for _, p := range held.Parties {
			if p.Answer != Agree || p.Hash != v.Hash || p.AnswerBy != "web" || p.AnswerAt.IsZero() {
				t.Errorf("%s: %s has not confirmed: %+v", name, p.ID, p)
			}
		}
		text, err := json.Marshal(held)
		if err != nil || len(held.Parties) != 2 {
			t.Fatalf("%s: %d parties, %v", name, len(held.Parties), err)
		}
		for _, gone := range []string{"旧稿", "丙某", "web:a", `"JH-1"`, "又谈"} {
			if strings.Contains(string(text), gone) {
				t.Errorf("%s: there is still %s", name, gone)
			}
		}
	}
	open := seat(t, 2)
	if err := open.May(Act{Kind: Hold, By: Town, Party: "a", Table: &Table{}}); err != Refusal("incomplete") { //nolint:errorlint // a word is itself
		t.Errorf("nothing was signed, and it may be held: %v", err)
	}
}

// What a mediator writes when halting a table is no reason of the town's: it neither stands in
// its place nor keeps anybody from going on.
func TestHaltInOnesOwnWords(t *testing.T) {
	for _, text := range []string{"", "双方先冷静", OnRecord} {
		table := after(t, seat(t, 2), Act{Kind: Halt, By: Mediator, Text: text})
		if table.Why != "" || table.May(Act{Kind: Resume, By: Mediator}) != nil {
			t.Errorf("%q: %+v", text, table)
		}
	}
}
