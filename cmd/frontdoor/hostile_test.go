package main

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdoor/handoff"
)

// guard is what stands before a route.
type guard string

const (
	anybody   guard = "anybody"   // no data of a resident's behind it
	visitor   guard = "visitor"   // the resident's own browser, by its cookie
	signedIn  guard = "signed in" // an agent's session
	admins    guard = "admins"    // an admin's session
	signingIn guard = "signing in"
	oneLink   guard = "link"  // a token in the address
	bearer    guard = "token" // an agent's token
	provider  guard = "provider"
	other     guard = "program" // Open311: reads for anybody, posts with a key
	rooms     guard = "rooms"   // a whole handler, whose routes stand here themselves
)

// guards are all routes of the server, and what stands before each. A route that is not
// here, or that is no more, fails the test: whoever adds one says how it is guarded.
var guards = map[string]guard{
	"GET /{$}": anybody, "GET /web/chat.css": anybody, "GET /web/chat.js": anybody, "GET /web/manifest.webmanifest": anybody,
	"GET /widget.js": anybody, "GET /calendar": anybody, "GET /web/thread": visitor, "GET /web/stream": visitor, "GET /web/media/{ref}": visitor,
	"POST /web/messages": visitor, "POST /web/photos": visitor, "POST /web/voices": visitor, "POST /web/unsaid": visitor,

	"/inbox": rooms, "/inbox/": rooms, "/outside/": rooms, "/verify/": rooms, "/api/v1/": rooms, "/": rooms,
	"GET /healthz": anybody, "GET /readyz": anybody, "GET /metrics": rooms, // at an address of its own
	"telegram.Path": provider, "sms.Path": provider, "sms.StatusPath": provider, "wechat.Path": provider, "open311.Path": other,

	"GET /inbox/static/{file}": anybody, "GET /inbox/worker.js": anybody, "GET /inbox/{$}": anybody,
	"POST /inbox/sign-in": signingIn, "GET /inbox/sign-in/oidc": signingIn, "GET /inbox/sign-in/oidc/back": signingIn, "POST /inbox/sign-out": signingIn, "POST /inbox/language": signingIn,
	"GET /inbox": signedIn, "GET /inbox/stream": signedIn, "GET /inbox/cases/{id}": signedIn, "POST /inbox/cases/{id}/{act}": signedIn,
	"GET /inbox/cases/{id}/media/{seq}/{n}": signedIn, "GET /inbox/cases/{id}/media/{seq}/{n}/small": signedIn, "POST /inbox/cases/{id}/media/{seq}/{n}/again": signedIn,
	"POST /inbox/cases/{id}/foresee": signedIn, "POST /inbox/cases/{id}/draft": signedIn, "POST /inbox/cases/{id}/here": signedIn, "POST /inbox/cases/{id}/seen": signedIn,
	"GET /inbox/cases/{id}/papers/{paper}": signedIn, "GET /inbox/cases/{id}/paper": signedIn, "GET /inbox/cases/{id}/resident.json": signedIn, "GET /inbox/labels": signedIn, "POST /inbox/labels": signedIn, "POST /inbox/next": signedIn,
	"POST /inbox/several": signedIn, "GET /inbox/replies": signedIn, "POST /inbox/replies": signedIn, "GET /inbox/report": signedIn, "GET /inbox/report/{file}": signedIn,
	"GET /inbox/me": signedIn, "GET /inbox/me/security": signedIn, "POST /inbox/me/security/{act}": signedIn, "POST /inbox/me/link": signedIn, "POST /inbox/me/unlink": signedIn,
	"POST /inbox/me/wishes": signedIn, "POST /inbox/me/devices": signedIn, "POST /inbox/me/devices/remove": signedIn,
	"GET /inbox/me/password": signedIn, "POST /inbox/me/password": signedIn,
	"GET /inbox/admin": admins, "GET /inbox/admin/agents": admins, "GET /inbox/admin/agents/{login}": admins, "GET /inbox/admin/areas": admins, "GET /inbox/admin/town": admins,
	"GET /inbox/admin/keys": admins, "GET /inbox/admin/hooks": admins, "GET /inbox/admin/audit": admins, "/inbox/admin/": rooms,
	"POST /inbox/admin/agents": admins, "POST /inbox/admin/agents/{login}/{act}": admins, "POST /inbox/admin/cases/{id}/erase": admins, "POST /inbox/admin/keys/{act}": admins, "POST /inbox/admin/hooks/{act}": admins,
	"GET /along/{case}/{name}": oneLink, "GET /verify/{number}": oneLink, "GET /outside/{token}": oneLink, "POST /outside/{token}": oneLink, "GET /outside/{token}/file/{seq}/{n}": oneLink,

	"/link/": rooms, "GET /link/link.css": anybody, "GET /link/{token}": oneLink, "POST /link/{token}": oneLink, "GET /link/{token}/data.json": oneLink,
	"GET /link/{token}/data.txt": oneLink, "GET /link/{token}/file/{case}/{seq}/{n}": oneLink,

	"GET /api/v1/openapi.json": anybody, "/api/v1/cases/{id}/": bearer, // the acts of openapi.json
	"GET /api/v1/cases": bearer, "GET /api/v1/cases/{id}": bearer, "GET /api/v1/cases/{id}/media/{seq}/{n}": bearer, "GET /api/v1/cases/{id}/media/{seq}/{n}/small": bearer,
	"GET /api/v1/events": bearer, "GET /api/v1/labels": bearer, "GET /api/v1/search": bearer,
}

