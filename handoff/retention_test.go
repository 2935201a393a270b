package handoff_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	rules "frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// dying is a shelf that fails while it is broken.
type dying struct {
	casebook.Shelf
	broken bool
}

func (d *dying) Put(ctx context.Context, r casebook.Record) (casebook.Version, error) {
	if d.broken {
		return 0, errors.New("the disk is full")
	}
	return d.Shelf.Put(ctx, r)
}

// TestRetention: closed cases are erased when their category's time has come, once a day of
// the town; never what is open, of another category or under hold. A round that broke off
// begins anew.
func TestRetention(t *testing.T) {
	book, now := openBook(t), morning
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	told := func() time.Time { return now }
	clerk := casebook.NewClerk(book, sc, "JH", casebook.Options{Now: told})
	audit := handoff.NewAudit(book, told)
	desk := handoff.NewDesk(book, clerk, []string{"facilities", "labour", "mediation"}).Audited(audit)
	n := 0
	made := func(text, category string, close bool) dialog.CaseID {
		t.Helper()
		n++
		result, err := clerk.Handle(t.Context(), dialog.Input{ID: "1", Kind: dialog.Said, From: dialog.Address(fmt.Sprint("web:", n)), Text: text, At: now})
		if err != nil {
			t.Fatal(err)
		}
		act := handoff.Act{Agent: wu(), Case: result.Events[0].Case}
		errs := []error{desk.Claim(t.Context(), act), desk.Recategorise(t.Context(), act, category)}
		if close {
			errs = append(errs, desk.Close(t.Context(), act, "", "好了"))
		}
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		return act.Case
	}
	lamp, open, work, danger := made("人工", "facilities", true), made("人工", "facilities", false), made("人工", "labour", true), made("我不想活了", "facilities", true)
	forever := made("人工", "mediation", true)
	place := *sc.Town
	place.Retention = []rules.Keep{{Category: "facilities", Months: 12}, {Category: "labour", Months: 48}}
	shelf := &dying{Shelf: book}
	job := func() *handoff.Retention { // as after a restart
		return &handoff.Retention{Desk: desk, Shelf: shelf, Board: boardOf(t, book), Town: &place, Now: told, Log: quiet}
	}
	erased := func(id dialog.CaseID) bool {
		events, err := book.Case(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return !casebook.Fold(events).ErasedAt.IsZero()
	}
	var second dialog.CaseID
	for _, row := range []struct {
		what   string
		at     time.Time
		before func()
		want   handoff.Aged
		fails  bool
	}{
		{"the last day", morning.AddDate(1, 0, 0), nil, handoff.Aged{}, false},
		{"a day later, and the disk is full at the end", morning.AddDate(1, 0, 1), func() { shelf.broken = true }, handoff.Aged{Erased: 1, Held: 1}, true},
		{"started anew", morning.AddDate(1, 0, 1), func() { shelf.broken = false }, handoff.Aged{Held: 1}, false},
		{"the same day", morning.AddDate(1, 0, 1), nil, handoff.Aged{}, false},
		{"the next day", morning.AddDate(1, 0, 2), func() { second = made("人工", "facilities", true) }, handoff.Aged{Held: 1}, false},
		{"when the hold is over", morning.AddDate(3, 0, 3), nil, handoff.Aged{Erased: 2}, false},
		{"after four years", morning.AddDate(4, 0, 1), nil, handoff.Aged{Erased: 1}, false},
		{"after forty", morning.AddDate(40, 0, 1), nil, handoff.Aged{}, false},
	} {
		now = row.at
		if row.before != nil {
			row.before()
		}
		got, err := job().Once(t.Context())
		if got != row.want || (err != nil) != row.fails {
			t.Errorf("%s: %+v, %v; want %+v", row.what, got, err, row.want)
		}
	}
	for id, want := range map[dialog.CaseID]bool{lamp: true, work: true, danger: true, second: true, open: false, forever: false} {
		if erased(id) != want {
			t.Errorf("%s is erased: %v", id, !want)
		}
	}
	entries, err := audit.List(t.Context(), handoff.AuditQuery{Who: handoff.House, Deed: handoff.DeedErased})
	if err != nil || len(entries) != 4 {
		t.Errorf("noted %+v, %v", entries, err)
	}
}
