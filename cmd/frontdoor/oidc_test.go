package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/inbox"
	"frontdoor/handoff/signin/signintest"
)

// oidcHouse is a server whose town has a provider of sign-ins.
type oidcHouse struct {
	*server
	t        *testing.T
	provider *signintest.Provider
	logged   bytes.Buffer
}

const oidcDoor = "https://door.example.org"

// newOIDCHouse starts it while the provider is away, which must not matter.
func newOIDCHouse(t *testing.T) *oidcHouse {
	t.Helper()
	h := &oidcHouse{t: t, provider: signintest.New(t, oidcDoor+inbox.OIDCBack)}
	h.provider.SetAway(true)
	set := &serveSettings{Listen: "127.0.0.1:0", PublicURL: oidcDoor, TwilioOptOut: "provider", TelegramAPI: "https://api.telegram.org", TwilioAPI: "https://api.twilio.com"}
	set.Book = "sqlite:" + filepath.Join(t.TempDir(), "book.db")
	set.OIDCIssuer, set.OIDCClientID, set.OIDCClientSecret = h.provider.URL, signintest.ClientID, signintest.ClientSecret
	if wrong := set.trouble(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	var err error
	h.server, err = newServer(t.Context(), set, slog.New(slog.NewTextHandler(&h.logged, nil)))
	must(t, err)
	t.Cleanup(func() { h.close() })
	for login, identity := range map[string]string{"wu": "sub-wu", "li": "li@town.example", "off": "sub-off", "mo": ""} {
		must(t, h.roster.Add(t.Context(), handoff.Agent{Login: login, Name: "代办" + login, Role: handoff.RoleAgent, FirstPassword: true}, ""))
		must(t, h.roster.SetOIDC(t.Context(), login, identity))
	}
	must(t, h.roster.SetDisabled(t.Context(), "off", true))
	return h
}

// call asks for a page as a browser that has followed a link does.
func (h *oidcHouse) call(at, cookie string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, at, nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

// leave goes to the provider, and gives its address and the cookie of the trip.
func (h *oidcHouse) leave(back string) (at, cookie string) {
	h.t.Helper()
	w := h.call("/inbox/sign-in/oidc?back="+url.QueryEscape(back), "")
	if w.Code != http.StatusSeeOther || len(w.Result().Cookies()) != 1 {
		h.t.Fatalf("leaving: %d, cookies %v", w.Code, w.Result().Cookies())
	}
	c := w.Result().Cookies()[0]
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/inbox/sign-in/oidc" || c.MaxAge != 600 {
		h.t.Errorf("the cookie goes too far: %s", c)
	}
	return w.Header().Get("Location"), c.Name + "=" + c.Value
}

// sessionIn is the session that an answer begins; empty for none.
func sessionIn(w *httptest.ResponseRecorder) string {
	for _, c := range w.Result().Cookies() {
		if c.Name == "frontdoor_session" && c.Value != "" {
			return c.Name + "=" + c.Value
		}
	}
	return ""
}

// TestOIDC: who the provider proves is signed in as the agent that an admin has entered, and
// nothing else signs anybody in.
func TestOIDC(t *testing.T) {
	t.Parallel()
	h := newOIDCHouse(t)
	h.provider.SetAway(false)
	if w := h.call("/inbox/cases/JH-1?queue=mine", ""); !strings.Contains(w.Body.String(), "用单位统一账号登录") ||
		!strings.Contains(w.Body.String(), `href="/inbox/sign-in/oidc?back=%2Finbox%2Fcases%2FJH-1%3Fqueue%3Dmine"`) {
		t.Errorf("no button: %s", w.Body)
	}
	const nobody, unfinished, untrusted = "没有对应可以登录的人", "请重新开始", "不可信"
	wu := map[string]any{"sub": "sub-wu"}
	with := func(pairs ...any) map[string]any {
		m := map[string]any{"sub": "sub-wu"}
		for i := 0; i+1 < len(pairs); i += 2 {
			m[pairs[i].(string)] = pairs[i+1]
		}
		return m
	}
	strangersTrip := func(answer url.Values, _ string) string { _, cookie := h.leave("/inbox"); return cookie }
	for _, c := range []struct {
		name  string
		says  map[string]any
		sign  string
		alter func(answer url.Values, cookie string) string // on the way back; gives the cookie
		back  string
		who   string
		want  string // else: what the page says, or where it leads
	}{
		{name: "by subject", says: wu, back: "/inbox/me?x=1", who: "wu", want: "/inbox/me?x=1"},
		{name: "by verified e-mail", says: with("sub", "s", "email", "Li@Town.example", "email_verified", true), who: "li", want: "/inbox"},
		{name: "to another site", says: wu, back: "https://evil.example/inbox", who: "wu", want: "/inbox"},
		{name: "to another site, shortly", says: wu, back: "//evil.example/inbox", who: "wu", want: "/inbox"},
		{name: "to another site, backwards", says: wu, back: `/\evil.example`, who: "wu", want: "/inbox"},
		{name: "an e-mail not verified", says: with("sub", "s", "email", "li@town.example", "email_verified", false), want: nobody},
		{name: "an e-mail of which nothing is said", says: with("sub", "s", "email", "li@town.example"), want: nobody},
		{name: "an e-mail verified in words", says: with("sub", "s", "email", "li@town.example", "email_verified", "true"), want: nobody},
		{name: "a subject like an e-mail", says: with("sub", "li@town.example"), want: nobody},
		{name: "a login for a subject", says: with("sub", "mo", "preferred_username", "mo", "name", "代办mo"), want: nobody},
		{name: "nobody's", says: with("sub", "sub-nobody"), want: nobody},
		{name: "no subject", says: with("sub", nil), want: untrusted},
		{name: "disabled", says: with("sub", "sub-off"), want: nobody},

		{name: "expired", says: with("exp", time.Now().Add(-time.Minute).Unix()), want: untrusted},
		{name: "for another audience", says: with("aud", "another"), want: untrusted},
		{name: "for several, made for another", says: with("aud", []string{"frontdoor", "another"}, "azp", "another"), want: untrusted},
		{name: "for several, made for none", says: with("aud", []string{"frontdoor", "another"}), want: untrusted},
		{name: "of another issuer", says: with("iss", "https://evil.example"), want: untrusted},
		{name: "another nonce", says: with("nonce", "another"), want: untrusted},
		{name: "no nonce", says: with("nonce", nil), want: untrusted},
		{name: "signed by a stranger", says: wu, sign: "stranger", want: untrusted},
		{name: "signed with our secret", says: wu, sign: "secret", want: untrusted},
		{name: "not signed", says: wu, sign: "none", want: untrusted},
		{name: "no token", says: wu, sign: "missing", want: untrusted},

		{name: "in another browser", says: wu, want: unfinished, alter: func(url.Values, string) string { return "" }},
		{name: "in a browser on another trip", says: wu, want: unfinished, alter: strangersTrip},
		{name: "a cookie of one's own", says: wu, want: unfinished, alter: func(_ url.Values, c string) string { return c[:len(c)-4] + "AAAA" }},
		{name: "no state", says: wu, want: unfinished, alter: func(a url.Values, c string) string { a.Del("state"); return c }},
		{name: "another's state", says: wu, want: unfinished, alter: func(a url.Values, c string) string { a.Set("state", "x"); return c }},
		{name: "a code made up", says: wu, want: unfinished, alter: func(a url.Values, c string) string { a.Set("code", "x"); return c }},
		{name: "another's code", says: wu, want: unfinished, alter: func(a url.Values, c string) string { // PKCE holds
			at, _ := h.leave("/inbox")
			a.Set("code", h.provider.Visit(t, at, signintest.Answer{Claims: wu}).Query().Get("code"))
			return c
		}},
		{name: "broken off there", says: wu, want: unfinished, alter: func(a url.Values, c string) string { a.Del("code"); a.Set("error", "access_denied"); return c }},
		{name: "from another provider", says: wu, want: unfinished, alter: func(a url.Values, c string) string { a.Set("iss", "https://evil.example"); return c }},
	} {
		at, cookie := h.leave(c.back)
		came := h.provider.Visit(t, at, signintest.Answer{Claims: c.says, Sign: c.sign})
		answer := came.Query()
		if c.alter != nil {
			cookie = c.alter(answer, cookie)
		}
		page := came.Path + "?" + answer.Encode()
		w := h.call(page, cookie)
		session := sessionIn(w)
		if c.who == "" {
			if session != "" || w.Code >= 500 || w.Code < 400 || !strings.Contains(w.Body.String(), c.want) || !strings.Contains(w.Body.String(), `name="password"`) {
				t.Errorf("%s: %d, session %q, want %q in:\n%s", c.name, w.Code, session, c.want, w.Body)
			}
			continue
		}
		if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != c.want || session == "" {
			t.Errorf("%s: %d to %q, session %q: %s", c.name, w.Code, to, session, w.Body)
			continue
		}
		if me := h.call("/inbox/me", session); me.Code != http.StatusOK || !strings.Contains(me.Body.String(), "代办"+c.who) {
			t.Errorf("%s: is not %s: %d %s", c.name, c.who, me.Code, me.Body)
		}
		if w := h.call("/inbox/report", session); w.Code != http.StatusForbidden {
			t.Errorf("%s: a supervisor's page: %d", c.name, w.Code)
		}
		if w := h.call(page, cookie); sessionIn(w) != "" || !strings.Contains(w.Body.String(), unfinished) {
			t.Errorf("%s: an answer read twice: %d, session %q", c.name, w.Code, sessionIn(w))
		}
	}
	noted := map[string]int{}
	entries, err := handoff.NewAudit(h.book, nil).List(t.Context(), handoff.AuditQuery{})
	must(t, err)
	for _, e := range entries {
		if e.Deed == handoff.DeedSignedIn || e.Deed == handoff.DeedSignInFailed {
			noted[string(e.Deed)+" "+e.Who+" "+e.About+" "+e.More]++
		}
	}
	for what, n := range map[string]int{"signed_in wu wu oidc": 4, "signed_in li li oidc": 1, "sign_in_failed off off oidc": 1, "sign_in_failed house  oidc": 6 + 12} {
		if noted[what] != n {
			t.Errorf("%q is noted %d times, want %d: %v", what, noted[what], n, noted)
		}
	}
	agents, err := h.roster.List(t.Context())
	if must(t, err); len(agents) != 4 {
		t.Errorf("%d agents: somebody made themselves one", len(agents))
	}
	for _, secret := range []string{"li@town", "sub-wu", signintest.ClientSecret, "state="} {
		if strings.Contains(strings.ToLower(h.logged.String()), secret) {
			t.Errorf("the log holds %q:\n%s", secret, h.logged.String())
		}
	}
}

// TestOIDCProviderAway: the start asks nothing, a sentence says it in both languages, and the
// password works meanwhile; so does a provider that goes away in the middle.
func TestOIDCProviderAway(t *testing.T) {
	t.Parallel()
	h := newOIDCHouse(t)
	must(t, h.roster.SetPassword(t.Context(), "mo", "right-password"))
	for lang, want := range map[string]string{"zh": "统一登录服务没有正常回应", "en": "does not answer as it should"} {
		w := h.call("/inbox/sign-in/oidc?back=/inbox/me", "frontdoor_lang="+lang)
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), want) || !strings.Contains(w.Body.String(), `name="back" value="/inbox/me"`) {
			t.Errorf("%s: %d %s", lang, w.Code, w.Body)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/inbox/sign-in", strings.NewReader("login=mo&password=right-password"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	if h.handler.ServeHTTP(w, r); w.Code != http.StatusSeeOther || sessionIn(w) == "" {
		t.Errorf("by password: %d %s", w.Code, w.Body)
	}
	if n := h.provider.Lookups(); n != 0 {
		t.Errorf("looked up %d times", n)
	}
}

