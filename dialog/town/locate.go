package town

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"frontdoor/dialog/pattern"
)

// pinForm is a point as the fact where holds it, latitude first.
var pinForm = pattern.MustCompile(`^-?\d{1,2}\.\d+,-?\d{1,3}\.\d+`)

// Locate finds the grids that a place lies in: a point such as 29.081000,119.462000,
// the ID of a place, or words. Where one place has several grids they are all given,
// and a person must say which; none for what lies in no grid.
func (t *Town) Locate(where string) []Grid {
	if len(t.Grids) == 0 || where == "" {
		return nil
	}
	if at := pinForm.FindString(where); at != "" {
		var p orb.Point
		if _, err := fmt.Sscanf(at, "%g,%g", &p[1], &p[0]); err != nil {
			return nil
		}
		if found := t.around(p); len(found) > 0 || len(at) == len(where) {
			return found
		}
		where = where[len(at):]
	}
	if _, ok := t.Place(where); ok {
		return t.serving([]string{where})
	}
	if named := t.NamedGrids(where); len(named) > 0 {
		return named
	}
	var ids []string
	for _, m := range t.FindPlaces(where) {
		ids = append(ids, m.ID)
	}
	return t.serving(ids)
}

// LocateSaid finds the grids of a place that was read from words: by what it was taken for,
// else by the words themselves.
func (t *Town) LocateSaid(value, words string) []Grid {
	if found := t.Locate(value); len(found) > 0 {
		return found
	}
	return t.Locate(words)
}

// NoGrid says of a place that lies in several grids that it is none of them: then it is
// the town's own.
const NoGrid = "none"

// Meant are those of the grids of a place that a person meant who was asked: grid is the ID
// of one, NoGrid, or "" for not asked. What was said about another place counts for nothing.
func Meant(grids []Grid, grid string) []Grid {
	if len(grids) < 2 {
		return grids
	}
	if grid == NoGrid {
		return nil
	}
	if i := slices.IndexFunc(grids, func(g Grid) bool { return g.ID == grid }); i >= 0 {
		return grids[i : i+1]
	}
	return grids
}

// StationOf is the station of all of these grids; "" where there is none, or several.
func StationOf(grids []Grid) string {
	station := ""
	for _, g := range grids {
		if station != "" && g.Station != station {
			return ""
		}
		station = g.Station
	}
	return station
}

// NamedGrids are the grids that words name themselves: 七星村二网格. Of names that hold one
// another the longest is meant.
func (t *Town) NamedGrids(words string) []Grid {
	words = plain(words)
	var found []Grid
	var by []string
	for _, g := range t.Grids {
		for _, title := range []string{g.Title.Zh, g.Title.En} {
			if title = plain(title); holds(words, title) {
				found, by = append(found, g), append(by, title)
				break
			}
		}
	}
	var meant []Grid
	for i, g := range found {
		if !slices.ContainsFunc(by, func(other string) bool { return other != by[i] && strings.Contains(other, by[i]) }) {
			meant = append(meant, g)
		}
	}
	return meant
}

// holds says whether a text holds a name: a Chinese one anywhere, any other as words.
func holds(text, name string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		from += i + len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:from-len(name)])
		after, _ := utf8.DecodeRuneInString(text[from:])
		if name[0] >= utf8.RuneSelf || !latin(before) && !latin(after) {
			return true
		}
	}
}

// around are the grids whose outline holds a point.
func (t *Town) around(p orb.Point) []Grid {
	var found []Grid
	for _, g := range t.Grids {
		if len(g.shape) > 0 && g.bound.Contains(p) && planar.MultiPolygonContains(g.shape, p) {
			found = append(found, g)
		}
	}
	return found
}

// serving are the grids that serve all the places named, as far as any does; where no
// grid serves them all, those that serve one of them.
func (t *Town) serving(places []string) []Grid {
	var found []Grid
	most := 0
	for _, g := range t.Grids {
		n := 0
		for _, id := range g.Places {
			if slices.Contains(places, id) {
				n++
			}
		}
		switch {
		case n == 0 || n < most:
		case n > most:
			found, most = []Grid{g}, n
		default:
			found = append(found, g)
		}
	}
	return found
}
