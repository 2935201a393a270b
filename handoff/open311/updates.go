package open311

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

type updateForm struct {
	ID          string `xml:"update_id" json:"update_id"`
	RequestID   string `xml:"service_request_id" json:"service_request_id"`
	Status      string `xml:"status" json:"status"`
	Updated     string `xml:"updated_datetime" json:"updated_datetime"`
	Description text   `xml:"description" json:"description"`
	MediaURL    text   `xml:"media_url" json:"media_url"`
}

// states are outcomes in the words of FixMyStreet, for which CLOSED means fixed.
var states = map[dialog.Outcome]string{
	dialog.Solved: "FIXED", dialog.Partly: "NO_FURTHER_ACTION", dialog.NotOurs: "NOT_COUNCILS_RESPONSIBILITY",
	dialog.Cannot: "NO_FURTHER_ACTION", dialog.Withdrawn: "NO_FURTHER_ACTION", dialog.Duplicate: "DUPLICATE",
}

// updates lists what became of requests in a range of time, the oldest first.
func (s *server) updates(ctx context.Context, c *call, _ string) (answer, error) {
	start, end, err := c.during(s.Now())
	if err != nil {
		return answer{}, err
	}
	if err := s.Board.CatchUp(ctx); err != nil {
		return answer{}, err
	}
	only := c.list("service_request_id")
	moved, err := s.walk(start.AddDate(-everMost, 0, 0), func(k casebook.Case) bool {
		return !k.MovedAt.Before(start) && (len(only) == 0 || slices.Contains(only, string(k.ID))) && s.mayShow(c, k)
	})
	if err != nil {
		return answer{}, err
	}
	all := []updateForm{}
	for _, k := range moved {
		for i, m := range k.Moves {
			if within(m.At, start, end) {
				all = append(all, s.update(c, k, m, i > 0 && closed(casebook.Case{Status: k.Moves[i-1].Status})))
			}
		}
	}
	slices.SortStableFunc(all, func(a, b updateForm) int {
		return cmp.Or(cmp.Compare(a.Updated, b.Updated), cmp.Compare(a.RequestID, b.RequestID))
	})
	from, to, err := c.page(len(all))
	if err != nil {
		return answer{}, err
	}
	return list("service_request_updates", "request_update", all[from:to]), nil
}

// everMost is how many years back the cases may have begun that are looked at.
const everMost = 10

// update is what a move means to others: somebody took the case on, it was closed, it was
// opened again.
func (s *server) update(c *call, k casebook.Case, m casebook.Move, again bool) updateForm {
	k.Status, k.Outcome = m.Status, m.Outcome
	u := updateForm{ID: fmt.Sprintf("%s.%d", k.ID, m.Seq), RequestID: string(k.ID), Updated: s.told(m.At), Description: text(standing(k, c.lang)), Status: "IN_PROGRESS"}
	switch {
	case closed(k):
		u.Status = cmp.Or(states[m.Outcome], "NO_FURTHER_ACTION")
	case again:
		u.Status = "OPEN"
	}
	return u
}

// sent are the states that may be sent with words, and whether they say that it is not
// done.
var sent = map[string]bool{
	"": false, "OPEN": true, "REOPEN": true, "INVESTIGATING": true, "IN_PROGRESS": true, "ACTION_SCHEDULED": true, "CONFIRMED": true,
	"CLOSED": false, "FIXED": false, "DUPLICATE": false, "NOT_COUNCILS_RESPONSIBILITY": false, "NO_FURTHER_ACTION": false, "INTERNAL_REFERRAL": false,
}

type takenForm struct {
	ID string `xml:"update_id" json:"update_id"`
}

// postUpdate adds the words of the other program's user to a request that it filed.
// Closing stays the agents': a state that says done is told to them in words.
func (s *server) postUpdate(ctx context.Context, c *call, _ string) (answer, error) {
	number, words := c.get("service_request_id"), c.get("description")
	state := strings.ToUpper(c.get("status"))
	open, known := sent[state]
	media, mistake := mediaURLs(c.values["media_url"])
	when := c.get("updated_datetime")
	_, good := moment(when)
	switch {
	case number == "":
		return answer{}, wrong(http.StatusBadRequest, "service_request_id was not provided")
	case !known:
		return answer{}, wrong(http.StatusBadRequest, "status %q is unknown", state)
	case words == "" && state == "" && len(c.files) == 0 && media == "":
		return answer{}, wrong(http.StatusBadRequest, "neither description nor status was provided")
	case utf8.RuneCountInString(words) > descriptionMost:
		return answer{}, wrong(http.StatusBadRequest, "description has more than %d characters", descriptionMost)
	case mistake != "":
		return answer{}, wrong(http.StatusBadRequest, "%s", mistake)
	case when != "" && !good:
		return answer{}, wrong(http.StatusBadRequest, "updated_datetime %q is no date with time and zone", when)
	}
	k, err := s.one(ctx, c, number)
	if err == nil && !c.own(k) {
		err = wrong(http.StatusNotFound, "service_request_id %q was not filed with this api_key", number)
	}
	if err != nil {
		return answer{}, err
	}
	name, err := s.name(ctx, c, "update:"+string(k.ID), "update_id", "update_id_ext")
	if err != nil {
		return answer{}, err
	}
	in := dialog.Input{Kind: dialog.Reported, ID: name, From: k.Address, Case: k.ID, Lang: c.lang,
		Text: strings.TrimSpace(strings.Join([]string{words, media, saidState(state, open)}, "\n"))}
	if open {
		in.Status = dialog.Unclaimed
	}
	if left, err := s.attach(ctx, c, &in); err != nil {
		return answer{}, err
	} else if left > 0 && words == "" && state == "" && len(in.Media) == 0 && media == "" {
		return answer{}, wrong(http.StatusBadRequest, "%s", strings.TrimSpace(leftOut(left, c.lang)))
	}
	if _, err := s.Clerk.Handle(ctx, in); err != nil {
		return answer{}, fmt.Errorf("add words to case %s: %w", k.ID, err)
	}
	return list("service_request_updates", "request_update", []takenForm{{name}}), nil
}

// saidState tells agents a state that only they can give.
func saidState(state string, open bool) string {
	if state == "" || open {
		return ""
	}
	return "[" + state + "]"
}
