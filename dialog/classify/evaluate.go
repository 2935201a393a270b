package classify

import (
	"cmp"
	"math"
	"slices"

	"frontdoor/dialog/classify/internal/chance"
)

// Line is one labelled text. Also lists further labels that a second reader
// would give; they count in the lenient figure only.
type Line struct {
	Text     string   `json:"text"`
	Category string   `json:"category"`
	Also     []string `json:"also"`
}

// Judged is what a model said about one labelled line.
type Judged struct {
	Gold, Best int     // classes
	Place      int     // of the right label among the eleven, 0 for first
	P          float64 // probability of Best
	GoldP      float64 // probability of the right label
	Lenient    bool    // Best is the label or one of Also
	Sure       bool    // Ranking.Sure
}

// Judge ranks every line. A line with an unknown category counts as None.
func Judge(m *Model, lines []Line) []Judged {
	judged := make([]Judged, len(lines))
	for i, line := range lines {
		gold, ok := ClassOf(line.Category)
		if !ok {
			gold = classNone
		}
		judged[i] = judge(m.Rank(line.Text), gold)
		if slices.Contains(line.Also, ClassName(judged[i].Best)) {
			judged[i].Lenient = true
		}
	}
	return judged
}

// JudgeScores judges the scores that a model with this header gave to a text in which
// so many n-grams are known.
func (h *Header) JudgeScores(scores [Classes]float64, known int, chinese bool, gold int) Judged {
	return judge(Ranking{h.Probabilities(scores, known, chinese), h.floors()}, gold)
}

func judge(ranking Ranking, gold int) Judged {
	guess := ranking.Best()
	best, _ := ClassOf(guess.Category)
	j := Judged{Gold: gold, Best: best, P: guess.P, GoldP: ranking.p[gold], Sure: ranking.Sure(), Lenient: best == gold}
	for _, p := range ranking.p {
		if p > j.GoldP {
			j.Place++
		}
	}
	return j
}

// Report is how well a model does on labelled lines. Shares are 0 to 1 and
// strict, if nothing else is said.
type Report struct {
	Lines            int
	Top1, Top2, Top3 float64               // right label among the one, two, three likeliest of the eleven
	Lenient          float64               // best label right, or one of Also
	MacroF1          float64               // mean F1 over the labels that occur
	Coverage         float64               // share of lines, surest first, of which 95 % are right
	Sure             float64               // share of lines with Ranking.Sure
	SureRight        float64               // of those, share lenient
	Refused          float64               // of the lines that are None, share called None
	Lost             float64               // of the other lines, share called None
	Surprise         float64               // mean negative log probability of the right label, nats
	Confusion        [Classes][Classes]int // row: right label; column: best label
}

// Measure sums up judged lines.
func Measure(judged []Judged) Report {
	r := Report{Lines: len(judged)}
	var none, refused, lost float64
	var surePlain float64
	for _, j := range judged {
		r.Confusion[j.Gold][j.Best]++
		r.Surprise -= math.Log(max(j.GoldP, 1e-9))
		r.Top1 += one(j.Place == 0)
		r.Top2 += one(j.Place < 2)
		r.Top3 += one(j.Place < 3)
		r.Lenient += one(j.Lenient)
		r.Sure += one(j.Sure)
		surePlain += one(j.Sure && j.Lenient)
		none += one(j.Gold == classNone)
		refused += one(j.Gold == classNone && j.Best == classNone)
		lost += one(j.Gold != classNone && j.Best == classNone)
	}
	n := max(1, float64(len(judged)))
	r.SureRight = surePlain / max(1, r.Sure)
	for _, share := range []*float64{&r.Top1, &r.Top2, &r.Top3, &r.Lenient, &r.Sure, &r.Surprise} {
		*share /= n
	}
	r.Refused = refused / max(1, none)
	r.Lost = lost / max(1, float64(len(judged))-none)
	r.MacroF1 = macroF1(r.Confusion)
	r.Coverage = coverage(judged)
	return r
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// Evaluate judges every line and sums up.
func Evaluate(m *Model, lines []Line) Report { return Measure(Judge(m, lines)) }

// precise is the precision at which coverage is told.
const precise = 0.95

// coverage is the largest share of lines, surest first, of which at least
// precise are right.
func coverage(judged []Judged) float64 {
	order := slices.Clone(judged)
	slices.SortStableFunc(order, func(a, b Judged) int { return cmp.Compare(b.P, a.P) })
	right, most := 0.0, 0
	for i, j := range order {
		right += one(j.Place == 0)
		if right >= precise*float64(i+1) {
			most = i + 1
		}
	}
	return float64(most) / max(1, float64(len(judged)))
}

func macroF1(confusion [Classes][Classes]int) float64 {
	var sum, labels float64
	for c := range Classes {
		precision, recall, lines := Category(confusion, c)
		if lines == 0 {
			continue
		}
		labels++
		if precision+recall > 0 {
			sum += 2 * precision * recall / (precision + recall)
		}
	}
	return sum / max(1, labels)
}

// Category gives precision and recall of one class and how many lines have it.
func Category(confusion [Classes][Classes]int, class int) (precision, recall float64, lines int) {
	var column int
	for o := range Classes {
		lines += confusion[class][o]
		column += confusion[o][class]
	}
	right := float64(confusion[class][class])
	return right / max(1, float64(column)), right / max(1, float64(lines)), lines
}

// rounds is how often the lines are drawn anew for an interval.
const rounds = 1000

// Interval is where a figure lies in 95 of 100 draws of as many lines from the
// lines (bootstrap): how far it may be trusted for other lines of the same kind.
// The figures are given in the order of pick.
func Interval(judged []Judged, pick func(Report) []float64) (low, high []float64) {
	var drawn [][]float64
	luck := chance.Lottery(41)
	sample := make([]Judged, len(judged))
	for range rounds {
		for i := range sample {
			sample[i] = judged[luck.Below(len(judged))]
		}
		for k, figure := range pick(Measure(sample)) {
			if k == len(drawn) {
				drawn = append(drawn, nil)
			}
			drawn[k] = append(drawn[k], figure)
		}
	}
	for _, figures := range drawn {
		slices.Sort(figures)
		low = append(low, figures[rounds*25/1000])
		high = append(high, figures[rounds*975/1000-1])
	}
	return low, high
}
