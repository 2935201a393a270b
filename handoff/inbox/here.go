package inbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// looker is an agent who has a case open, on any server.
type looker struct {
	Name    string `json:"name"`
	Writing bool   `json:"writing,omitempty"`
}

// hereKept is how long one is shown after the last beat of one's page; the pages beat
// every few seconds.
const hereKept = 12 * time.Second

func hereKind(id dialog.CaseID) string { return "here/" + string(id) }

// here notes that the agent has the case open and answers who else has. It is told by
// records that run out, so whoever disappears is gone by itself.
func (in *inbox) here(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	id := in.caseID(r)
	if c, ok := in.Board.Case(id); !ok || !agent.Sees(c) {
		in.notFound(w, r)
		return
	}
	records, err := in.Shelf.List(r.Context(), hereKind(id))
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	mine := casebook.Record{Kind: hereKind(id), Key: agent.Login}
	others := []looker{}
	for _, record := range records {
		if record.Key == agent.Login {
			mine = record
			continue
		}
		var other looker
		if err := json.Unmarshal(record.Value, &other); err == nil && record.Expires.After(in.Now()) {
			others = append(others, other)
		}
	}
	if r.PostFormValue("leaves") == "1" {
		err = in.Shelf.Remove(r.Context(), mine.Kind, mine.Key, mine.Version)
	} else {
		mine.Value, err = json.Marshal(looker{Name: agent.Name, Writing: strings.TrimSpace(r.PostFormValue("writing")) == "1"})
		mine.Expires = in.Now().Add(hereKept)
		if err == nil {
			_, err = in.Shelf.Put(r.Context(), mine)
		}
	}
	if err != nil && !errors.Is(err, casebook.ErrStale) { // another page of the same agent was faster
		in.trouble(w, r, err)
		return
	}
	writeData(w, http.StatusOK, map[string]any{"others": others})
}
