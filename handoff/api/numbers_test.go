package api

import (
	"encoding/json"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// A token reads numbers whole only if it may, and who read a case is recorded once an hour.
func TestNumbersAreCovered(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("telegram:1")
	events, err := w.book.Case(t.Context(), dialog.CaseID(id))
	w.must(err)
	c := casebook.Fold(events)
	_, err = w.book.Commit(t.Context(), casebook.Commit{ID: "phone", Address: c.Address, Events: []casebook.Event{{Address: c.Address, At: w.now(),
		Change: dialog.Change{Case: c.ID, Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: "phone", Value: "+8613900000122", Raw: "13900000122"}}, {Address: c.Address, At: w.now(),
		Change: dialog.Change{Case: c.ID, Kind: dialog.ChangeSaid, By: dialog.ByBot, Text: "您的电话是13900000122,对吗?"}}}})
	w.must(err)
	reads := func(login, path string) string {
		body, err := json.Marshal(w.call(login, "GET", path, "").is(200).body)
		w.must(err)
		return string(body)
	}
	for _, path := range []string{"/cases", "/cases/" + id, "/cases/" + id} {
		if got := reads("wu", path); strings.Contains(got, "13900000122") || !strings.Contains(got, "139****0122") {
			t.Errorf("%s tells an agent's token %s", path, got)
		}
	}
	w.tokens["wu"], err = handoff.NewTokens(w.book, w.roster).CreateWithNumbers(t.Context(), "wu")
	w.must(err)
	if got := reads("wu", "/cases/"+id); !strings.Contains(got, "+8613900000122") || strings.Contains(got, "viewed") {
		t.Errorf("a token that may read numbers is told %s", got)
	}
	events, err = w.book.Case(t.Context(), dialog.CaseID(id))
	w.must(err)
	var looked []string
	for _, e := range events {
		if e.Kind == dialog.ChangeViewed {
			looked = append(looked, e.Agent+" "+e.Value)
		}
	}
	if got := strings.Join(looked, ", "); got != "wu case, wu number" {
		t.Errorf("recorded: %s", got)
	}
}
