package poster

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// families are the fonts of the machines that print; one of them is everywhere.
const families = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','Droid Sans Fallback',sans-serif"

func (c color) hex() string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

// SVG writes the sheet as an SVG of the size of A4.
func (s *Sheet) SVG(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%dmm" height="%dmm" viewBox="0 0 %[1]d %[2]d" font-family="%[3]s">`+"\n", pageWidth, pageHeight, families)
	fmt.Fprintf(&b, "<title>%s</title>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", escape(s.title), pageWidth, pageHeight)
	for _, x := range s.boxes {
		fmt.Fprintf(&b, `<rect x="%.4g" y="%.4g" width="%.4g" height="%.4g" rx="%.4g" fill="%s"/>`+"\n", x.x, x.y, x.w, x.h, x.round, x.fill.hex())
	}
	for _, c := range s.codes {
		b.WriteString(`<path shape-rendering="crispEdges" d="`)
		c.runs(func(x, y, w, h float64) { fmt.Fprintf(&b, "M%.6g %.6gh%.6gv%.6gh-%.6gz", x, y, w, h, w) })
		b.WriteString("\"/>\n")
	}
	for _, t := range s.texts {
		fmt.Fprintf(&b, `<text x="%.5g" y="%.5g" font-size="%.4g" fill="%s" text-anchor="middle">%s</text>`+"\n", t.x, t.y, t.size, t.fill.hex(), escape(t.words))
	}
	b.WriteString("</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func escape(words string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(words)) //nolint:errcheck // a builder never fails
	return b.String()
}
