package handoff_test

import (
	"fmt"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// BenchmarkListRatio compares in one run a page of 50 among 10,000 open cases with
// one among 100, catching up with the book included; it must stay below 2.
//
//	go test -run - -bench ListRatio ./handoff
func BenchmarkListRatio(b *testing.B) {
	few, many := boardOf(b, crowded(b, 100)), boardOf(b, crowded(b, 10_000))
	queries := map[string]handoff.Query{
		"all":       {Open: true},
		"unclaimed": {Status: dialog.Unclaimed},
		"three":     {Status: dialog.InProgress, Category: "mediation", Owner: "wu"},
	}
	for name, query := range queries {
		b.Run(name, func(b *testing.B) {
			var small, large time.Duration
			for b.Loop() {
				small += once(b, few, query)
				large += once(b, many, query)
			}
			b.ReportMetric(float64(large)/float64(small), "ratio")
			b.ReportMetric(float64(large.Nanoseconds())/float64(b.N), "ns/list-of-10000")
			b.ReportMetric(float64(small.Nanoseconds())/float64(b.N), "ns/list-of-100")
		})
	}
}

func once(b *testing.B, board *handoff.Board, q handoff.Query) time.Duration {
	start := time.Now()
	if err := board.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	page, err := board.List(q)
	if err != nil || len(page.Cases) == 0 {
		b.Fatal(page, err)
	}
	return time.Since(start)
}

// BenchmarkRebuild folds a board of 10,000 cases from the feed.
func BenchmarkRebuild(b *testing.B) {
	book := crowded(b, 10_000)
	for b.Loop() {
		boardOf(b, book)
	}
}

// crowded is a book of n open cases, half of them claimed by two agents.
func crowded(b *testing.B, n int) *sqlite.Book {
	b.Helper()
	book := openBook(b)
	for i := 0; i < n; i += 100 {
		commit := casebook.Commit{ID: fmt.Sprint(i), Address: dialog.Address(fmt.Sprintf("telegram:%d", i))}
		for j := i; j < min(i+100, n); j++ {
			changes := []dialog.Change{said("路灯坏了"), about([]string{"mediation", "facilities"}[j%2]), opened(j * 7919 % 100_000)}
			if j%4 < 2 {
				changes = append(changes, claimed([]string{"wu", "li"}[j/4%2]))
			}
			for _, c := range changes {
				c.Case = dialog.CaseID(fmt.Sprintf("case-%05d", j))
				commit.Events = append(commit.Events, casebook.Event{Change: c, Address: commit.Address, At: morning.Add(time.Duration(j) * time.Second)})
			}
		}
		if _, err := book.Commit(b.Context(), commit); err != nil {
			b.Fatal(err)
		}
	}
	return book
}
