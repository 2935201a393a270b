package poster

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	qrcode "github.com/skip2/go-qrcode"
	"golang.org/x/image/font/gofont/goregular"
)

// sample is a poster with n ways to reach the town.
func sample(n int) Poster {
	both := func(zh, en string) Both { return Both{zh, en} }
	p := Poster{Title: both("有事说一声", "Tell us"), Subtitle: both("不用您跑<&>", "No trip"), Steps: []Both{both("扫一扫", "Scan"), both("说", "Tell")},
		Danger: both("先打 119", "Call 119"), Human: both("打 12345", "Call 12345"), Private: both("中文", "Chinese"), Station: "QX-07"}
	for i := range n {
		p.Ways = append(p.Ways, Way{Name: both("网页", "Web"), Link: "https://door.example.org/?station=QX-0" + string(rune('1'+i)), Text: "door.example.org"})
	}
	return p
}

// TestTheSheetKeepsToItself: whatever the number of ways, every mark lies on the page, no
// line is wider than its room, and around each code stays the white that phones need.
func TestTheSheetKeepsToItself(t *testing.T) {
	for n := 1; n <= waysMost; n++ {
		s, err := Draw(sample(n))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range s.texts {
			if half := width(x.words) * x.size / 2; x.x-half < 3 || x.x+half > pageWidth-3 || x.y > pageHeight-3 || x.size < 3 {
				t.Errorf("%d ways: %q at %.0f,%.0f, %.1f high, reaches over the edge or is too small", n, x.words, x.x, x.y, x.size)
			}
		}
		if len(s.codes) != n {
			t.Fatalf("%d codes for %d ways", len(s.codes), n)
		}
		for i, c := range s.codes {
			side := c.side * float64(len(c.dark))
			least := 50.0
			if n > sideBySide {
				least = 48
			}
			if side < least {
				t.Errorf("%d ways: a code is %.0f mm wide, too small for old eyes and phones", n, side)
			}
			white := 4 * c.side
			for j, other := range s.codes {
				if i < j && other.x-(c.x+side) < white && other.y-(c.y+side) < white {
					t.Errorf("%d ways: %.1f and %.1f mm between two codes, each needs %.1f", n, other.x-(c.x+side), other.y-(c.y+side), white)
				}
			}
			for _, x := range s.texts {
				if half := width(x.words) * x.size / 2; x.x+half > c.x && x.x-half < c.x+side && x.y > c.y && x.y-x.size*0.8 < c.y+side {
					t.Errorf("%d ways: %q lies over a code", n, x.words)
				}
			}
		}
	}
	for _, n := range []int{0, waysMost + 1} {
		if _, err := Draw(sample(n)); err == nil {
			t.Errorf("a poster with %d ways was drawn", n)
		}
	}
}

// TestNamesSideBySideAreAlike: a name in larger letters than its neighbours' would look
// like the way to take, and small ones are not read from two steps away.
func TestNamesSideBySideAreAlike(t *testing.T) {
	names := []Both{{"手机相机扫，网页里说", "Any phone camera: web page"}, {"相机扫，发短信", "Camera: text message"}, {"相机扫，Telegram里说", "Camera: Telegram chat"}}
	for n := 1; n <= sideBySide; n++ {
		p := sample(n)
		for i := range p.Ways {
			p.Ways[i].Name = names[i]
		}
		s, err := Draw(p)
		if err != nil {
			t.Fatal(err)
		}
		sizes := map[bool]map[float64]bool{true: {}, false: {}}
		for _, x := range s.texts {
			for _, name := range names[:n] {
				if x.words == name.En || x.fill == green && strings.Contains(name.Zh, x.words) {
					sizes[x.words == name.En][x.size] = true
				}
			}
		}
		if zh, en := sizes[false], sizes[true]; len(zh) != 1 || len(en) != 1 || !zh[nameSize] {
			t.Errorf("%d ways: the Chinese names are %v mm high, the English ones %v", n, zh, en)
		}
	}
}

// TestRunsAreTheCode: what is drawn, put on a grid again, is the code of the link.
func TestRunsAreTheCode(t *testing.T) {
	s, err := Draw(sample(1))
	if err != nil {
		t.Fatal(err)
	}
	q, err := qrcode.New("https://door.example.org/?station=QX-01", qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	q.DisableBorder = true
	want, c := q.Bitmap(), s.codes[0]
	got := make([][]bool, len(want))
	for i := range got {
		got[i] = make([]bool, len(want))
	}
	c.runs(func(x, y, w, h float64) {
		row, from := int((y-c.y)/c.side+0.5), int((x-c.x)/c.side+0.5)
		for i := range int(w/c.side + 0.5) {
			got[row][from+i] = true
		}
	})
	for i := range want {
		for j := range want[i] {
			if got[i][j] != want[i][j] {
				t.Fatalf("square %d,%d is %v", i, j, got[i][j])
			}
		}
	}
}

// TestTheSVGStandsAlone: it is well-formed, says the words, and refers to nothing.
func TestTheSVGStandsAlone(t *testing.T) {
	s, err := Draw(sample(3))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.SVG(&b); err != nil {
		t.Fatal(err)
	}
	words := ""
	for d := xml.NewDecoder(bytes.NewReader(b.Bytes())); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			words += string(token)
		case xml.StartElement:
			for _, a := range token.Attr {
				if a.Name.Local == "href" || strings.Contains(a.Value, "url(") || strings.Contains(a.Value, "://") && a.Name.Local != "xmlns" {
					t.Errorf("<%s %s=%q> refers to something else", token.Name.Local, a.Name.Local, a.Value)
				}
			}
		}
	}
	for _, want := range []string{"有事说一声", "不用您跑<&>", "door.example.org", "QX-07", "119"} {
		if !strings.Contains(words, want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

// TestThePDFHasItsLetters: it is made with Debian's font, and a font without Chinese
// letters is refused, naming what it lacks.
func TestThePDFHasItsLetters(t *testing.T) {
	s, err := Draw(sample(2))
	if err != nil {
		t.Fatal(err)
	}
	font, err := Font("")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.PDF(&b, font); err != nil {
		t.Fatal(err)
	}
	if body := b.Bytes(); !bytes.HasPrefix(body, []byte("%PDF-")) || bytes.Count(body, []byte("/Type /Page\n")) > 1 || b.Len() < 10_000 {
		t.Errorf("no PDF of one page: %d bytes, %.40q", b.Len(), body)
	}
	if err := s.PDF(io.Discard, goregular.TTF); err == nil || !strings.Contains(err.Error(), "有") {
		t.Errorf("a font without Chinese letters: %v", err)
	}
	if err := s.PDF(io.Discard, []byte("no font")); err == nil {
		t.Error("what is no font was taken")
	}
	if _, err := Font("/nowhere/font.ttf"); err == nil || !strings.Contains(err.Error(), "/nowhere/font.ttf") {
		t.Errorf("a font that is not there: %v", err)
	}
	if _, err := firstOf("/nowhere"); !errors.Is(err, ErrNoFont) || !strings.Contains(err.Error(), "apt-get install fonts-droid-fallback") {
		t.Errorf("no font at all: %v", err)
	}
}
