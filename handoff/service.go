package handoff

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Service is what an agent serves, and when. Of an empty one nothing is asked: all areas,
// all categories, the town's hours, any number of cases.
type Service struct {
	// Areas are IDs of grids, stations and townships; Categories keys of the catalogue.
	Areas      []string `json:"areas,omitempty"`
	Categories []string `json:"categories,omitempty"`
	// Entrusted are the restricted categories the agent is named for.
	Entrusted []string `json:"entrusted,omitempty"`
	// Languages the agent speaks, as a channel writes them: zh, en, and others.
	Languages []string `json:"languages,omitempty"`
	// Duty is the weekly rota, DaysOff single days or stretches (2026-12-24/2026-12-31).
	Duty    Rota     `json:"duty,omitempty"`
	DaysOff []string `json:"days_off,omitempty"`
	// Capacity is how many open cases the agent is proposed at most; 0 for any number.
	Capacity int `json:"capacity,omitempty"`
	// Known are other names by which people may complain of this agent.
	Known []string `json:"known,omitempty"`
}

// Named says whether the agent is named for a restricted category. An admin, who names
// the others, is.
func (a Agent) Named(category string) bool {
	return a.Role == RoleAdmin || slices.Contains(a.Entrusted, category)
}

// SetService says what an agent serves, and when. The error is a *Mistake where it is not
// well formed; whether the areas and categories exist, only the town's files know.
func (r *Roster) SetService(ctx context.Context, login string, edit func(*Service)) error {
	rec, err := r.get(ctx, login)
	if err != nil {
		return err
	}
	edit(&rec.Service)
	if err := checkService(rec.Service); err != nil {
		return err
	}
	return r.change(ctx, login, DeedAgentServes, "", func(rec *agentRecord) { edit(&rec.Service) })
}

func checkService(s Service) error {
	if _, err := s.Duty.read(); s.Duty != "" && err != nil {
		return &Mistake{Code: "duty_form", Field: "duty", What: "the rota cannot be read", Why: err.Error(), Do: "write it like mon-fri 08:30-17:30, sat 09:00-12:00"}
	}
	for _, day := range s.DaysOff {
		first, last, several := strings.Cut(day, "/")
		for _, d := range []string{first, last} {
			if _, err := time.Parse(time.DateOnly, d); err != nil && (several || d != "") {
				return &Mistake{Code: "days_off_form", Field: "days_off", What: fmt.Sprintf("%q is no day off", day), Why: "it is a day, or the first and the last one", Do: "write it like 2026-12-24 or 2026-12-24/2026-12-31"}
			}
		}
	}
	for _, day := range s.DaysOff {
		if first, last, several := strings.Cut(day, "/"); several && last < first {
			return &Mistake{Code: "days_off_form", Field: "days_off", What: fmt.Sprintf("%q ends before it begins", day), Why: "the first day comes first", Do: "turn it around"}
		}
	}
	if s.Capacity < 0 {
		return &Mistake{Code: "capacity_form", Field: "capacity", What: "the capacity is below nothing", Why: "it is a number of open cases", Do: "write 0 for any number"}
	}
	return nil
}
