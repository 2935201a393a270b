package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/search"
)

// TestProjectionsAreMadeAgain: board and search that followed a book, those that went on from
// what was kept, and those made of the book alone are the same, on a file and in Redis.
func TestProjectionsAreMadeAgain(t *testing.T) {
	for name, book := range map[string]string{"file": "sqlite:" + filepath.Join(t.TempDir(), "book.db"), "redis": "redis://" + miniredis.RunT(t).Addr()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var said bytes.Buffer
			p := &program{ctx: t.Context(), stdout: &said, stderr: &said}
			if code := p.run([]string{"seed", "-book", book, "-key", inTheClear, "-cases", "12", "-messages", "120", "-open", "0.6", "-until", "2026-11-28T18:00:00+08:00"}); code != 0 {
				t.Fatal(said.String())
			}
			set := &serveSettings{bookSettings: bookSettings{Book: book, keySettings: keySettings{Key: inTheClear}}, Search: filepath.Join(t.TempDir(), "town.search")}
			b, err := set.openBook(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { b.Close() })
			first := project(t, set, b, nil)
			if len(first.Cases) < 12 || len(first.Hits) < 50 {
				t.Fatalf("%d cases, %d hits", len(first.Cases), len(first.Hits))
			}
			followed := project(t, set, b, func() { goesOn(t, b, first.Cases) }) // from what was kept, and on
			if cmp.Equal(first.Counts, followed.Counts) || len(followed.Hits) <= len(first.Hits) {
				t.Fatalf("nothing went on: %+v", followed.Counts)
			}
			for what, forget := range map[string][]string{"kept": nil, "board away": {".board"}, "search away": {""}, "both away": {"", ".board"}} {
				for _, end := range forget {
					for _, beside := range []string{"", "-wal", "-shm"} {
						os.Remove(set.Search + end + beside) //nolint:errcheck // not each is there
					}
				}
				if diff := cmp.Diff(followed, project(t, set, b, nil)); diff != "" {
					t.Errorf("%s: followed (-) and now (+): %.3000s", what, diff)
				}
			}
		})
	}
}

// projected is all that the board lists and the search finds.
type projected struct {
	Cases  []casebook.Case // in order
	Counts []handoff.Counts
	Hits   []search.Hit
}

// project starts board and search as the server does, lets something happen, reads both
// whole and ends them.
func project(t *testing.T, set *serveSettings, b book, happens func()) (all projected) {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	feed := casebook.ReadTogether(b)
	found := set.openSearch(t.Context(), b, feed, "JH", log)
	if found == nil {
		t.Fatal("there is no search")
	}
	board := handoff.NewBoard(feed, log).KeptIn(keptBoard(found, b))
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- board.Run(ctx) }()
	defer func() {
		stop()
		<-ended // the board is kept then
		if err := found.Close(); err != nil {
			t.Error(err)
		}
	}()
	<-board.Ready()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(found.CatchUp(t.Context()))
	if happens != nil {
		happens()
		must(board.CatchUp(t.Context()))
		must(found.CatchUp(t.Context()))
	}
	for _, q := range []handoff.Query{{}, {Status: dialog.Collecting, Hidden: true}, {Open: true, Newest: true}, {Owner: "wu"}, {Followed: "wu"}, {Mentions: "wu"}, {Labels: []string{"roof"}}} {
		q.Limit = 7
		for {
			page, err := board.List(q)
			must(err)
			all.Cases = append(all.Cases, page.Cases...)
			if q.After = page.Next; page.Next == "" {
				break
			}
		}
	}
	for _, login := range []string{"", "wu", "seed01"} {
		all.Counts = append(all.Counts, board.Counts(handoff.Agent{Login: login}))
	}
	for _, text := range []string{"的", "了", "工", "e", "的 了", "苹果树", string(all.Cases[0].ID), "屋頂"} {
		q := search.Query{Text: text, Limit: 7, Sees: func(dialog.CaseID) bool { return true }}
		for {
			page, err := found.Find(t.Context(), q)
			must(err)
			all.Hits = append(all.Hits, page.Hits...)
			if q.After = page.Next; page.Next == "" {
				break
			}
		}
	}
	return all
}

// goesOn lets agents and residents go on with the cases of a seeded book.
func goesOn(t *testing.T, b book, cases []casebook.Case) {
	t.Helper()
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	clerk := casebook.NewClerk(b, sc, sc.Town.Prefix, casebook.Options{})
	desk := handoff.NewDesk(b, clerk, []string{"facilities"})
	wu := handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleSupervisor}
	for i, c := range cases[:6] {
		act := handoff.Act{Agent: wu, Case: c.ID, Force: true}
		do := []func() error{
			func() error { return desk.Reply(t.Context(), act, "明天来看屋頂上的苹果树") },
			func() error { return desk.Recategorise(t.Context(), act, "facilities") },
			func() error { return desk.Label(t.Context(), act, "roof", false) },
			func() error { return desk.Follow(t.Context(), act, false) },
			func() error { return desk.SumUp(t.Context(), act, "苹果树压坏了屋顶") },
			func() error { return desk.Close(t.Context(), act, dialog.Solved, "苹果树移走了") },
		}[i]
		if err := do(); err != nil && !strings.Contains(err.Error(), "closed") {
			t.Fatalf("act %d on case %s: %v", i, c.ID, err)
		}
		if _, err := clerk.Handle(t.Context(), dialog.Input{ID: "more-" + string(c.ID), Kind: dialog.Said, From: c.Address, Text: "还有一件事:苹果树倒了"}); err != nil {
			t.Fatalf("the talk of case %s does not go on: %v", c.ID, err)
		}
	}
}
