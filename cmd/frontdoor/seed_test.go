package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
)

// seeded runs frontdoor seed and gives all events of the book.
func seeded(t *testing.T, file string, more ...string) ([]casebook.Event, string) {
	t.Helper()
	var out bytes.Buffer
	p := &program{ctx: t.Context(), stdout: &out, stderr: &out}
	args := append([]string{"seed", "-book", "sqlite:" + file, "-cases", "3", "-messages", "45", "-until", "2026-11-28T18:00:00+08:00"}, more...)
	if code := p.run(args); code != 0 {
		return nil, out.String()
	}
	b, err := bookSettings{Book: "sqlite:" + file}.openBook(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	events, _, err := b.Since(t.Context(), "", 10_000)
	if err != nil {
		t.Fatal(err)
	}
	return events, out.String()
}

// TestSeed: the book holds what was asked for, the same for the same seed, in the order of
// time, and its talks go on.
func TestSeed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.db")
	events, said := seeded(t, file, "-longest", "30")
	if !strings.Contains(said, "3 cases with") {
		t.Fatal(said)
	}
	cases, messages := map[dialog.CaseID][]casebook.Event{}, 0
	for _, e := range events {
		cases[e.Case] = append(cases[e.Case], e)
		if e.Kind == dialog.ChangeSaid {
			messages++
		}
		for _, stays := range []string{"陈国良", "Samuel", "13900000144", "story-agent", "代办员甲", "story-"} { // names of the stories (seed/story.go)
			if strings.Contains(fmt.Sprint(e), stays) {
				t.Errorf("%q of the story stands in %+v", stays, e)
			}
		}
	}
	if len(cases) != 3 || messages < 40 || messages > 100 {
		t.Errorf("%d cases, %d messages", len(cases), messages)
	}
	b, err := bookSettings{Book: "sqlite:" + file}.openBook(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	clerk := casebook.NewClerk(b, sc, sc.Town.Prefix, casebook.Options{})
	for id, events := range cases {
		c := casebook.Fold(events)
		if c.Status == dialog.Collecting || c.StartedAt.IsZero() {
			t.Errorf("case %s stands at %s", id, c.Status)
		}
		if _, err := clerk.Handle(context.Background(), dialog.Input{ID: "more", Kind: dialog.Said, From: c.Address, Text: "还有一件事要补充"}); err != nil {
			t.Errorf("the talk of case %s does not go on: %v", id, err)
		}
	}
	second, _ := seeded(t, filepath.Join(t.TempDir(), "b.db"), "-longest", "30")
	if diff := cmp.Diff(spoken(events), spoken(second)); diff != "" {
		t.Errorf("two books of the same seed differ: %.2000s", diff)
	}
	again, said := seeded(t, file)
	if again != nil || !strings.Contains(said, "is not empty") {
		t.Errorf("a book that is not empty is filled: %s", said)
	}
}

// spoken are the events of a book in words, without the numbers of cases: those are drawn
// as writers come.
func spoken(events []casebook.Event) []string {
	var all []string
	for _, e := range events {
		all = append(all, strings.ReplaceAll(fmt.Sprint(e.At.Unix(), e.Address, e.Kind, e.By, e.Agent, e.Text), string(e.Case), "#"))
	}
	return sorted(all)
}
