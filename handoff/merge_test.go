package handoff_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

// Whatever half of a merging is killed, both sides agree in the end, the words of each
// stay in their own case, and one outcome reaches both, once.
func TestMergingSurvivesKills(t *testing.T) {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, kill := range map[string]booktest.Fault{"nothing": booktest.NoFault, "before each first commit": booktest.BeforeCommit, "after it": booktest.AfterCommit} {
		t.Run(name, func(t *testing.T) {
			faulty := booktest.NewFaulty(openBook(t))
			broken := map[string]bool{}
			faulty.OnCommit(func(c casebook.Commit) booktest.Fault {
				if !strings.HasPrefix(c.Seen, "l:") || broken[c.Seen] { // what carries a letter, the first time
					return booktest.NoFault
				}
				broken[c.Seen] = true
				return kill
			})
			at := morning
			clerk := casebook.NewClerk(faulty, sc, "JH", casebook.Options{Now: func() time.Time { return at }})
			desk := handoff.NewDesk(faulty, clerk, nil)
			say := func(from dialog.Address, text string) dialog.CaseID {
				at = at.Add(time.Minute)
				r, err := clerk.Handle(t.Context(), dialog.Input{ID: text, Kind: dialog.Said, From: from, Text: text, At: at})
				if err != nil {
					t.Fatal(err)
				}
				return r.Events[0].Case
			}
			carry := func() {
				for range 6 { // a killed postman is another one later
					at = at.Add(3 * time.Minute)
					_, err := casebook.NewPostman(faulty, casebook.NewClerk(faulty, sc, "JH", casebook.Options{Now: func() time.Time { return at }}), nil).Once(t.Context(), at)
					if err != nil && !errors.Is(err, booktest.ErrFault) {
						t.Fatal(err)
					}
				}
			}
			a, b := say("web:a", "人工"), say("sms:+8613900000133", "人工")
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			must(desk.Merge(t.Context(), handoff.Act{Agent: wu(), Case: b}, a))
			carry()
			if c := foldOf(t, faulty, a); len(c.Joined) != 1 || c.Joined[0] != b || foldOf(t, faulty, b).Merged != a {
				t.Fatalf("joined %v, merged %q", c.Joined, foldOf(t, faulty, b).Merged)
			}
			say("sms:+8613900000133", "我家也是")
			carry()
			if c := foldOf(t, faulty, a); c.WaitingSince.IsZero() || c.LastText == "我家也是" {
				t.Errorf("waiting since %v, last %q", c.WaitingSince, c.LastText)
			}
			must(desk.ReplyJoined(t.Context(), handoff.Act{Agent: wu(), Case: a}, b, "知道了"))
			carry()
			if c := foldOf(t, faulty, a); c.Owner != "wu" || !c.WaitingSince.IsZero() || c.FromAgent != 0 {
				t.Errorf("owner %q, waiting since %v, %d words of agents", c.Owner, c.WaitingSince, c.FromAgent)
			}
			must(desk.Close(t.Context(), handoff.Act{Agent: wu(), Case: a}, "", "修好了"))
			carry()
			if c := foldOf(t, faulty, b); c.Status != dialog.Resolved || c.FromAgent != 2 {
				t.Errorf("%s after %d words of agents", c.Status, c.FromAgent)
			}
			if kill != booktest.NoFault && len(broken) < 3 {
				t.Errorf("only %d letters were broken", len(broken))
			}
		})
	}
}

func foldOf(t *testing.T, book casebook.Book, id dialog.CaseID) casebook.Case {
	t.Helper()
	events, err := book.Case(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return casebook.Fold(events)
}

// What cannot be merged is told with its reason; into a case that went on elsewhere one
// is merged where that one went.
func TestMergeRefused(t *testing.T) {
	o := openOffice(t, 4)
	li := handoff.Agent{Login: "li", Name: "小李", Role: handoff.RoleAgent}
	merge := func(from, into dialog.CaseID) error {
		return o.desk.Merge(t.Context(), handoff.Act{Agent: wu(), Case: from}, into)
	}
	for _, err := range []error{
		o.desk.Claim(t.Context(), handoff.Act{Agent: li, Case: o.cases[1]}),
		o.desk.Close(t.Context(), handoff.Act{Agent: li, Case: o.cases[2]}, "", "好了"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, row := range map[string]struct {
		got  error
		code string
	}{
		"into itself":         {merge(o.cases[0], o.cases[0]), "merge_self"},
		"into a closed one":   {merge(o.cases[0], o.cases[2]), "merge_closed"},
		"into nothing":        {merge(o.cases[0], "JH-00-00000-0"), "merge_unknown"},
		"what another holds":  {merge(o.cases[1], o.cases[0]), "held"},
		"what nobody merged":  {o.desk.Unmerge(t.Context(), handoff.Act{Agent: wu(), Case: o.cases[0]}), "act_incomplete"},
		"a reply to no party": {o.desk.ReplyJoined(t.Context(), handoff.Act{Agent: wu(), Case: o.cases[0]}, o.cases[1], "喂"), "not found"},
	} {
		var m *handoff.Mistake
		var held *dialog.HeldError
		switch {
		case errors.As(row.got, &m) && m.Code == row.code, row.code == "held" && errors.As(row.got, &held),
			row.code == "not found" && errors.Is(row.got, casebook.ErrNotFound):
		default:
			t.Errorf("%s: %v", name, row.got)
		}
	}
	if err := errors.Join(merge(o.cases[0], o.cases[1]), merge(o.cases[3], o.cases[0])); err != nil {
		t.Fatal(err)
	}
	if c := foldOf(t, o.book, o.cases[3]); c.Merged != o.cases[1] {
		t.Errorf("merged into %q", c.Merged)
	}
	if err := o.board.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	page, err := o.board.List(handoff.Query{Open: true})
	if err != nil || len(page.Cases) != 1 {
		t.Errorf("%d open cases are listed, %v", len(page.Cases), err)
	}
	if err := o.desk.Unmerge(t.Context(), handoff.Act{Agent: li, Case: o.cases[3]}); err != nil { // li has the case it went to
		t.Error(err)
	}
}
