package simulate

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
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
	case dialog.ChangeReopened:
		f.kinds["reopened"]++
	case dialog.ChangeClaimed:
		f.owners[e.Agent]++
	}
}

// Summary is how a month went.
type Summary struct {
	Taken, Closed, Open, Unclaimed, Dissatisfied int
	// FirstWord is the median from opening to an agent's first word.
	FirstWord time.Duration
	Kinds     map[string]int
	Owners    map[string]int // cases claimed
	Category  map[string]int
	// Wrong is what must not happen and did.
	Wrong []string
}

func (t *Town) summary() Summary {
	s := Summary{Kinds: t.told.kinds, Owners: t.told.owners, Category: map[string]int{}, Wrong: t.check.wrong}
	var waits []time.Duration
	for _, c := range t.board.All() {
		if c.OpenedAt.IsZero() {
			continue
		}
		s.Taken++
		s.Category[c.Category]++
		if c.Status == dialog.Resolved || c.Status == dialog.Archived {
			s.Closed++
		} else {
			s.Open++
		}
		if c.Status == dialog.Unclaimed {
			s.Unclaimed++
		}
		if c.Score == 3 {
			s.Dissatisfied++
		}
		if !c.SpokenAt.IsZero() {
			waits = append(waits, c.SpokenAt.Sub(c.OpenedAt))
		}
	}
	if slices.Sort(waits); len(waits) > 0 {
		s.FirstWord = waits[len(waits)/2]
	}
	return s
}

// Write tells it.
func (s Summary) Write(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "taken\t%d\nclosed\t%d\nopen\t%d\nof these unclaimed\t%d\ndissatisfied\t%d\nfirst word, median\t%s\n",
		s.Taken, s.Closed, s.Open, s.Unclaimed, s.Dissatisfied, s.FirstWord.Round(time.Minute))
	for _, list := range []map[string]int{s.Kinds, s.Category, s.Owners} {
		keys := slices.SortedFunc(maps.Keys(list), func(a, b string) int { return cmp.Or(list[b]-list[a], strings.Compare(a, b)) })
		for _, key := range keys {
			fmt.Fprintf(w, "%s\t%d\n", key, list[key])
		}
	}
	fmt.Fprintf(w, "rules broken\t%d\n", len(s.Wrong))
	for _, wrong := range s.Wrong {
		fmt.Fprintf(w, "  %s\n", wrong)
	}
	return w.Flush()
}
