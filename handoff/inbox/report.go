package inbox

import (
	"bytes"
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

// chart are bars drawn on the server: a drawing with a name and a description, which
// needs no script and takes the colours of the page.
type chart struct {
	ID, Title, Desc string
	Height          int
	Bars            []bar
}

// bar is one thing with a part of it, in units of the drawing.
type bar struct {
	Label, Value string
	Y, TextY     int
	Whole, Part  int
	ValueX       int
}

// Measures of a drawing.
const (
	barsMost  = 12
	barHeight = 30
	barLong   = 380
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
	c := chart{ID: id, Title: title, Desc: desc}
	most := 1
	rows = rows[:min(len(rows), barsMost)]
	for _, r := range rows {
		whole, part := of(r)
		most = max(most, whole, part)
	}
	for i, r := range rows {
		whole, part := of(r)
		b := bar{Label: name(r.Key), Value: itoa(part) + " / " + itoa(whole), Y: i*barHeight + 6, TextY: i*barHeight + 20,
			Whole: whole * barLong / most, Part: part * barLong / most}
		b.ValueX = 170 + max(b.Whole, b.Part) + 8
		c.Bars = append(c.Bars, b)
	}
	c.Height = len(c.Bars) * barHeight
	return c
}
