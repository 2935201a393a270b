package poster

import (
	"fmt"
	"slices"
	"strings"

	qrcode "github.com/skip2/go-qrcode"
)

// Both is one thing said in both languages; Chinese comes first on a poster.
type Both struct{ Zh, En string }

// Way is one way to reach the front door.
type Way struct {
	Name Both   // what to scan with, and what one gets
	Link string // what the QR code says
	Text string // what to type where nothing can be scanned, "" where nothing helps
}

// Poster is what stands on the sheet.
type Poster struct {
	Title, Subtitle Both
	Steps           []Both // what happens, one after the other
	Ways            []Way
	Danger          Both
	Human           Both // whom to call instead
	Private         Both
	Station         string // "" for a poster of the whole town
}

// sideBySide is how many QR codes have room beside each other, each as large as a palm;
// waysMost is how many fit two by two, a little smaller.
const sideBySide, waysMost = 3, 4

// Draw lays the poster out.
func Draw(p Poster) (*Sheet, error) {
	if len(p.Ways) == 0 || len(p.Ways) > waysMost {
		return nil, fmt.Errorf("a poster shows one to %d ways to reach the town, not %d", waysMost, len(p.Ways))
	}
	s := &Sheet{title: p.Title.Zh}
	const middle = pageWidth / 2

	s.box(0, 0, pageWidth, 74, 0, green)
	s.line(middle, 33, 19, inner, white, p.Title.Zh)
	s.line(middle, 46, 7.2, inner, white, p.Subtitle.Zh)
	s.line(middle, 59, 6.4, inner, paleText, p.Title.En)
	s.line(middle, 67, 4.6, inner, paleText, p.Subtitle.En)

	s.steps(p.Steps, 79)
	if err := s.ways(p.Ways, 119, 222); err != nil {
		return nil, err
	}

	s.box(margin, 226, inner, 27, 5, redPale)
	s.line(middle, 238.5, 8.6, inner-12, red, p.Danger.Zh)
	s.line(middle, 248, 5.2, inner-12, red, p.Danger.En)

	s.line(middle, 264, 7, inner, ink, p.Human.Zh)
	s.line(middle, 271, 4.6, inner, soft, p.Human.En)
	s.line(middle, 280, 4.8, inner, soft, p.Private.Zh)
	s.line(middle, 285.5, 3.8, inner, soft, p.Private.En)
	if p.Station != "" {
		s.line(middle, 292, 3.6, inner, soft, p.Station)
	}
	return s, nil
}

// steps draws what happens, side by side, each with its number.
func (s *Sheet) steps(steps []Both, top float64) {
	const gap, high = 5, 33
	if len(steps) == 0 {
		return
	}
	w := (inner - gap*float64(len(steps)-1)) / float64(len(steps))
	for i, step := range steps {
		x := margin + float64(i)*(w+gap)
		s.box(x, top, w, high, 4, pale)
		s.box(x+w/2-5, top+3, 10, 10, 5, green)
		s.line(x+w/2, top+10.4, 6.8, 10, white, fmt.Sprint(i+1))
		s.line(x+w/2, top+21.6, 6.6, w-4, ink, step.Zh)
		s.line(x+w/2, top+28.6, 4.2, w-3, soft, step.En)
	}
}

// The room of a way: its names above the QR code, what to type below. Between two codes
// stays the white that a phone needs to find their edges.
const (
	above, below = 18.0, 10
	between      = 12
	nameSize     = 7.6
	nextLine     = 10.0 // from one line of a name to the next
)

// ways draws the QR codes, as large as there is room for, in the middle of the room.
func (s *Sheet) ways(ways []Way, top, bottom float64) error {
	if len(ways) > sideBySide {
		return s.pairs(ways, top, bottom)
	}
	n := float64(len(ways))
	room := (inner - between*(n-1)) / n
	names, above := names(ways, room)
	size := min(room, bottom-top-above-below)
	top += (bottom - top - above - size - below) / 2
	var zh, en []string
	for i, way := range ways {
		zh, en = append(zh, names[i]...), append(en, way.Name.En)
	}
	large, little := alike(nameSize, room, zh), alike(4.6, room, en)
	for i, way := range ways {
		middle := margin + room/2 + float64(i)*(room+between)
		for back, line := range slices.Backward(names[i]) {
			s.line(middle, top+above-11-nextLine*float64(len(names[i])-1-back), large, room, green, line)
		}
		s.line(middle, top+above-5, little, room, soft, way.Name.En)
		if err := s.qr(middle-size/2, top+above, size, way.Link); err != nil {
			return fmt.Errorf("drawing the QR code of %s: %w", way.Name.En, err)
		}
		s.line(middle, top+above+size+7, 5, room+between/2, ink, way.Text)
	}
	return nil
}

// names are the lines of each way's Chinese name, and the room above the codes that they
// take: one line, or where that is too long for one of them, a line for each clause.
func names(ways []Way, room float64) (lines [][]string, high float64) {
	whole, most := true, 1
	for _, way := range ways {
		whole = whole && width(way.Name.Zh)*nameSize <= room
	}
	for _, way := range ways {
		name := []string{way.Name.Zh}
		if !whole {
			name = clauses(way.Name.Zh)
		}
		lines, most = append(lines, name), max(most, len(name))
	}
	return lines, above + nextLine*float64(most-1)
}

// alike is the size in which each of some words has room: of names side by side, one in
// larger letters would look like the one to take.
func alike(size, room float64, words []string) float64 {
	for _, w := range words {
		size = min(size, room/max(1, width(w)))
	}
	return size
}

// pairs draws the QR codes two by two, their words at the right of each: below one
// another they would take the height that the codes need.
func (s *Sheet) pairs(ways []Way, top, bottom float64) error {
	const apart, gap = 6.7, 4.0 // white between two rows; between a code and its words
	rows := float64((len(ways) + 1) / 2)
	size := (bottom - top - apart*(rows-1)) / rows
	half := (inner - between/2) / 2.0
	room := half - size - gap
	for i, way := range ways {
		x, y := margin+float64(i%2)*(half+between/2), top+float64(i/2)*(size+apart)
		if err := s.qr(x, y, size, way.Link); err != nil {
			return fmt.Errorf("drawing the QR code of %s: %w", way.Name.En, err)
		}
		middle, at := x+size+gap+room/2, y+size/2-8
		for _, line := range clauses(way.Name.Zh) { // large letters on two lines rather than small ones on one
			s.line(middle, at, nameSize, room, green, line)
			at += nextLine
		}
		s.line(middle, at-2, 4.6, room, soft, way.Name.En)
		s.line(middle, at+7, 5, room, ink, way.Text)
	}
	return nil
}

// clauses are the parts of a Chinese sentence, each with its comma.
func clauses(text string) []string {
	return strings.SplitAfter(text, "，")
}

// qr draws a QR code on white. A seventh of a code of this kind may be worn off; more
// would make its squares smaller.
func (s *Sheet) qr(x, y, size float64, link string) error {
	q, err := qrcode.New(link, qrcode.Medium)
	if err != nil {
		return err
	}
	q.DisableBorder = true
	dark := q.Bitmap()
	s.codes = append(s.codes, code{x, y, size / float64(len(dark)), dark})
	return nil
}
