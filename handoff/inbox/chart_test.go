package inbox

import (
	"fmt"
	"strings"
	"testing"

	"frontdoor/handoff/report"
)

// TestCharts: nothing, one thing, as many as there is room for, and more; nothing leaves the
// drawing, and names too long are cut where they are drawn and whole where they are read out.
func TestCharts(t *testing.T) {
	long := strings.Repeat("很长的站名", 6)
	for _, c := range []struct {
		name               string
		rows               []report.Row
		bars, more, height int
		first              string
	}{
		{name: "nothing"},
		{"one with nothing closed", []report.Row{{Key: "a"}}, 1, 0, 44, "a 0.0% 0.0% 0 / 0"},
		{"one", []report.Row{{Key: "a", Taken: 1}}, 1, 0, 44, "a 75.0% 0.0% 0 / 1"},
		{"more closed than taken", []report.Row{{Key: "a", Taken: 2, Closed: 4}}, 1, 0, 44, "a 37.5% 75.0% 4 / 2"},
		{"as many as there is room for", many(12), 12, 0, 528, "s00 75.0% 37.5% 20 / 40"},
		{"more", many(30), 12, 18, 528, "s00 75.0% 37.5% 20 / 40"},
		{"a long name", []report.Row{{Key: long, Taken: 1}}, 1, 0, 44, strings.Repeat("很长的站名", 4) + "… 75.0% 0.0% 0 / 1"},
		{"a long name in letters", []report.Row{{Key: strings.Repeat("Station ", 6)}}, 1, 0, 44, strings.Repeat("Station ", 5) + "… 0.0% 0.0% 0 / 0"},
	} {
		got := drawn("x", "X", "", c.rows, func(key string) string { return key }, func(r report.Row) (int, int) { return r.Taken, r.Closed })
		if len(got.Bars) != c.bars || got.More != c.more || got.Height != c.height {
			t.Errorf("%s: %d bars, %d more, %d high", c.name, len(got.Bars), got.More, got.Height)
		}
		for i, b := range got.Bars {
			if first := fmt.Sprint(b.Label, " ", b.Whole, " ", b.Part, " ", b.Value); i == 0 && first != c.first {
				t.Errorf("%s: %s", c.name, first)
			}
			if b.Name != c.rows[i].Key || b.Y+16 > got.Height {
				t.Errorf("%s: %+v", c.name, b)
			}
		}
	}
}

func many(n int) []report.Row {
	var rows []report.Row
	for i := range n {
		rows = append(rows, report.Row{Key: fmt.Sprintf("s%02d", i), Taken: 40 - i, Closed: 20})
	}
	return rows
}
