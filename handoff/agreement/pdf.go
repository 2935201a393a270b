package agreement

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/signintech/gopdf"
	qrcode "github.com/skip2/go-qrcode"
)

// Measures of a page, in points.
const (
	margin   = 64.0
	bodySize = 11.0
	lead     = 1.7 // of a line, in its size
	qrSide   = 96.0
)

// line is a paragraph of one size; a head stands apart.
type line struct {
	words string
	size  float64
	head  bool
}

// sheet writes paragraphs on pages.
type sheet struct {
	pdf     *gopdf.GoPdf
	page    gopdf.Rect
	y       float64
	lacking []rune
}

// write writes lines, and the QR code of an address ("" for none) below them. font is a
// Chinese TrueType font, latin one for all other letters: Chinese ones often have none. Of
// exact words each letter must be there; in others a box stands for one that is not.
func write(w io.Writer, title string, lines []line, address string, font, latin []byte, exact bool) error {
	s := &sheet{pdf: &gopdf.GoPdf{}, page: *gopdf.PageSizeA4}
	s.pdf.Start(gopdf.Config{PageSize: s.page})
	s.pdf.SetInfo(gopdf.PdfInfo{Title: title})
	option := gopdf.TtfOption{OnGlyphNotFound: func(r rune) { s.lacking = append(s.lacking, r) },
		OnGlyphNotFoundSubstitute: func(rune) rune { return '□' }}
	for _, f := range []struct {
		name  string
		bytes []byte
	}{{"han", font}, {"latin", latin}} {
		if err := s.pdf.AddTTFFontByReaderWithOption(f.name, bytes.NewReader(f.bytes), option); err != nil {
			return fmt.Errorf("reading the %s font, which must be a TrueType one (.ttf): %w", f.name, err)
		}
	}
	s.turn()
	for _, l := range lines {
		if err := s.paragraph(l); err != nil {
			return fmt.Errorf("writing a line: %w", err)
		}
	}
	if address != "" {
		if err := s.code(address); err != nil {
			return err
		}
	}
	if len(s.lacking) > 0 && exact {
		return fmt.Errorf("the font has no letters for %q: name another one", string(s.lacking))
	}
	if _, err := s.pdf.WriteTo(w); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	return nil
}

// turn begins a page.
func (s *sheet) turn() {
	s.pdf.AddPage()
	s.y = margin
}

// room turns the page where so much does not fit any more.
func (s *sheet) room(height float64) {
	if s.y+height > s.page.H-margin {
		s.turn()
	}
}

// paragraph writes a line, broken where it is too wide.
func (s *sheet) paragraph(l line) error {
	if l.head {
		s.y += l.size * 0.6
	}
	for words := range strings.SplitSeq(l.words, "\n") {
		rows, err := s.broken(words, l.size)
		if err != nil {
			return err
		}
		for _, row := range rows {
			s.room(l.size * lead)
			if err := s.row(row, l.size); err != nil {
				return err
			}
			s.y += l.size * lead
		}
	}
	return nil
}

// piece is words in one font.
type piece struct{ font, words string }

func pieces(words string) []piece {
	var all []piece
	for _, r := range words {
		font := "latin"
		if r >= 0x2e80 || r == '“' || r == '”' || r == '‘' || r == '’' || r == '…' || r == '—' {
			font = "han"
		}
		if n := len(all); n > 0 && all[n-1].font == font {
			all[n-1].words += string(r)
			continue
		}
		all = append(all, piece{font, string(r)})
	}
	return all
}

func (s *sheet) wide(words string, size float64) (float64, error) {
	sum := 0.0
	for _, p := range pieces(words) {
		if err := s.pdf.SetFont(p.font, "", size); err != nil {
			return 0, err
		}
		w, err := s.pdf.MeasureTextWidth(p.words)
		if err != nil {
			return 0, err
		}
		sum += w
	}
	return sum, nil
}

// broken cuts words into rows: at a blank where there is one, else anywhere.
func (s *sheet) broken(words string, size float64) ([]string, error) {
	var rows []string
	row, blank, sum := []rune{}, -1, 0.0
	for _, r := range words {
		w, err := s.wide(string(r), size)
		if err != nil {
			return nil, err
		}
		if sum+w > s.page.W-2*margin && len(row) > 0 {
			at := len(row)
			if blank > 0 && r < 0x2e80 {
				at = blank + 1
			}
			rows = append(rows, string(row[:at]))
			row, blank = append([]rune{}, row[at:]...), -1
			if sum, err = s.wide(string(row), size); err != nil {
				return nil, err
			}
		}
		if r == ' ' {
			blank = len(row)
		}
		row, sum = append(row, r), sum+w
	}
	return append(rows, string(row)), nil
}

func (s *sheet) row(words string, size float64) error {
	x := margin
	for _, p := range pieces(words) {
		if err := s.pdf.SetFont(p.font, "", size); err != nil {
			return err
		}
		w, err := s.pdf.MeasureTextWidth(p.words)
		if err != nil {
			return err
		}
		s.pdf.SetXY(x, s.y)
		if err := s.pdf.Text(p.words); err != nil {
			return err
		}
		x += w
	}
	return nil
}

// code draws the QR code of an address.
func (s *sheet) code(address string) error {
	q, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return fmt.Errorf("making the QR code: %w", err)
	}
	q.DisableBorder = true
	s.y += bodySize
	s.room(qrSide)
	bits := q.Bitmap()
	dot := qrSide / float64(len(bits))
	s.pdf.SetFillColor(0, 0, 0)
	for row := range bits {
		for col, black := range bits[row] {
			if black {
				s.pdf.RectFromUpperLeftWithStyle(margin+float64(col)*dot, s.y+float64(row)*dot, dot+0.02, dot+0.02, "F")
			}
		}
	}
	s.y += qrSide
	return nil
}
