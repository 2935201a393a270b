package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"frontdoor/handoff/inbox"
	"frontdoor/handoff/signin"
)

// oidcSettings are about signing in by the town's own provider.
type oidcSettings struct {
	OIDCIssuer       string `name:"oidc-issuer" env:"FRONTDOOR_OIDC_ISSUER" placeholder:"URL" help:"The town's own provider of sign-ins (OpenID Connect), as it names itself. Not set: agents sign in by password alone."`
	OIDCClientID     string `name:"oidc-client-id" env:"FRONTDOOR_OIDC_CLIENT_ID" placeholder:"ID" help:"Who this server is there."`
	OIDCClientSecret string `name:"oidc-client-secret" env:"FRONTDOOR_OIDC_CLIENT_SECRET" placeholder:"SECRET" help:"Secret of that client."`
}

// oidcBack is what has to be entered at the provider.
func (s *serveSettings) oidcBack() string {
	return strings.TrimRight(s.PublicURL, "/") + inbox.OIDCBack
}

// oidcTrouble is what is wrong with these settings.
func (s *serveSettings) oidcTrouble() []string {
	if s.OIDCIssuer == "" {
		return nil
	}
	var out []string
	if u, err := url.Parse(s.OIDCIssuer); err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && loopback(u.Host)) {
		out = append(out, fmt.Sprintf("FRONTDOOR_OIDC_ISSUER %q is no https address: write it as the provider names itself, like https://id.town.example.", s.OIDCIssuer))
	}
	for name, value := range map[string]string{"FRONTDOOR_OIDC_CLIENT_ID": s.OIDCClientID, "FRONTDOOR_OIDC_CLIENT_SECRET": s.OIDCClientSecret, "FRONTDOOR_PUBLIC_URL": s.PublicURL} {
		if value == "" {
			out = append(out, fmt.Sprintf("%s is not set, and signing in by the town's own provider cannot work without it: set it, or unset FRONTDOOR_OIDC_ISSUER.", name))
		}
	}
	return out
}

// provider is the town's own; nil for none. It is not asked anything before an agent goes there.
func (s *serveSettings) provider() *signin.Provider {
	if s.OIDCIssuer == "" {
		return nil
	}
	return signin.New(signin.Config{Issuer: s.OIDCIssuer, ClientID: s.OIDCClientID, ClientSecret: s.OIDCClientSecret, Back: s.oidcBack()})
}

// checkOIDC says whether the provider answers.
func (c *checkCommand) checkOIDC(ctx context.Context) []finding {
	if c.OIDCIssuer == "" || len(c.oidcTrouble()) > 0 {
		return nil // off, or told among the settings
	}
	provider := c.provider()
	defer provider.Close()
	if err := provider.Look(ctx); err != nil {
		return []finding{bad("The provider of sign-ins %s cannot be used, and agents sign in by password meanwhile: %v", c.OIDCIssuer, err)}
	}
	return []finding{fine("The provider of sign-ins %s answers; it has to know %s as the address to come back to.", c.OIDCIssuer, c.oidcBack())}
}
