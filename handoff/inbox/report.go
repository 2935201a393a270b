package inbox

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"frontdoor/handoff"
	"frontdoor/handoff/report"
)

// reportView is the monthly report as supervisors see it: charts, and the same figures
// as a table below.
type reportView struct {
	page
	Month        string
	Before, Next string // the months beside it; Next is "" where it has not begun
	Running      bool   // the month is not over
	Bulletin     []string
	Charts       []chart
	Head         []string
	Rows         [][]string
	Downloads    []string
}

// HeadTitle tells the pages of an agent apart.
func (v reportView) HeadTitle() string { return v.T("report") + " " + v.Month + " · " + v.Town }

// chart are bars drawn on the server: a drawing with a name and a description, which
// needs no script and takes the colours of the page. Its letters are as large as the page's
// on every screen, as only the bars are measured by its width.
type chart struct {
	ID, Title, Desc string
	Height          int
	Bars            []bar
	More            int // rows that are not drawn
}

// bar is one thing with a part of it: its name stands above, what it says behind. Lengths
// are percent of the drawing's width.
type bar struct {
	Name, Label, Value string // Label is as much of the name as there is room for
	Y, TextY, ValueY   int
	Whole, Part, End   string
}

// Measures of a drawing.
const (
	barsMost  = 12
	barHeight = 44
	barLong   = 75. // the rest is for what stands behind the longest
	nameLong  = 40  // half-wide letters that a telephone has room for
)

func (in *inbox) showReport(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	month, counted, ok := in.counted(w, r, agent, r.URL.Query().Get("month"))
	if !ok {
		return
	}
	p := in.newPage(r, agent)
	say := report.Words(p.Lang, in.Catalog, in.Town)
	v := reportView{page: p, Month: month.String(), Before: month.Before().String(), Running: month.End.After(in.Now()),
		Bulletin: counted.Bulletin(say), Downloads: []string{"xlsx", "csv", "json"}}
	if !month.After().Start.After(in.Now()) {
		v.Next = month.After().String()
	}
	v.Charts = []chart{
		drawn("categories", p.T("report_categories"), p.T("report_categories_desc"), counted.Categories, say.Category, func(r report.Row) (int, int) { return r.Taken, r.Closed }),
		drawn("stations", p.T("report_stations"), p.T("report_stations_desc"), counted.Stations, say.Station, func(r report.Row) (int, int) { return r.Closed, r.Settled }),
	}
	rows := counted.Rows(say)
	v.Head, v.Rows = rows[0], rows[1:]
	in.render(w, r, http.StatusOK, "report.html", v)
}

// saveReport gives the report as a file: /inbox/report/2026-10.xlsx.
func (in *inbox) saveReport(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	name, format, _ := strings.Cut(r.PathValue("file"), ".")
	kind, known := map[string]string{"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}[format]
	if !known {
		in.notFound(w, r)
		return
	}
	month, counted, ok := in.counted(w, r, agent, name)
	if !ok {
		return
	}
	var file bytes.Buffer
	if err := counted.Write(&file, format, report.Words(language(r), in.Catalog, in.Town)); err != nil {
		in.trouble(w, r, err)
		return
	}
	if err := in.Desk.Exported(r.Context(), agent, month.String(), "report."+format); err != nil {
		in.trouble(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="report-`+month.String()+`.`+format+`"`)
	file.WriteTo(w) //nolint:errcheck // the browser has gone
}

// counted counts a month, the last whole one if none is named, for those who may see it;
// false when it has answered otherwise.
func (in *inbox) counted(w http.ResponseWriter, r *http.Request, agent handoff.Agent, name string) (report.Month, report.Report, bool) {
	if !agent.Role.Supervises() {
		in.refused(w, r, http.StatusForbidden, "err_role")
		return report.Month{}, report.Report{}, false
	}
	month := report.MonthBefore(in.Now(), in.Town.Zone)
	if name != "" {
		var err error
		if month, err = report.ParseMonth(name, in.Town.Zone); err != nil {
			in.notFound(w, r)
			return month, report.Report{}, false
		}
	}
	counted, err := in.ledger.Count(r.Context(), month.UpTo(in.Now()))
	if err != nil {
		in.trouble(w, r, err)
		return month, counted, false
	}
	return month, counted, true
}

// drawn draws the first rows: how many in all, and the part of them that counts.
func drawn(id, title, desc string, rows []report.Row, name func(string) string, of func(report.Row) (whole, part int)) chart {
	c := chart{ID: id, Title: title, Desc: desc, More: max(0, len(rows)-barsMost)}
	most := 1
	rows = rows[:min(len(rows), barsMost)]
	for _, r := range rows {
		whole, part := of(r)
		most = max(most, whole, part)
	}
	long := func(n int) string { return fmt.Sprintf("%.1f%%", float64(n)*barLong/float64(most)) }
	for i, r := range rows {
		whole, part := of(r)
		top := i * barHeight
		c.Bars = append(c.Bars, bar{Name: name(r.Key), Label: fitting(name(r.Key)), Value: itoa(part) + " / " + itoa(whole), TextY: top + 14, Y: top + 20, ValueY: top + 33,
			Whole: long(whole), Part: long(part), End: long(max(whole, part))})
	}
	c.Height = len(c.Bars) * barHeight
	return c
}

// fitting is as much of a name as stands above a bar on a telephone: Chinese characters
// are twice as wide as others.
func fitting(name string) string {
	wide := 0
	for i, r := range name {
		if wide++; r >= '\u2e80' {
			wide++
		}
		if wide > nameLong {
			return name[:i] + "…"
		}
	}
	return name
}
