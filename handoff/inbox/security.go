package inbox

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	qrcode "github.com/skip2/go-qrcode"

	"frontdoor/handoff"
)

const securityAt = "/inbox/me/security"

// lacksSecond says that an agent must switch the second factor on before anything else.
func (in *inbox) lacksSecond(agent handoff.Agent) bool {
	return !agent.HasSecond && in.DemandsSecond != nil && in.DemandsSecond(agent.Role)
}

// securityView is the page on which an agent sees where they are signed in, and switches
// the code beside the password on and off.
type securityView struct {
	page
	Sessions []sessionView
	Second   handoff.SecondState
	Left     string
	// Secret and QR are shown once, on the page that made them; so are the recovery codes.
	Secret   string
	QR       qrView
	Recovery []string
	Wrong    string
	Demanded bool // the second factor is, and is not there yet
}

type sessionView struct {
	handoff.Session
	Used, Started string
}

// qrView is a code as one path, in squares.
type qrView struct {
	Size int
	Path string
}

func (in *inbox) showSecurity(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.securityPage(w, r, agent, http.StatusOK, securityView{})
}

func (in *inbox) securityPage(w http.ResponseWriter, r *http.Request, agent handoff.Agent, status int, v securityView) {
	v.page = in.newPage(r, agent)
	v.Here = securityAt // also behind a form
	sessions, err := in.Sessions.List(r.Context(), agent.Login, sessionOf(r))
	if err == nil {
		v.Second, err = in.Roster.Second(r.Context(), agent.Login)
	}
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	v.Demanded = in.lacksSecond(agent) && !v.Second.On
	v.Left = itoa(v.Second.Recovery)
	for _, s := range sessions {
		one := sessionView{Session: s, Used: v.clock(s.UsedAt, in.Now())}
		if !s.StartedAt.IsZero() {
			one.Started = v.clock(s.StartedAt, in.Now())
		}
		v.Sessions = append(v.Sessions, one)
	}
	in.render(w, r, status, "security.html", v)
}

func sessionOf(r *http.Request) string {
	if c, err := r.Cookie(sessionCookie); err == nil {
		return c.Value
	}
	return ""
}

// secure does what the page asks for.
func (in *inbox) secure(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	ctx, login, code := r.Context(), agent.Login, r.PostFormValue("code")
	var err error
	var v securityView
	switch r.PathValue("act") {
	case "begin":
		var url string
		if v.Secret, url, err = in.Roster.BeginSecond(ctx, login, in.Town.Name(language(r))); err == nil {
			v.QR, err = drawQR(url)
		}
	case "confirm":
		v.Recovery, err = in.Roster.ConfirmSecond(ctx, login, code)
	case "off":
		if err = in.Roster.CheckSecond(ctx, login, code); err == nil {
			err = in.Roster.EndSecond(ctx, login)
		}
	case "end":
		err = in.Sessions.End(ctx, login, r.PostFormValue("id"))
	case "end-others":
		_, err = in.Sessions.EndOthers(ctx, login, sessionOf(r))
	default:
		in.notFound(w, r)
		return
	}
	lang := language(r)
	var slow *handoff.SlowError
	var mistake *handoff.Mistake
	switch {
	case errors.As(err, &slow):
		v.Wrong = in.words.say(lang, "signin_slow", "seconds", itoa(int(slow.Wait.Seconds())+1))
		in.securityPage(w, r, agent, http.StatusTooManyRequests, v)
	case errors.Is(err, handoff.ErrSecondCode):
		v.Wrong = in.words.say(lang, "second_wrong")
		in.securityPage(w, r, agent, http.StatusUnprocessableEntity, v)
	case errors.As(err, &mistake):
		v.Wrong = in.words.say(lang, "second_is_on")
		in.securityPage(w, r, agent, http.StatusConflict, v)
	case err != nil:
		in.trouble(w, r, err)
	case v.Secret != "" || v.Recovery != nil:
		in.securityPage(w, r, agent, http.StatusOK, v)
	default:
		http.Redirect(w, r, securityAt, http.StatusSeeOther)
	}
}

func drawQR(text string) (qrView, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return qrView{}, fmt.Errorf("draw a code: %w", err)
	}
	bits := code.Bitmap()
	var path strings.Builder
	for y, row := range bits {
		for x, dark := range row {
			if dark {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return qrView{Size: len(bits), Path: path.String()}, nil
}
