package simulate

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/report"
)

// figures are counted from the events as they come.
type figures struct {
	kinds  map[string]int
	owners map[string]int
}

func newFigures() figures { return figures{map[string]int{}, map[string]int{}} }

func (f *figures) event(e casebook.Event) {
	switch e.Kind {
	case dialog.ChangeProposed:
		if e.Value != "" {
			f.kinds["proposed"]++
		}
		if e.Agent != "" {
			f.kinds["passed over"]++
		}
	case dialog.ChangeClock:
		f.kinds["warned"]++
	case dialog.ChangeEscalated:
		f.kinds["to the "+e.Value]++
	case dialog.ChangeClustered:
		f.kinds["clusters"]++
	case dialog.ChangeAlike:
		f.kinds["asked whether it is the same"]++
	case dialog.ChangeMerged:
		f.kinds["followed"]++
	case dialog.ChangeReopened:
		f.kinds["reopened"]++
	case dialog.ChangeClaimed:
		f.owners[e.Agent]++
	}
}

// Summary is how a month went.
type Summary struct {
	// Report is the month as a town reads it, counted from the events alone.
	Report report.Report
	Kinds  map[string]int // what the rules did
	Owners map[string]int // cases claimed
	// Wrong is what must not happen and did.
	Wrong []string
}

// summary counts the month from the book, and holds it against what the board shows.
func (t *Town) summary(ctx context.Context) (Summary, error) {
	month := report.Month{Start: t.Start, End: t.Start.AddDate(0, 0, t.Days)}
	counted, err := report.NewLedger(t.Book, t.Script.Town).Count(ctx, month.UpTo(t.now))
	if err != nil {
		return Summary{}, err
	}
	taken, open := 0, 0
	for _, c := range t.board.All() {
		if c.OpenedAt.IsZero() {
			continue
		}
		taken++
		if c.Status != dialog.Resolved && c.Status != dialog.Archived {
			open++
		}
	}
	if taken != counted.Total.Taken || open != counted.Total.Open {
		t.check.say("the report says %d taken and %d open, the board %d and %d", counted.Total.Taken, counted.Total.Open, taken, open)
	}
	return Summary{Report: counted, Kinds: t.told.kinds, Owners: t.told.owners, Wrong: t.check.wrong}, nil
}

// Write tells it: the monthly report, what the rules did, and what was broken of them.
func (s Summary) Write(out io.Writer, words report.Wording) error {
	if err := s.Report.Write(out, "table", words); err != nil {
		return err
	}
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, key := range slices.SortedFunc(maps.Keys(s.Kinds), func(a, b string) int { return cmp.Or(s.Kinds[b]-s.Kinds[a], strings.Compare(a, b)) }) {
		fmt.Fprintf(w, "%s\t%d\n", key, s.Kinds[key])
	}
	fmt.Fprintf(w, "rules broken\t%d\n", len(s.Wrong))
	for _, wrong := range s.Wrong {
		fmt.Fprintf(w, "  %s\n", wrong)
	}
	return w.Flush()
}
