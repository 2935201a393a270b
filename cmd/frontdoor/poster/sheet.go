package poster

// The sheet, in millimetres.
const (
	pageWidth  = 210
	pageHeight = 297
	margin     = 14
	inner      = pageWidth - 2*margin
)

// color is red, green, blue.
type color [3]uint8

var (
	ink      = color{35, 39, 42}
	soft     = color{93, 98, 95}
	white    = color{255, 255, 255}
	paleText = color{216, 235, 225}
	green    = color{23, 98, 79}
	pale     = color{232, 243, 237}
	red      = color{163, 40, 31}
	redPale  = color{253, 234, 230}
)

// Sheet is a page of marks, drawn in their order.
type Sheet struct {
	title string
	boxes []box
	texts []text
	codes []code
}

// box is a filled rectangle, its corners rounded.
type box struct {
	x, y, w, h, round float64
	fill              color
}

// text is one line; x is its middle, y the line it stands on.
type text struct {
	x, y, size float64
	fill       color
	words      string
}

// code is a QR code: the dark squares of its grid, of which each is side wide.
type code struct {
	x, y, side float64
	dark       [][]bool
}

func (s *Sheet) box(x, y, w, h, round float64, fill color) {
	s.boxes = append(s.boxes, box{x, y, w, h, round, fill})
}

// line writes words around a middle, smaller where they would be wider than most.
func (s *Sheet) line(x, y, size, most float64, fill color, words string) {
	if words == "" {
		return
	}
	if w := width(words) * size; w > most {
		size *= most / w
	}
	s.texts = append(s.texts, text{x, y, size, fill, words})
}

// width is how wide words are, in their own height: a Chinese character is as wide as
// it is high, of a Latin letter this is a little more than fonts need.
func width(words string) float64 {
	w := 0.0
	for _, r := range words {
		switch {
		case chinese(r):
			w++
		case r == ' ' || r == '.' || r == ',' || r == ':' || r == '/':
			w += 0.32
		default:
			w += 0.58
		}
	}
	return w
}

// chinese says that a character belongs to the Chinese ones, their full stop and comma
// included; all others are Latin.
func chinese(r rune) bool { return r > 0x2e80 }

// runs calls draw for each row of dark squares that lie beside each other.
func (c code) runs(draw func(x, y, w, h float64)) {
	for row, line := range c.dark {
		for from := 0; from < len(line); from++ {
			if !line[from] {
				continue
			}
			to := from
			for to < len(line) && line[to] {
				to++
			}
			draw(c.x+float64(from)*c.side, c.y+float64(row)*c.side, float64(to-from)*c.side, c.side)
			from = to
		}
	}
}
