package api

import (
	"net/http"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// casesForm is one page of a list; Next is null at the end.
type casesForm struct {
	Cases []caseForm `json:"cases"`
	Next  *string    `json:"next"`
}

func (s *server) listCases(r *http.Request, agent handoff.Agent) (any, error) {
	q := readQuery(r, "status", "category", "owner", "label", "followed", "limit", "after")
	var statuses []string
	for _, status := range dialog.Statuses() {
		statuses = append(statuses, string(status))
	}
	asked := handoff.Query{
		Status:   dialog.Status(q.oneOf("status", statuses)),
		Category: q.oneOf("category", s.Categories),
		Owner:    q.values["owner"],
		Hidden:   agent.Role.Supervises(),
		For:      agent,
		Limit:    q.limit(handoff.ListLimit, handoff.ListMost),
		After:    q.values["after"],
	}
	if q.values["label"] != "" {
		asked.Labels = []string{q.values["label"]}
	}
	if q.oneOf("followed", []string{"true"}) != "" {
		asked.Followed = agent.Login
		if asked.Status != "" || asked.Owner != "" {
			q.wrong("followed", "followed goes with neither status nor owner", "one of them would be ignored", "leave the others out")
		}
	}
	if q.err != nil {
		return nil, q.err
	}
	if err := s.Board.CatchUp(r.Context()); err != nil {
		return nil, err
	}
	page, err := s.Board.List(asked)
	if err != nil {
		return nil, err
	}
	form := casesForm{Cases: make([]caseForm, 0, len(page.Cases)), Next: orNull(page.Next)}
	for _, c := range page.Cases {
		f := s.caseForm(c)
		f.coverFor(agent)
		form.Cases = append(form.Cases, f)
	}
	return form, nil
}

func (s *server) showCase(r *http.Request, agent handoff.Agent) (any, error) {
	if q := readQuery(r); q.err != nil {
		return nil, q.err
	}
	events, err := s.seen(r, agent)
	if err != nil {
		return nil, err
	}
	return s.talkFor(r.Context(), agent, events)
}

// seen are the events of the case in the path, if this agent sees it.
func (s *server) seen(r *http.Request, agent handoff.Agent) ([]casebook.Event, error) {
	events, err := s.Book.Case(r.Context(), s.number(r))
	if err != nil {
		return nil, err
	}
	reads, err := agent.Reads(r.Context(), s.Book, casebook.Fold(events))
	if err == nil && !reads {
		err = casebook.ErrNotFound
	}
	return agent.VeiledEvents(events), err
}

// number is the case number in the path, in any of the ways people type it; a
// number that is not ours is taken as it stands.
func (s *server) number(r *http.Request) dialog.CaseID {
	text := r.PathValue("id")
	if id, ok := dialog.ParseCaseID(s.Prefix, text); ok {
		return id
	}
	return dialog.CaseID(text)
}