// routesInCode are the routes as the code of the house mounts them.
func routesInCode(t *testing.T) map[string]bool {
	t.Helper()
	mounted := regexp.MustCompile(`(?:mux\.Handle(?:Func)?|\badmins)\("([^"]+)"[,)]`)
	password := regexp.MustCompile(`mux\.HandleFunc\("(GET|POST) "\+passwordAt`)
	short := regexp.MustCompile(`\b(get|post)\("(/[^"]+)"`)
	named := regexp.MustCompile(`(?:bot\.Handle(?:Post)?\(mux, |mux\.Handle\()((?:\w+\.)?\w*Path)\b`)
	api := regexp.MustCompile(`\{"(GET|POST)", "(/api/v1/[^"]+)"`)
	found := map[string]bool{}
	for _, folder := range []string{".", "../../handoff/inbox", "../../handoff/api", "../../handoff/ownlink", "../../handoff/open311", "../../bot/webchat", "../../bot/telegram", "../../bot/sms", "../../bot/wechat", "../../bot/push", "../../bot/media"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		must(t, err)
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			code, err := os.ReadFile(f)
			must(t, err)
			for _, m := range mounted.FindAllStringSubmatch(string(code), -1) {
				found[m[1]] = true
			}
			for _, m := range password.FindAllStringSubmatch(string(code), -1) {
				found[m[1]+" /inbox/me/password"] = true
			}
			for _, m := range named.FindAllStringSubmatch(string(code), -1) {
				if !strings.Contains(m[1], ".") {
					m[1] = filepath.Base(folder) + "." + m[1]
				}
				found[m[1]] = true
			}
			for _, m := range api.FindAllStringSubmatch(string(code), -1) {
				found[strings.TrimSpace(m[1]+" "+m[2])] = true
			}
			if filepath.Base(folder) == "webchat" {
				for _, m := range short.FindAllStringSubmatch(string(code), -1) {
					found[strings.ToUpper(m[1])+" "+m[2]] = true
				}
			}
			if strings.Contains(string(code), `"/api/v1/cases/{id}/" + act.name`) {
				delete(found, "POST /api/v1/cases/{id}/")
				found["/api/v1/cases/{id}/"] = true
			}
		}
	}
	return found
}

// actsOfTheAPI are the paths of openapi.json that are posted to.
func actsOfTheAPI(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../handoff/api/openapi.json")
	must(t, err)
	var described struct{ Paths map[string]map[string]any }
	must(t, json.Unmarshal(b, &described))
	var acts []string
	for path, methods := range described.Paths {
		if methods["post"] != nil {
			acts = append(acts, path)
		}
	}
	if len(acts) < 10 {
		t.Fatalf("openapi.json describes %v", acts)
	}
	return acts
}

