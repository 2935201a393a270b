package handoff

import (
	"context"
	"crypto/hmac"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// byOIDC stands in the audit record beside a sign-in at the town's own provider.
const byOIDC = "oidc"

// SetOIDC says who an agent is at the town's own provider: the subject it gives them, or,
// where there is an @ in it, an e-mail that it has verified; empty for nobody. Who came in
// as somebody else before is signed out. The errors are a *Mistake.
func (r *Roster) SetOIDC(ctx context.Context, login, identity string) error {
	identity, err := identityForm(identity)
	if err != nil {
		return err
	}
	more := "none"
	if identity != "" {
		more = ""
		agents, err := r.List(ctx)
		if err != nil {
			return err
		}
		for _, a := range agents {
			if a.OIDC == identity && a.Login != login {
				return &Mistake{Code: "oidc_taken", Field: "oidc", What: fmt.Sprintf("%q is who %s is", identity, a.Login),
					Why: "one person is one agent", Do: "take it from the other agent first"}
			}
		}
	}
	return r.change(ctx, login, DeedOIDCSet, more, func(rec *agentRecord) {
		if rec.OIDC != "" && rec.OIDC != identity {
			rec.Ended++
		}
		rec.OIDC = identity
	})
}

// ByOIDC gives the agent entered for whom the provider has proved: a subject, and an e-mail
// it has verified, "" for none. ErrSignIn where that is nobody, two agents at once, or one
// who is disabled; it never says which, and makes no agent.
func (r *Roster) ByOIDC(ctx context.Context, subject, email string) (Agent, error) {
	agents, err := r.List(ctx)
	if err != nil {
		return Agent{}, err
	}
	email = plainMail(email)
	var found []Agent
	for _, a := range agents {
		proved := subject
		if strings.Contains(a.OIDC, "@") {
			proved = email // a subject that looks like an e-mail proves none
		}
		if a.OIDC != "" && a.OIDC == proved {
			found = append(found, a)
		}
	}
	if len(found) == 1 && !found[0].Disabled {
		return found[0], nil
	}
	who, about := House, ""
	if len(found) == 1 {
		who, about = found[0].Login, found[0].Login
	}
	if err := r.audit.Note(ActingAs(ctx, who), DeedSignInFailed, about, byOIDC); err != nil {
		return Agent{}, err
	}
	return Agent{}, ErrSignIn
}

// DistrustOIDC notes that what the provider answered could not be believed.
func (r *Roster) DistrustOIDC(ctx context.Context) error {
	return r.audit.Note(ActingAs(ctx, House), DeedSignInFailed, "", byOIDC)
}

// StartByOIDC begins a session for an agent whom the provider has proved, on a device. The
// code beside the password is not asked for: how sure the provider is, is its own matter.
func (s *Sessions) StartByOIDC(ctx context.Context, login, device string) (string, error) {
	return s.start(ctx, sessionRecord{Login: login, Device: short(device), Provider: true}, byOIDC)
}

const identityLongest = 255 // what OpenID Connect lets a subject have

// identityForm checks who an agent is at a provider, and writes an e-mail in small letters.
func identityForm(identity string) (string, error) {
	identity = strings.TrimSpace(identity)
	odd := strings.ContainsFunc(identity, func(c rune) bool { return c <= ' ' || c > '~' })
	if odd || len(identity) > identityLongest {
		return "", &Mistake{Code: "oidc_form", Field: "oidc", What: "who the agent is at the provider cannot be read",
			Why: fmt.Sprintf("it is a subject or an e-mail, up to %d letters, digits and signs without blanks", identityLongest), Do: "copy it from the provider"}
	}
	if strings.Contains(identity, "@") {
		identity = plainMail(identity)
	}
	return identity, nil
}

// plainMail is an e-mail in small letters, and nothing where it holds more than ASCII: letters
// that only look alike, or become alike when made small, are no match.
func plainMail(email string) string {
	if strings.ContainsFunc(email, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return ""
	}
	return strings.ToLower(email)
}

// Seal signs a text that a browser keeps for a while and brings back.
func (s *Sessions) Seal(ctx context.Context, text string, life time.Duration) (string, error) {
	key, err := s.signingKey(ctx)
	if err != nil {
		return "", err
	}
	head := base64.RawURLEncoding.EncodeToString([]byte(text)) + "." + strconv.FormatInt(s.roster.now().Add(life).Unix(), 10)
	return head + "." + sign(key, "sealed "+head), nil
}

// Unseal gives back what was sealed; false where that was long ago, or elsewhere.
func (s *Sessions) Unseal(ctx context.Context, sealed string) (string, bool, error) {
	parts := strings.Split(sealed, ".")
	if len(parts) != 3 {
		return "", false, nil
	}
	key, err := s.signingKey(ctx)
	if err != nil {
		return "", false, err
	}
	text, unread := base64.RawURLEncoding.DecodeString(parts[0])
	until, odd := strconv.ParseInt(parts[1], 10, 64)
	if unread != nil || odd != nil || !hmac.Equal([]byte(parts[2]), []byte(sign(key, "sealed "+parts[0]+"."+parts[1]))) || s.roster.now().Unix() > until {
		return "", false, nil
	}
	return string(text), true, nil
}
