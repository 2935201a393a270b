package webchat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestWhoInAFrame: in a frame of another site the visitor gets a cookie of the frame's
// own; one that has the page's is known by that, and never gets a second name.
func TestWhoInAFrame(t *testing.T) {
	d := newDesk(t)
	const page, frame = "PPPPPPPPPPPPPPPPPPPPPPPPPP", "FFFFFFFFFFFFFFFFFFFFFFFFFF"
	for _, c := range []struct{ name, path, site, dest, cookies, want string }{
		{"a page", "/", "none", "document", "", "visitor Lax"},
		{"a link on another site", "/", "cross-site", "document", "", "visitor Lax"},
		{"a frame of another site", "/?framed", "cross-site", "iframe", "", "framed None secure apart"},
		{"a frame of the town's own site", "/?framed", "same-site", "iframe", "", "visitor Lax"},
		{"a frame, in a browser that does not say", "/?framed", "", "", "", "framed None secure apart"},
		{"a frame once more", "/web/thread", "same-origin", "empty", framedCookie + "=" + frame, "framed None secure apart " + frame},
		{"a frame that brings both", "/?framed", "cross-site", "iframe", framedCookie + "=" + frame + "; " + visitorCookie + "=" + page, "visitor Lax " + page},
	} {
		r := request(t, http.MethodGet, d.server.URL+c.path, "Sec-Fetch-Site", c.site, "Sec-Fetch-Dest", c.dest, "Cookie", c.cookies)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		got := ""
		for _, k := range resp.Cookies() {
			got = strings.TrimPrefix(k.Name, "frontdoor_") + map[http.SameSite]string{http.SameSiteLaxMode: " Lax", http.SameSiteNoneMode: " None"}[k.SameSite]
			if k.Secure {
				got += " secure"
			}
			if k.Partitioned {
				got += " apart"
			}
			if k.Value == page || k.Value == frame {
				got += " " + k.Value
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFrameRule(t *testing.T) {
	for _, c := range []struct {
		sites []string
		want  string
	}{
		{nil, "frame-ancestors 'none'"},
		{[]string{"https://www.town.example", "https://*.county.example:8443"}, "frame-ancestors 'self' https://www.town.example https://*.county.example:8443"},
	} {
		d := newDesk(t, func(o *Options) { o.Sites = c.sites })
		for _, path := range []string{"/", "/calendar"} {
			resp, err := http.Get(d.server.URL + path)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if got := resp.Header.Get("Content-Security-Policy"); !strings.HasSuffix(got, c.want) {
				t.Errorf("%s for %v: %q", path, c.sites, got)
			}
		}
	}
	for _, bad := range []string{"", "*", "https://*", "town.example", "https://a.example/", "https://a.example/path", "https://a.example; script-src *", "https://a.example b",
		"ftp://a.example", "javascript:alert(1)", "https://a.*.example", "https://a.example\r\nX: y", "https://user@a.example", "https://"} {
		if CheckSite(bad) == nil {
			t.Errorf("%q is taken for a site", bad)
		}
	}
	for text, want := range map[string]string{"10.0.0.5": "10.0.0.5/32", "10.0.0.9/24": "10.0.0.0/24", "::1": "::1/128", "::ffff:10.0.0.5": "10.0.0.5/32", "proxy": "", "10.0.0.0/33": ""} {
		if got, err := ReadProxy(text); (err == nil) != (want != "") || err == nil && got.String() != want {
			t.Errorf("%q is read as %v, %v", text, got, err)
		}
	}
}

// TestManifest: a phone can put the page on its home screen, and what it is promised is
// there.
func TestManifest(t *testing.T) {
	v := newDesk(t).visitor()
	for lang, want := range map[string]string{"zh": "罗埠镇 · 小兴", "en": "Luobu · Xiaoxing"} {
		_, body := v.get("/web/manifest.webmanifest?lang=" + lang)
		var m manifest
		if err := json.Unmarshal([]byte(body), &m); err != nil || m.Name != want || m.Display != "standalone" || m.Start != "/" || len(m.Icons) < 3 {
			t.Errorf("%s: %v %+v", lang, err, m)
		}
		for _, i := range m.Icons {
			status, body := v.get(i.Src)
			if status != http.StatusOK {
				t.Errorf("%s: %d", i.Src, status)
			}
			if i.Type != "image/png" {
				continue
			}
			c, err := png.DecodeConfig(bytes.NewReader([]byte(body)))
			if size := fmt.Sprintf("%dx%d", c.Width, c.Height); err != nil || size != i.Sizes {
				t.Errorf("%s is %s, not %s: %v", i.Src, size, i.Sizes, err)
			}
		}
	}
}

func TestMonth(t *testing.T) {
	for _, c := range []struct {
		day   string
		title string
		weeks int
		first int // the column of the 1st, Monday being 0
		last  int
	}{
		{"2026-11-28", "2026年11月", 6, 6, 30},
		{"2026-02-01", "2026年2月", 5, 6, 28},
		{"2027-02-28", "2027年2月", 4, 0, 28},
		{"2028-02-29", "2028年2月", 5, 1, 29},
	} {
		now, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		m := monthOf(now, "zh")
		days, today := 0, 0
		for _, w := range m.Weeks {
			for _, d := range w {
				days = max(days, d.Day)
				if d.Today {
					today = d.Day
				}
			}
		}
		if m.Title != c.title || len(m.Weeks) != c.weeks || m.Weeks[0][c.first].Day != 1 || days != c.last || today != now.Day() {
			t.Errorf("%s: %+v", c.day, m)
		}
	}
	if m := monthOf(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), "en"); m.Title != "November 2026" || m.Days[0] != "Mo" {
		t.Errorf("in English: %+v", m)
	}
}
