package safety

import (
	"slices"
	"sync"
)

// Flag is a mark that a case carries; the words are those of the API.
type Flag string

// The flags this package can raise.
const (
	Emergency        Flag = "emergency"
	SuicideRisk      Flag = "suicide_risk"
	DomesticViolence Flag = "domestic_violence"
	Minor            Flag = "minor" // the speaker, or the one in danger, is under 18
)

// Finding is what Look saw in one message. The zero Finding means nothing was seen.
type Finding struct {
	Flags []Flag // without repetition, in the order of the constants; nil when none
	Kind  Kind   // the most urgent kind; empty when Card is false
	Kinds []Kind // all kinds, most urgent first
	Hint  bool   // the words hint at harm but leave it open: worth one question
	Card  bool   // show the numbers now, before anything else
	Raw   string // the resident's own words that gave Kind; empty when Card is false
}

// Has reports whether the finding carries the flag.
func (f Finding) Has(flag Flag) bool { return slices.Contains(f.Flags, flag) }

// readings are used again, so that a message costs no new memory.
var readings = sync.Pool{New: func() any { return new(reading) }}

// Look reads one message. It accepts any string, also invalid UTF-8, of any length.
func Look(text string) Finding {
	r := readings.Get().(*reading)
	defer func() {
		r.text = "" // nobody's words are kept
		readings.Put(r)
	}()
	if len(text) <= pieceSize {
		return r.look(text)
	}
	var f Finding
	for _, piece := range pieces(text) {
		f = f.and(r.look(piece))
	}
	return f
}

func (r *reading) look(text string) Finding {
	r.read(cueBook(), text)
	if len(r.tokens) == 0 {
		return Finding{}
	}
	return r.judge(earModel())
}
