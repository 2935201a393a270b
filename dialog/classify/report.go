package classify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// figure is a row of a report: what it is called and where it stands.
var figures = []struct {
	name  string
	value func(Report) float64
}{
	{"accuracy", func(r Report) float64 { return r.Top1 }},
	{"accuracy, second labels counted", func(r Report) float64 { return r.Lenient }},
	{"macro-F1", func(r Report) float64 { return r.MacroF1 }},
	{"right among the first two", func(r Report) float64 { return r.Top2 }},
	{"right among the first three", func(r Report) float64 { return r.Top3 }},
	{"coverage at 95 % precision", func(r Report) float64 { return r.Coverage }},
	{"said without asking", func(r Report) float64 { return r.Sure }},
	{"right when said without asking", func(r Report) float64 { return r.SureRight }},
	{"none: refused", func(r Report) float64 { return r.Refused }},
	{"not none: refused", func(r Report) float64 { return r.Lost }},
}

// confusedMost is how many confusion pairs a table lists.
const confusedMost = 12

// Table tells how judged lines came out, for people: every figure with its 95 %
// interval, precision and recall by category, and what is taken for what.
func Table(judged []Judged) string {
	if len(judged) == 0 {
		return "0 lines\n"
	}
	r := Measure(judged)
	low, high := Interval(judged, func(r Report) (all []float64) {
		for _, f := range figures {
			all = append(all, f.value(r))
		}
		return all
	})
	var b strings.Builder
	fmt.Fprintf(&b, "%d lines\n", r.Lines)
	for i, f := range figures {
		fmt.Fprintf(&b, "%-32s %.3f  (%.3f to %.3f)\n", f.name, f.value(r), low[i], high[i])
	}
	fmt.Fprintf(&b, "\n%-12s %6s %10s %7s\n", "category", "lines", "precision", "recall")
	for c := range Classes {
		if precision, recall, lines := Category(r.Confusion, c); lines > 0 || precision > 0 {
			fmt.Fprintf(&b, "%-12s %6d %10.3f %7.3f\n", ClassName(c), lines, precision, recall)
		}
	}
	for i, pair := range confused(r.Confusion) {
		if i == 0 {
			fmt.Fprintf(&b, "\n%-12s %-12s %5s\n", "is", "said", "lines")
		}
		fmt.Fprintf(&b, "%-12s %-12s %5d\n", ClassName(pair.is), ClassName(pair.said), pair.lines)
	}
	return b.String()
}

type pair struct{ is, said, lines int }

// confused lists what was taken for what, most often first.
func confused(confusion [Classes][Classes]int) (pairs []pair) {
	for is := range Classes {
		for said, lines := range confusion[is] {
			if is != said && lines > 0 {
				pairs = append(pairs, pair{is, said, lines})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.lines, a.lines) })
	return pairs[:min(len(pairs), confusedMost)]
}

// String is the report in one line.
func (r Report) String() string {
	return fmt.Sprintf("%d lines: top-1 %.3f (%.3f with second labels), top-2 %.3f, top-3 %.3f, macro-F1 %.3f, coverage %.3f, surprise %.2f; sure %.2f of lines, right %.3f of those",
		r.Lines, r.Top1, r.Lenient, r.Top2, r.Top3, r.MacroF1, r.Coverage, r.Surprise, r.Sure, r.SureRight)
}
