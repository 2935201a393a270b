package inbox

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

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
		case ok && agent.FirstPassword && r.URL.Path != passwordAt:
			if wantsData(r) || r.Method != http.MethodGet {
				in.refused(w, r, http.StatusForbidden, "password_first")
				return
			}
			http.Redirect(w, r, passwordAt, http.StatusSeeOther)
		case ok && in.lacksSecond(agent) && !strings.HasPrefix(r.URL.Path, securityAt) && r.URL.Path != passwordAt:
			if wantsData(r) || r.Method != http.MethodGet {
				in.refused(w, r, http.StatusForbidden, "second_demanded")
				return
			}
			http.Redirect(w, r, securityAt, http.StatusSeeOther)
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
	// Ticket is there when the password was right and a code is asked for.
	Ticket string
	// Typed is what was being sent when the session had ended: shown, not lost.
	Typed string
}

func (in *inbox) signInPage(w http.ResponseWriter, r *http.Request, status int, v signInView) {
	v.page = in.newPage(r, handoff.Agent{})
	if strings.HasPrefix(v.Here, oidcAt) { // an answer of the provider's is read once
		v.Here = "/inbox"
	}
	v.Back = localPath(v.Back)
	in.render(w, r, status, "signin.html", v)
}

func (in *inbox) signIn(w http.ResponseWriter, r *http.Request) {
	lang := language(r)
	login, back := r.PostFormValue("login"), localPath(r.PostFormValue("back"))
	who, ticket, err := in.trySignIn(r, login)
	var slow *handoff.SlowError
	switch {
	case errors.As(err, &slow):
		w.Header().Set("Retry-After", strconv.Itoa(int(slow.Wait.Seconds())+1))
		in.refuseSignIn(w, r, http.StatusTooManyRequests, signInView{Login: login, Back: back, Ticket: ticket,
			Wrong: in.words.say(lang, "signin_slow", "seconds", strconv.Itoa(int(slow.Wait.Seconds())+1))})
		return
	case errors.Is(err, handoff.ErrSignIn):
		in.refuseSignIn(w, r, http.StatusUnauthorized, signInView{Login: login, Back: back, Wrong: in.words.say(lang, "signin_wrong")})
		return
	case errors.Is(err, handoff.ErrCodeNeeded):
		in.refuseSignIn(w, r, http.StatusUnauthorized, signInView{Back: back, Ticket: ticket, Wrong: in.words.say(lang, "second_needed")})
		return
	case errors.Is(err, handoff.ErrSecondCode):
		in.refuseSignIn(w, r, http.StatusUnauthorized, signInView{Back: back, Ticket: ticket, Wrong: in.words.say(lang, "second_wrong")})
		return
	case err != nil:
		in.trouble(w, r, err)
		return
	}
	in.begin(w, r, in.Sessions.StartOn, who, back)
}

// begin starts a session on this device and goes on.
func (in *inbox) begin(w http.ResponseWriter, r *http.Request, start func(ctx context.Context, login, device string) (string, error), who, back string) {
	value, err := start(r.Context(), who, r.UserAgent())
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

// trySignIn is whoSignsIn for a host that did not sign in wrongly too often.
func (in *inbox) trySignIn(r *http.Request, login string) (who, ticket string, err error) {
	right, wait := in.wrongSignIns.begin(in.HostOf(r), in.Now())
	if wait > 0 {
		return "", r.PostFormValue("ticket"), &handoff.SlowError{Wait: wait}
	}
	who, ticket, err = in.whoSignsIn(r, login)
	if err == nil || errors.Is(err, handoff.ErrCodeNeeded) {
		right()
	}
	return who, ticket, err
}

// whoSignsIn looks at the password, or at the ticket that was given for it, and at the code
// of who has a second factor. The ticket lets the code be typed once more.
func (in *inbox) whoSignsIn(r *http.Request, login string) (who, ticket string, err error) {
	ctx, code := r.Context(), r.PostFormValue("code")
	if ticket = r.PostFormValue("ticket"); ticket != "" {
		who, ok, err := in.Sessions.OpenTicket(ctx, ticket)
		if err == nil && !ok {
			err = handoff.ErrSignIn
		}
		if err == nil {
			err = in.Roster.CheckSecond(ctx, who, code)
		}
		return who, ticket, err
	}
	agent, err := in.Roster.Authenticate(ctx, login, r.PostFormValue("password"))
	if !errors.Is(err, handoff.ErrCodeNeeded) {
		return agent.Login, "", err
	}
	if ticket, err = in.Sessions.Ticket(ctx, agent.Login); err != nil {
		return "", "", err
	}
	if code == "" {
		return "", ticket, handoff.ErrCodeNeeded
	}
	return agent.Login, ticket, in.Roster.CheckSecond(ctx, agent.Login, code)
}

func (in *inbox) refuseSignIn(w http.ResponseWriter, r *http.Request, status int, v signInView) {
	if wantsData(r) {
		writeData(w, status, answer{Error: v.Wrong, SignIn: true})
		return
	}
	v.Typed = r.PostFormValue("typed")
	in.signInPage(w, r, status, v)
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
