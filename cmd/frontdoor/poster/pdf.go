package poster

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/signintech/gopdf"
	"golang.org/x/image/font/gofont/goregular"
)

// fonts are where Debian keeps a Chinese TrueType font. Others are of a kind that the
// PDF library cannot take letters from.
var fonts = [...]string{
	"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
	"/usr/share/fonts/truetype/droid/DroidSansFallback.ttf",
}

// latinFont is Debian's everyday font; its noughts have no stroke through them.
const latinFont = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

// ErrNoFont: no Chinese font was found.
var ErrNoFont = errors.New("a PDF needs a Chinese TrueType font and none is installed: apt-get install fonts-droid-fallback, or name one with -font FILE.ttf")

// ErrOtherFont: the file named is of another form, such as a collection (.ttc) or OpenType
// with PostScript letters (.otf).
var ErrOtherFont = errors.New("it is no TrueType font (.ttf)")

// Font reads a font: the file named, or Debian's.
func Font(file string) ([]byte, error) {
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading the font: %w", err)
		}
		if !bytes.HasPrefix(b, []byte("\x00\x01\x00\x00")) && !bytes.HasPrefix(b, []byte("true")) {
			return nil, fmt.Errorf("reading the font %s: %w", file, ErrOtherFont)
		}
		return b, nil
	}
	return firstOf(fonts[:]...)
}

// Latin is a font of Latin letters: Debian's, or in need the one that comes along.
func Latin() []byte {
	letters, err := firstOf(latinFont)
	if err != nil {
		return goregular.TTF
	}
	return letters
}

func firstOf(files ...string) ([]byte, error) {
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil {
			return b, nil
		}
	}
	return nil, ErrNoFont
}

// pointsPerMM is how many points a millimetre has.
const pointsPerMM = 72 / 25.4

// The two fonts of the sheet. Chinese ones for printing often have no Latin letters, so
// those are taken from another font, which in need comes with the program.
const han, latin = "han", "latin"

// PDF writes the sheet as a PDF of one page, with the letters it needs of the font.
func (s *Sheet) PDF(w io.Writer, font []byte) error {
	pdf := &gopdf.GoPdf{}
	pdf.Start(gopdf.Config{Unit: gopdf.UnitMM, PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	pdf.SetInfo(gopdf.PdfInfo{Title: s.title})
	var lacking []rune
	option := gopdf.TtfOption{OnGlyphNotFound: func(r rune) { lacking = append(lacking, r) }}
	if err := pdf.AddTTFFontByReaderWithOption(han, bytes.NewReader(font), option); err != nil {
		return fmt.Errorf("reading the font, which must be a TrueType one (.ttf): %w", err)
	}
	if err := pdf.AddTTFFontByReaderWithOption(latin, bytes.NewReader(Latin()), option); err != nil {
		return fmt.Errorf("reading the font of Latin letters: %w", err)
	}
	pdf.AddPage()
	for _, x := range s.boxes {
		pdf.SetFillColor(x.fill[0], x.fill[1], x.fill[2])
		if err := pdf.Rectangle(x.x, x.y, x.x+x.w, x.y+x.h, "F", x.round, 12); err != nil {
			return fmt.Errorf("drawing a box: %w", err)
		}
	}
	pdf.SetFillColor(0, 0, 0)
	for _, c := range s.codes {
		// A hair higher than they are: screens draw a seam between rows that only touch.
		c.runs(func(x, y, w, h float64) { pdf.RectFromUpperLeftWithStyle(x, y, w, h+0.02, "F") })
	}
	for _, t := range s.texts {
		if err := write(pdf, t); err != nil {
			return fmt.Errorf("writing %q: %w", t.words, err)
		}
	}
	if len(lacking) > 0 {
		return fmt.Errorf("the font has no letters for %q: name another with -font FILE.ttf", string(lacking))
	}
	if _, err := pdf.WriteTo(w); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	return nil
}

// piece is words in one font.
type piece struct {
	font, words string
	wide        float64
}

// write writes a line around its middle, each piece of it in its font.
func write(pdf *gopdf.GoPdf, t text) error {
	var pieces []piece
	for _, r := range t.words {
		font := latin
		if chinese(r) {
			font = han
		}
		if n := len(pieces); n > 0 && pieces[n-1].font == font {
			pieces[n-1].words += string(r)
			continue
		}
		pieces = append(pieces, piece{font: font, words: string(r)})
	}
	x := t.x
	for i := range pieces {
		p := &pieces[i]
		if err := pdf.SetFont(p.font, "", t.size*pointsPerMM); err != nil {
			return fmt.Errorf("setting the size of letters: %w", err)
		}
		var err error
		if p.wide, err = pdf.MeasureTextWidth(p.words); err != nil {
			return fmt.Errorf("measuring: %w", err)
		}
		x -= p.wide / 2
	}
	pdf.SetTextColor(t.fill[0], t.fill[1], t.fill[2])
	for _, p := range pieces {
		if err := pdf.SetFont(p.font, "", t.size*pointsPerMM); err != nil {
			return fmt.Errorf("setting the size of letters: %w", err)
		}
		pdf.SetXY(x, t.y)
		if err := pdf.Text(p.words); err != nil {
			return err
		}
		x += p.wide
	}
	return nil
}
