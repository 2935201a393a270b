package api

import (
	"net/http"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// How many events a page has when nothing is said, and at most.
const (
	eventsUsual = 100
	eventsMost  = 1000
)

// eventsForm is one page of the feed; Next goes on from it, at the end too.
type eventsForm struct {
	Events []eventForm `json:"events"`
	Next   string      `json:"next"`
}

func (s *server) listEvents(r *http.Request, agent handoff.Agent) (any, error) {
	if !agent.Role.Supervises() {
		return nil, handoff.ErrRole
	}
	q := readQuery(r, "since", "limit")
	limit := q.limit(eventsUsual, eventsMost)
	if q.err != nil {
		return nil, q.err
	}
	events, next, err := s.Book.Since(r.Context(), casebook.Cursor(q.values["since"]), limit)
	if err != nil {
		return nil, err
	}
	form := eventsForm{Events: make([]eventForm, 0, len(events)), Next: string(next)}
	if err := s.Board.CatchUp(r.Context()); err != nil {
		return nil, err
	}
	sees := s.Board.Sees(agent)
	for _, e := range events {
		c, ok := s.Board.Case(e.Case)
		if !ok || !sees(e.Case) {
			continue // not for this agent, by the town's rules or for nobody
		}
		for _, e := range agent.VeiledEvent(c, e) {
			form.Events = append(form.Events, s.eventForm(agent, e, handoff.NumberOf(c)))
		}
	}
	return form, nil
}
