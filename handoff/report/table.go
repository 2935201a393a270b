package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
)

// Formats are what a report can be written as.
func Formats() []string { return []string{"table", "csv", "json", "xlsx"} }

// Write writes the report.
func (r Report) Write(out io.Writer, format string, w Wording) error {
	switch format {
	case "table":
		return r.writeTable(out, w)
	case "csv":
		return r.writeCSV(out, w)
	case "json":
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	case "xlsx":
		return r.writeXLSX(out, w)
	}
	return fmt.Errorf("format %q is unknown: the formats are %s", format, strings.Join(Formats(), ", "))
}

// cell is one figure of a table: a word, or a number where Number is set.
type cell struct {
	text   string
	number bool
}

func words(s string) cell    { return cell{text: s} }
func figure(n int) cell      { return cell{strconv.Itoa(n), true} }
func part(n float64) cell    { return cell{strconv.FormatFloat(n, 'f', 1, 64), true} }
func minutes(s Seconds) cell { return part(s.Duration().Minutes()) }
func hours(s Seconds) cell   { return part(s.Duration().Hours()) }

// columns are the figures of a row in order.
var columns = []string{"section", "key", "rank", "taken", "closed", "settled", "settled_rate", "not_solved", "reopened", "dissatisfied", "overdue",
	"notify_median", "notify_p90", "first_word_median", "first_word_p90", "close_median", "close_p90", "repeat", "questions", "corrected", "open", "agreed", "fulfilled"}

// Rows is the report as it is shown: rows of words and figures, the names of the columns
// first.
func (r Report) Rows(w Wording) [][]string {
	var all [][]string
	for _, row := range r.table(w) {
		var line []string
		for _, c := range row {
			line = append(line, c.text)
		}
		all = append(all, line)
	}
	return all
}

// table is the same as cells.
func (r Report) table(w Wording) [][]cell {
	var head []cell
	for _, c := range columns {
		head = append(head, words(w.Figure(c)))
	}
	all := [][]cell{head, line(w.Section("total"), r.Month, 0, r.Total)}
	for i, row := range r.Stations {
		rank := 0
		if row.Ranked() {
			rank = i + 1
		}
		all = append(all, line(w.Section("station"), w.Station(row.Key), rank, row))
	}
	for _, row := range r.Agents {
		all = append(all, line(w.Section("agent"), row.Key, 0, row))
	}
	for _, row := range r.Categories {
		all = append(all, line(w.Section("category"), w.Category(row.Key), 0, row))
	}
	return all
}

func line(section, key string, rank int, r Row) []cell {
	or := func(there bool, c cell) cell {
		if !there {
			return cell{}
		}
		return c
	}
	return []cell{words(section), words(key), or(rank > 0, figure(rank)), figure(r.Taken), figure(r.Closed), figure(r.Settled),
		or(r.Closed > 0, part(Rate(r.Settled, r.Closed))), figure(r.NotSolved), figure(r.Reopened), figure(r.Dissatisfied), figure(r.Overdue),
		or(r.Notify.N > 0, minutes(r.Notify.Median)), or(r.Notify.N > 0, minutes(r.Notify.P90)),
		or(r.FirstWord.N > 0, minutes(r.FirstWord.Median)), or(r.FirstWord.N > 0, minutes(r.FirstWord.P90)),
		or(r.Close.N > 0, hours(r.Close.Median)), or(r.Close.N > 0, hours(r.Close.P90)),
		figure(r.Repeat), figure(r.Questions), figure(r.Corrected), figure(r.Open), figure(r.Agreed), figure(r.Fulfilled)}
}

func (r Report) writeTable(out io.Writer, w Wording) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, row := range r.table(w) {
		for i, c := range row {
			if i > 0 {
				fmt.Fprint(t, "\t")
			}
			fmt.Fprint(t, strings.Map(printable, c.text))
		}
		fmt.Fprintln(t)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, "\n"+strings.Join(r.Bulletin(w), "\n"))
	return err
}

func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return ' '
	}
	return r
}

// writeCSV begins with the mark by which Excel knows UTF-8.
func (r Report) writeCSV(out io.Writer, w Wording) error {
	if _, err := io.WriteString(out, "\uFEFF"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	c.UseCRLF = true
	for _, row := range r.table(w) {
		var fields []string
		for _, cell := range row {
			fields = append(fields, cell.plain())
		}
		if err := c.Write(fields); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// plain is a cell that no spreadsheet takes for a formula.
func (c cell) plain() string {
	if !c.number && strings.ContainsAny(c.text[:min(1, len(c.text))], "=+-@\t\r\n|") {
		return "'" + c.text
	}
	return c.text
}
