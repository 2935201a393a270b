package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
)

// calendarAhead is how far ahead the holidays should be known: the longest deadlines in
// working days run that long.
const calendarAhead = 90 * 24 * time.Hour

// checkRules looks whether the rules of a town with stations find the people they need:
// somebody on every level of the ladder, and for every restricted queue.
func checkRules(cat *catalog.Catalog, place *town.Town, agents []handoff.Agent, now time.Time) []finding {
	if len(place.Stations) == 0 {
		return nil
	}
	var found []finding
	agents = slices.DeleteFunc(slices.Clone(agents), func(a handoff.Agent) bool { return a.Disabled })
	roles := []string{string(handoff.RoleAgent), string(handoff.RoleSupervisor), string(handoff.RoleAdmin)}
	for _, level := range []string{"town", "county", "city"} {
		told := 0
		for _, name := range place.Rules.Tell[level] {
			n := 0
			for _, a := range agents {
				if a.Login == name || string(a.Role) == name {
					n++
				}
			}
			if n == 0 && !slices.Contains(roles, name) {
				found = append(found, bad("tell_%s names %q, which is no agent's login: nobody is told there by that name. frontdoor agent list says who there is.", level, name))
			}
			told += n
		}
		if told == 0 {
			found = append(found, bad("Nobody is told when a case goes up to the %s: add an agent whom tell_%s names (%s).", level, level, strings.Join(place.Rules.Tell[level], ", ")))
		}
	}
	for _, c := range cat.Categories() {
		if c.Restricted && !slices.ContainsFunc(agents, func(a handoff.Agent) bool { return slices.Contains(a.Entrusted, c.Key) }) {
			found = append(found, bad("Nobody is named for the restricted queue %s, so its cases are proposed to nobody: frontdoor agent set -login LOGIN -entrusted %s", c.Key, c.Key))
		}
	}
	for _, a := range agents {
		if err := handoff.KnownService(a.Service, place, cat); err != nil {
			found = append(found, bad("Agent %s serves what is not there: %v", a.Login, err))
		}
	}
	if year := strconv.Itoa(now.Add(calendarAhead).In(place.Zone).Year()); !slices.Contains(place.KnownYears(), year) {
		found = append(found, bad("The calendar has no holidays for %s, and deadlines run into it: add them to the town's file (calendar).", year))
	}
	if len(found) == 0 {
		found = append(found, fine("The rules hold at %d stations: every level of the ladder and every restricted queue has its people.", len(place.Stations)))
	}
	return found
}
