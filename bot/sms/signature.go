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
func (c *Channel) read(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	body, ok := bot.ReadPost(w, r)
	if !ok {
		return nil, false
	}
	signature := r.Header.Get(signatureHeader)
	if signature == "" || c.cfg.PublicURL == "" {
		http.Error(w, "the signature is missing, or this server has no public URL to check it against", http.StatusForbidden)
		return nil, false
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		http.Error(w, "the body is no form", http.StatusBadRequest)
		return nil, false
	}
	if !c.validator.Validate(c.signedURL(r), signed(form), signature) {
		http.Error(w, "the signature is wrong", http.StatusForbidden)
		return nil, false
	}
	return form, true
}

// signedURL is the URL Twilio signed: the public one, with this request's path
// and query.
func (c *Channel) signedURL(r *http.Request) string {
	u := c.cfg.PublicURL + r.URL.EscapedPath()
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
