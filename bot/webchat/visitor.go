package webchat

import (
	"crypto/rand"
	"net/http"
	"regexp"
	"strings"
	"time"

	"frontdoor/dialog"
)

// The cookies of the page: who the visitor is, and how they like to read. The
// last two are set by the page itself or by a link of it.
const (
	visitorCookie  = "frontdoor_visitor"
	framedCookie   = "frontdoor_framed" // the visitor's name in a frame of another site; never sent anywhere else
	languageCookie = "frontdoor_lang"
	sizeCookie     = "frontdoor_size"
	cookieAge      = 365 * 24 * time.Hour
)

// visitorName is the form of rand.Text: 26 characters of base32, 130 bits. Nobody
// guesses one, and nothing else is ever taken for one.
var visitorName = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// visitor is the address of who calls; a new one is given a name. The cookie is
// renewed each time, so that it ends a year after the last visit.
func (c *Channel) visitor(w http.ResponseWriter, r *http.Request) dialog.Address {
	name, framed := nameOf(r)
	if name == "" {
		name, framed = rand.Text(), inFrame(r)
	}
	k := c.cookie(visitorCookie, name, true)
	if framed {
		k = c.cookie(framedCookie, name, true)
		k.SameSite, k.Secure, k.Partitioned = http.SameSiteNoneMode, true, true
	}
	http.SetCookie(w, k)
	return dialog.Address(dialog.Web + ":" + name)
}

// nameOf is the name a visitor has, "" for none, and whether it is the one for a frame.
func nameOf(r *http.Request) (name string, framed bool) {
	for _, cookie := range []string{visitorCookie, framedCookie} {
		if k, err := r.Cookie(cookie); err == nil && visitorName.MatchString(k.Value) {
			return k.Value, cookie == framedCookie
		}
	}
	return "", false
}

// inFrame says whether the page is opened in a frame of another site, where browsers
// give an ordinary cookie neither way.
func inFrame(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-site", "same-origin", "none":
		return false
	case "cross-site":
		return r.Header.Get("Sec-Fetch-Dest") == "iframe"
	}
	return r.URL.Query().Has("framed") // a browser that does not say
}

func (c *Channel) cookie(name, value string, hidden bool) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(cookieAge.Seconds()),
		HttpOnly: hidden, Secure: c.o.Secure, SameSite: http.SameSiteLaxMode}
}

// language is what the page is shown in: the visitor's choice, else the first
// language of the browser that we speak, else Chinese.
func language(r *http.Request) string {
	if l := spoken(r.URL.Query().Get("lang")); l != "" {
		return l
	}
	if k, err := r.Cookie(languageCookie); err == nil && spoken(k.Value) != "" {
		return spoken(k.Value)
	}
	for _, wish := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		if l := spoken(strings.TrimSpace(wish)); l != "" { // browsers name the best first
			return l
		}
	}
	return "zh"
}

// spoken is "zh" or "en" for a language tag, "" for any other.
func spoken(tag string) string {
	tag = strings.ToLower(tag)
	for _, l := range []string{"zh", "en"} {
		if rest, ok := strings.CutPrefix(tag, l); ok && (rest == "" || strings.ContainsAny(rest[:1], "-;_")) {
			return l
		}
	}
	return ""
}
