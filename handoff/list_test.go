package handoff_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

func ids(cases []casebook.Case) []string {
	var out []string
	for _, c := range cases {
		out = append(out, string(c.ID))
	}
	return out
}

func TestLists(t *testing.T) {
	board := boardOf(t, town(t))
	tests := []struct {
		name  string
		query handoff.Query
		want  []string
	}{
		{"all, in order", handoff.Query{}, []string{"alarm", "urgent", "due-soon-waits-longer", "due-soon", "due-late",
			"no-promise-old", "alarm-answered", "no-promise-new", "draft-abandoned", "draft-stopped", "answered", "closed-late", "closed-early"}},
		{"open", handoff.Query{Open: true, Owner: "wu"}, []string{"answered"}},
		{"of one agent, closed too", handoff.Query{Owner: "wu"}, []string{"answered", "closed-late", "closed-early"}},
		{"in progress", handoff.Query{Status: dialog.InProgress}, []string{"no-promise-old", "alarm-answered", "answered"}},
		{"of one category", handoff.Query{Category: "mediation"}, []string{"no-promise-old", "no-promise-new", "answered"}},
		{"status and category", handoff.Query{Status: dialog.Unclaimed, Category: "facilities"},
			[]string{"urgent", "due-soon-waits-longer", "due-soon", "due-late"}},
		{"all three", handoff.Query{Status: dialog.InProgress, Category: "mediation", Owner: "li"}, []string{"no-promise-old"}},
		{"with a flag", handoff.Query{Flag: dialog.FlagEmergency}, []string{"alarm", "alarm-answered"}},
		{"flag and owner", handoff.Query{Flag: dialog.FlagEmergency, Owner: "li"}, []string{"alarm-answered"}},
		{"resolved, latest first", handoff.Query{Status: dialog.Resolved}, []string{"closed-late", "closed-early"}},
		{"collecting, for agents", handoff.Query{Status: dialog.Collecting}, []string{"draft-abandoned", "draft-stopped"}},
		{"collecting, for supervisors", handoff.Query{Status: dialog.Collecting, Hidden: true},
			[]string{"draft", "draft-on-behalf", "draft-abandoned", "draft-stopped"}},
		{"all, for supervisors: still no drafts", handoff.Query{Flag: dialog.FlagOnBehalf, Hidden: true}, nil},
		{"mentioned", handoff.Query{Mentions: "li"}, []string{"no-promise-new"}},
		{"mentioned, and what was not", handoff.Query{Mentions: "wu"}, nil},
		{"newest first", handoff.Query{Status: dialog.Unclaimed, Newest: true},
			[]string{"alarm", "no-promise-new", "urgent", "due-soon", "due-late", "due-soon-waits-longer"}},
		{"newest first of one category", handoff.Query{Open: true, Category: "mediation", Newest: true}, []string{"no-promise-new", "no-promise-old", "answered"}},
		{"nothing there", handoff.Query{Owner: "nobody"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, err := board.List(test.query)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, ids(page.Cases)); diff != "" {
				t.Error(diff)
			}
			if page.Next != "" {
				t.Error("a next at the end")
			}
			// The same, two by two.
			var paged []string
			query := test.query
			query.Limit = 2
			for {
				page, err := board.List(query)
				if err != nil || len(page.Cases) > 2 || page.Next != "" && len(page.Cases) < 2 {
					t.Fatalf("page %v, %q, %v", ids(page.Cases), page.Next, err)
				}
				paged = append(paged, ids(page.Cases)...)
				if query.After = page.Next; page.Next == "" {
					break
				}
			}
			if diff := cmp.Diff(test.want, paged); diff != "" {
				t.Errorf("page by page: %s", diff)
			}
		})
	}
}

func TestPagesHoldStillWhileCasesComeAndGo(t *testing.T) {
	book := town(t)
	board := boardOf(t, book)
	first, err := board.List(handoff.Query{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	tell(t, book, "alarm", 20, claimed("wu"))                                           // leaves the top
	tell(t, book, dialog.CaseID(ids(first.Cases)[2]), 20, claimed("wu"), answered)      // the last one of the page leaves
	tell(t, book, "alarm-new", 20, said("着火了"), alerted, opened(0))                     // comes before the page
	tell(t, book, "due-late", 21, dialog.Change{Kind: dialog.ChangeNoted, Text: "去看了"}) // stays where it is
	if err := board.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	second, err := board.List(handoff.Query{Limit: 3, After: first.Next})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"due-soon", "due-late", "no-promise-old"}, ids(second.Cases)); diff != "" {
		t.Error(diff)
	}
}

func TestAfterThatIsNone(t *testing.T) {
	board := boardOf(t, town(t))
	var mistake *handoff.Mistake
	for _, after := range []string{"x", "!!", "e30", "bnVsbA", "W10"} {
		if _, err := board.List(handoff.Query{After: after}); !errors.As(err, &mistake) || mistake.Field != "after" {
			t.Errorf("%q: %v, want a mistake", after, err)
		}
	}
}

func FuzzAfter(f *testing.F) {
	board := boardOf(f, openBook(f))
	f.Add("")
	f.Add("eyJyIjowLCJkIjoxLCJzIjoxLCJjIjoiSkgtMDctMDA0MjEtMyJ9")
	f.Add("bnVsbA")
	f.Fuzz(func(t *testing.T, after string) {
		var mistake *handoff.Mistake
		if page, err := board.List(handoff.Query{After: after}); err != nil && !errors.As(err, &mistake) || len(page.Cases) > 0 {
			t.Errorf("%q: %v, %v", after, page, err)
		}
	})
}

func TestCounts(t *testing.T) {
	board := boardOf(t, town(t))
	want := handoff.Counts{
		Mine: 2, Unclaimed: 6, Open: 11, Mentions: 1,
		Statuses:   map[dialog.Status]int{dialog.Collecting: 2, dialog.Unclaimed: 6, dialog.InProgress: 3, dialog.Resolved: 2},
		Categories: map[string]int{"facilities": 4, "mediation": 3},
	}
	if diff := cmp.Diff(want, board.Counts(handoff.Agent{Login: "li"})); diff != "" {
		t.Error(diff)
	}
	if got := board.Counts(handoff.Agent{Login: "nobody"}).Mine; got != 0 {
		t.Errorf("nobody has %d cases", got)
	}
	if got := board.Counts(handoff.Agent{}).Mine; got != 0 {
		t.Errorf("no login has %d cases", got)
	}
}
