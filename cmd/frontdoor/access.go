package main

import (
	"net/http"

	"frontdoor/handoff"
)

// demandsSecond says whether an agent of a role must sign in with a second factor.
func (s *serveSettings) demandsSecond(role handoff.Role) bool {
	return s.Second == "all" || s.Second == "admins" && role == handoff.RoleAdmin
}

// overTLS tells browsers that come by https to come by nothing else for a year.
func (s *serveSettings) overTLS(next http.Handler) http.Handler {
	if !s.secure() {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		next.ServeHTTP(w, r)
	})
}
