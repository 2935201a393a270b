package inbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/signin"
)

// OIDCBack is where the town's own provider sends browsers back to.
const OIDCBack = oidcAt + "/back"

const (
	signedInAt = "/inbox/signed-in"
	oidcAt     = "/inbox/sign-in/oidc"
	tripCookie = "frontdoor_signing_in"
	tripLife   = 10 * time.Minute
)

// trip is a way to the provider and back, and where the agent wanted to go before it.
type trip struct {
	signin.Trip
	Back string `json:"back"`
}

// leaveForOIDC sends a browser to the provider, with the trip sealed in a cookie of its own:
// nothing is written in the book for who has not shown anything yet.
func (in *inbox) leaveForOIDC(w http.ResponseWriter, r *http.Request) {
	if in.Provider == nil {
		in.notFound(w, r)
		return
	}
	back := localPath(r.FormValue("back"))
	at, t, err := in.Provider.Begin(r.Context())
	if err != nil {
		in.refuseOIDC(w, r, back, err)
		return
	}
	text, err := json.Marshal(trip{t, back})
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	sealed, err := in.Sessions.Seal(r.Context(), string(text), tripLife)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	in.keepTrip(w, sealed, int(tripLife.Seconds()))
	http.Redirect(w, r, at, http.StatusSeeOther)
}

func (in *inbox) keepTrip(w http.ResponseWriter, sealed string, seconds int) {
	// Lax, not Strict: the provider's page leads back here.
	http.SetCookie(w, &http.Cookie{Name: tripCookie, Value: sealed, Path: oidcAt, MaxAge: seconds, HttpOnly: true, Secure: in.Secure, SameSite: http.SameSiteLaxMode})
}

// backFromOIDC signs in who comes back from the provider.
func (in *inbox) backFromOIDC(w http.ResponseWriter, r *http.Request) {
	if in.Provider == nil {
		in.notFound(w, r)
		return
	}
	t, err := in.tripOf(r)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	in.keepTrip(w, "", -1) // each is made once
	ctx := r.Context()
	person, err := in.Provider.Finish(ctx, t.Trip, r.URL.Query())
	var agent handoff.Agent
	switch {
	case err == nil:
		agent, err = in.Roster.ByOIDC(ctx, person.Subject, person.Email)
	case errors.Is(err, signin.ErrUntrusted):
		err = errors.Join(err, in.Roster.DistrustOIDC(ctx))
	}
	if err != nil {
		in.refuseOIDC(w, r, t.Back, err)
		return
	}
	in.begin(w, r, in.Sessions.StartByOIDC, agent.Login, localPath(t.Back))
}

// tripOf is the trip a browser is on; an empty one, which no answer fits, where it is on none.
func (in *inbox) tripOf(r *http.Request) (trip, error) {
	c, err := r.Cookie(tripCookie)
	if err != nil {
		return trip{}, nil
	}
	text, ok, err := in.Sessions.Unseal(r.Context(), c.Value)
	if err != nil || !ok {
		return trip{}, err
	}
	var t trip
	if json.Unmarshal([]byte(text), &t) != nil {
		return trip{}, nil // sealed for something else
	}
	return t, nil
}

// refuseOIDC shows the sign-in page with what a person can do now; the password still works.
func (in *inbox) refuseOIDC(w http.ResponseWriter, r *http.Request, back string, err error) {
	var key string
	var status int
	switch {
	case errors.Is(err, signin.ErrAway):
		key, status = "oidc_away", http.StatusServiceUnavailable
	case errors.Is(err, signin.ErrUnfinished):
		key, status = "oidc_unfinished", http.StatusBadRequest
	case errors.Is(err, signin.ErrUntrusted):
		key, status = "oidc_untrusted", http.StatusUnauthorized
	case errors.Is(err, handoff.ErrSignIn):
		key, status = "oidc_nobody", http.StatusUnauthorized
	default:
		in.trouble(w, r, err)
		return
	}
	in.Log.Warn("a sign-in at the provider failed", "err", err)
	in.signInPage(w, r, status, signInView{Back: back, Wrong: in.words.say(language(r), key)})
}

// showSignedIn is where a window ends in which an agent signed in for a page that is open still.
func (in *inbox) showSignedIn(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.render(w, r, http.StatusOK, "signedin.html", in.newPage(r, agent))
}

// OIDCHref is where the button for the provider leads; empty where there is none.
func (v signInView) OIDCHref() string {
	if v.in.Provider == nil {
		return ""
	}
	return oidcAt + "?" + url.Values{"back": {v.Back}}.Encode()
}
