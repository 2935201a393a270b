package webchat

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
)

// page is the chat page of a town.
type page struct {
	town                      *town.Town
	greeting                  map[string]string
	frames                    string // the policy's part about frames
	html, calendar            *template.Template
	style, module, widget     *asset
	icon, touch, small, large *asset
}

// moduleParts are joined into the page's module, in this order.
var moduleParts = []string{"base.js", "leave.js", "show.js", "send.js", "follow.js", "attach.js", "begin.js"}

func newPage(o *Options) (*page, error) {
	p := &page{town: o.Town, greeting: o.Greeting, frames: frameRule(o.Sites)}
	var err error
	if p.html, err = template.ParseFS(files, "page/chat.html", "page/calendar.html"); err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	p.calendar = p.html.Lookup("calendar.html")
	if p.module, err = readAsset("chat.js", "text/javascript; charset=utf-8", moduleParts...); err != nil {
		return nil, err
	}
	for _, a := range []struct {
		to         **asset
		name, mime string
	}{
		{&p.style, "chat.css", "text/css; charset=utf-8"},
		{&p.icon, "icon.svg", "image/svg+xml"},
		{&p.touch, "icon-180.png", "image/png"},
		{&p.small, "icon-192.png", "image/png"},
		{&p.large, "icon-512.png", "image/png"},
	} {
		if *a.to, err = readAsset(a.name, a.mime, a.name); err != nil {
			return nil, err
		}
	}
	p.widget, err = p.newWidget()
	return p, err
}

// shownPage is what the template is given.
type shownPage struct {
	Lang, Spoken, Other        string // the language shown as a tag and in short, and the one to switch to
	Size                       string // of the letters: 0, 1, 2
	Words                      words
	Town, Persona, Mark        string
	Greeting, Phone            string
	Hotlines                   []shownHotline
	Month                      month
	Code                       string // what a link brings to be sent: it opens an invitation
	Style, Module, Icon, Touch string
}

type shownHotline struct{ Number, Label string }

// urgent are the numbers that are always in sight, the rest of them are told by
// the conversation.
var urgent = []string{"police", "fire", "ambulance"}

// security is what the browser is told not to do: nothing inline, nothing of
// another host.
const security = "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "

// showPage gives the page. It reads nothing of the talk and writes nothing.
func (c *Channel) showPage(w http.ResponseWriter, r *http.Request) {
	c.visitor(w, r)
	c.cameBy(w, r)
	s := c.shown(r)
	if spoken(r.URL.Query().Get("lang")) != "" {
		http.SetCookie(w, c.cookie(languageCookie, s.Spoken, false))
	}
	var body bytes.Buffer
	if err := c.page.html.Execute(&body, s); err != nil {
		c.o.Log.Error("web chat: the page cannot be made", "error", err)
		refuse(w, http.StatusInternalServerError, "the page cannot be made")
		return
	}
	w.Header().Set("Content-Security-Policy", security+c.page.frames)
	c.sendPage(w, r, body.Bytes())
}

func (c *Channel) sendPage(w http.ResponseWriter, r *http.Request, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", language(r))
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Cookie")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Permissions-Policy", "geolocation=(self), camera=(self), microphone=(self)")
	if r.Method != http.MethodHead {
		w.Write(body) //nolint:errcheck // nobody to tell
	}
}

// shown is what a page shows to who asks.
func (c *Channel) shown(r *http.Request) shownPage {
	lang, size := language(r), "0"
	if k, err := r.Cookie(sizeCookie); err == nil && (k.Value == "1" || k.Value == "2") {
		size = k.Value
	}
	s := c.page.in(lang, size)
	s.Month = monthOf(c.o.Now().In(c.o.Town.Zone), lang)
	if code := strings.ToUpper(r.URL.Query().Get("code")); dialog.GoodCode(code) {
		s.Code = code
	}
	return s
}

func (p *page) in(lang, size string) shownPage {
	s := shownPage{Lang: "zh-CN", Spoken: lang, Other: "en", Size: size, Words: pageWords(lang), Town: p.town.Title.In(lang),
		Persona: p.town.Persona.In(lang), Greeting: p.greeting[lang], Phone: p.town.HumanPhone,
		Style: p.style.url, Module: p.module.url, Icon: p.icon.url, Touch: p.touch.url}
	if lang == "en" {
		s.Lang, s.Other = "en", "zh"
	}
	for _, r := range s.Persona { // the last sign of 小兴, the first letter of Xiaoxing
		s.Mark = string(r)
		if lang == "en" {
			break
		}
	}
	if s.Greeting == "" {
		s.Greeting = s.Words["welcome"]
	}
	for _, key := range urgent {
		for _, h := range p.town.Hotlines {
			if h.Key == key {
				s.Hotlines = append(s.Hotlines, shownHotline{h.Number, h.Label.In(lang)})
			}
		}
	}
	return s
}
