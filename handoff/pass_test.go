package handoff_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// office is a desk over a real book, and a few cases that wait.
type office struct {
	desk  *handoff.Desk
	board *handoff.Board
	book  casebook.Book
	cases []dialog.CaseID
}

func openOffice(t *testing.T, waiting int) office {
	t.Helper()
	book := openBook(t)
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	clerk := casebook.NewClerk(book, sc, "JH", casebook.Options{})
	o := office{desk: handoff.NewDesk(book, clerk, []string{"facilities"}), board: handoff.NewBoard(book, nil), book: book}
	for i := range waiting {
		from := dialog.Address("web:" + string(rune('a'+i)))
		result, err := clerk.Handle(t.Context(), dialog.Input{ID: "1", Kind: dialog.Said, From: from, Text: "人工", At: morning.Add(time.Duration(i) * time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
		o.cases = append(o.cases, result.Events[0].Case)
	}
	return o
}

func (o office) fold(t *testing.T, id dialog.CaseID) casebook.Case {
	t.Helper()
	events, err := o.book.Case(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return casebook.Fold(events)
}

// Next gives the case that waits longest, each agent another one, and says when there
// is none.
func TestNext(t *testing.T) {
	o := openOffice(t, 4)
	got := map[dialog.CaseID]bool{}
	var mu sync.Mutex
	var both sync.WaitGroup
	for _, login := range []string{"wu", "li", "sun"} {
		both.Go(func() {
			id, err := o.desk.Next(t.Context(), o.board, handoff.Agent{Login: login, Role: handoff.RoleAgent})
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			got[id] = true
		})
	}
	both.Wait()
	if len(got) != 3 || got[o.cases[3]] {
		t.Errorf("%v of %v", got, o.cases)
	}
	if id, err := o.desk.Next(t.Context(), o.board, wu()); id != o.cases[3] || err != nil {
		t.Errorf("%s, %v", id, err)
	}
	if id, err := o.desk.Next(t.Context(), o.board, wu()); !errors.Is(err, casebook.ErrNotFound) {
		t.Errorf("%s, %v where none waits", id, err)
	}
}

// What agents do to a case beside answering: each is an event, and is refused where it
// cannot be.
func TestPass(t *testing.T) {
	o := openOffice(t, 1)
	id := o.cases[0]
	li := handoff.Agent{Login: "li", Name: "小李", Role: handoff.RoleAgent}
	act := handoff.Act{Agent: wu(), Case: id}
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	mistaken := func(code string, err error) {
		t.Helper()
		var m *handoff.Mistake
		if !errors.As(err, &m) || m.Code != code {
			t.Errorf("%v, want the mistake %s", err, code)
		}
	}
	must(o.desk.SumUp(ctx, act, "等电工周三来"))
	must(o.desk.Correct(ctx, act, "amount", "一千九百"))
	mistaken("value_form", o.desk.Correct(ctx, act, "amount", "很多"))
	mistaken("act_incomplete", o.desk.Correct(ctx, act, "moon", "很多"))
	mistaken("until_unknown", o.desk.PutAside(ctx, act, dialog.Snoozed, "", time.Time{}))
	must(o.desk.PutAside(ctx, act, dialog.Snoozed, "", time.Now().Add(time.Hour)))
	if c := o.fold(t, id); c.Status != dialog.Snoozed || c.Owner != "wu" || c.Until.IsZero() || c.Summary != "等电工周三来" || c.Facts["amount"].Value != "1900" {
		t.Errorf("%+v", c)
	}
	mistaken("text_missing", o.desk.PassOn(ctx, act, li, " "))
	must(o.desk.PassOn(ctx, act, li, "他熟"))
	if c := o.fold(t, id); c.Owner != "wu" || c.Offered == nil || c.Offered.To != "li" || c.Offered.Reason != "他熟" || !slices.Contains(c.Mentioned, "li") {
		t.Errorf("offered, and %+v", c)
	}
	must(o.desk.Decline(ctx, handoff.Act{Agent: li, Case: id}, "我休假"))
	if c := o.fold(t, id); c.Owner != "wu" || c.Offered != nil || !slices.Equal(c.Mentioned, []string{"wu"}) {
		t.Errorf("declined, and %+v", c)
	}
	if err := o.desk.Accept(ctx, handoff.Act{Agent: li, Case: id}); !errors.Is(err, dialog.ErrGone) {
		t.Errorf("accepted after that: %v", err)
	}
	must(o.desk.PassOn(ctx, act, li, "他熟"))
	must(o.desk.Accept(ctx, handoff.Act{Agent: li, Case: id}))
	var held *dialog.HeldError
	if err := o.desk.PassOn(ctx, act, wu(), "还给我"); !errors.As(err, &held) {
		t.Error(err)
	}
	note := handoff.Act{Agent: wu(), Case: id, Mentions: []string{"li", "sun"}}
	must(o.desk.Note(ctx, note, "@小李 看一下"))
	if c := o.fold(t, id); c.Owner != "li" || c.OwnerName != "小李" || len(c.Mentioned) != 2 {
		t.Errorf("%+v", c)
	}
	act.Agent, act.Hold = li, time.Minute
	must(o.desk.Reply(ctx, act, "明天来"))
	if c := o.fold(t, id); c.FromAgent != 0 || c.Held == nil || len(c.Mentioned) != 1 {
		t.Errorf("said already: %+v", c)
	}
	must(o.desk.TakeBack(ctx, act))
	if err := o.desk.TakeBack(ctx, act); !errors.Is(err, dialog.ErrGone) {
		t.Error(err)
	}
}
