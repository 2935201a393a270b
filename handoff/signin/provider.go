package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// What may go wrong, by what a person can do about it.
var (
	// ErrAway: the provider does not answer, or not as it should: the password, or later.
	ErrAway = errors.New("the provider does not answer as it should")
	// ErrUnfinished: begun in another browser, too long ago, used before, or broken off
	// there: begin again.
	ErrUnfinished = errors.New("the sign-in was not finished")
	// ErrUntrusted: the provider's token is not for us and for this sign-in.
	ErrUntrusted = errors.New("the provider's token cannot be believed")
)

// Config says who the provider is, and who we are there.
type Config struct {
	Issuer, ClientID, ClientSecret string
	Back                           string           // the address to which it sends browsers back
	Now                            func() time.Time // nil for the real clock
}

const (
	patience  = 10 * time.Second // with the provider
	connsMost = 8                // to it, so that a flood here is none there
	quiet     = 3 * time.Second  // after it did not answer, before it is asked again
)

// Provider is the town's own provider of sign-ins.
type Provider struct {
	config Config
	client *http.Client

	looking  chan struct{} // held by who looks at what is below
	known    *known
	failed   error
	failedAt time.Time
}

// known is what a provider says of itself.
type known struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
}

// New names a provider; it is not asked anything yet.
func New(c Config) *Provider {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Provider{config: c, looking: make(chan struct{}, 1),
		client: &http.Client{Timeout: patience, Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, MaxConnsPerHost: connsMost, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true}}}
}

// Close lets go of idle connections.
func (p *Provider) Close() { p.client.CloseIdleConnections() }

// Look asks the provider what it is, unless it has said so before. The error is ErrAway.
func (p *Provider) Look(ctx context.Context) error {
	_, err := p.look(ctx)
	return err
}

func (p *Provider) look(ctx context.Context) (*known, error) {
	select {
	case p.looking <- struct{}{}:
		defer func() { <-p.looking }()
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", ErrAway, ctx.Err())
	}
	if p.known != nil {
		return p.known, nil
	}
	if p.failed != nil && p.config.Now().Sub(p.failedAt) < quiet {
		return nil, p.failed
	}
	// Who waits may go away: the answer is for the next one, too.
	found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.config.Issuer)
	var says struct {
		Auth []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err == nil {
		err = found.Claims(&says)
	}
	if err != nil {
		p.failed, p.failedAt = fmt.Errorf("%w: %w", ErrAway, err), p.config.Now()
		return nil, p.failed
	}
	at := found.Endpoint()
	// Said, not tried out: a try that fails may use the code up.
	at.AuthStyle = oauth2.AuthStyleInHeader
	if len(says.Auth) > 0 && !slices.Contains(says.Auth, "client_secret_basic") {
		at.AuthStyle = oauth2.AuthStyleInParams
	}
	p.known = &known{
		oauth: oauth2.Config{ClientID: p.config.ClientID, ClientSecret: p.config.ClientSecret, Endpoint: at,
			RedirectURL: p.config.Back, Scopes: []string{oidc.ScopeOpenID, "email"}},
		verifier: found.Verifier(&oidc.Config{ClientID: p.config.ClientID, Now: p.config.Now}),
	}
	return p.known, nil
}

// Trip is one way to the provider and back; only the browser that makes it may know it.
type Trip struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"` // of PKCE
}

// Begin gives where a browser goes, and the trip that it makes. The error is ErrAway.
func (p *Provider) Begin(ctx context.Context) (to string, trip Trip, err error) {
	k, err := p.look(ctx)
	if err != nil {
		return "", Trip{}, err
	}
	trip = Trip{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	return k.oauth.AuthCodeURL(trip.State, oidc.Nonce(trip.Nonce), oauth2.S256ChallengeOption(trip.Verifier)), trip, nil
}

// Person is who the provider has proved.
type Person struct {
	Subject string
	Email   string // empty unless the provider has verified it
}

// Finish gives who came back from a trip with an answer.
func (p *Provider) Finish(ctx context.Context, trip Trip, answer url.Values) (Person, error) {
	if trip.State == "" || subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(trip.State)) != 1 {
		return Person{}, fmt.Errorf("%w: its state is not this browser's", ErrUnfinished)
	}
	if from := answer.Get("iss"); from != "" && from != p.config.Issuer {
		return Person{}, fmt.Errorf("%w: another provider answers", ErrUnfinished)
	}
	code := answer.Get("code")
	if code == "" || answer.Has("error") {
		return Person{}, fmt.Errorf("%w: the provider gives no code", ErrUnfinished)
	}
	k, err := p.look(ctx)
	if err != nil {
		return Person{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := k.oauth.Exchange(ctx, code, oauth2.VerifierOption(trip.Verifier))
	if err != nil {
		return Person{}, notExchanged(err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return Person{}, fmt.Errorf("%w: there is none", ErrUntrusted)
	}
	proof, err := k.verifier.Verify(ctx, raw)
	if err != nil {
		return Person{}, fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	return p.person(proof, trip.Nonce)
}

// notExchanged says why there is no token for a code, without what else the answer holds.
func notExchanged(err error) error {
	var refused *oauth2.RetrieveError
	switch {
	case !errors.As(err, &refused):
		return fmt.Errorf("%w: %w", ErrAway, err)
	case refused.ErrorCode == "invalid_grant": // made up, used or too old
		return fmt.Errorf("%w: the provider does not take its code", ErrUnfinished)
	}
	return fmt.Errorf("%w: status %d, error %.40q", ErrAway, refused.Response.StatusCode, refused.ErrorCode)
}

// person looks at what the library leaves to us: that the token is of this trip, and that
// we are whom it was made for.
func (p *Provider) person(proof *oidc.IDToken, nonce string) (Person, error) {
	if subtle.ConstantTimeCompare([]byte(proof.Nonce), []byte(nonce)) != 1 {
		return Person{}, fmt.Errorf("%w: it is of another sign-in", ErrUntrusted)
	}
	var says struct {
		For      string `json:"azp"`
		Email    string `json:"email"`
		Verified any    `json:"email_verified"` // some write "true", which counts for nothing
	}
	if err := proof.Claims(&says); err != nil {
		return Person{}, fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	if (says.For != "" || len(proof.Audience) > 1) && says.For != p.config.ClientID {
		return Person{}, fmt.Errorf("%w: it was made for another program", ErrUntrusted)
	}
	if proof.Subject == "" {
		return Person{}, fmt.Errorf("%w: it names nobody", ErrUntrusted)
	}
	who := Person{Subject: proof.Subject}
	if says.Verified == true {
		who.Email = says.Email
	}
	return who, nil
}
