package handoff_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// A board that followed the book while it was written, with others catching up in
// between, is the same as one folded from the beginning afterwards.
func TestBoardRebuiltEqualsBoardThatFollowed(t *testing.T) {
	book := openBook(t)
	followed := handoff.NewBoard(book, nil)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- followed.Run(ctx) }()
	<-followed.Ready()

	happenings := []dialog.Change{said("你好"), about("mediation"), about("facilities"), opened(30), claimed("wu"), claimed("li"), answered,
		{Kind: dialog.ChangeReleased, By: dialog.ByAgent, Agent: "wu"}, closed, {Kind: dialog.ChangeReopened, By: dialog.ByResident},
		flagged(dialog.FlagMinor), {Kind: dialog.ChangeUnflagged, Flags: []dialog.Flag{dialog.FlagMinor}}, abandoned, dropped, alerted, urgent}
	var wg sync.WaitGroup
	for writer := range 4 {
		wg.Go(func() {
			random := rand.New(rand.NewPCG(1, uint64(writer)))
			for i := range 100 {
				id := dialog.CaseID(fmt.Sprintf("case-%d-%d", writer, random.IntN(10)))
				tell(t, book, id, i, happenings[random.IntN(len(happenings))], happenings[random.IntN(len(happenings))])
				if i%10 == 0 {
					if err := followed.CatchUp(t.Context()); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	if err := followed.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	rebuilt := boardOf(t, book)
	queries := []handoff.Query{{}, {Open: true}, {Owner: "wu"}, {Flag: dialog.FlagMinor}, {Category: "mediation", Owner: "li"},
		{Status: dialog.Collecting, Hidden: true}}
	for _, s := range dialog.Statuses() {
		queries = append(queries, handoff.Query{Status: s})
	}
	some := 0
	for _, q := range queries {
		q.Limit = handoff.ListMost
		a, err := followed.List(q)
		if err != nil {
			t.Fatal(err)
		}
		b, err := rebuilt.List(q)
		if err != nil {
			t.Fatal(err)
		}
		some += len(a.Cases)
		if diff := cmp.Diff(b, a); diff != "" {
			t.Errorf("%+v: %s", q, diff)
		}
		for _, c := range a.Cases { // and both are what the book says
			events, err := book.Case(t.Context(), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(casebook.Fold(events), c); diff != "" {
				t.Errorf("%s: %s", c.ID, diff)
			}
		}
	}
	if some == 0 {
		t.Error("nothing was compared")
	}
	if diff := cmp.Diff(rebuilt.Counts(handoff.Agent{Login: "wu"}), followed.Counts(handoff.Agent{Login: "wu"})); diff != "" {
		t.Error(diff)
	}
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Run: %v", err)
	}
}

// Each follower gets every event after its cursor once and in order, a slow one and
// one that comes back too, and finds it on the board.
func TestFollow(t *testing.T) {
	book := openBook(t)
	board := handoff.NewBoard(book, nil)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go board.Run(ctx) //nolint:errcheck // ends with ctx
	const all = 120
	follow := func(after casebook.Cursor, until int) (seqs []int, cursor casebook.Cursor) {
		enough := errors.New("enough")
		err := board.Follow(ctx, after, func(events []casebook.Event, next casebook.Cursor) error {
			for _, e := range events {
				if c, ok := board.Case(e.Case); !ok || c.Seq < e.Seq {
					t.Errorf("event %d is told before the board has it", e.Seq)
				}
				seqs = append(seqs, e.Seq)
			}
			cursor = next
			if seqs[len(seqs)-1] >= until {
				return enough
			}
			return nil
		})
		if !errors.Is(err, enough) {
			t.Errorf("Follow: %v", err)
		}
		return seqs, cursor
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			seqs, cursor := follow("", all/3)
			if seqs[len(seqs)-1] < all { // the connection broke and came back
				rest, _ := follow(cursor, all)
				seqs = append(seqs, rest...)
			}
			want := make([]int, all)
			for i := range want {
				want[i] = i + 1
			}
			if !slices.Equal(seqs, want) {
				t.Errorf("followed %v", seqs)
			}
		})
	}
	for i := range all {
		tell(t, book, "case", i, said("又来一句"))
	}
	wg.Wait()
	if err := board.Follow(ctx, "not a cursor", nil); !errors.Is(err, casebook.ErrCursor) {
		t.Errorf("a cursor that is none: %v, want ErrCursor", err)
	}
}

// brokenFeed is a book whose feed cannot be read a few times.
type brokenFeed struct {
	casebook.Book
	mu   sync.Mutex
	left int
}

func (b *brokenFeed) Since(ctx context.Context, after casebook.Cursor, most int) ([]casebook.Event, casebook.Cursor, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left--; b.left >= 0 {
		return nil, "", errors.New("the disk is away")
	}
	return b.Book.Since(ctx, after, most)
}

func TestBoardOutlivesTroubleWithTheBook(t *testing.T) {
	book := &brokenFeed{Book: town(t), left: 2}
	var log bytes.Buffer
	board := handoff.NewBoard(book, slog.New(slog.NewTextHandler(&log, nil)))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- board.Run(ctx) }()
	<-board.Ready()
	if _, ok := board.Case("alarm"); !ok {
		t.Error("ready, but the case is not there")
	}
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Run: %v", err)
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 1 {
		t.Errorf("trouble was logged %d times: %s", n, log.String())
	}
}
