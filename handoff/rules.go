package handoff

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// Rules say who serves which case: by its place, its kind, and whom it complains of.
// They are a pure reading of the town's file and the catalogue; nil Rules are a town
// without areas, in which every agent sees every case but one that complains of them by name.
type Rules struct {
	town    *town.Town
	catalog *catalog.Catalog
	since   time.Time // when they began to hold (since.go); zero for always
	// stations are what each is called, by its ID (complaint.go).
	stations map[string]stationNames
}

// NewRules gives the rules of a town; nil where it has no stations.
func NewRules(t *town.Town, c *catalog.Catalog) *Rules {
	if len(t.Stations) == 0 {
		return nil
	}
	return &Rules{town: t, catalog: c, stations: namesOfStations(t)}
}

// Place is where a case lies.
type Place struct {
	// Grids it may lie in: none where nobody knows, several where a person must say.
	Grids []string
	// Stations of these grids; of a case in no grid, the one whose poster was scanned.
	Stations []string
	// Areas are all IDs of grids, stations and townships it may lie in.
	Areas []string
}

// Place finds where a case lies: of several grids, in the one that its resident named when
// asked. In no grid, it is in the town's own queue.
func (r *Rules) Place(c casebook.Case) Place {
	var p Place
	if r == nil {
		return p
	}
	where := c.Facts["where"]
	for _, g := range town.Meant(r.town.LocateSaid(where.Value, where.Raw), c.Facts[dialog.GridSlot].Value) {
		p.Grids = append(p.Grids, g.ID)
		p.add(r.town.Above(g.ID)...)
		if !slices.Contains(p.Stations, g.Station) {
			p.Stations = append(p.Stations, g.Station)
		}
	}
	if s, ok := r.town.Station(c.Facts[dialog.StationSlot].Value); ok && len(p.Grids) == 0 && where.Value == "" {
		p.Stations = []string{s.ID}
		p.add(s.ID)
		if s.Township != "" {
			p.add(s.Township)
		}
	}
	return p
}

func (p *Place) add(areas ...string) {
	for _, a := range areas {
		if !slices.Contains(p.Areas, a) {
			p.Areas = append(p.Areas, a)
		}
	}
}

// In says whether the place may lie in one of these areas.
func (p Place) In(areas []string) bool {
	return slices.ContainsFunc(p.Areas, func(a string) bool { return slices.Contains(areas, a) })
}

// restricted says whether only agents named for its category see a case.
func (r *Rules) restricted(c *casebook.Case) bool {
	category, ok := r.catalog.Category(c.Category)
	return ok && category.Restricted
}

// MayHold says whether a case may be given to an agent at all: not one it complains of,
// and what is restricted only to those named for it. The agents of a village never hold
// what is kept from the village.
func (r *Rules) MayHold(a Agent, c casebook.Case) bool { return r.mayHold(a, c, r.Place(c)) }

func (r *Rules) mayHold(a Agent, c casebook.Case, p Place) bool {
	if r == nil {
		return !namedIn(&c, a) && !ownMatter(a, &c)
	}
	return !r.concerns(a, &c, p) && (!r.restricted(&c) || a.Named(c.Category))
}

// MayKeep says whether an agent who has a case may go on having it: who came while a life
// was at risk is not taken off it, whatever the queue.
func (r *Rules) MayKeep(a Agent, c casebook.Case) bool { return r.mayKeep(a, c, r.Place(c)) }

func (r *Rules) mayKeep(a Agent, c casebook.Case, p Place) bool {
	return r.mayHold(a, c, p) || r != nil && !c.AlertedAt.IsZero() && !r.concerns(a, &c, p)
}

// sees says whether an agent may read a case that agents see.
func (r *Rules) sees(a Agent, c *casebook.Case, p Place) bool {
	switch {
	case r == nil:
		return !namedIn(c, a) && !ownMatter(a, c)
	case r.concerns(a, c, p):
		return false
	case c.Alarm(), c.Owner == a.Login: // where life is at risk everybody may come
		return true
	case r.restricted(c):
		return a.Named(c.Category)
	case a.Role.Supervises(), slices.Contains(c.Mentioned, a.Login), c.First == a.Login, c.Offered != nil && c.Offered.To == a.Login:
		return true
	}
	return (len(a.Areas) == 0 || p.In(a.Areas)) && (len(a.Categories) == 0 || c.Category == "" || slices.Contains(a.Categories, c.Category))
}

// stationsOf are the stations at which an agent works: those named, and those of the
// grids named. Who serves a whole township, or everything, works at none.
func (r *Rules) stationsOf(a Agent) []string {
	var own []string
	for _, id := range a.Areas {
		if g, ok := r.town.Grid(id); ok {
			id = g.Station
		}
		if _, ok := r.town.Station(id); ok {
			own = append(own, id)
		}
	}
	return own
}
