package town

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// PlaceKind is what sort of place it is.
type PlaceKind string

// The closed list of kinds.
const (
	KindTown      PlaceKind = "town"
	KindVillage   PlaceKind = "village"
	KindCommunity PlaceKind = "community"
	KindEstate    PlaceKind = "estate"
	KindRoad      PlaceKind = "road"
	KindLandmark  PlaceKind = "landmark"
)

// Place is one place people name.
type Place struct {
	ID      string
	Kind    PlaceKind
	Title   Text
	Aliases []string
}

// Name is the place's name in a language.
func (p Place) Name(lang string) string { return p.Title.In(lang) }

// PlaceMatch is one place named in a text; Start and End are byte offsets.
type PlaceMatch struct {
	ID         string
	Start, End int
	// Name is the words that named it, as written.
	Name string
}

// Place finds a place by its ID.
func (t *Town) Place(id string) (Place, bool) {
	i, ok := t.byPlace[id]
	if !ok {
		return Place{}, false
	}
	return t.Places[i], true
}

// name is one way to name a place, as plain has it.
type name struct {
	words string
	ends  pattern.Ends // of words
	id    string
	// alias: not its full name, so a suffix behind it may make it another place.
	alias bool
}

// FindPlaces finds the places named in a text, in order, none overlapping, the
// longest name first. Traditional characters are read as simplified ones; case does not
// matter in English, where a name must stand alone. A short form followed by what makes
// another place's name ("七星路" for 七星村) is not that place.
func (t *Town) FindPlaces(text string) []PlaceMatch {
	rest := plain(text)
	in := pattern.PresentIn(rest)
	var found []PlaceMatch
	for k := range t.names {
		n := &t.names[k]
		if !in.Have(n.ends) {
			continue
		}
		for from := 0; ; {
			i := strings.Index(rest[from:], n.words)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(n.words)
			from = end
			if !standsAlone(text[:start], n, text[end:]) {
				continue
			}
			found = append(found, PlaceMatch{ID: n.id, Start: start, End: end, Name: text[start:end]})
			rest = rest[:start] + strings.Repeat("\x00", end-start) + rest[end:] // counts once
		}
	}
	slices.SortFunc(found, func(a, b PlaceMatch) int { return cmp.Compare(a.Start, b.Start) })
	return found
}

// plain is a text as names are looked up in it: of the same length, in small letters and
// simplified characters.
func plain(text string) string { return pattern.SmallLatin(understand.Simplify(text)) }

// otherPlace are the endings that turn a short form into the name of another place.
const otherPlace = "路街巷弄桥村镇乡县市湖山河溪岭站"

func standsAlone(before string, n *name, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	if n.words[0] < utf8.RuneSelf {
		return !latin(last) && !latin(next)
	}
	return !n.alias || next == utf8.RuneError || !strings.ContainsRune(otherPlace, next)
}

func latin(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

var placeKinds = []PlaceKind{KindTown, KindVillage, KindCommunity, KindEstate, KindRoad, KindLandmark}
