package classify_test

import (
	"bufio"
	"bytes"
	"encoding/json"
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
		for _, name := range []string{"heldout", "intake"} {
			sets[name] = readTSV(b, "testdata/"+name+".tsv")
		}
	}
	for name, lines := range sets {
		b.Run(name[strings.LastIndex(name, "/")+1:], func(b *testing.B) {
			var r classify.Report
			for b.Loop() {
				r = classify.Evaluate(m, lines)
			}
			b.Log("\n" + r.String())
			b.ReportMetric(r.Top1, "top1")
			b.ReportMetric(r.Top3, "top3")
			b.ReportMetric(r.MacroF1, "macroF1")
		})
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
