package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// answerMost bounds an answer of the Bot API: 100 updates of full texts.
const answerMost = 8 << 20

// api carries requests to the Bot API. It is the HTTP client under the library,
// reads each answer itself once, and leaves what it read in the answer the
// context carries: the library decodes whole messages, and a field of a kind it
// does not know would turn a message that went out into an error.
type api struct {
	base      string
	token     string
	transport http.RoundTripper
}

// answer is the envelope of every answer of the Bot API.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	ErrorCode   int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`

	// Status is the HTTP status; 0 when there was no answer.
	Status int `json:"-"`
	// Envelope is false when the answer was not the Bot API's: a proxy's page.
	Envelope bool `json:"-"`
}

// code is the error code of the answer, whoever gave it.
func (a *answer) code() int {
	if a.ErrorCode != 0 {
		return a.ErrorCode
	}
	return a.Status
}

type answerKey struct{}

// listen gives a context in which one call leaves its answer.
func listen(ctx context.Context) (context.Context, *answer) {
	a := &answer{}
	return context.WithValue(ctx, answerKey{}, a), a
}

// Do is the library's HTTP client.
func (a *api) Do(r *http.Request) (*http.Response, error) {
	resp, err := a.transport.RoundTrip(r)
	if err != nil {
		return nil, a.hide(err)
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	body, err := io.ReadAll(io.LimitReader(resp.Body, answerMost))
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", a.hide(err))
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if heard, ok := r.Context().Value(answerKey{}).(*answer); ok {
		heard.read(resp, body)
	}
	return resp, nil
}

// read takes in an answer.
func (a *answer) read(resp *http.Response, body []byte) {
	a.Envelope = json.Unmarshal(body, a) == nil && (a.OK || a.ErrorCode != 0 || a.Description != "")
	if !a.Envelope {
		*a = answer{}
	}
	a.Status = resp.StatusCode
	if a.Parameters.RetryAfter == 0 { // a proxy's own 429
		a.Parameters.RetryAfter, _ = strconv.Atoi(resp.Header.Get("Retry-After")) //nolint:errcheck // 0 says nothing
	}
}

// post calls a method with parameters as JSON; the answer is left in the context's.
// The library makes a multipart form through a pipe of every call, which costs more
// than all else about a short text.
func (a *api) post(ctx context.Context, method string, params any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return fmt.Errorf("writing the call of %s: %w", method, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.base+"/bot"+a.token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return a.hide(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if _, err := a.Do(r); err != nil {
		return fmt.Errorf("calling %s: %w", method, err)
	}
	return nil
}

// call calls a method and reads its result.
func (a *api) call(ctx context.Context, method string, params, result any) error {
	ctx, heard := listen(ctx)
	if err := a.post(ctx, method, params); err != nil {
		return err
	}
	if !heard.OK {
		return &apiError{method: method, code: heard.code(), description: heard.Description}
	}
	if err := json.Unmarshal(heard.Result, result); err != nil {
		return fmt.Errorf("reading the answer of %s: %w", method, err)
	}
	return nil
}

// apiError is a refusal by the Bot API.
type apiError struct {
	method      string
	code        int
	description string
}

func (e *apiError) Error() string {
	return fmt.Sprintf("%s was answered %d %s", e.method, e.code, e.description)
}

// hide takes the token out of an error: net/http puts the whole URL into some of
// its own. The chain is kept where the error does not tell it.
func (a *api) hide(err error) error {
	if err == nil {
		return nil
	}
	if inner := (*url.Error)(nil); errors.As(err, &inner) {
		err = inner.Err
	}
	if strings.Contains(err.Error(), a.token) {
		return errors.New(strings.ReplaceAll(err.Error(), a.token, "***"))
	}
	return err
}
