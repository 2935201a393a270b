package inbox

import (
	"errors"
	"net/http"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// The pages of admins lie under /inbox/admin, one file each: admin_agents.go and
// admin_agent.go, admin_town.go, admin_keys.go, admin_hooks.go, admin_audit.go. They call
// what the command line calls, so that what one can do the other can, and it stands in the
// record either way.

// routeAdmin mounts them. Everybody else is told that they are not for them.
func (in *inbox) routeAdmin(mux *http.ServeMux) {
	admins := func(pattern string, next func(http.ResponseWriter, *http.Request, handoff.Agent)) {
		mux.HandleFunc(pattern, in.signedIn(func(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
			if agent.Role != handoff.RoleAdmin {
				in.refused(w, r, http.StatusForbidden, "err_admin")
				return
			}
			next(w, r, agent)
		}))
	}
	admins("GET /inbox/admin", func(w http.ResponseWriter, r *http.Request, _ handoff.Agent) {
		http.Redirect(w, r, "/inbox/admin/agents", http.StatusSeeOther)
	})
	admins("GET /inbox/admin/agents", in.showAgents)
	admins("POST /inbox/admin/agents", in.addAgent)
	admins("GET /inbox/admin/agents/{login}", in.showAgent)
	admins("POST /inbox/admin/agents/{login}/{act}", in.actOnAgent)
	admins("GET /inbox/admin/areas", in.showAreas)
	admins("GET /inbox/admin/town", in.showTown)
	admins("GET /inbox/admin/keys", in.showKeys)
	admins("POST /inbox/admin/keys/{act}", in.actOnKeys)
	admins("GET /inbox/admin/hooks", in.showHooks)
	admins("POST /inbox/admin/hooks/{act}", in.actOnHooks)
	admins("GET /inbox/admin/audit", in.showAudit)
	admins("POST /inbox/admin/cases/{id}/erase", in.eraseCase)
	admins("/inbox/admin/", func(w http.ResponseWriter, r *http.Request, _ handoff.Agent) { in.notFound(w, r) })
}

// adminView is what every page of admins shows.
type adminView struct {
	page
	Tab   string
	Done  string // what was just done, in words
	Wrong string // why something was not done
	// Secret is a password or a key that was just made: it is shown this once.
	Secret, SecretOf string
}

func (in *inbox) admin(r *http.Request, agent handoff.Agent, tab string) adminView {
	v := adminView{page: in.newPage(r, agent), Tab: tab}
	if r.Method != http.MethodGet {
		v.Here = "/inbox/admin/" + tab // what leads back after choosing a language
	}
	if done := "done_" + r.URL.Query().Get("done"); in.words[v.Lang][done] != "" {
		v.Done = v.T(done)
	}
	return v
}

// adminTabs are the pages in order.
var adminTabs = []string{"agents", "areas", "town", "keys", "hooks", "audit"}

// Tabs lead from one page to another; the town's saved replies and labels have theirs
// elsewhere, since other agents keep them, too.
func (v adminView) Tabs() []queue {
	var tabs []queue
	for _, key := range adminTabs {
		tabs = append(tabs, queue{Label: v.T("admin_" + key), Href: "/inbox/admin/" + key, Here: v.Tab == key})
	}
	return append(tabs, queue{Label: v.T("replies"), Href: "/inbox/replies"}, queue{Label: v.T("labels"), Href: "/inbox/labels"})
}

// HeadTitle is what the browser's tab says.
func (v adminView) HeadTitle() string { return v.T("admin_"+v.Tab) + " · " + v.Town }

// notDone puts into words why something was not done; "" and false for what is no fault of
// who asked for it.
func (in *inbox) notDone(lang string, err error) (string, bool) {
	var mistake *handoff.Mistake
	switch {
	case errors.As(err, &mistake):
		if _, known := in.words[lang]["err_"+mistake.Code]; known {
			return in.words.say(lang, "err_"+mistake.Code), true
		}
		return mistake.Error(), true
	case errors.Is(err, handoff.ErrTaken):
		return in.words.say(lang, "err_login_taken"), true
	case errors.Is(err, errOverwritten):
		return in.words.say(lang, "err_overwritten"), true
	case errors.Is(err, casebook.ErrNotFound):
		return in.words.say(lang, "err_gone_meanwhile"), true
	}
	return "", false
}

// errOverwritten: somebody else changed it since the form was drawn.
var errOverwritten = errors.New("changed meanwhile")

// saidDone leads back to a page that says what was done.
func saidDone(w http.ResponseWriter, r *http.Request, path, what string) {
	http.Redirect(w, r, path+"?done="+what, http.StatusSeeOther)
}
