package webchat

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"

	"frontdoor/dialog/town"
)

//go:embed page
var files embed.FS

// asset is a file of the page; its address holds a hash of it, so that browsers
// keep it for ever and never use an old one.
type asset struct {
	mime, url string
	body      []byte
}

func readAsset(name, mime string) (*asset, error) {
	b, err := files.ReadFile("page/" + name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	h := sha256.Sum256(b)
	return &asset{mime: mime, url: "/web/" + name + "?v=" + hex.EncodeToString(h[:6]), body: b}, nil
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.mime)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	if r.URL.RawQuery != "" {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Method != http.MethodHead {
		w.Write(a.body) //nolint:errcheck // nobody to tell
	}
}

// page is the chat page of a town.
type page struct {
	town                *town.Town
	greeting            map[string]string
	html                *template.Template
	style, module, icon *asset
}

func newPage(t *town.Town, greeting map[string]string) (*page, error) {
	p := &page{town: t, greeting: greeting}
	var err error
	if p.html, err = template.ParseFS(files, "page/chat.html"); err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	for _, a := range []struct {
		to         **asset
		name, mime string
	}{
		{&p.style, "chat.css", "text/css; charset=utf-8"},
		{&p.module, "chat.js", "text/javascript; charset=utf-8"},
		{&p.icon, "icon.svg", "image/svg+xml"},
	} {
		if *a.to, err = readAsset(a.name, a.mime); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// shownPage is what the template is given.
type shownPage struct {
	Lang, Other         string // the language shown, and the one to switch to
	Size                string // of the letters: 0, 1, 2
	Words               words
	Town, Persona, Mark string
	Greeting, Phone     string
	Hotlines            []shownHotline
	Style, Module, Icon string
}

type shownHotline struct{ Number, Label string }

// urgent are the numbers that are always in sight, the rest of them are told by
// the conversation.
var urgent = []string{"police", "fire", "ambulance"}

// security is what the browser is told not to do: nothing inline, nothing of
// another host, no frame around us.
const security = "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// showPage gives the page. It reads nothing of the talk and writes nothing.
func (c *Channel) showPage(w http.ResponseWriter, r *http.Request) {
	c.visitor(w, r)
	c.cameBy(w, r)
	lang := language(r)
	if spoken(r.URL.Query().Get("lang")) != "" {
		http.SetCookie(w, c.cookie(languageCookie, lang, false))
	}
	size := "0"
	if k, err := r.Cookie(sizeCookie); err == nil && (k.Value == "1" || k.Value == "2") {
		size = k.Value
	}
	var body bytes.Buffer
	if err := c.page.html.Execute(&body, c.page.in(lang, size)); err != nil {
		c.o.Log.Error("web chat: the page cannot be made", "error", err)
		refuse(w, http.StatusInternalServerError, "the page cannot be made")
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", lang)
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language, Cookie")
	h.Set("Content-Security-Policy", security)
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
	if r.Method != http.MethodHead {
		w.Write(body.Bytes()) //nolint:errcheck // nobody to tell
	}
}

func (p *page) in(lang, size string) shownPage {
	s := shownPage{Lang: "zh-CN", Other: "en", Size: size, Words: pageWords(lang), Town: p.town.Title.In(lang),
		Persona: p.town.Persona.In(lang), Greeting: p.greeting[lang], Phone: p.town.HumanPhone,
		Style: p.style.url, Module: p.module.url, Icon: p.icon.url}
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
