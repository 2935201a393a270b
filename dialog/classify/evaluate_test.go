package classify_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"

	"frontdoor/dialog/classify"
)

func load(t testing.TB) *classify.Model {
	t.Helper()
	m, err := classify.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// readTSV reads "category TAB text" lines.
func readTSV(t testing.TB, name string) []classify.Line {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []classify.Line
	for i, row := range strings.Split(string(text), "\n") {
		if row = strings.TrimSpace(row); row == "" || row[0] == '#' {
			continue
		}
		category, words, ok := strings.Cut(row, "\t")
		if _, known := classify.ClassOf(category); !ok || !known {
			t.Fatalf("%s:%d: want category TAB text", name, i+1)
		}
		lines = append(lines, classify.Line{Text: words, Category: category})
	}
	return lines
}

// Further labelled lines, kept outside the project, are read from the files
// named in FRONTDOOR_CLASSIFY_LINES: JSON lines with text, category, also;
// several files separated by commas. Without it the held-out lines of this
// project and its intake lines are reported.
//
//	FRONTDOOR_CLASSIFY_LINES=a.jsonl,b.jsonl go test -run '^$' -bench Evaluate -v ./dialog/classify
func BenchmarkEvaluate(b *testing.B) {
	m := load(b)
	sets := map[string][]classify.Line{}
	if names := os.Getenv("FRONTDOOR_CLASSIFY_LINES"); names != "" {
		for name := range strings.SplitSeq(names, ",") {
			sets[name] = readJSONL(b, name)
		}
	} else {
		for _, name := range []string{"heldout", "intake", "board", "boundary", "plain"} {
			sets[name] = readTSV(b, "testdata/"+name+".tsv")
		}
	}
	for name, lines := range sets {
		b.Run(name[strings.LastIndex(name, "/")+1:], func(b *testing.B) {
			var r classify.Report
			for b.Loop() {
				r = classify.Evaluate(m, lines)
			}
			b.Log(r)
			b.ReportMetric(r.Top1, "top1")
			b.ReportMetric(r.Top3, "top3")
			b.ReportMetric(r.MacroF1, "macroF1")
		})
	}
}

// The figures of a report, on lines whose judgement is known.
func TestMeasure(t *testing.T) {
	judged := []classify.Judged{
		{Gold: 0, Best: 0, Place: 0, P: 0.9, GoldP: 0.9, Lenient: true, Sure: true},
		{Gold: 0, Best: 1, Place: 1, P: 0.8, GoldP: 0.1, Lenient: true, Sure: true},
		{Gold: 1, Best: 1, Place: 0, P: 0.7, GoldP: 0.7, Lenient: true},
		{Gold: 1, Best: 10, Place: 3, P: 0.4, GoldP: 0.1},
	}
	r := classify.Measure(judged)
	for name, c := range map[string][2]float64{
		"top1": {r.Top1, 0.5}, "top2": {r.Top2, 0.75}, "top3": {r.Top3, 0.75}, "lenient": {r.Lenient, 0.75},
		"coverage": {r.Coverage, 0.25}, "sure": {r.Sure, 0.5}, "sure right": {r.SureRight, 1},
		"lost": {r.Lost, 0.25}, "refused": {r.Refused, 0}, "macro-F1": {r.MacroF1, (2.0/3 + 0.5) / 2},
	} {
		if math.Abs(c[0]-c[1]) > 1e-9 {
			t.Errorf("%s is %v, want %v", name, c[0], c[1])
		}
	}
	low, high := classify.Interval(judged, func(r classify.Report) []float64 { return []float64{r.Top1, 7} })
	if low[0] > 0.25 || high[0] < 0.75 || low[1] != 7 || high[1] != 7 {
		t.Errorf("intervals from %v to %v", low, high)
	}
	if table := classify.Table(judged); !strings.Contains(table, "errand       mediation        1") || classify.Table(nil) != "0 lines\n" {
		t.Errorf("table:\n%s", table)
	}
}

func readJSONL(t testing.TB, name string) (lines []classify.Line) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	scan := bufio.NewScanner(bytes.NewReader(text))
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var line classify.Line
		if err := json.Unmarshal(scan.Bytes(), &line); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lines = append(lines, line)
	}
	if err := scan.Err(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return lines
}
