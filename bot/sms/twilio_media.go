package sms

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"frontdoor/bot"
	"frontdoor/dialog"
)

// ErrNotTwilios: a media URL that is not Twilio's is never fetched.
var ErrNotTwilios = fmt.Errorf("%w: media url is not twilio's", bot.ErrMediaGone)

// OpenMedia fetches what a resident sent as MMS. The caller closes it.
func (t *Twilio) OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error) {
	at, ok := strings.CutPrefix(m.Ref, refPrefix)
	if !ok {
		return nil, "", ErrNotTwilios
	}
	from, err := t.mediaURL(at)
	if err != nil {
		return nil, "", err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
	if err != nil {
		return nil, "", fmt.Errorf("making the download: %w", err)
	}
	r.SetBasicAuth(t.cfg.AccountSID, t.cfg.AuthToken)
	// The API sends on to where the file lies; net/http takes our sign-in off
	// when that is another host.
	resp, err := (&http.Client{Transport: sentOn{r.URL.Scheme, r.URL.Host, t.cfg.HTTP, t.cfg.Elsewhere}}).Do(r)
	if err != nil {
		return nil, "", fmt.Errorf("downloading media: %w", err)
	}
	if err := bot.MediaAnswer(resp.StatusCode); err != nil {
		resp.Body.Close() //nolint:errcheck // only read from
		return nil, "", fmt.Errorf("downloading media: %w", err)
	}
	kind := m.MIME
	if kind == "" {
		kind = resp.Header.Get("Content-Type")
	}
	return resp.Body, kind, nil
}

// sentOn calls the API as ever, and what it sends on to by the way that reaches nothing
// inside: nobody here chose that address. A proxy, where there is one, looks at it itself.
type sentOn struct {
	scheme, host string
	api, other   http.RoundTripper
}

func (s sentOn) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme == s.scheme && r.URL.Host == s.host {
		return s.api.RoundTrip(r)
	}
	if s.scheme == "https" && r.URL.Scheme != "https" {
		return nil, ErrNotTwilios
	}
	if proxy, err := http.ProxyFromEnvironment(r); err == nil && proxy != nil {
		return s.api.RoundTrip(r)
	}
	return s.other.RoundTrip(r)
}

// mediaURL allows only the API itself: our sign-in goes nowhere else. A URL of
// the public API is asked for at the configured base.
func (t *Twilio) mediaURL(at string) (string, error) {
	u, err := url.Parse(at)
	if err != nil {
		return "", ErrNotTwilios
	}
	api, err := url.Parse(t.cfg.API)
	if err != nil {
		return "", fmt.Errorf("reading the base of the api: %w", err)
	}
	switch {
	case u.Scheme == api.Scheme && u.Host == api.Host:
		return at, nil
	case u.Scheme == "https" && u.Host == "api.twilio.com":
		return rebase(at, t.cfg.API)
	}
	return "", ErrNotTwilios
}
