package inbox

import (
	"encoding/json"
	"net/http"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// residentFile is all that is known of a resident by one address of theirs, as they may ask
// for it: what they said, what they were told, what was noted of it. Agents' notes among
// themselves and what others at a table said in their own talks are not theirs.
type residentFile struct {
	Town    string         `json:"town"`
	MadeAt  time.Time      `json:"made_at"`
	MadeBy  string         `json:"made_by"`
	Address dialog.Address `json:"address"`
	Cases   []residentCase `json:"cases"`
}

type residentCase struct {
	Number   dialog.CaseID     `json:"number"`
	Status   dialog.Status     `json:"status"`
	Category string            `json:"category,omitempty"`
	Began    time.Time         `json:"began"`
	ClosedAt time.Time         `json:"closed_at,omitzero"`
	Outcome  dialog.Outcome    `json:"outcome,omitempty"`
	Facts    map[string]string `json:"facts,omitempty"`
	Talk     []residentLine    `json:"talk"`
}

type residentLine struct {
	At      time.Time        `json:"at"`
	By      dialog.By        `json:"by"`
	Text    string           `json:"text,omitempty"`
	Before  string           `json:"before,omitempty"` // the words a changed message had
	Files   []string         `json:"files,omitempty"`  // their kinds
	Changed bool             `json:"changed,omitempty"`
	State   casebook.Receipt `json:"state,omitempty"`
}

// saveResident gives the resident of a case as a file, to supervisors, and notes it.
func (in *inbox) saveResident(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	if !agent.Role.Supervises() {
		in.refused(w, r, http.StatusForbidden, "err_role")
		return
	}
	_, c, ok := in.visible(w, r, agent)
	if !ok {
		return
	}
	if !agent.Knows(c) { // the file begins with whose it is
		in.refused(w, r, http.StatusForbidden, "err_sealed")
		return
	}
	file, err := in.residentOf(r, agent, c)
	if err == nil {
		err = in.Desk.Exported(r.Context(), agent, string(c.ID), "resident "+itoa(len(file.Cases))+" cases")
	}
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="resident-`+string(c.ID)+`.json"`)
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.Encode(file) //nolint:errcheck // the browser has gone
}

// residentOf collects the cases of the address a case is from, as far as the agent sees them.
func (in *inbox) residentOf(r *http.Request, agent handoff.Agent, c casebook.Case) (residentFile, error) {
	file := residentFile{Town: in.Town.Name("zh"), MadeAt: in.Now().UTC(), MadeBy: agent.Login, Address: c.Address}
	if err := in.Board.CatchUp(r.Context()); err != nil {
		return file, err
	}
	for _, id := range in.Board.OfAddress(c.Address) {
		events, err := in.Book.Case(r.Context(), id)
		if err != nil {
			return file, err
		}
		if one := casebook.Fold(events); agent.Sees(one) && agent.Knows(one) {
			file.Cases = append(file.Cases, residentCaseOf(one, events))
		}
	}
	return file, nil
}

func residentCaseOf(c casebook.Case, events []casebook.Event) residentCase {
	one := residentCase{Number: c.ID, Status: c.Status, Category: c.Category, Began: c.StartedAt, ClosedAt: c.ClosedAt, Outcome: c.Outcome,
		Facts: map[string]string{}, Talk: []residentLine{}}
	for slot, fact := range c.Facts {
		if fact.Value != "" {
			one.Facts[slot] = fact.Value
		}
	}
	for _, l := range casebook.Thread(events) {
		if l.Kind != dialog.ChangeSaid && l.Kind != dialog.ChangeEdited {
			continue
		}
		line := residentLine{At: l.At, By: l.By, Text: l.Text, Before: l.Before, Changed: l.Kind == dialog.ChangeEdited, State: l.State}
		for _, m := range l.Media {
			line.Files = append(line.Files, m.Kind)
		}
		one.Talk = append(one.Talk, line)
	}
	return one
}
