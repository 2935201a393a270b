package inbox

import (
	"net/http"
	"slices"
	"strings"

	"frontdoor/handoff"
)

// agentsView is the list of agents, and the form for a new one.
type agentsView struct {
	adminView
	Agents []agentRow
	Roles  []choiceView
	New    handoff.Agent // what was typed
	Adding bool
}

// agentRow is one agent in the list.
type agentRow struct {
	handoff.Agent
	Role   string
	Areas  string
	OnDuty bool
	Cases  string // open ones
}

func (in *inbox) showAgents(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.agentsPage(w, r, http.StatusOK, agentsView{adminView: in.admin(r, agent, "agents")})
}

func (in *inbox) agentsPage(w http.ResponseWriter, r *http.Request, status int, v agentsView) {
	all, err := in.Roster.List(r.Context())
	if err == nil {
		err = in.Board.CatchUp(r.Context())
	}
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	slices.SortStableFunc(all, func(a, b handoff.Agent) int {
		switch {
		case a.Disabled == b.Disabled:
			return 0
		case b.Disabled:
			return -1
		}
		return 1
	})
	for _, a := range all {
		v.Agents = append(v.Agents, agentRow{Agent: a, Role: v.T("rank_" + string(a.Role)), Areas: v.areas(a.Areas),
			OnDuty: a.OnDuty(in.Now(), in.Town), Cases: capped(in.Board.CountMine(a))})
	}
	v.Roles = v.ranks(v.New.Role)
	in.render(w, r, status, "admin_agents.html", v)
}

// areas are names of areas, in one line.
func (p page) areas(ids []string) string {
	if len(ids) == 0 {
		return p.T("areas_all")
	}
	var names []string
	for _, id := range ids {
		names = append(names, p.in.Town.AreaName(id, p.Lang))
	}
	return strings.Join(names, " · ")
}

// ranks are the roles as choices.
func (p page) ranks(chosen handoff.Role) []choiceView {
	var list []choiceView
	for _, role := range handoff.Roles() {
		list = append(list, choiceView{string(role), p.T("rank_" + string(role)), role == chosen})
	}
	return list
}

// addAgent takes in a new agent with a password to begin with, which is shown this once.
func (in *inbox) addAgent(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	v := agentsView{adminView: in.admin(r, agent, "agents"), New: handoff.Agent{Login: strings.ToLower(strings.TrimSpace(r.PostFormValue("login"))),
		Name: strings.TrimSpace(r.PostFormValue("name")), Role: handoff.Role(r.PostFormValue("role")), FirstPassword: true}}
	password := handoff.NewPassword()
	if err := in.Roster.Add(r.Context(), v.New, password); err != nil {
		why, told := in.notDone(v.Lang, err)
		if !told {
			in.trouble(w, r, err)
			return
		}
		v.Wrong, v.Adding = why, true
		in.agentsPage(w, r, http.StatusUnprocessableEntity, v)
		return
	}
	in.agentPage(w, r, http.StatusOK, agentView{adminView: in.secretOf(v.adminView, password, "secret_added"), login: v.New.Login})
}

// secretOf says what was just made, and whose it is.
func (in *inbox) secretOf(v adminView, secret, what string) adminView {
	v.Secret, v.SecretOf = secret, v.T(what)
	return v
}
