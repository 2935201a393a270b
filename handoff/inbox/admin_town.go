package inbox

import (
	"net/http"
	"slices"
	"strings"

	"frontdoor/dialog/town"
	"frontdoor/handoff"
)

// servedView is the page of the town's areas: what its file says, and who serves them.
type servedView struct {
	adminView
	Everywhere []serverView // serve the whole town
	Townships  []servedArea
	Bare       []string // grids that nobody is named for
	Several    string   // how many grids there are
}

// servedArea is an area with those named for it, itself or one above.
type servedArea struct {
	ID, Name string
	Level    string // grid, station or township
	By       []serverView
	Above    bool // those who serve it are named for an area above
	Bare     bool // nobody is
	Places   string
	In       []servedArea
}

// serverView is an agent who serves an area.
type serverView struct {
	Login, Name string
	OnDuty      bool
}

func (in *inbox) showAreas(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	v := servedView{adminView: in.admin(r, agent, "areas")}
	all, err := in.Roster.List(r.Context())
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	named := map[string][]serverView{}
	for _, a := range all {
		if a.Disabled {
			continue
		}
		who := serverView{a.Login, a.Name, a.OnDuty(in.Now(), in.Town)}
		if len(a.Areas) == 0 {
			v.Everywhere = append(v.Everywhere, who)
		}
		for _, id := range a.Areas {
			named[id] = append(named[id], who)
		}
	}
	v.lay(named)
	in.render(w, r, http.StatusOK, "admin_areas.html", v)
}

// lay lays the town's levels out, each with those who are named for it.
func (v *servedView) lay(named map[string][]serverView) {
	t := v.in.Town
	station := func(s town.Station, above []serverView) servedArea {
		area := servedArea{ID: s.ID, Name: s.Name(v.Lang), Level: "station", By: named[s.ID]}
		above = append(slices.Clone(above), named[s.ID]...)
		for _, g := range t.Grids {
			if g.Station != s.ID {
				continue
			}
			grid := servedArea{ID: g.ID, Name: g.Name(v.Lang), Level: "grid", By: named[g.ID]}
			if len(grid.By) == 0 {
				grid.By, grid.Above = above, len(above) > 0
			}
			if grid.Bare = len(grid.By) == 0; grid.Bare {
				v.Bare = append(v.Bare, grid.Name)
			}
			var places []string
			for _, id := range g.Places {
				if p, ok := t.Place(id); ok {
					places = append(places, p.Name(v.Lang))
				}
			}
			grid.Places = strings.Join(places, " · ")
			area.In = append(area.In, grid)
		}
		return area
	}
	for _, one := range t.Townships {
		area := servedArea{ID: one.ID, Name: one.Name(v.Lang), Level: "township", By: named[one.ID]}
		for _, s := range t.Stations {
			if s.Township == one.ID {
				area.In = append(area.In, station(s, named[one.ID]))
			}
		}
		v.Townships = append(v.Townships, area)
	}
	loose := servedArea{}
	for _, s := range t.Stations {
		if s.Township == "" {
			loose.In = append(loose.In, station(s, nil))
		}
	}
	if len(loose.In) > 0 {
		v.Townships = append(v.Townships, loose)
	}
	v.Several = itoa(len(t.Grids))
}

// townView is the page of hours and numbers.
type townView struct {
	adminView
	Open     bool
	Days     []townDay
	Quiet    string
	Years    string
	Phone    string
	Hotlines []hotlineView
}

// townDay is a day and when people are there.
type townDay struct {
	Day, Hours, Why string
	Today           bool
}

type hotlineView struct{ Name, Number, Checked string }

// daysShown are the days ahead that the page shows.
const daysShown = 14

func (in *inbox) showTown(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	t, now := in.Town, in.Now().In(in.Town.Zone)
	v := townView{adminView: in.admin(r, agent, "town"), Open: t.Open(now), Quiet: t.QuietHours(), Years: strings.Join(t.KnownYears(), ", "), Phone: t.HumanPhone}
	for i := range daysShown {
		at := now.AddDate(0, 0, i)
		day := townDay{Day: at.Format(v.T("format_weekday")) + " " + v.T("day_"+strings.ToLower(at.Format("Mon"))), Hours: t.HoursOn(at), Today: i == 0}
		switch weekend := at.Weekday() == 0 || at.Weekday() == 6; {
		case t.Holiday(at):
			day.Why = v.T("day_holiday")
		case weekend && t.Workday(at):
			day.Why = v.T("day_worked")
		}
		v.Days = append(v.Days, day)
	}
	for _, h := range t.Hotlines {
		v.Hotlines = append(v.Hotlines, hotlineView{h.Label.In(v.Lang), h.Number, h.CheckedOn})
	}
	in.render(w, r, http.StatusOK, "admin_town.html", v)
}
