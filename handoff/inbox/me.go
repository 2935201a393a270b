package inbox

import (
	"errors"
	"net/http"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// meView is the page on which an agent sees how they are reached away from the desk.
type meView struct {
	page
	Line handoff.Line
	// Code links the agent's own Telegram; shown once, on the page that made it.
	Code    string
	Minutes string // how long it is good for
	noticesView
	Saved bool // what was wished for was just kept
}

// HeadTitle tells the pages of an agent apart.
func (v meView) HeadTitle() string { return v.T("me_title") + " · " + v.Town }

func (in *inbox) showMe(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.mePage(w, r, agent, "")
}

func (in *inbox) mePage(w http.ResponseWriter, r *http.Request, agent handoff.Agent, code string) {
	worker, err := in.Lines.Of(r.Context(), agent.Login)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	v := meView{page: in.newPage(r, agent), Line: worker.Line, Code: code, Minutes: itoa(int(handoff.CodeLife.Minutes())), Saved: r.URL.Query().Has("saved")}
	if v.noticesView, err = in.noticesOf(r.Context(), v.page, worker); err != nil {
		in.trouble(w, r, err)
		return
	}
	v.Here = "/inbox/me" // also behind a form
	in.render(w, r, http.StatusOK, "me.html", v)
}

// linkMe makes a code for the agent who is signed in, and for nobody else.
func (in *inbox) linkMe(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	code, err := in.Lines.Code(r.Context(), agent.Login)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	in.mePage(w, r, agent, code)
}

func (in *inbox) unlinkMe(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	if err := in.Lines.Unlink(r.Context(), agent.Login); err != nil && !errors.Is(err, casebook.ErrNotFound) {
		in.trouble(w, r, err)
		return
	}
	http.Redirect(w, r, "/inbox/me", http.StatusSeeOther)
}
