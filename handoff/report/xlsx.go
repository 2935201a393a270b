package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
)

// What a workbook of one sheet needs beside the sheet. Words stand in the sheet itself
// (inlineStr), so a formula cannot come from one.
var workbook = [][2]string{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
}

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	sheetHead = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>` +
		`<cols><col min="2" max="2" width="28" customWidth="1"/><col min="3" max="%d" width="16" customWidth="1"/></cols><sheetData>` // names are read whole
	bookForm = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>`
)

// writeXLSX writes the table as a workbook.
func (r Report) writeXLSX(out io.Writer, w Wording) error {
	z := zip.NewWriter(out)
	write := func(name, content string) error {
		f, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(f, xmlHead+content)
		}
		return err
	}
	for _, part := range workbook {
		if err := write(part[0], part[1]); err != nil {
			return fmt.Errorf("write the workbook: %w", err)
		}
	}
	if err := write("xl/workbook.xml", fmt.Sprintf(bookForm, r.Month)); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, sheetHead, len(columns))
	for i, row := range r.table(w) {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for j, c := range row {
			switch at := fmt.Sprintf("%c%d", 'A'+j, i+1); {
			case c.text == "":
			case c.number:
				fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, at, c.text)
			default:
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">`, at)
				if err := xml.EscapeText(&b, []byte(c.text)); err != nil {
					return fmt.Errorf("write the sheet: %w", err)
				}
				b.WriteString(`</t></is></c>`)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	if err := write("xl/worksheets/sheet1.xml", b.String()); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return z.Close()
}
