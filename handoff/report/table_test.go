package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"
)

// odd is a report with names that a spreadsheet would take for formulas.
func odd() Report {
	r := Report{Month: "2026-10", Total: Row{Taken: 7, Closed: 6, Settled: 3, Open: 2}}
	r.Stations = []Row{{Key: "QX01", Closed: 6, Settled: 3}, {Key: "=HYPERLINK(\"x\")"}, {Key: "+1"}, {Key: "@SUM(A1)"}, {Key: ""}}
	r.Agents = []Row{{Key: "-wu", Taken: 7}, {Key: "li<&>\"", Taken: 1}}
	r.Categories = []Row{{Key: "facilities", Close: Spread{N: 1, Median: 5400, P90: 7200}}}
	r.Ages = []Age{{0, 31, 1}, {31, 0, 1}}
	return r
}

func written(t *testing.T, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := odd().Write(&b, format, Words("zh", nil, nil)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSVHoldsNoFormula(t *testing.T) {
	text := string(written(t, "csv"))
	if !strings.HasPrefix(text, "\uFEFF分组,名称,") || !strings.Contains(text, "\r\n") {
		t.Errorf("begins %.40q", text)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 10 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("%q is a formula", cell)
			}
		}
	}
	if got := strings.Join(rows[2], ","); got != "站点,QX01,1,0,6,3,50.0,0,0,0,0,,,,,,,0,0,0,0,0,0" {
		t.Errorf("the first station: %s", got)
	}
	if got := rows[9][15] + " " + rows[9][16]; got != "1.5 2.0" {
		t.Errorf("hours to close: %s", got)
	}
}

func TestTableAndBulletin(t *testing.T) {
	text := string(written(t, "table"))
	for _, want := range []string{"第 1 名 QX01：办结 6 件，办好率 50.0%", "月末未办结 2 件，其中超过 30 天 1 件", "未经站点"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
	if err := odd().Write(io.Discard, "pdf", Words("zh", nil, nil)); err == nil || !strings.Contains(err.Error(), "xlsx") {
		t.Errorf("a format that is none: %v", err)
	}
}
