package open311

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// requestsMost is how many requests one answer holds.
const requestsMost = 1000

// requests lists what the client may see: by number, which counts alone, or by service,
// state and moment.
func (s *server) requests(ctx context.Context, c *call, _ string) (answer, error) {
	if err := s.Board.CatchUp(ctx); err != nil {
		return answer{}, err
	}
	cases, err := s.chosen(c)
	if err != nil {
		return answer{}, err
	}
	from, to, err := c.page(len(cases))
	if err != nil {
		return answer{}, err
	}
	forms := []requestForm{}
	for _, k := range cases[from:to] {
		forms = append(forms, s.show(c, k))
	}
	return list("service_requests", "request", forms), nil
}

func (s *server) chosen(c *call) ([]casebook.Case, error) {
	if ids := c.list("service_request_id"); len(ids) > 0 {
		var cases []casebook.Case
		seen := map[dialog.CaseID]bool{}
		for _, id := range ids {
			if k, ok := s.find(c, id); ok && !seen[k.ID] {
				seen[k.ID] = true
				cases = append(cases, k)
			}
		}
		return cases, nil
	}
	codes := c.list("service_code")
	for _, code := range codes {
		if _, ok := s.Catalog.Category(code); !ok {
			return nil, wrong(http.StatusNotFound, "service_code %q was not found", code)
		}
	}
	states := c.list("status")
	for i, state := range states {
		states[i] = strings.ToLower(state)
		if states[i] != "open" && states[i] != "closed" {
			return nil, wrong(http.StatusBadRequest, "status %q is neither open nor closed", state)
		}
	}
	start, end, err := c.during(s.Now())
	if err != nil {
		return nil, err
	}
	// A case is handed over when it has been collected, a while after its first word.
	cases, err := s.walk(start.Add(-draftMost), func(k casebook.Case) bool {
		state := "open"
		if closed(k) {
			state = "closed"
		}
		return within(k.OpenedAt, start, end) && (len(codes) == 0 || slices.Contains(codes, k.Category)) &&
			(len(states) == 0 || slices.Contains(states, state)) && s.mayShow(c, k)
	})
	slices.SortStableFunc(cases, func(a, b casebook.Case) int {
		return cmp.Or(b.OpenedAt.Compare(a.OpenedAt), cmp.Compare(b.ID, a.ID))
	})
	return cases, err
}

// draftMost is longer than a draft may wait to be handed over.
const draftMost = 62 * 24 * time.Hour

// walk gives the cases begun since a moment that are wanted, the newest first.
func (s *server) walk(since time.Time, wanted func(casebook.Case) bool) ([]casebook.Case, error) {
	var found []casebook.Case
	for q := (handoff.Query{Newest: true, Limit: handoff.ListMost}); ; {
		page, err := s.Board.List(q)
		if err != nil {
			return nil, err
		}
		for _, k := range page.Cases {
			if k.StartedAt.Before(since) {
				return found, nil
			}
			if wanted(k) {
				found = append(found, k)
			}
		}
		if q.After = page.Next; q.After == "" {
			return found, nil
		}
	}
}

// find gives a case by its number, as far as this client may see it.
func (s *server) find(c *call, number string) (casebook.Case, bool) {
	id, ok := dialog.ParseCaseID(s.Town.Prefix, number)
	if !ok {
		return casebook.Case{}, false
	}
	k, ok := s.Board.Case(id)
	return k, ok && s.mayShow(c, k)
}

// page reads page and page_size, and says which of so many things are meant.
func (f form) page(things int) (from, to int, err error) {
	read := func(name string, usual, most int) int {
		v := f.get(name)
		if v == "" {
			return usual
		}
		n, bad := strconv.Atoi(v)
		if bad != nil || n < 1 || n > most {
			err = wrong(http.StatusBadRequest, "%s %q is no number from 1 to %d", name, v, most)
			return usual
		}
		return n
	}
	size := read("page_size", requestsMost, requestsMost)
	from = min((read("page", 1, 1_000_000)-1)*size, things)
	return from, min(from+size, things), err
}

func (s *server) request(ctx context.Context, c *call, number string) (answer, error) {
	k, err := s.one(ctx, c, number)
	if err != nil {
		return answer{}, err
	}
	return list("service_requests", "request", []requestForm{s.show(c, k)}), nil
}

// one is a case that must be there.
func (s *server) one(ctx context.Context, c *call, number string) (casebook.Case, error) {
	if err := s.Board.CatchUp(ctx); err != nil {
		return casebook.Case{}, err
	}
	k, ok := s.find(c, number)
	if !ok {
		return k, wrong(http.StatusNotFound, "service_request_id %q was not found", number)
	}
	return k, nil
}

type tokenForm struct {
	ID    string `xml:"service_request_id" json:"service_request_id"`
	Token string `xml:"token" json:"token"`
}

// token: numbers are given at once, so the only tokens there are are numbers.
func (s *server) token(ctx context.Context, c *call, token string) (answer, error) {
	k, err := s.one(ctx, c, token)
	if err != nil {
		return answer{}, wrong(http.StatusNotFound, "token %q was not found", token)
	}
	return list("service_requests", "request", []tokenForm{{string(k.ID), token}}), nil
}
