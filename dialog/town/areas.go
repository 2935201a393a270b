package town

import (
	"slices"

	"github.com/paulmach/orb"
)

// Township, Station and Grid are the levels below the county, each part of the one
// before: a town's file that has none of them is a town where everybody sees
// everything.
type Township struct {
	ID    string
	Title Text
}

// Station is an office of proxy agents. Its ID is the code on its posters.
type Station struct {
	ID       string
	Title    Text
	Township string // an ID; "" for none
}

// Grid is the smallest area: some streets of a village that one person looks after.
type Grid struct {
	ID      string
	Title   Text
	Station string   // an ID
	Places  []string // IDs of places whose people it serves
	shape   orb.MultiPolygon
	bound   orb.Bound // of shape
}

// Name is the grid's name in a language.
func (g Grid) Name(lang string) string { return g.Title.In(lang) }

// Name is the station's name in a language.
func (s Station) Name(lang string) string { return s.Title.In(lang) }

// Name is the township's name in a language.
func (s Township) Name(lang string) string { return s.Title.In(lang) }

// Grid finds a grid by its ID.
func (t *Town) Grid(id string) (Grid, bool) {
	i := slices.IndexFunc(t.Grids, func(g Grid) bool { return g.ID == id })
	if i < 0 {
		return Grid{}, false
	}
	return t.Grids[i], true
}

// Station finds a station by its ID.
func (t *Town) Station(id string) (Station, bool) {
	i := slices.IndexFunc(t.Stations, func(s Station) bool { return s.ID == id })
	if i < 0 {
		return Station{}, false
	}
	return t.Stations[i], true
}

// Township finds a township by its ID.
func (t *Town) Township(id string) (Township, bool) {
	i := slices.IndexFunc(t.Townships, func(s Township) bool { return s.ID == id })
	if i < 0 {
		return Township{}, false
	}
	return t.Townships[i], true
}

// AreaName names a grid, a station or a township; the ID itself for what is none.
func (t *Town) AreaName(id, lang string) string {
	if g, ok := t.Grid(id); ok {
		return g.Name(lang)
	}
	if s, ok := t.Station(id); ok {
		return s.Name(lang)
	}
	if s, ok := t.Township(id); ok {
		return s.Name(lang)
	}
	return id
}

// Area says whether an ID is a grid's, a station's or a township's.
func (t *Town) Area(id string) bool {
	_, grid := t.Grid(id)
	_, station := t.Station(id)
	_, township := t.Township(id)
	return grid || station || township
}

// Above are the areas a grid lies in, itself first: grid, station, township.
func (t *Town) Above(grid string) []string {
	g, ok := t.Grid(grid)
	if !ok {
		return nil
	}
	areas := []string{g.ID, g.Station}
	if s, ok := t.Station(g.Station); ok && s.Township != "" {
		areas = append(areas, s.Township)
	}
	return areas
}

// Drawn says whether the grid has an outline, so that a pin can be found in it.
func (g Grid) Drawn() bool { return len(g.shape) > 0 }
