// Package signintest is a small, strict OpenID provider on the loopback, for tests: it
// refuses what the standard says a provider refuses, and lies where a test asks it to.
package signintest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// What the one client of the provider is.
const (
	ClientID     = "frontdoor"
	ClientSecret = "a-secret-of-thirty-two-characters"
)

// Answer is whom the provider says has signed in.
type Answer struct {
	// Claims lie over the right ones; nil takes one away.
	Claims map[string]any
	// Sign is how the token is signed: "" rightly; "stranger", with another's key; "secret",
	// with the client's secret; "none", not at all; "missing", there is no token.
	Sign string
}

// Provider is the double. Its fields are set before it is asked anything.
type Provider struct {
	*httptest.Server
	Back string // the only address that browsers are sent back to

	mu       sync.Mutex
	away     bool
	lookups  int
	answer   Answer
	codes    map[string]url.Values // what was asked with, by code; each once
	own      *ecdsa.PrivateKey
	stranger *ecdsa.PrivateKey
}

// New starts a provider that sends browsers back to one address.
func New(t testing.TB, back string) *Provider {
	t.Helper()
	p := &Provider{Back: back, codes: map[string]url.Values{}}
	for _, key := range []**ecdsa.PrivateKey{&p.own, &p.stranger} {
		made, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		*key = made
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.describe)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.away {
			http.Error(w, "away", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

// SetAway makes the provider answer nothing but 503, or answer again.
func (p *Provider) SetAway(away bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away = away
}

// Lookups is how often the provider was asked what it is.
func (p *Provider) Lookups() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lookups
}

// Say is whom the provider says whoever comes has signed in as.
func (p *Provider) Say(a Answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = a
}

// Visit signs somebody in who was sent to an address, and gives where they are sent back to.
func (p *Provider) Visit(t testing.TB, at string, a Answer) *url.URL {
	t.Helper()
	p.Say(a)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	back, err := resp.Location()
	if err != nil {
		t.Fatalf("the provider does not take %s: %s, %s", at, resp.Status, resp.Header.Get("Why"))
	}
	return back
}

func (p *Provider) describe(w http.ResponseWriter, _ *http.Request) {
	p.lookups++
	write(w, http.StatusOK, map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"ES256"},
		"code_challenge_methods_supported": []string{"S256"}})
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.own.Public(), KeyID: "k", Algorithm: "ES256", Use: "sig"}}})
}

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	for name, want := range map[string]string{"client_id": ClientID, "redirect_uri": p.Back, "response_type": "code", "code_challenge_method": "S256"} {
		if q.Get(name) != want {
			refuse(w, name)
			return
		}
	}
	if !strings.Contains(" "+q.Get("scope")+" ", " openid ") || len(q.Get("state")) < 22 || len(q.Get("nonce")) < 22 || len(q.Get("code_challenge")) != 43 {
		refuse(w, "scope, state, nonce or challenge")
		return
	}
	code := rand.Text()
	p.codes[code] = q
	http.Redirect(w, r, p.Back+"?"+url.Values{"code": {code}, "state": {q.Get("state")}, "iss": {p.URL}}.Encode(), http.StatusFound)
}

func refuse(w http.ResponseWriter, why string) {
	w.Header().Set("Why", why)
	http.Error(w, why, http.StatusBadRequest)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	if id != ClientID || secret != ClientSecret {
		write(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client"})
		return
	}
	asked := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if r.PostFormValue("grant_type") != "authorization_code" || asked == nil || asked.Get("redirect_uri") != r.PostFormValue("redirect_uri") ||
		asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) {
		write(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
		return
	}
	claims := map[string]any{"iss": p.URL, "aud": ClientID, "sub": "nobody-yet", "nonce": asked.Get("nonce"),
		"iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix()}
	maps.Copy(claims, p.answer.Claims)
	maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
	answer := map[string]any{"access_token": rand.Text(), "token_type": "Bearer", "expires_in": 60}
	if p.answer.Sign != "missing" {
		token, err := p.sign(claims)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		answer["id_token"] = token
	}
	write(w, http.StatusOK, answer)
}

func (p *Provider) sign(claims map[string]any) (string, error) {
	text, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	key := jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: p.own, KeyID: "k"}}
	switch p.answer.Sign {
	case "none":
		return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + base64.RawURLEncoding.EncodeToString(text) + ".", nil
	case "stranger":
		key.Key = jose.JSONWebKey{Key: p.stranger, KeyID: "k"}
	case "secret":
		key = jose.SigningKey{Algorithm: jose.HS256, Key: []byte(ClientSecret)}
	}
	signer, err := jose.NewSigner(key, nil)
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(text)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}

func write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v) //nolint:errcheck // a test would see that nothing came
}
