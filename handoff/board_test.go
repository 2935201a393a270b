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
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// morning is when the cases of these tests begin.
var morning = time.Date(2026, 11, 23, 8, 0, 0, 0, time.FixedZone("", 8*3600))

// tell writes changes of one case into the book, minutes after the morning.
func tell(t testing.TB, book *sqlite.Book, id dialog.CaseID, minutes int, changes ...dialog.Change) {
	t.Helper()
	commit := casebook.Commit{ID: fmt.Sprintf("%s/%d/%d", id, minutes, rand.Uint64()), Address: dialog.Address("telegram:" + string(id))}
	for _, c := range changes {
		c.Case = id
		commit.Events = append(commit.Events, casebook.Event{Change: c, At: morning.Add(time.Duration(minutes) * time.Minute), Address: commit.Address})
	}
	if _, err := book.Commit(t.Context(), commit); err != nil {
		t.Fatal(err)
	}
}

// What may happen to a case, in short.
func said(text string) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: text}
}
func about(category string) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: category, Confidence: 0.9}
}
func opened(dueMinutes int) dialog.Change {
	c := dialog.Change{Kind: dialog.ChangeOpened, By: dialog.ByBot}
	if dueMinutes > 0 {
		c.Due = morning.Add(time.Duration(dueMinutes) * time.Minute)
	}
	return c
}
func claimed(login string) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeClaimed, By: dialog.ByAgent, Agent: login}
}
func flagged(f ...dialog.Flag) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeFlagged, By: dialog.ByBot, Flags: f}
}

var (
	urgent    = dialog.Change{Kind: dialog.ChangeSlot, Slot: "what", Value: "线掉下来了", Urgent: true}
	alerted   = dialog.Change{Kind: dialog.ChangeAlerted, By: dialog.ByBot, Value: "emergency"}
	abandoned = dialog.Change{Kind: dialog.ChangeAbandoned, By: dialog.BySystem}
	dropped   = dialog.Change{Kind: dialog.ChangeDropped, By: dialog.ByResident}
	answered  = dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByAgent, Agent: "wu", Text: "在看"}
	closed    = dialog.Change{Kind: dialog.ChangeClosed, By: dialog.ByAgent, Agent: "wu", Outcome: dialog.Solved}
)

// town is a book with a case for every place in the list.
func town(t testing.TB) *sqlite.Book {
	t.Helper()
	book := openBook(t)
	tell(t, book, "closed-early", 0, said("路灯"), about("facilities"), opened(600), claimed("wu"))
	tell(t, book, "closed-early", 1, closed)
	tell(t, book, "closed-late", 0, said("路灯"), about("facilities"), opened(0), claimed("wu"))
	tell(t, book, "closed-late", 9, closed)
	tell(t, book, "answered", 0, said("噪音"), about("mediation"), opened(30), claimed("wu"), answered)
	tell(t, book, "no-promise-new", 8, said("噪音"), about("mediation"), opened(0))
	tell(t, book, "no-promise-old", 2, said("噪音"), about("mediation"), opened(0), claimed("li"))
	tell(t, book, "due-late", 3, said("垃圾"), about("facilities"), opened(500))
	tell(t, book, "due-soon", 4, said("垃圾"), about("facilities"), opened(60))
	tell(t, book, "due-soon-waits-longer", 1, said("垃圾"), about("facilities"), opened(60))
	tell(t, book, "urgent", 7, said("电线"), urgent, about("facilities"), opened(90))
	tell(t, book, "alarm", 9, said("着火了"), flagged(dialog.FlagEmergency), alerted, opened(0))
	tell(t, book, "alarm-answered", 6, said("着火了"), flagged(dialog.FlagEmergency), alerted, opened(0), claimed("li"))
	tell(t, book, "draft", 5, said("你好"))
	tell(t, book, "draft-on-behalf", 5, said("我妈"), flagged(dialog.FlagOnBehalf))
	tell(t, book, "draft-abandoned", 10, said("那个"), abandoned)
	tell(t, book, "draft-stopped", 11, said("STOP"), flagged(dialog.FlagStop))
	tell(t, book, "draft-dropped", 12, said("不报了"), dropped)
	return book
}

func boardOf(t testing.TB, book casebook.Book) *handoff.Board {
	t.Helper()
	board := handoff.NewBoard(book, nil)
	if err := board.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return board
}

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
		{"by text", handoff.Query{Text: "线掉"}, []string{"urgent"}},
		{"by number", handoff.Query{Text: "ALARM"}, []string{"alarm", "alarm-answered"}},
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
		Mine: 2, Unclaimed: 6, Open: 11,
		Statuses:   map[dialog.Status]int{dialog.Collecting: 2, dialog.Unclaimed: 6, dialog.InProgress: 3, dialog.Resolved: 2},
		Categories: map[string]int{"facilities": 4, "mediation": 3},
	}
	if diff := cmp.Diff(want, board.Counts("li")); diff != "" {
		t.Error(diff)
	}
	if got := board.Counts("nobody").Mine; got != 0 {
		t.Errorf("nobody has %d cases", got)
	}
	if got := board.Counts("").Mine; got != 0 {
		t.Errorf("no login has %d cases", got)
	}
}

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
	if diff := cmp.Diff(rebuilt.Counts("wu"), followed.Counts("wu")); diff != "" {
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
