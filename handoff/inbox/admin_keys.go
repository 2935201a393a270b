package inbox

import (
	"net/http"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// keysView is the page of what programs show: tokens by which they act as an agent, and
// keys of other programs.
type keysView struct {
	adminView
	Tokens []keyRow
	Keys   []keyRow
	Agents []choiceView
	Name   string // typed
	Reads  bool
	Whole  bool
	Making string // which form is open
}

// keyRow is one of them.
type keyRow struct {
	ID, Whose, May, Since, Used string
}

func (in *inbox) showKeys(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.keysPage(w, r, http.StatusOK, keysView{adminView: in.admin(r, agent, "keys")})
}

func (in *inbox) keysPage(w http.ResponseWriter, r *http.Request, status int, v keysView) {
	ctx := r.Context()
	tokens, err := handoff.NewTokens(in.Shelf, in.Roster).List(ctx, "")
	var keys []handoff.Key
	if err == nil {
		keys, err = handoff.NewKeys(in.Shelf, in.Now).List(ctx)
	}
	var all []handoff.Agent
	if err == nil {
		all, err = in.Roster.List(ctx)
	}
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	names := map[string]string{}
	for _, a := range all {
		names[a.Login] = a.Name + " " + a.Login
		if !a.Disabled {
			v.Agents = append(v.Agents, choiceView{a.Login, names[a.Login], a.Login == r.PostFormValue("agent")})
		} else {
			names[a.Login] += " · " + v.T("agent_shut")
		}
	}
	now := in.Now()
	used := func(row keyRow, at handoff.Token) keyRow {
		row.Since, row.Used = v.clock(at.CreatedAt, now), v.T("never_used")
		if !at.UsedAt.IsZero() {
			row.Used = v.T("last_used", "at", v.clock(at.UsedAt, now))
		}
		return row
	}
	for _, t := range tokens {
		may := v.T("token_acts")
		if t.Scope.Reads {
			may = v.T("token_reads")
		}
		if t.Scope.Numbers {
			may += " · " + v.T("token_numbers")
		}
		whose := names[t.Login]
		if whose == "" {
			whose = t.Login
		}
		v.Tokens = append(v.Tokens, used(keyRow{ID: t.ID, Whose: whose, May: may}, t))
	}
	for _, k := range keys {
		v.Keys = append(v.Keys, used(keyRow{ID: k.Name, Whose: k.Name, May: v.T("scope_" + k.Scope)}, handoff.Token{CreatedAt: k.CreatedAt, UsedAt: k.UsedAt}))
	}
	in.render(w, r, status, "admin_keys.html", v)
}

// actOnKeys makes a token or a key, which is shown this once, or takes one away.
func (in *inbox) actOnKeys(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	ctx, act := r.Context(), r.PathValue("act")
	v := keysView{adminView: in.admin(r, agent, "keys"), Name: r.PostFormValue("name"), Reads: r.PostFormValue("reads") == "1", Whole: r.PostFormValue("numbers") == "1", Making: act}
	var err error
	tokens, keys := handoff.NewTokens(in.Shelf, in.Roster), handoff.NewKeys(in.Shelf, in.Now)
	switch act {
	case "token":
		v.Secret, err = tokens.CreateWith(ctx, r.PostFormValue("agent"), handoff.TokenScope{Numbers: v.Whole, Reads: v.Reads})
		v.SecretOf = v.T("secret_token")
	case "key":
		v.Secret, err = keys.Create(ctx, handoff.ScopeOpen311, v.Name)
		v.SecretOf = v.T("secret_key")
	case "remove-token":
		err = tokens.Remove(ctx, r.PostFormValue("id"))
	case "remove-key":
		var n int
		if n, err = keys.Remove(ctx, handoff.ScopeOpen311, r.PostFormValue("id")); err == nil && n == 0 {
			err = casebook.ErrNotFound
		}
	default:
		in.notFound(w, r)
		return
	}
	why, told := in.notDone(v.Lang, err)
	switch {
	case err == nil && v.Secret == "":
		saidDone(w, r, "/inbox/admin/keys", "removed")
	case err == nil:
		v.Name, v.Reads, v.Whole, v.Making = "", false, false, ""
		in.keysPage(w, r, http.StatusOK, v)
	case told:
		v.Secret, v.Wrong = "", why
		in.keysPage(w, r, http.StatusUnprocessableEntity, v)
	default:
		in.trouble(w, r, err)
	}
}
