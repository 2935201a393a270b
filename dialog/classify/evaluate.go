package classify

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Line is one labelled text. Also lists further labels that count as right.
type Line struct {
	Text     string   `json:"text"`
	Category string   `json:"category"`
	Also     []string `json:"also"`
}

// Report is how well a model does on labelled lines. Shares are 0 to 1 and
// lenient: a label of Also counts as right.
type Report struct {
	Lines     int
	Top1      float64               // best label right
	Top3      float64               // right label among the three likeliest of the eleven
	MacroF1   float64               // mean F1 over the labels that occur
	Sure      float64               // share of lines with Ranking.Sure
	SureRight float64               // of those, share right
	Surprise  float64               // mean negative log probability of the right label, nats
	Confusion [Classes][Classes]int // row: right label; column: best label
}

// Evaluate ranks every line. Lines with an unknown category count as None.
func Evaluate(m *Model, lines []Line) Report {
	var r Report
	r.Lines = len(lines)
	var top1, top3, sure, sureRight int
	for _, line := range lines {
		gold, ok := ClassOf(line.Category)
		if !ok {
			gold = classNone
		}
		ranking := m.Rank(line.Text)
		best, _ := ClassOf(ranking.Best().Category)
		if slices.Contains(line.Also, ClassName(best)) {
			gold = best
		}
		r.Confusion[gold][best]++
		r.Surprise -= math.Log(max(ranking.p[gold], 1e-9))
		if gold == best {
			top1++
		}
		if within(ranking.p, line, gold, 3) {
			top3++
		}
		if ranking.Sure() {
			sure++
			if gold == best {
				sureRight++
			}
		}
	}
	n := float64(max(1, len(lines)))
	r.Top1, r.Top3, r.Sure = float64(top1)/n, float64(top3)/n, float64(sure)/n
	r.SureRight = float64(sureRight) / float64(max(1, sure))
	r.Surprise /= n
	r.MacroF1 = macroF1(r.Confusion)
	return r
}

// within reports whether a right label is among the n likeliest.
func within(p [Classes]float64, line Line, gold, n int) bool {
	above := func(class int) (count int) {
		for _, other := range p {
			if other > p[class] {
				count++
			}
		}
		return count
	}
	for _, name := range line.Also {
		if c, ok := ClassOf(name); ok && above(c) < n {
			return true
		}
	}
	return above(gold) < n
}

func macroF1(confusion [Classes][Classes]int) float64 {
	var sum, labels float64
	for c := range Classes {
		var row, column int
		for o := range Classes {
			row += confusion[c][o]
			column += confusion[o][c]
		}
		if row == 0 {
			continue
		}
		labels++
		sum += 2 * float64(confusion[c][c]) / float64(row+column)
	}
	return sum / max(1, labels)
}

// String is the report as a table for people.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d lines: top-1 %.3f, top-3 %.3f, macro-F1 %.3f, surprise %.2f; sure %.2f of lines, right %.3f of those\n",
		r.Lines, r.Top1, r.Top3, r.MacroF1, r.Surprise, r.Sure, r.SureRight)
	fmt.Fprintf(&b, "%-12s", "right \\ said")
	for c := range Classes {
		fmt.Fprintf(&b, "%6.5s", ClassName(c))
	}
	for gold := range Classes {
		fmt.Fprintf(&b, "\n%-12s", ClassName(gold))
		for best := range Classes {
			fmt.Fprintf(&b, "%6d", r.Confusion[gold][best])
		}
	}
	return b.String() + "\n"
}
