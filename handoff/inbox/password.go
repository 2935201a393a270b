package inbox

import (
	"errors"
	"net/http"

	"frontdoor/handoff"
)

// passwordAt is the page on which an agent chooses a password. Who was given one sees
// nothing else before.
const passwordAt = "/inbox/me/password"

// passwordView is that page.
type passwordView struct {
	page
	First bool // the one of before was given
	Wrong string
}

// HeadTitle tells the pages of an agent apart.
func (v passwordView) HeadTitle() string { return v.T("password_title") + " · " + v.Town }

func (in *inbox) showPassword(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.passwordPage(w, r, agent, http.StatusOK, "")
}

func (in *inbox) passwordPage(w http.ResponseWriter, r *http.Request, agent handoff.Agent, status int, wrong string) {
	v := passwordView{page: in.newPage(r, agent), First: agent.FirstPassword, Wrong: wrong}
	v.Here = passwordAt
	in.render(w, r, status, "password.html", v)
}

// choosePassword changes it, which ends all sessions, and goes on in a new one.
func (in *inbox) choosePassword(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	next := r.PostFormValue("password")
	wrong := func(status int, key string, pairs ...string) {
		in.passwordPage(w, r, agent, status, in.words.say(language(r), key, pairs...))
	}
	if next != r.PostFormValue("again") {
		wrong(http.StatusUnprocessableEntity, "password_unlike")
		return
	}
	err := in.Roster.ChangePassword(r.Context(), agent.Login, r.PostFormValue("before"), next)
	var slow *handoff.SlowError
	var mistake *handoff.Mistake
	switch {
	case errors.As(err, &slow):
		wrong(http.StatusTooManyRequests, "signin_slow", "seconds", itoa(int(slow.Wait.Seconds())+1))
	case errors.Is(err, handoff.ErrSignIn):
		wrong(http.StatusUnprocessableEntity, "password_before_wrong")
	case errors.As(err, &mistake):
		wrong(http.StatusUnprocessableEntity, "err_"+mistake.Code)
	case err != nil:
		in.trouble(w, r, err)
	default:
		in.begin(w, r, in.Sessions.StartOn, agent.Login, "/inbox")
	}
}
