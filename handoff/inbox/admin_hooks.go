package inbox

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// Hook is another system that is told what happens to cases.
type Hook struct {
	Name, URL string
	Events    []string // empty for all
	Private   bool     // may be told words and names, too
	CreatedAt time.Time
	Off       string // why nothing is sent any more; "" while it is on
	Waiting   int
	Dead      []DeadLetter // the oldest first
}

// DeadLetter is what could not be told and was given up.
type DeadLetter struct {
	ID   string
	Case dialog.CaseID
	At   time.Time
	Why  string
}

// Hooks keeps the webhooks. The errors are *handoff.Mistake, handoff.ErrTaken or
// casebook.ErrNotFound.
type Hooks interface {
	List(ctx context.Context) ([]Hook, error)
	// Add takes one in and gives the secret that signs, which cannot be read again.
	Add(ctx context.Context, h Hook) (secret string, err error)
	// Test calls it; why says in a sentence what went wrong, "" for nothing.
	Test(ctx context.Context, name string) (why string, err error)
	// Replay lets what was given up be tried again, all or the one of an ID.
	Replay(ctx context.Context, name, id string) (int, error)
	SwitchOn(ctx context.Context, name string) error
	Remove(ctx context.Context, name string) error
	// Events is the closed list of what can be told.
	Events() []string
}

// hooksView is the page of webhooks.
type hooksView struct {
	adminView
	Hooks  []hookRow
	Events []choiceView
	New    Hook // what was typed
	Adding bool
}

// hookRow is one of them, with the first of its dead letters.
type hookRow struct {
	Hook
	Since, Waits, Given, Hears string
	Letters                    []letterRow
	More                       string // how many dead letters are not shown
}

type letterRow struct {
	DeadLetter
	When string
}

// lettersShown are dead letters shown of one endpoint.
const lettersShown = 20

func (in *inbox) showHooks(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.hooksPage(w, r, http.StatusOK, hooksView{adminView: in.admin(r, agent, "hooks")})
}

func (in *inbox) hooksPage(w http.ResponseWriter, r *http.Request, status int, v hooksView) {
	if in.Hooks == nil {
		in.notFound(w, r)
		return
	}
	all, err := in.Hooks.List(r.Context())
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	for _, h := range all {
		row := hookRow{Hook: h, Since: v.clock(h.CreatedAt, in.Now()), Waits: itoa(h.Waiting), Given: itoa(len(h.Dead)), Hears: v.T("hook_all")}
		if at, _, secret := strings.Cut(h.URL, "?"); secret {
			row.URL = at + "?…" // what stands behind may open something
		}
		if len(h.Events) > 0 {
			row.Hears = strings.Join(h.Events, " · ")
		}
		for i, d := range h.Dead {
			if i == lettersShown {
				row.More = itoa(len(h.Dead) - i)
				break
			}
			row.Letters = append(row.Letters, letterRow{d, v.clock(d.At, in.Now())})
		}
		v.Hooks = append(v.Hooks, row)
	}
	for _, e := range in.Hooks.Events() {
		v.Events = append(v.Events, choiceView{e, e, slices.Contains(v.New.Events, e)})
	}
	in.render(w, r, status, "admin_hooks.html", v)
}

// actOnHooks does what one of the page's forms asks for.
func (in *inbox) actOnHooks(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	if in.Hooks == nil {
		in.notFound(w, r)
		return
	}
	ctx, name, act := r.Context(), strings.TrimSpace(r.PostFormValue("name")), r.PathValue("act")
	v := hooksView{adminView: in.admin(r, agent, "hooks")}
	var err error
	switch act {
	case "add":
		v.New = Hook{Name: name, URL: strings.TrimSpace(r.PostFormValue("url")), Events: r.PostForm["event"], Private: r.PostFormValue("private") == "1"}
		if v.Secret, err = in.Hooks.Add(ctx, v.New); err == nil {
			v.SecretOf, v.New = v.T("secret_hook"), Hook{}
		}
		v.Adding = err != nil
	case "test":
		var why string
		if why, err = in.Hooks.Test(ctx, name); why != "" {
			v.Wrong = v.T("hook_failed", "name", name, "why", why)
		}
	case "replay":
		_, err = in.Hooks.Replay(ctx, name, r.PostFormValue("message"))
	case "on":
		err = in.Hooks.SwitchOn(ctx, name)
	case "remove":
		err = in.Hooks.Remove(ctx, name)
	default:
		in.notFound(w, r)
		return
	}
	why, told := in.notDone(v.Lang, err)
	switch {
	case err != nil && !told:
		in.trouble(w, r, err)
	case err != nil:
		v.Wrong, v.Secret = why, ""
		in.hooksPage(w, r, http.StatusUnprocessableEntity, v)
	case v.Secret != "" || v.Wrong != "":
		in.hooksPage(w, r, http.StatusOK, v)
	default:
		saidDone(w, r, "/inbox/admin/hooks", "hook_"+act)
	}
}
