package sms

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"frontdoor/bot"
)

// signatureHeader carries Twilio's signature.
const signatureHeader = "X-Twilio-Signature"

// read reads a signed form; false means that it has answered already: 413, 403
// for a signature that is missing or wrong, 400 for a body that is no form.
func (t *Twilio) read(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	body, ok := bot.ReadPost(w, r)
	if !ok {
		return nil, false
	}
	signature := r.Header.Get(signatureHeader)
	if signature == "" || t.cfg.PublicURL == "" {
		http.Error(w, "the signature is missing, or this server has no public URL to check it against", http.StatusForbidden)
		return nil, false
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		http.Error(w, "the body is no form", http.StatusBadRequest)
		return nil, false
	}
	at, values := t.signedURL(r), signed(form)
	// Twilio describes its signature up to the end of the query; what stands behind that
	// (tryAgain) is accepted both ways, under the same key.
	if !t.validator.Validate(at, values, signature) && !t.validator.Validate(at+tryAgain, values, signature) {
		http.Error(w, "the signature is wrong", http.StatusForbidden)
		return nil, false
	}
	return form, true
}

// signedURL is the URL Twilio signed: the public one, with this request's path
// and query.
func (t *Twilio) signedURL(r *http.Request) string {
	u := t.cfg.PublicURL + r.URL.EscapedPath()
	if r.URL.RawQuery != "" {
		u += "?" + r.URL.RawQuery
	}
	return u
}

// signed is a form as the library signs it. The library knows one value for each
// name; Twilio signs repeated ones as name and value each, sorted and without
// doubles, so that is put into the one value.
func signed(form url.Values) map[string]string {
	params := make(map[string]string, len(form))
	for name, values := range form {
		values = slices.Compact(slices.Sorted(slices.Values(values)))
		params[name] = strings.Join(values, name)
	}
	return params
}
