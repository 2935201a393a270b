package afield

import (
	"slices"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestNewsAfterClosing: what was agreed with a resident, or is owed after a crisis, is told
// also when the case is closed; what was decided while it was closed is not.
func TestNewsAfterClosing(t *testing.T) {
	closing := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	closed := casebook.Case{ID: "JH-1", Status: dialog.Resolved, Owner: "ann", ClosedAt: closing}
	for _, c := range []struct {
		name   string
		change dialog.Change
		after  time.Duration // the closing
		want   []string
	}{
		{"a check-in", dialog.Change{Kind: dialog.ChangeCheckIn, Value: dialog.CheckInDue, Raw: "ann"}, time.Hour, []string{"ann"}},
		{"a check-in whose owner has left", dialog.Change{Kind: dialog.ChangeCheckIn, Value: dialog.CheckInDue, Raw: "sup,root"}, time.Hour, []string{"sup", "root"}},
		{"one of a book from before", dialog.Change{Kind: dialog.ChangeCheckIn, Value: dialog.CheckInDue}, time.Hour, []string{"ann"}},
		{"one agreed on", dialog.Change{Kind: dialog.ChangeCheckIn, Value: dialog.CheckInAgreed}, time.Hour, nil},
		{"owed after a crisis", dialog.Change{Kind: dialog.ChangeEscalated, Value: "town", Raw: "ann,sup"}, time.Hour, []string{"ann", "sup"}},
		{"overdue when it was closed", dialog.Change{Kind: dialog.ChangeEscalated, Value: "town", Raw: "ann,sup"}, 0, nil},
	} {
		c.change.By = dialog.BySystem
		var told []string
		for _, n := range ruledNews(casebook.Event{At: closing.Add(c.after), Change: c.change}, closed) {
			told = append(told, n.to)
		}
		if !slices.Equal(told, c.want) {
			t.Errorf("%s is told to %v, want %v", c.name, told, c.want)
		}
	}
}
