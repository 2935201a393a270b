package handoff_test

import (
	"errors"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

// An admin who has a resident erased while the book fails at one of the cases does it again from the
// same page, and then all are erased, whichever it was.
func TestErasingAResidentIsDoneAgain(t *testing.T) {
	talk, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for fails := range 3 {
		faulty := booktest.NewFaulty(openBook(t))
		erasing, mended := 0, false
		faulty.OnCommit(func(c casebook.Commit) booktest.Fault {
			for _, e := range c.Events {
				if e.Kind == dialog.ChangeErased {
					if erasing++; erasing > fails && !mended {
						return booktest.BeforeCommit
					}
				}
			}
			return booktest.NoFault
		})
		at := morning
		clerk := casebook.NewClerk(faulty, talk, "JH", casebook.Options{Now: func() time.Time { return at }})
		desk := handoff.NewDesk(faulty, clerk, nil)
		var all []dialog.CaseID
		for range 3 {
			at = at.AddDate(0, 2, 0)
			r, err := clerk.Handle(t.Context(), dialog.Input{ID: at.String(), Kind: dialog.Said, From: "web:a", Text: "人工", At: at})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, r.Events[0].Case)
			if err := desk.Close(t.Context(), handoff.Act{Agent: wu(), Case: all[len(all)-1]}, "", "好了"); err != nil {
				t.Fatal(err)
			}
		}
		board := handoff.NewBoard(faulty, nil)
		for tries := range 2 {
			mended = tries > 0
			if err := board.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			c, _ := board.Case(all[1])
			admin := handoff.Act{Agent: handoff.Agent{Login: "mo", Role: handoff.RoleAdmin}, Case: all[1], Key: "k"}
			if err := desk.EraseResident(t.Context(), admin, board.OfAddress(c.Address)); (err != nil) != (tries == 0) || err != nil && !errors.Is(err, booktest.ErrFault) {
				t.Fatalf("failing at %d, try %d: %v", fails, tries, err)
			}
		}
		for _, id := range all {
			if foldOf(t, faulty, id).ErasedAt.IsZero() {
				t.Errorf("failing at %d: %s is not erased", fails, id)
			}
		}
	}
}
