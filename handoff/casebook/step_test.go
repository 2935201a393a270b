package casebook_test

import (
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// breaks is a Stepper that asks to be woken and breaks off whenever it is, and at the word "break".
type breaks struct{}

func (breaks) Step(s dialog.State, in dialog.Input) dialog.Turn {
	if in.Kind == dialog.WakeUp || in.Text == "break" {
		var none []string
		_ = none[len(in.Text)+1]
	}
	s.V = dialog.StateVersion
	if len(s.Matters) == 0 {
		s.Matters = []dialog.Matter{{ID: in.Fresh, Status: dialog.Collecting}}
	}
	return dialog.Turn{State: s, Wake: in.At,
		Changes: []dialog.Change{{Case: s.Matters[0].ID, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: in.Text, Ref: in.ID}}}
}

// A talk that breaks off is an error of its own: the program and all other talks go on.
func TestATalkThatBreaksOff(t *testing.T) {
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close() //nolint:errcheck // the test is over
	clerk := casebook.NewClerk(book, breaks{}, "JH", casebook.Options{})
	say := func(id, words string) error {
		_, err := clerk.Handle(t.Context(), dialog.Input{ID: id, Kind: dialog.Said, From: "telegram:1", Text: words})
		return err
	}
	if err := say("1", "hello"); err != nil {
		t.Fatal(err)
	}
	if err := say("2", "break"); !errors.Is(err, casebook.ErrBrokenOff) || !strings.Contains(err.Error(), "index out of range") || !strings.Contains(err.Error(), "step_test.go") {
		t.Errorf("it says %v", err)
	}
	if _, err := clerk.Foresee(t.Context(), dialog.Input{Kind: dialog.WakeUp, From: "telegram:1"}); err == nil {
		t.Error("foreseen all the same")
	}
	waker := casebook.NewWaker(book, clerk, slog.New(slog.DiscardHandler))
	if n, err := waker.Once(t.Context(), time.Now()); n != 1 || err != nil {
		t.Errorf("%d wake-ups were tried: %v", n, err)
	}
	if err := say("3", "still there"); err != nil {
		t.Errorf("nobody goes on: %v", err)
	}
	talk, err := book.Read(t.Context(), "telegram:1")
	if err != nil {
		t.Fatal(err)
	}
	events, err := book.Case(t.Context(), talk.State.Matters[0].ID)
	if err != nil || len(events) != 2 || events[1].Text != "still there" {
		t.Errorf("kept are %v, %v", events, err)
	}
}
