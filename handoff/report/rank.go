package report

import (
	"cmp"
	"fmt"
)

// rankedFrom is how many matters a station must have closed to be ranked: of fewer, a
// rate says nothing.
const rankedFrom = 5

// Ranked says whether a row has enough closings to be compared.
func (r Row) Ranked() bool { return r.Key != "" && r.Closed >= rankedFrom }

// ranked orders stations by what they settled of what they closed, then by fewer
// overdue; the unranked come last, by name.
func ranked(a, b Row) int {
	switch {
	case a.Ranked() != b.Ranked():
		if a.Ranked() {
			return -1
		}
		return 1
	case !a.Ranked():
		return byKey(a, b)
	}
	return cmp.Or(cmp.Compare(Rate(b.Settled, b.Closed), Rate(a.Settled, a.Closed)), cmp.Compare(Rate(a.Overdue, a.Taken), Rate(b.Overdue, b.Taken)), byKey(a, b))
}

// Bulletin is what goes round each month, in sentences: the figures, the stations in
// order, and what lies too long.
func (r Report) Bulletin(w Wording) []string {
	t := r.Total
	lines := []string{fmt.Sprintf(w.say("%s：受理 %d 件，办结 %d 件，其中办好无异议 %d 件，办结未解决 %d 件；重开 %d 件，不满意 %d 件，超时 %d 件。",
		"%s: %d taken, %d closed, %d of these settled, %d closed but not solved; %d reopened, %d dissatisfied, %d overdue."),
		r.Month, t.Taken, t.Closed, t.Settled, t.NotSolved, t.Reopened, t.Dissatisfied, t.Overdue)}
	for i, row := range r.Stations {
		if row.Ranked() {
			lines = append(lines, fmt.Sprintf(w.say("第 %d 名 %s：办结 %d 件，办好率 %.1f%%，重开 %d 件，不满意 %d 件，超时 %d 件。",
				"No. %d %s: %d closed, %.1f %% settled, %d reopened, %d dissatisfied, %d overdue."),
				i+1, w.Station(row.Key), row.Closed, Rate(row.Settled, row.Closed), row.Reopened, row.Dissatisfied, row.Overdue))
		}
	}
	old := 0
	for _, a := range r.Ages {
		if a.From >= 31 {
			old += a.Open
		}
	}
	return append(lines, fmt.Sprintf(w.say("月末未办结 %d 件，其中超过 30 天 %d 件。", "Open at the end: %d, %d of these for more than 30 days."), t.Open, old))
}
