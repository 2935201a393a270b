package handoff_test

import (
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// The list of what is due by a moment holds those promised by then, in the order of
// all lists, and as many as are counted.
func TestDueBy(t *testing.T) {
	book := openBook(t)
	for i, id := range []dialog.CaseID{"a", "b", "c", "d"} {
		tell(t, book, id, i, said("x"), opened(10*(i+1)))
	}
	tell(t, book, "b", 9, claimed("wu"), answered)
	tell(t, book, "d", 9, urgent)
	board := boardOf(t, book)
	all, err := board.List(handoff.Query{Open: true})
	if err != nil || len(all.Cases) != 4 {
		t.Fatal(all, err)
	}
	last := time.Time{}
	for _, c := range all.Cases {
		if handoff.Owed(c) == (c.ID == "b") {
			t.Errorf("%s: owed %v", c.ID, handoff.Owed(c))
		}
		if c.Due.After(last) {
			last = c.Due
		}
	}
	for _, row := range []struct {
		by   time.Time
		want int
	}{{last, 3}, {last.Add(-time.Second), 2}, {last.Add(-25 * time.Minute), 1}, {last.Add(-time.Hour), 0}} {
		page, err := board.List(handoff.Query{DueBy: row.by})
		if err != nil || len(page.Cases) != row.want || board.CountDue(row.by, handoff.Agent{}) != row.want {
			t.Errorf("by %v: %d listed, %d counted, want %d (%v)", row.by, len(page.Cases), board.CountDue(row.by, handoff.Agent{}), row.want, err)
		}
	}
	if page, err := board.List(handoff.Query{DueBy: last}); err != nil || page.Cases[0].ID != "d" {
		t.Errorf("the urgent one is not first: %v %v", page.Cases, err)
	}
}
