package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/handoff/casebook/sqlite"
)

const (
	spaceSheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	spaceRels  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// sheetName is what Excel takes for one: 1 to 31 characters, none of []:*?/\, no ' at an end.
var sheetName = regexp.MustCompile(`^[^\[\]:*?/\\']{1,31}$`)

// workbookParts are the parts of a workbook of one sheet, and what the root of each is. No other
// part is there: no strings to share, no macros, no links to other files.
var workbookParts = map[string]xml.Name{
	"[Content_Types].xml":        {Space: "http://schemas.openxmlformats.org/package/2006/content-types", Local: "Types"},
	"_rels/.rels":                {Space: "http://schemas.openxmlformats.org/package/2006/relationships", Local: "Relationships"},
	"xl/_rels/workbook.xml.rels": {Space: "http://schemas.openxmlformats.org/package/2006/relationships", Local: "Relationships"},
	"xl/workbook.xml":            {Space: spaceSheet, Local: "workbook"},
	"xl/worksheets/sheet1.xml":   {Space: spaceSheet, Local: "worksheet"},
}

// readBack reads a workbook as a spreadsheet does, by the rules of the format, and gives the
// name of its sheet and the cells: what is a number begins with #.
func readBack(t *testing.T, file []byte) (string, [][]string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name] != nil {
			t.Errorf("%s is there twice", f.Name)
		}
		parts[f.Name] = content
		var root struct{ XMLName xml.Name }
		if err := xml.Unmarshal(content, &root); err != nil || root.XMLName != workbookParts[f.Name] {
			t.Errorf("%s begins with %v: %v", f.Name, root.XMLName, err)
		}
	}
	if got, want := slices.Sorted(maps.Keys(parts)), slices.Sorted(maps.Keys(workbookParts)); !slices.Equal(got, want) {
		t.Fatalf("the parts are %q", got)
	}
	return sheetOf(t, parts), cellsOf(t, parts["xl/worksheets/sheet1.xml"])
}

