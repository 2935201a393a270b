package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/twilio/twilio-go/client"
)

// answerMost bounds an answer of the API.
const answerMost = 1 << 20

// afterMost is the longest quiet in seconds that is kept because the API asks for it.
const afterMost = 600

// call is the client.BaseClient of one request: the library's own knows no
// context and does not tell Retry-After.
type call struct {
	ctx   context.Context
	cfg   *TwilioSettings
	taken bool // the API said yes
}

var _ client.BaseClient = (*call)(nil)

func (c *call) AccountSid() string       { return c.cfg.AccountSID }
func (c *call) SetTimeout(time.Duration) {} // the context bounds it
func (c *call) SetOauth(client.OAuth)    {}
func (c *call) OAuth() client.OAuth      { return nil }

// apiError is a refusal by the API: {"code", "message", "more_info", "status"}.
type apiError struct {
	Code   int `json:"code"`
	Status int `json:"-"`
	after  time.Duration
}

// Error leaves Twilio's message out: it quotes the phone number.
func (e *apiError) Error() string {
	return fmt.Sprintf("twilio answered %d, code %d", e.Status, e.Code)
}

// SendRequest sends what the library made to the configured base URL.
func (c *call) SendRequest(method, rawURL string, data url.Values, headers map[string]any, _ ...byte) (*http.Response, error) {
	to, err := rebase(rawURL, c.cfg.API)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(c.ctx, method, to, strings.NewReader(data.Encode()))
	if err != nil {
		return nil, fmt.Errorf("making the request: %w", err)
	}
	for name, value := range headers {
		r.Header.Set(name, fmt.Sprint(value))
	}
	r.Header.Set("Accept", "application/json")
	r.SetBasicAuth(c.cfg.AccountSID, c.cfg.AuthToken)
	resp, err := c.cfg.HTTP.RoundTrip(r)
	if err != nil {
		return nil, fmt.Errorf("calling twilio: %w", err)
	}
	c.taken = resp.StatusCode >= 200 && resp.StatusCode < 300
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerMost))
	resp.Body.Close() //nolint:errcheck // only read from
	if c.taken || err != nil {
		resp.Body = io.NopCloser(bytes.NewReader(body))
		return resp, err
	}
	refused := &apiError{}
	if json.Unmarshal(body, refused) != nil {
		refused = &apiError{}
	}
	refused.Status = resp.StatusCode
	if s, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil && s > 0 {
		refused.after = time.Duration(min(s, afterMost)) * time.Second
	}
	return nil, refused
}

// rebase puts the path and query of a URL of Twilio's behind another base.
func rebase(rawURL, base string) (string, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return "", fmt.Errorf("reading the url: %w", err)
	}
	to := base + u.EscapedPath()
	if u.RawQuery != "" {
		to += "?" + u.RawQuery
	}
	return to, nil
}
