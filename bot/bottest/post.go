package bottest

import (
	"context"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Twilio's signatures are HMAC-SHA1
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// post sends a request and gives the status; the answer's body is read and
// forgotten.
func post(r *http.Request) (int, error) {
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

// Sign is Twilio's signature of a form posted to a URL: HMAC-SHA1 under the auth
// token over the URL and, sorted by name, each name and value. It is written here
// once more, from Twilio's description, so that it can disagree.
func Sign(token, to string, form url.Values) string {
	h := hmac.New(sha1.New, []byte(token))
	io.WriteString(h, to) //nolint:errcheck // a hash never fails
	var names []string
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		values := slices.Clone(form[name])
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			io.WriteString(h, name+v) //nolint:errcheck // a hash never fails
		}
	}
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// PostSigned posts a form to one URL, signed for another: the town's public URL,
// which in a test is not where the server listens.
func PostSigned(ctx context.Context, to, signedFor, token string, form url.Values) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	r.Header.Set("X-Twilio-Signature", Sign(token, signedFor, form))
	return post(r)
}
