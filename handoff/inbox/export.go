package inbox

import (
	"encoding/json"
	"net/http"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

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
func (in *inbox) residentOf(r *http.Request, agent handoff.Agent, c casebook.Case) (handoff.OwnData, error) {
	sees := in.Board.Sees(agent)
	file, err := handoff.OwnDataOf(r.Context(), in.Book, in.Board, in.Roster, c.Address, func(one casebook.Case) bool {
		return agent.Sees(one) && agent.Knows(one) && (one.SideOf == "" || sees(one.ID))
	})
	file.Town, file.MadeAt, file.MadeBy = in.Town.Name("zh"), in.Now().UTC(), agent.Login
	return file, err
}
