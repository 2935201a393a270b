package inbox

import (
	"strings"

	"frontdoor/handoff/casebook"
)

// served are the lines of a case about who serves it by the town's rules: its area, and
// the first agent where another one has it now. None in a town without rules.
func (in *inbox) served(p page, c casebook.Case) []factView {
	if p.Agent.Rules == nil {
		return nil
	}
	lies := p.Agent.Rules.Place(c)
	var names []string
	for _, id := range lies.Grids {
		names = append(names, in.Town.AreaName(id, p.Lang))
	}
	area := factView{Key: "area", Label: p.T("area"), Value: strings.Join(names, " / ")}
	switch {
	case len(names) > 1:
		area.By = p.T("area_several")
	case len(names) == 0 && len(lies.Stations) > 0:
		area.Value, area.By = in.Town.AreaName(lies.Stations[0], p.Lang), p.T("area_station")
	case len(names) == 0:
		area.Value, area.Missing = p.T("area_none"), true
	}
	list := []factView{area}
	if c.Owner == "" && c.Proposed != "" {
		list = append(list, factView{Key: "proposed", Label: p.T("proposed_to"), Value: p.called(c.Proposed)})
	}
	if c.First != "" && c.First != c.Owner {
		list = append(list, factView{Key: "first", Label: p.T("first_agent"), Value: p.called(c.First), By: p.T("first_stays")})
	}
	return list
}
