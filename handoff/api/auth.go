package api

import (
	"net/http"
	"strings"

	"frontdoor/handoff"
)

// signedIn lets only requests with a good token through and says whose it is.
func (s *server) signedIn(serve func(*http.Request, handoff.Agent) (any, error)) endpoint {
	return func(r *http.Request) (any, error) {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		token = strings.TrimSpace(token)
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			return nil, &problem{status: http.StatusUnauthorized, Code: "token_missing", What: "the request carries no token",
				Do: "send the header Authorization: Bearer TOKEN; frontdoor token -agent LOGIN prints one"}
		}
		agent, ok, err := s.Tokens.Find(r.Context(), token)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, &problem{status: http.StatusUnauthorized, Code: "token_unknown", What: "the token opens nothing",
				Why: "it was never given out, or its agent is disabled", Do: "frontdoor token -agent LOGIN prints a new one"}
		}
		if agent.ReadsOnly && r.Method != http.MethodGet && r.Method != http.MethodHead {
			return nil, &problem{status: http.StatusForbidden, Code: "token_reads", What: "the token reads only", Do: "make one without -reads"}
		}
		return serve(r.WithContext(handoff.ActingAs(r.Context(), agent.Login)), agent)
	}
}
