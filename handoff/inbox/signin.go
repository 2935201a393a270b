package inbox

import (
	"errors"
	"net/http"
	"strconv"

	"frontdoor/handoff"
)

const sessionCookie = "frontdoor_session"

// signedIn lets only agents through. A page without a session is the sign-in page,
// which leads back to where one wanted to go; what a script asks for is 401.
func (in *inbox) signedIn(next func(http.ResponseWriter, *http.Request, handoff.Agent)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		agent, ok, err := in.agent(r)
		switch {
		case err != nil:
			in.trouble(w, r, err)
		case ok:
			next(w, r.WithContext(handoff.ActingAs(r.Context(), agent.Login)), agent)
		case wantsData(r):
			writeData(w, http.StatusUnauthorized, answer{Error: in.words.say(language(r), "session_over"), SignIn: true})
		case r.Method == http.MethodGet && r.URL.Path != "/inbox/stream":
			in.signInPage(w, r, http.StatusOK, signInView{Back: r.URL.RequestURI()})
		default:
			in.signInPage(w, r, http.StatusUnauthorized, signInView{Back: r.PostFormValue("back"), Typed: r.PostFormValue("text"),
				Wrong: in.words.say(language(r), "session_over")})
		}
	}
}

func (in *inbox) agent(r *http.Request) (handoff.Agent, bool, error) {
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return handoff.Agent{}, false, nil
	}
	return in.Sessions.Find(r.Context(), c.Value)
}

// signInView is what the sign-in page shows.
type signInView struct {
	page
	Back  string
	Login string
	Wrong string
	// Typed is what was being sent when the session had ended: shown, not lost.
	Typed string
}

func (in *inbox) signInPage(w http.ResponseWriter, r *http.Request, status int, v signInView) {
	v.page = in.newPage(r, handoff.Agent{})
	v.Back = localPath(v.Back)
	in.render(w, r, status, "signin.html", v)
}

func (in *inbox) signIn(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	login, back := r.PostFormValue("login"), localPath(r.PostFormValue("back"))
	agent, err := in.Roster.Authenticate(r.Context(), login, r.PostFormValue("password"))
	var slow *handoff.SlowError
	switch {
	case errors.As(err, &slow):
		w.Header().Set("Retry-After", strconv.Itoa(int(slow.Wait.Seconds())+1))
		in.refuseSignIn(w, r, http.StatusTooManyRequests, login, back, in.words.say(lang, "signin_slow", "seconds", strconv.Itoa(int(slow.Wait.Seconds())+1)))
		return
	case errors.Is(err, handoff.ErrSignIn):
		in.refuseSignIn(w, r, http.StatusUnauthorized, login, back, in.words.say(lang, "signin_wrong"))
		return
	case err != nil:
		in.trouble(w, r, err)
		return
	}
	value, err := in.Sessions.Start(r.Context(), agent.Login)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: value, Path: "/inbox", HttpOnly: true, Secure: in.Secure, SameSite: http.SameSiteLaxMode})
	if wantsData(r) {
		writeData(w, http.StatusOK, answer{})
		return
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

func (in *inbox) refuseSignIn(w http.ResponseWriter, r *http.Request, status int, login, back, why string) {
	if wantsData(r) {
		writeData(w, status, answer{Error: why, SignIn: true})
		return
	}
	in.signInPage(w, r, status, signInView{Login: login, Back: back, Wrong: why, Typed: r.PostFormValue("typed")})
}

func (in *inbox) signOut(w http.ResponseWriter, r *http.Request) {
	if device := r.PostFormValue("device"); device != "" { // who has the browser next is not told this agent's news
		if err := in.dropDevice(r, device); err != nil {
			in.trouble(w, r, err)
			return
		}
	}
	if c, err := r.Cookie(sessionCookie); err == nil {
		if err := in.Sessions.SignOut(r.Context(), c.Value); err != nil {
			in.trouble(w, r, err)
			return
		}
	}
	http.SetCookie(w, &http.Cookie{Name: sessionCookie, Path: "/inbox", MaxAge: -1, HttpOnly: true, Secure: in.Secure, SameSite: http.SameSiteLaxMode})
	http.Redirect(w, r, "/inbox", http.StatusSeeOther)
}
