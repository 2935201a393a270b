package inbox

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"
)

// TestSupervisorsReadTheReport: the month on a page, with charts that a screen reader
// reads, and as files; for nobody else.
func TestSupervisorsReadTheReport(t *testing.T) {
	w := newWorld(t)
	id := w.waits("telegram:1")
	boss := w.as("lin")
	boss.get("/inbox").shows(200, `href="/inbox/report"`)
	page := boss.get("/inbox/report?month=2026-11").shows(200, "月报 2026-11", "受理 1 件", `role="img"`, "<desc", "<caption>", "本月还没结束", "report/2026-11.xlsx", "?month=2026-10").
		hides("⟨", string(id), "telegram:1", "month=2026-12", "style=")
	svg := regexp.MustCompile(`(?s)<svg class="chart".*?</svg>`).FindString(page.body)
	for dec := xml.NewDecoder(strings.NewReader(svg)); svg != ""; {
		if _, err := dec.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("the drawing is no XML: %v\n%s", err, svg)
		}
	}
	if !strings.Contains(svg, "<rect") {
		t.Errorf("nothing is drawn: %s", svg)
	}
	boss.get("/inbox/report").shows(200, "月报 2026-10", "受理 0 件", "month=2026-11")
	boss.get("/inbox/report/2026-11.csv").shows(200, "合计,2026-11,,1,0")
	if got := boss.get("/inbox/report/2026-11.xlsx").shows(200).header; got.Get("Content-Disposition") != `attachment; filename="report-2026-11.xlsx"` {
		t.Errorf("saved as %q", got.Get("Content-Disposition"))
	}
	if !bytes.HasPrefix([]byte(boss.body), []byte("PK")) {
		t.Error("the workbook is no archive")
	}
	for _, wrong := range []string{"/inbox/report?month=13", "/inbox/report/2026-11.pdf", "/inbox/report/2026-11", "/inbox/report/x.csv"} {
		boss.get(wrong).shows(404)
	}
	agent := w.as("wu")
	agent.get("/inbox").hides("/inbox/report")
	agent.get("/inbox/report").shows(403)
	agent.get("/inbox/report/2026-11.csv").shows(403)
	w.anonymous().get("/inbox/report/2026-11.csv").hides("合计")
	boss.post("/inbox/language", "lang", "en")
	boss.get("/inbox/report?month=2026-11").shows(200, "Monthly report 2026-11", "1 taken").hides("⟨", "受理")
}