// TestOIDCSettings: what is set is told, by the settings and by check.
func TestOIDCSettings(t *testing.T) {
	t.Parallel()
	double := signintest.New(t, oidcDoor+inbox.OIDCBack)
	whole := oidcSettings{double.URL, signintest.ClientID, signintest.ClientSecret}
	for _, c := range []struct {
		name string
		set  oidcSettings
		door string
		want string
		bad  bool
	}{
		{"off", oidcSettings{}, "", "", false},
		{"whole", whole, oidcDoor, "answers; it has to know https://door.example.org/inbox/sign-in/oidc/back", false},
		{"no client", oidcSettings{OIDCIssuer: double.URL, OIDCClientSecret: "s"}, oidcDoor, "FRONTDOOR_OIDC_CLIENT_ID is not set", true},
		{"no secret", oidcSettings{OIDCIssuer: double.URL, OIDCClientID: "c"}, oidcDoor, "FRONTDOOR_OIDC_CLIENT_SECRET is not set", true},
		{"no way back", whole, "", "FRONTDOOR_PUBLIC_URL is not set", true},
		{"in the clear", oidcSettings{"http://id.town.example", "c", "s"}, oidcDoor, "is no https address", true},
		{"no issuer", oidcSettings{OIDCClientID: "c"}, oidcDoor, "stays off because FRONTDOOR_OIDC_ISSUER", true},
		{"somebody else", oidcSettings{double.URL + "/other", "c", "s"}, oidcDoor, "agents sign in by password meanwhile", true},
	} {
		set := serveSettings{Listen: "127.0.0.1:0", TelegramAPI: "https://a.example", TwilioAPI: "https://a.example", PublicURL: c.door, oidcSettings: c.set}
		found := (&checkCommand{set}).checkOIDC(t.Context())
		for _, text := range append(set.oidcTrouble(), set.leftovers()...) {
			found = append(found, bad("%s", text))
		}
		if c.want == "" && len(found) == 0 {
			continue
		}
		if len(found) != 1 || found[0].bad != c.bad || !strings.Contains(found[0].text, c.want) {
			t.Errorf("%s: %v, want %q", c.name, found, c.want)
		}
	}
}
