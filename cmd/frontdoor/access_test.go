package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"frontdoor/handoff"
)

// TestOverTLS: browsers that come by https are told to stay there; others are not, or a town
// without TLS would be out of reach.
func TestOverTLS(t *testing.T) {
	for url, want := range map[string]string{"https://door.example.org": "max-age=31536000", "http://door.example.org": "", "": ""} {
		s := &serveSettings{PublicURL: url}
		w := httptest.NewRecorder()
		s.overTLS(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if got := w.Header().Get("Strict-Transport-Security"); got != want {
			t.Errorf("at %q: %q, want %q", url, got, want)
		}
	}
	h := newOIDCHouse(t)
	for _, path := range []string{"/", "/inbox", "/api/v1/cases", "/healthz", "/nowhere"} {
		w := httptest.NewRecorder()
		if h.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil)); w.Header().Get("Strict-Transport-Security") == "" {
			t.Errorf("%s does not say so", path)
		}
	}
}

func TestDemandsSecond(t *testing.T) {
	for _, c := range []struct {
		set          string
		admin, agent bool
	}{{"own", false, false}, {"", false, false}, {"admins", true, false}, {"all", true, true}} {
		s := &serveSettings{Second: c.set}
		if admin, agent := s.demandsSecond(handoff.RoleAdmin), s.demandsSecond(handoff.RoleAgent); admin != c.admin || agent != c.agent {
			t.Errorf("%q demands it of admins %v, of agents %v", c.set, admin, agent)
		}
	}
}
