package wechat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// answerMost bounds an answer of the interface that is no file.
const answerMost = 1 << 20

// api carries requests to WeChat's interface. The access token is part of every URL of
// it: it is taken out of whatever is returned.
type api struct {
	base      string
	appID     string
	secret    string
	transport http.RoundTripper
	tokens    *tokens
}

// answer is what stands in every answer of the interface; WeChat refuses with 200.
type answer struct {
	// Code is 0 for yes; nil where the answer says neither, as a thing asked for does.
	Code *int `json:"errcode"`
	// Status is the HTTP status; 0 when there was no answer.
	Status int `json:"-"`
	// JSON is false when the answer was not the interface's: a proxy's page.
	JSON bool   `json:"-"`
	Body []byte `json:"-"`
}

// refused is the code of a refusal, 0 for none.
func (a *answer) refused() int {
	if a.Code == nil {
		return 0
	}
	return *a.Code
}

// took says that WeChat said yes in so many words.
func (a *answer) took() bool { return a.Status == http.StatusOK && a.Code != nil && *a.Code == 0 }

// read takes an answer in.
func (a *answer) read(status int, body []byte) {
	*a = answer{}
	a.JSON = json.Unmarshal(body, a) == nil
	a.Status, a.Body = status, body
}

// into reads what was asked for.
func (a *answer) into(what any) error {
	switch {
	case a.refused() != 0:
		return &refusal{code: a.refused()}
	case a.Status < 200 || a.Status > 299 || !a.JSON:
		return fmt.Errorf("answered %d, and not as WeChat does", a.Status)
	}
	if err := json.Unmarshal(a.Body, what); err != nil {
		return fmt.Errorf("reading the answer: %w", err)
	}
	return nil
}

// refusal is a no of WeChat's. It leaves WeChat's words out: they quote OpenIDs.
type refusal struct{ code int }

func (e *refusal) Error() string { return fmt.Sprintf("WeChat answered %d", e.code) }

// badToken are the refusals of an access token: unknown, run out, renewed elsewhere.
var badToken = map[int]bool{40001: true, 40014: true, 42001: true}

// call asks for something with the access token, and once more with a new one where
// WeChat refuses it. body nil: GET.
func (a *api) call(ctx context.Context, path string, query url.Values, body any) (*answer, error) {
	var heard *answer
	return heard, a.withToken(ctx, path, query, body, func(resp *http.Response) (int, error) {
		heard = &answer{}
		text, err := io.ReadAll(io.LimitReader(resp.Body, answerMost))
		resp.Body.Close() //nolint:errcheck // only read from
		if err != nil {
			return 0, fmt.Errorf("reading the answer: %w", err)
		}
		heard.read(resp.StatusCode, text)
		return heard.refused(), nil
	})
}

// withToken makes the request, and again with another token where read says that the
// token was refused. read closes the answer, or hands it on.
func (a *api) withToken(ctx context.Context, path string, query url.Values, body any, read func(*http.Response) (code int, err error)) error {
	bad := ""
	for {
		token, err := a.tokens.get(ctx, bad)
		if err != nil {
			return err
		}
		with := url.Values{"access_token": {token}}
		for k, v := range query {
			with[k] = v
		}
		resp, err := a.do(ctx, a.base+path+"?"+with.Encode(), body)
		if err != nil {
			return a.hide(err, token)
		}
		code, err := read(resp)
		if err != nil {
			return a.hide(err, token)
		}
		if !badToken[code] || bad != "" {
			return nil
		}
		bad = token
	}
}

// do makes one request. The body is JSON as WeChat reads it: letters as they are, for
// it shows \u003c to people.
func (a *api) do(ctx context.Context, to string, body any) (*http.Response, error) {
	method, reader := http.MethodGet, io.Reader(nil)
	if body != nil {
		var text bytes.Buffer
		e := json.NewEncoder(&text)
		e.SetEscapeHTML(false)
		if err := e.Encode(body); err != nil {
			return nil, fmt.Errorf("writing the request: %w", err)
		}
		method, reader = http.MethodPost, &text
	}
	r, err := http.NewRequestWithContext(ctx, method, to, reader)
	if err != nil {
		return nil, fmt.Errorf("making the request: %w", err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	return a.transport.RoundTrip(r)
}

// stableToken asks for the access token. Unforced it gives the one that holds, and
// makes no other invalid; forced it makes a new one.
func (a *api) stableToken(ctx context.Context, force bool) (string, time.Duration, error) {
	resp, err := a.do(ctx, a.base+"/cgi-bin/stable_token", map[string]any{
		"grant_type": "client_credential", "appid": a.appID, "secret": a.secret, "force_refresh": force,
	})
	if err != nil {
		return "", 0, fmt.Errorf("asking for an access token: %w", a.hide(err, a.secret))
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerMost))
	if err != nil {
		return "", 0, fmt.Errorf("reading the access token: %w", err)
	}
	var heard answer
	heard.read(resp.StatusCode, body)
	var given struct {
		Token string `json:"access_token"`
		Lasts int    `json:"expires_in"`
	}
	if err := heard.into(&given); err != nil {
		return "", 0, fmt.Errorf("asking for an access token: %w", &tokenError{heard: heard, err: err})
	}
	if given.Token == "" || given.Lasts <= 0 {
		return "", 0, errors.New("asking for an access token: the answer has none")
	}
	return given.Token, time.Duration(given.Lasts) * time.Second, nil
}

// tokenError is an answer that gave no access token.
type tokenError struct {
	heard answer
	err   error
}

func (e *tokenError) Error() string { return e.err.Error() }
func (e *tokenError) Unwrap() error { return e.err }

// hide takes a secret out of an error. The chain is kept where the error does not tell it.
func (a *api) hide(err error, secret string) error {
	if inner := (*url.Error)(nil); errors.As(err, &inner) {
		err = inner.Err
	}
	for _, s := range []string{secret, url.QueryEscape(secret), a.secret} {
		if strings.Contains(err.Error(), s) {
			return errors.New(strings.ReplaceAll(err.Error(), s, "***"))
		}
	}
	return err
}
