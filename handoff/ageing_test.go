package handoff_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// TestAgeing: the oldest open cases first, page by page, and only those old enough.
func TestAgeing(t *testing.T) {
	book := openBook(t)
	for i := range 700 { // more than fit one chunk of a list
		tell(t, book, dialog.CaseID(fmt.Sprintf("c%03d", i)), i, said("路灯"), about("facilities"), opened(0))
	}
	tell(t, book, "c003", 800, claimed("wu"), closed)
	board := boardOf(t, book)
	began := morning.Add(650 * time.Minute)
	q := handoff.Query{Open: true, Oldest: true, Began: began, Limit: 100}
	var got []string
	for {
		page, err := board.List(q)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Cases {
			got = append(got, string(c.ID))
		}
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	var want []string
	for i := range 650 {
		if i != 3 {
			want = append(want, fmt.Sprintf("c%03d", i))
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("%d listed: %v", len(got), got)
	}
	if n := board.CountAgeing(began, handoff.Agent{}); n != len(want) {
		t.Errorf("%d counted, want %d", n, len(want))
	}
	if n := board.CountAgeing(morning, handoff.Agent{}); n != 0 {
		t.Errorf("%d are older than the oldest", n)
	}
}
