package mediation_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	. "frontdoor/dialog/mediation"
)

// TestDocTellsTheTable: the page in doc.go says what Rules says, line by line.
func TestDocTellsTheTable(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	any := func(s string) string {
		if s == "" {
			return "any"
		}
		return s
	}
	var want []string
	for _, r := range Rules() {
		var in, parties []string
		for _, s := range r.In {
			if s == None {
				s = "not begun"
			}
			in = append(in, string(s))
		}
		for _, p := range r.Parties {
			parties = append(parties, string(p))
		}
		line := fmt.Sprintf("%s %s %s %s", r.Kind, any(string(r.Who)), any(strings.Join(in, " ")), strings.Join(parties, " "))
		if r.Kind == Erased {
			line += "any"
		}
		want = append(want, strings.Join(strings.Fields(line), " "))
	}
	var got []string
	for line := range strings.SplitSeq(string(doc), "\n") {
		if rest, ok := strings.CutPrefix(line, "//\t"); ok && !strings.HasPrefix(rest, "act ") {
			got = append(got, strings.Join(strings.Fields(rest), " "))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("doc.go says\n%s\nthe table is\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// seat gives a table with so many sides, all of them there.
func seat(t interface{ Fatalf(string, ...any) }, sides int) Table {
	var table Table
	do := func(a Act) {
		var err error
		if table, err = table.Do(a); err != nil {
			t.Fatalf("%s: %v", a.Kind, err)
		}
	}
	do(Act{Kind: Begin, By: Mediator, At: noon, Topic: "邻里的事", Party: "a", Name: "甲", Address: "web:a", Case: "JH-1"})
	for i := 1; i < sides; i++ {
		id := string(rune('a' + i))
		do(Act{Kind: Add, By: Mediator, At: noon, Party: id, Name: "乙" + id, Role: "side", Signs: true, Address: "sms:" + id})
		do(Act{Kind: Release, By: Mediator, At: noon, Party: id})
		do(Act{Kind: Accept, By: Side, At: noon, Party: id, Wording: "1", Channel: "sms"})
	}
	return table
}

// TestFromInvitationToFulfilment is the plain way.
func TestFromInvitationToFulfilment(t *testing.T) {
	table := seat(t, 2)
	steps := []struct {
		act  Act
		want State
	}{
		{Act{Kind: Propose, By: Mediator, Points: []Point{{Text: "修好水管", Owes: "b", Owed: "a", Due: "2026-12-01"}, {Owes: "b", Owed: "a", Amount: "600", Due: "2026-12-05"}}}, Proposed},
		{Act{Kind: Agree, By: Side, Party: "a"}, Proposed},
		{Act{Kind: Change, By: Side, Party: "b"}, Proposed},
		{Act{Kind: Propose, By: Mediator, Points: []Point{{Owes: "b", Owed: "a", Amount: "500", Due: "2026-12-05"}, {Owes: "b", Owed: "a", Amount: "100", Due: "2027-01-05"}}}, Proposed},
		{Act{Kind: Agree, By: Side, Party: "b"}, Proposed},
		{Act{Kind: Agree, By: Side, Party: "a"}, Agreed},
		{Act{Kind: Refuse, By: Side, Party: "b"}, Proposed},
		{Act{Kind: Agree, By: Side, Party: "b"}, Agreed},
		{Act{Kind: Sign, By: Mediator, Number: "JH-1/1"}, Signed},
		{Act{Kind: Ask, By: Town, Party: "a", Item: 1}, Signed},
		{Act{Kind: Kept, By: Side, Party: "a", Item: 1}, Signed},
		{Act{Kind: Missed, By: Side, Party: "a", Item: 2}, Signed},
		{Act{Kind: Kept, By: Mediator, Party: "a", Item: 2}, Fulfilled},
	}
	for i, s := range steps {
		a := s.act
		a.At = noon.Add(time.Duration(i) * time.Hour)
		if v, ok := table.Current(); ok && a.Kind != Propose {
			a.Version, a.Hash = v.N, v.Hash
		}
		var err error
		if table, err = table.Do(a); err != nil {
			t.Fatalf("%d %s: %v", i, a.Kind, err)
		}
		if table.State != s.want {
			t.Fatalf("%d %s: the table is %s, want %s", i, a.Kind, table.State, s.want)
		}
	}
	if v, _ := table.Current(); v.Words != "1. 乙b在2026-12-05前付给甲500元\n2. 乙b在2027-01-05前付给甲100元" || v.Hash != HashOf(v.Words) {
		t.Errorf("the words are %q", v.Words)
	}
}

// TestRefused: what the table does not allow changes nothing.
func TestRefused(t *testing.T) {
	two := seat(t, 2)
	proposed, err := two.Do(Act{Kind: Propose, By: Mediator, At: noon, Points: []Point{{Text: "各自退让"}}})
	if err != nil {
		t.Fatal(err)
	}
	v, _ := proposed.Current()
	owed := after(t, two, Act{Kind: Propose, By: Mediator, At: noon, Points: []Point{{Owes: "b", Owed: "a", Amount: "5"}}})
	due, _ := owed.Current()
	agree := func(party string) Act {
		return Act{Kind: Agree, By: Side, At: noon, Party: party, Version: 1, Hash: due.Hash}
	}
	for _, c := range []struct {
		name  string
		table Table
		act   Act
		want  Refusal
	}{
		{"a party speaks for the mediator", two, Act{Kind: Propose, By: Side, Party: "a"}, "who"},
		{"a party's act brings words", two, Act{Kind: Leave, By: Side, Party: "a", Text: "骂人"}, "words"},
		{"passing on to who said it", two, Act{Kind: Pass, By: Mediator, Party: "b", From: "b", Text: "x"}, "from"},
		{"other words than those in force", proposed, Act{Kind: Agree, By: Side, Party: "b", Version: 1, Hash: HashOf("x")}, "version"},
		{"an older version", proposed, Act{Kind: Agree, By: Side, Party: "b", Version: 0, Hash: v.Hash}, "version"},
		{"no to an older version", proposed, Act{Kind: Refuse, By: Side, Party: "b", Version: 0, Hash: v.Hash}, "version"},
		{"an answer that a later one overtook", after(t, proposed, Act{Kind: Refuse, By: Side, Party: "b", Version: 1, Hash: v.Hash, At: noon.Add(time.Minute)}), Act{Kind: Agree, By: Side, Party: "b", Version: 1, Hash: v.Hash, At: noon}, "late"},
		{"a second editor of the same draft", proposed, Act{Kind: Propose, By: Mediator, Version: 1, Points: []Point{{Text: "x"}}}, "version"},
		{"signed before all agreed", proposed, Act{Kind: Sign, By: Mediator, Number: "1"}, "state"},
		{"signing other words than those read", after(t, proposed, Act{Kind: Agree, By: Side, Party: "a", Version: 1, Hash: v.Hash, At: noon}, Act{Kind: Agree, By: Side, Party: "b", Version: 1, Hash: v.Hash, At: noon}), Act{Kind: Sign, By: Mediator, Number: "1", Version: 2}, "version"},
		{"a pick of earlier times", after(t, two, Act{Kind: Times, By: Mediator, Place: "x", Options: []string{"1"}}, Act{Kind: Times, By: Mediator, Place: "x", Options: []string{"2"}}), Act{Kind: Pick, By: Side, Party: "b", Picks: []int{1}, Version: 1}, "options"},
		{"nothing was begun", Table{}, Act{Kind: Say, By: Mediator, Text: "x"}, "state"},
		{"a stranger's number again", after(t, two, Act{Kind: Add, By: Mediator, Party: "c", Name: "丙", Role: "side", Address: "sms:c"}, Act{Kind: Release, By: Mediator, Party: "c"}, Act{Kind: NotMe, By: Side, Party: "c"}), Act{Kind: Add, By: Mediator, Party: "d", Name: "丁", Role: "side", Address: "sms:c"}, "not_me"},
		{"who declined, taken off and asked again", after(t, two, Act{Kind: Add, By: Mediator, Party: "c", Name: "丙", Role: "side", Address: "sms:c"}, Act{Kind: Release, By: Mediator, Party: "c"}, Act{Kind: Decline, By: Side, Party: "c"}), Act{Kind: Drop, By: Mediator, Party: "c"}, "party_state"},
		{"who declined, under another name", after(t, two, Act{Kind: Add, By: Mediator, Party: "c", Name: "丙", Role: "side", Address: "sms:c"}, Act{Kind: Release, By: Mediator, Party: "c"}, Act{Kind: Decline, By: Side, Party: "c"}), Act{Kind: Add, By: Mediator, Party: "d", Name: "丁", Role: "side", Address: "sms:c"}, "declined"},
		{"a stranger's number at the next step of the ladder", after(t, two, Act{Kind: Add, By: Mediator, Party: "c", Name: "丙", Role: "side", Address: "sms:c"}, Act{Kind: Release, By: Mediator, Party: "c"}, Act{Kind: NotMe, By: Side, Party: "c"}, Act{Kind: End, By: Mediator, Outcome: "up"}, Act{Kind: Begin, By: Mediator, Topic: "x", Party: "a", Name: "甲", Address: "web:a", Case: "JH-1"}), Act{Kind: Add, By: Mediator, Party: "d", Name: "丁", Role: "side", Address: "sms:c"}, "not_me"},
		{"going on after a cry, and not why", after(t, two, Act{Kind: Halt, By: Town, Party: "a", Text: OfViolence}), Act{Kind: Resume, By: Mediator, Version: 1}, "reason"},
		{"going on, and another one had cried since", after(t, two, Act{Kind: Halt, By: Town, Party: "a", Text: OfViolence}, Act{Kind: Halt, By: Town, Party: "b", Text: OfViolence}), Act{Kind: Resume, By: Mediator, Version: 1, Text: "x"}, "version"},
		{"going on where a child is", after(t, two, Act{Kind: Halt, By: Town, Party: "b", Text: OnRecord}, Act{Kind: Halt, By: Town, Party: "a", Text: OfViolence}), Act{Kind: Resume, By: Mediator, Version: 2, Text: "x"}, "violence"},
		{"halted again by the same one", after(t, two, Act{Kind: Halt, By: Town, Party: "a", Text: OfViolence}), Act{Kind: Halt, By: Town, Party: "a", Text: OfViolence}, "state"},
		{"leaving what was signed, once it is halted", after(t, owed, agree("a"), agree("b"), Act{Kind: Sign, By: Mediator, At: noon, Number: "1", Version: 1}, Act{Kind: Halt, By: Mediator}), Act{Kind: Leave, By: Side, Party: "b"}, "state"},
		{"a party drops another", after(t, two, Act{Kind: Add, By: Mediator, Party: "c", Name: "丙", Role: "side", Address: "sms:c"}), Act{Kind: Drop, By: Side, Party: "c"}, "who"},
		{"a day that is over", two, Act{Kind: Propose, By: Mediator, At: noon, Points: []Point{{Owes: "b", Owed: "a", Amount: "5", Due: "2026-11-20"}}}, "point_due"},
		{"money from nobody", two, Act{Kind: Propose, By: Mediator, Points: []Point{{Amount: "5"}}}, "point_amount"},
		{"no such day", two, Act{Kind: Propose, By: Mediator, Points: []Point{{Text: "x", Due: "2026-02-30"}}}, "point_due"},
	} {
		if err := c.table.May(c.act); err != c.want { //nolint:errorlint // a word is itself
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func after(t *testing.T, table Table, acts ...Act) Table {
	t.Helper()
	for _, a := range acts {
		var err error
		if table, err = table.Do(a); err != nil {
			t.Fatalf("%s: %v", a.Kind, err)
		}
	}
	return table
}

// TestLaws plays acts by chance, sensible or not. Whatever comes: agreed and signed only
// where every side agreed to the words in force; nobody is held before signing; who said no
// or "not me" is never asked again; the fold of what was accepted is the table; an act that
// is refused changes nothing.
func TestLaws(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		table := seat(r, 3)
		begun := seat(r, 3)
		var done []Act
		var kept []Table
		var were []string
		gone := map[string]bool{}
		for n := range 30 {
			a := chance(r, &table)
			if n%10 == 0 {
				kept, were = append(kept, table), append(were, told(r, table))
			}
			next, err := table.Do(a)
			if err != nil {
				continue
			}
			if p := table.Party(a.Party); p != nil && (a.Kind == NotMe || a.Kind == Decline) {
				gone[p.Address] = true
			}
			done = append(done, a)
			table = next
			lawful(r, &table, a)
			if i := slices.IndexFunc(table.Parties, func(p Party) bool {
				return gone[p.Address] && slices.Contains([]PartyState{Listed, Invited, Accepted}, p.State)
			}); i >= 0 {
				r.Fatalf("%s had said no and is %s", table.Parties[i].Address, table.Parties[i].State)
			}
		}
		for i := range kept {
			if told(r, kept[i]) != were[i] {
				r.Fatalf("a later act changed a table that was kept:\n%s\n%s", told(r, kept[i]), were[i])
			}
		}
		for _, a := range done {
			begun = begun.After(a)
		}
		if got, want := told(r, begun), told(r, table); got != want {
			r.Fatalf("the fold differs:\n%s\n%s", got, want)
		}
	})
}

func told(r *rapid.T, table Table) string {
	b, err := json.Marshal(table)
	if err != nil {
		r.Fatal(err)
	}
	return string(b)
}

func lawful(r *rapid.T, table *Table, a Act) {
	v, _ := table.Current()
	if table.State == Agreed || a.Kind == Sign {
		n := 0
		for _, p := range table.Parties {
			if p.Signs && p.State == Accepted {
				if n++; p.Answer != Agree || p.Hash != HashOf(v.Words) {
					r.Fatalf("%s without %s: answered %q to %s", table.State, p.ID, p.Answer, p.Hash)
				}
			}
		}
		if n < 2 {
			r.Fatalf("%s with %d sides", table.State, n)
		}
	}
	for _, p := range table.Parties {
		leave := table.May(Act{Kind: Leave, By: Side, Party: p.ID})
		free := slices.Contains([]PartyState{Accepted, Invited, Unheard}, p.State) && slices.Contains([]State{Open, Proposed, Agreed, Halted}, table.State) && table.SignedAt.IsZero()
		if free != (leave == nil) {
			r.Fatalf("%s, who is %s at a table that is %s: leaving says %v", p.ID, p.State, table.State, leave)
		}
	}
}

// chance is any act, mostly one that makes sense.
func chance(r *rapid.T, table *Table) Act {
	rules := Rules()
	rule := rules[rapid.IntRange(0, len(rules)-1).Draw(r, "act")]
	often := rapid.SampledFrom([]Kind{"", "", "", Propose, Agree, Agree, Agree, Agree}).Draw(r, "often") // or nothing is ever agreed
	if i := slices.IndexFunc(rules, func(r Rule) bool { return r.Kind == often }); i >= 0 {
		rule = rules[i]
	}
	a := Act{Kind: rule.Kind, By: rule.Who, At: noon, Party: rapid.SampledFrom([]string{"a", "b", "c", "d", ""}).Draw(r, "party"), Channel: "sms"}
	if a.By == "" {
		a.By = rapid.SampledFrom([]Who{Mediator, Side, Town}).Draw(r, "who")
	}
	v, _ := table.Current()
	a.Version, a.Hash = v.N, v.Hash
	if rapid.IntRange(0, 5).Draw(r, "stale") == 0 {
		a.Version, a.Hash = v.N-1, HashOf("older")
	}
	switch a.Kind {
	case Add:
		a.Name, a.Role, a.Signs, a.Address = "丁"+a.Party, "side", true, "sms:"+a.Party
	case Say, Pass:
		a.Text, a.From = "请看", "b"
	case Times:
		a.Party, a.Place, a.Options = "", "调解室", []string{"周三", "周四"}
	case Pick:
		if a.Picks = []int{1}; table.Meeting != nil {
			a.Version = table.Meeting.N
		}
	case Propose:
		a.Party = ""
		a.Version = 0
		a.Points = []Point{{Text: rapid.SampledFrom([]string{"赔礼", "修好"}).Draw(r, "point")}, {Owes: "b", Owed: "a", Amount: "600", Due: "2026-12-05"}}
	case Sign:
		a.Number = "JH-1/1"
	case Due, Ask, Kept, Missed, Unsure:
		a.Item = 1
	case End:
		a.Outcome = "no_agreement"
	case Hold:
		kept := table.UnderHold(a.Party)
		a.Table = &kept
	}
	return a
}