// TestEveryRouteIsGuarded: what a hostile agent, or somebody who is none, tries at every
// route of the server.
func TestEveryRouteIsGuarded(t *testing.T) {
	t.Parallel()
	code := routesInCode(t)
	for route := range code {
		if _, known := guards[route]; !known {
			t.Errorf("%q is mounted, and guards does not say what stands before it", route)
		}
	}
	for route := range guards {
		if !code[route] {
			t.Errorf("%q is guarded, and not mounted", route)
		}
	}
	h := newLevelsHouse(t)
	secret := residentsOf[handoff.Named]
	reads, err := handoff.NewTokens(h.book, h.roster).CreateWith(t.Context(), "wu", handoff.TokenScope{Reads: true})
	must(t, err)
	at := strings.NewReplacer("{id}", string(h.cases[handoff.Named]), "{act}", "reply", "{file}", "2026-10.csv", "{paper}", "agreement.pdf", "{seq}", "1", "{n}", "0",
		"{token}", "x", "{number}", "JH-1-1", "{ref}", "x", "{login}", "li", "{id...}", "x", "{$}", "")
	send := func(method, path string, header ...string) *httptest.ResponseRecorder {
		body := strings.NewReader("text=" + "x" + "&key=k")
		r := httptest.NewRequest(method, "http://door.example/", body)
		r.URL.Path, r.URL.RawQuery, _ = strings.Cut(path, "?")
		r.RequestURI = path
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		ctx, stop := shortly(t)
		defer stop()
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, r.WithContext(ctx))
		if w.Code >= 500 {
			t.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		if csp := w.Header().Get("Content-Security-Policy"); strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && w.Header().Get("Location") == "" &&
			(csp == "" || strings.Contains(csp, "unsafe") || w.Header().Get("X-Content-Type-Options") != "nosniff") {
			t.Errorf("%s %s: a page with the policy %q", method, path, csp)
		}
		return w
	}
	session := "frontdoor_session=" + h.session["wu"]
	for route, g := range guards {
		method, path, ok := strings.Cut(route, " ")
		if !ok {
			continue
		}
		path = at.Replace(path)
		w := send(method, path)
		if s := w.Body.String(); strings.Contains(s, secret.name) || strings.Contains(s, secret.number) || strings.Contains(s, "塘边") {
			t.Errorf("%s, without a sign-in: %s", route, s)
		}
		for _, wrong := range []string{"DELETE", "PUT", "PATCH", "TRACE", map[string]string{"GET": "POST", "POST": "GET"}[method]} {
			w := send(wrong, path, "Cookie", session, "Authorization", "Bearer "+h.token["wu"])
			page := wrong == "GET" && guards["GET "+strings.TrimPrefix(route, "POST ")] != ""                              // the same path is read, too
			act := wrong == "POST" && strings.HasPrefix(route, "GET /inbox/cases/{id}/") && strings.Count(route, "/") == 4 // what is read is also an act's name
			if wrong == "POST" && guards["POST "+strings.TrimPrefix(route, "GET ")] != "" || page || act || g == rooms {
				continue
			}
			if w.Code < 300 {
				t.Errorf("%s by %s: %d", route, wrong, w.Code)
			}
		}
		switch {
		case (g == signedIn || g == admins) && method == "POST":
			if w.Code != http.StatusUnauthorized {
				t.Errorf("%s, without a sign-in: %d", route, w.Code)
			}
		case g == bearer:
			if w.Code != http.StatusUnauthorized {
				t.Errorf("%s, without a token: %d", route, w.Code)
			}
			if w := send(method, path, "Cookie", session); w.Code != http.StatusUnauthorized {
				t.Errorf("%s, with a session's cookie for a token: %d", route, w.Code)
			}
		}
		if kept := w.Header().Get("Cache-Control"); (g == signedIn || g == admins || g == bearer) && kept != "no-store" {
			t.Errorf("%s may be kept: %q", route, kept)
		}
		if g == admins {
			for login, want := range map[string]int{"wu": 403, "lin": 403} {
				if w := send(method, path, "Cookie", "frontdoor_session="+h.session[login]); w.Code != want {
					t.Errorf("%s for %s: %d, want %d", route, login, w.Code, want)
				}
			}
		}
		if method == "POST" && g != provider && g != rooms {
			for _, cross := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"}} {
				if w := send(method, path, append(cross, "Cookie", session)...); w.Code != http.StatusForbidden {
					t.Errorf("%s from another site (%v): %d", route, cross, w.Code)
				}
			}
		}
	}
	for _, path := range actsOfTheAPI(t) {
		for _, c := range []struct {
			token string
			want  int
		}{{"", 401}, {"x", 401}, {reads, 403}} {
			if w := send("POST", at.Replace(path), "Authorization", "Bearer "+c.token, "Content-Type", "application/json"); w.Code != c.want {
				t.Errorf("%s with token %q: %d, want %d", path, c.token, w.Code, c.want)
			}
		}
	}
	for _, path := range []string{"/inbox/report", "/inbox/report/2026-10.csv", "/api/v1/events"} { // a supervisor's
		if w := send("GET", path, "Cookie", session, "Authorization", "Bearer "+h.token["wu"]); w.Code != http.StatusForbidden {
			t.Errorf("%s for an agent: %d", path, w.Code)
		}
	}
	for _, path := range []string{"/inbox/../api/v1/cases", "/inbox/cases/../../etc/passwd", "/inbox/static/../inbox.go", "/inbox/static/..%2finbox.go", "/web/media/../../book.db",
		"/web/media/..\\..\\book.db", "/inbox/cases/\x00", "/inbox/cases/" + strings.Repeat("9", 5000), "/inbox/cases/\xff/media/1/-1", "/inbox/cases/x/media/99999999999999999999/1",
		"/inbox/report/../../x.csv", "/verify/\u202e", "/outside/../inbox", "/open311/v2/requests/..%2f..json", "//inbox", "/inbox?after=\xff&q=\x00", "/inbox/cases/x/papers/../../x"} {
		for _, method := range []string{"GET", "POST"} {
			if w := send(method, path, "Cookie", session); strings.Contains(w.Body.String(), "package ") || strings.Contains(w.Body.String(), "SQLite") {
				t.Errorf("%s %q: %s", method, path, w.Body)
			}
		}
	}
}

// shortly is a context that ends at once where a stream would go on: what is asked has been
// let in or refused by then.
func shortly(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithTimeout(t.Context(), 200*time.Millisecond)
}
