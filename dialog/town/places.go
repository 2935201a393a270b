package town

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

type name struct{}

// FindPlaces finds the places named in a text, in order, none overlapping, the
// longest name first; case does not matter in English.
func (t *Town) FindPlaces(text string) []PlaceMatch { return nil }