// sheetOf follows the way from the archive to its only sheet, and gives the sheet's name.
func sheetOf(t *testing.T, parts map[string][]byte) string {
	t.Helper()
	type rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	var top, below rels
	var types struct {
		Parts []struct {
			Name string `xml:"PartName,attr"`
			Type string `xml:"ContentType,attr"`
		} `xml:"Override"`
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			Rel  string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
		Links []struct{} `xml:"externalReferences"`
		Names []struct{} `xml:"definedNames"`
	}
	for name, into := range map[string]any{"_rels/.rels": &top, "xl/_rels/workbook.xml.rels": &below, "[Content_Types].xml": &types, "xl/workbook.xml": &book} {
		if err := xml.Unmarshal(parts[name], into); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if len(top.All) != 1 || top.All[0].Type != spaceRels+"/officeDocument" || top.All[0].Target != "xl/workbook.xml" || top.All[0].Mode != "" {
		t.Errorf("the archive leads to %+v", top.All)
	}
	if len(book.Sheets) != 1 || len(below.All) != 1 || len(book.Links)+len(book.Names) > 0 {
		t.Fatalf("the workbook has %+v, and leads to %+v", book, below.All)
	}
	if r := below.All[0]; r.ID != book.Sheets[0].Rel || r.Type != spaceRels+"/worksheet" || r.Target != "worksheets/sheet1.xml" || r.Mode != "" {
		t.Errorf("the sheet %+v lies at %+v", book.Sheets[0], r)
	}
	told := map[string]string{}
	for _, p := range types.Parts {
		told[p.Name] = p.Type
	}
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	if want := map[string]string{"/xl/workbook.xml": kind + "sheet.main+xml", "/xl/worksheets/sheet1.xml": kind + "worksheet+xml"}; !maps.Equal(told, want) {
		t.Errorf("the parts are told as %v", told)
	}
	if !sheetName.MatchString(book.Sheets[0].Name) {
		t.Errorf("%q is no name of a sheet", book.Sheets[0].Name)
	}
	return book.Sheets[0].Name
}

// cellsOf reads the cells of a sheet. Nothing but numbers and words is let through: what a
// cell may hold is listed here, and a formula is not.
func cellsOf(t *testing.T, sheet []byte) [][]string {
	t.Helper()
	var order []string
	for dec, depth := xml.NewDecoder(bytes.NewReader(sheet)), 0; ; {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				order = append(order, token.Name.Local)
			}
			if token.Name.Space != spaceSheet {
				t.Errorf("%v is of no sheet", token.Name)
			}
		case xml.EndElement:
			depth--
		}
	}
	if got := strings.Join(order, " "); got != "sheetViews cols sheetData" {
		t.Errorf("the sheet has, in this order: %s", got)
	}
	var s struct {
		Rows []struct {
			R     int `xml:"r,attr"`
			Cells []struct {
				At   string     `xml:"r,attr"`
				Type string     `xml:"t,attr"`
				More []xml.Attr `xml:",any,attr"`
				V    *string    `xml:"v"`
				T    *string    `xml:"is>t"`
				Rest []struct {
					XMLName xml.Name
				} `xml:",any"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal(sheet, &s); err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for i, row := range s.Rows {
		if row.R != i+1 {
			t.Errorf("row %d says it is %d", i+1, row.R)
		}
		line := make([]string, len(columns))
		last := -1
		for _, c := range row.Cells {
			col := int(c.At[0] - 'A')
			if col <= last || col >= len(columns) || c.At != fmt.Sprintf("%c%d", 'A'+col, i+1) {
				t.Fatalf("cell %q in row %d after column %d", c.At, i+1, last)
			}
			last = col
			switch {
			case len(c.Rest)+len(c.More) > 0:
				t.Errorf("%s: holds %v %v, too", c.At, c.Rest, c.More)
			case c.Type == "" && c.V != nil && c.T == nil:
				if _, err := strconv.ParseFloat(*c.V, 64); err != nil {
					t.Errorf("%s: %v", c.At, err)
				}
				line[col] = "#" + *c.V
			case c.Type == "inlineStr" && c.V == nil && c.T != nil && *c.T != "":
				line[col] = *c.T
			default:
				t.Errorf("%s: neither a number nor words: type %q", c.At, c.Type)
			}
		}
		all = append(all, line)
	}
	return all
}

// TestXLSXIsAWorkbook: words stay words, whatever they look like.
func TestXLSXIsAWorkbook(t *testing.T) {
	name, cells := readBack(t, written(t, "xlsx"))
	if name != "2026-10" || len(cells) != 10 {
		t.Fatalf("the sheet %q has %d rows", name, len(cells))
	}
	for at, want := range map[[2]int]string{{0, 0}: "分组", {1, 3}: "#7", {2, 6}: "#50.0", {3, 1}: "=HYPERLINK(\"x\")", {4, 1}: "+1", {5, 1}: "@SUM(A1)",
		{7, 1}: "-wu", {8, 1}: "li<&>\"", {1, 20}: "#2", {2, 2}: "#1", {9, 2}: "", {9, 15}: "#1.5"} {
		if got := cells[at[0]][at[1]]; got != want {
			t.Errorf("row %d, column %d is %q, want %q", at[0], at[1], got, want)
		}
	}
	odd := Report{Month: "2026-10", Agents: []Row{{Key: "a\x00\x1b]\uFFFFb"}, {Key: " li\twu\n"}}}
	var b bytes.Buffer
	if err := odd.Write(&b, "xlsx", Words("en", nil, nil)); err != nil {
		t.Fatal(err)
	}
	if _, cells := readBack(t, b.Bytes()); cells[2][1] != "a\uFFFD\uFFFD]\uFFFDb" || cells[3][1] != " li\twu\n" {
		t.Errorf("names of odd characters: %q %q", cells[2][1], cells[3][1])
	}
}

// TestOneMonthInEveryFormat: a counted month tells the same in the workbook, the CSV and
// the JSON, and what the categories and stations took adds up to the total in each.
func TestOneMonthInEveryFormat(t *testing.T) {
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	seeded(t, book, rand.New(rand.NewPCG(5, 6)), 60)
	counted, err := NewLedger(book, nil).Count(t.Context(), october(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		say := Words(lang, nil, nil)
		files := map[string][]byte{}
		for _, format := range []string{"xlsx", "csv", "json"} {
			var b bytes.Buffer
			if err := counted.Write(&b, format, say); err != nil {
				t.Fatal(err)
			}
			files[format] = b.Bytes()
		}
		_, sheet := readBack(t, files["xlsx"])
		lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files["csv"], []byte("\uFEFF")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var plain [][]string
		for _, row := range sheet {
			var line []string
			for _, c := range row {
				line = append(line, strings.TrimPrefix(c, "#"))
			}
			plain = append(plain, line)
		}
		if diff := cmp.Diff(lines, plain); diff != "" {
			t.Errorf("%s: the CSV and the workbook differ: %s", lang, diff)
		}
		var told Report
		if err := json.Unmarshal(files["json"], &told); err != nil {
			t.Fatal(err)
		}
		figures := map[string]func(Row) int{"taken": func(r Row) int { return r.Taken }, "closed": func(r Row) int { return r.Closed }, "settled": func(r Row) int { return r.Settled },
			"open": func(r Row) int { return r.Open }, "overdue": func(r Row) int { return r.Overdue }, "reopened": func(r Row) int { return r.Reopened }}
		for key, of := range figures {
			at := slices.Index(columns, key)
			for section, rows := range map[string][]Row{"total": {told.Total}, "station": told.Stations, "category": told.Categories} {
				in, want := 0, 0
				for _, row := range sheet[1:] {
					if row[0] == say.Section(section) {
						n, err := strconv.Atoi(strings.TrimPrefix(row[at], "#"))
						if err != nil || row[at][0] != '#' {
							t.Errorf("%s of a %s is %q", key, section, row[at])
						}
						in += n
					}
				}
				for _, r := range rows {
					want += of(r)
				}
				if total := of(told.Total); in != want || in != total || total == 0 {
					t.Errorf("%s: %s of each %s: %d in the workbook, %d in the JSON, %d in all", lang, key, section, in, want, total)
				}
			}
		}
	}
}
