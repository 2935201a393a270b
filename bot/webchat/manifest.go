package webchat

import (
	"encoding/json"
	"net/http"
)

// manifest is what a phone needs to put the page on its home screen.
type manifest struct {
	Name       string `json:"name"`
	Short      string `json:"short_name"`
	Lang       string `json:"lang"`
	ID         string `json:"id"`
	Start      string `json:"start_url"`
	Scope      string `json:"scope"`
	Display    string `json:"display"`
	Theme      string `json:"theme_color"`
	Background string `json:"background_color"`
	Icons      []icon `json:"icons"`
}

type icon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
}

func (c *Channel) manifest(w http.ResponseWriter, r *http.Request) {
	s := c.shown(r)
	m := manifest{Name: s.Town + " · " + s.Persona, Short: s.Persona, Lang: s.Lang, ID: "/", Start: "/", Scope: "/",
		Display: "standalone", Theme: "#17624f", Background: "#f7f2e8", Icons: []icon{
			{c.page.icon.url, "any", "image/svg+xml", ""},
			{c.page.small.url, "192x192", "image/png", ""},
			{c.page.large.url, "512x512", "image/png", "any maskable"},
		}}
	w.Header().Set("Content-Type", "application/manifest+json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if r.Method != http.MethodHead {
		json.NewEncoder(w).Encode(m) //nolint:errcheck // nobody to tell
	}
}
