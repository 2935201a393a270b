package webchat

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"frontdoor/dialog/town"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ query, cookie, accept, want string }{
		{"", "", "", "zh"},
		{"", "", "zh-CN,zh;q=0.9,en;q=0.8", "zh"},
		{"", "", "en-GB,en;q=0.9,zh;q=0.8", "en"},
		{"", "", "fr-FR, en;q=0.5", "en"},
		{"", "", "de", "zh"},
		{"", "en", "zh-CN", "en"},
		{"?lang=zh", "en", "en", "zh"},
		{"?lang=xx", "", "en", "en"},
		{"", "", "enx, zhuang", "zh"},
	} {
		r := request(t, http.MethodGet, "http://x/"+c.query, "Accept-Language", c.accept)
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: languageCookie, Value: c.cookie})
		}
		if got := language(r); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

// TestWords: the page and its module use no word that is missing, no word stands
// there unused, and each is written in both languages.
func TestWords(t *testing.T) {
	used := map[string]bool{"welcome": true}
	used["photo_large"], used["photo_kind"], used["voice_large"], used["voice_kind"] = true, true, true, true // by the kind of what is sent
	forms := map[string]string{"chat.html": `\.Words\.(\w+)`, "calendar.html": `\.Words\.(\w+)`}
	for _, part := range moduleParts {
		forms[part] = `texts\.(\w+)`
	}
	for name, form := range forms {
		for _, m := range regexp.MustCompile(form).FindAllStringSubmatch(fileOf(t, name), -1) {
			used[m[1]] = true
		}
	}
	for _, m := range regexp.MustCompile(`w\["(\w+)"\]`).FindAllStringSubmatch(sourceOf(t, "widget.go"), -1) {
		used[m[1]] = true
	}
	// statuses and what happened are looked up by their own names
	for _, s := range []string{"unclaimed", "in_progress", "waiting_resident", "waiting_department", "snoozed", "resolved", "archived",
		"claimed", "handed_back", "closed", "reopened", "unsaid"} {
		used[s] = true
	}
	for name := range used {
		if _, ok := wordTable[name]; !ok {
			t.Errorf("%q is used and not in the table", name)
		}
	}
	for name, w := range wordTable {
		if !used[name] {
			t.Errorf("%q is in the table and not used", name)
		}
		if w[0] == "" || w[1] == "" || strings.Contains(w[0], "{agent}") != strings.Contains(w[1], "{agent}") {
			t.Errorf("%q is not the same in both languages: %q", name, w)
		}
		if han := regexp.MustCompile(`\p{Han}`); han.MatchString(w[1]) && name != "switch" {
			t.Errorf("%q is not English: %q", name, w[1])
		}
	}
}

func sourceOf(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func fileOf(t testing.TB, name string) string {
	t.Helper()
	b, err := files.ReadFile("page/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestNoWordSaysWhereTheButtonIs: the quick exit stands above the talk on a phone and
// beside it on a wide screen, and who looks for it has no time.
func TestNoWordSaysWhereTheButtonIs(t *testing.T) {
	for lang, wrong := range map[string][]string{"zh": {"上面", "下面", "左边"}, "en": {"above", "below", "left"}} {
		said := pageWords(lang)["leave_when"]
		for _, w := range wrong {
			if strings.Contains(said, w) {
				t.Errorf("%q says where the button is: %s", said, w)
			}
		}
	}
}

// TestLeanScriptsSayTheSame: of what stands in quotes nothing is taken.
func TestLeanScriptsSayTheSame(t *testing.T) {
	d := newDesk(t)
	for asset, parts := range map[*asset][]string{d.page.page.module: moduleParts, d.page.page.widget: {"widget.js"}} {
		for _, part := range parts {
			pieces := quotedIn(remark.ReplaceAllString(margin.ReplaceAllString(fileOf(t, part), ""), ""))
			if len(pieces) < 10 {
				t.Errorf("%s: only %q stands in quotes", part, pieces)
			}
			for _, piece := range pieces {
				if !strings.Contains(string(asset.body), piece) {
					t.Errorf("%s: %q is not as it was", part, piece)
				}
			}
		}
	}
	for _, name := range []string{"widget_open", "widget_shut"} {
		for _, words := range wordTable[name] {
			if quoted, err := json.Marshal(words); err != nil || !strings.Contains(string(d.page.page.widget.body), string(quoted)) {
				t.Errorf("the widget does not say %q, %v", words, err)
			}
		}
	}
}

// quotedIn is what stands in quotes in a script; of words with blanks to fill, the pieces
// between them.
func quotedIn(script string) (pieces []string) {
	quote, begun, fills := byte(0), 0, []int{} // how many braces are open in each blank
	for i := 0; i < len(script); i++ {
		c := script[i]
		switch {
		case quote == 0 && (c == '\'' || c == '"' || c == '`'):
			quote, begun = c, i+1
		case quote == 0 && c == '{' && len(fills) > 0:
			fills[len(fills)-1]++
		case quote == 0 && c == '}' && len(fills) > 0:
			if fills[len(fills)-1]--; fills[len(fills)-1] == 0 {
				quote, begun, fills = '`', i+1, fills[:len(fills)-1]
			}
		case quote != 0 && c == '\\':
			i++
		case quote != 0 && c == quote, quote == '`' && strings.HasPrefix(script[i:], "${"):
			pieces = append(pieces, script[begun:i])
			if quote = 0; c == '$' {
				fills = append(fills, 1)
				i++
			}
		}
	}
	return pieces
}

func TestPageIsLightAndCloses(t *testing.T) {
	d := newDesk(t)
	t.Logf("%d of script, %d of styles, %d and %d packed; the widget %d", len(d.page.page.module.body), len(d.page.page.style.body), len(d.page.page.module.packed), len(d.page.page.style.packed), len(d.page.page.widget.body))
	if n := len(d.page.page.module.body) + len(d.page.page.style.body); n > 30_000 {
		t.Errorf("script and styles of the page have %d bytes, more than 30,000", n)
	}
	if n := len(d.page.page.widget.body); n > 8_000 {
		t.Errorf("the widget has %d bytes, more than 8,000", n)
	}
	resp, err := http.Get(d.server.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	body := string(b)
	if p := resp.Header.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'self'") || strings.Contains(p, "unsafe") {
		t.Errorf("the policy is %q", p)
	}
	for what, form := range map[string]string{
		"another host":         `(src|href)="(https?:)?//`,
		"a script in the page": `<script[^>]*>[^<]`,
		"a style in the page":  `<style|\sstyle="`,
		"a handler":            `\son\w+="`,
	} {
		if m := regexp.MustCompile(form).FindString(body); m != "" {
			t.Errorf("the page has %s: %s", what, m)
		}
	}
	for _, must := range []string{`role="log"`, `aria-live="polite"`, `tel:110`, `tel:119`, `tel:120`, `href="/calendar"`, `rel="manifest"`, "您写的只给办这件事的人看", "我是小兴"} {
		if !strings.Contains(body, must) {
			t.Errorf("the page has no %s", must)
		}
	}
	for _, a := range regexp.MustCompile(`(?:src|href)="(/web/[^"]+v=[^"]+)"`).FindAllStringSubmatch(body, -1) {
		resp, err := http.Get(d.server.URL + a[1])
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK || !strings.Contains(resp.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %s", a[1], resp.StatusCode, resp.Header.Get("Cache-Control"))
		}
	}
}

// TestAnotherTown: nothing of one town is wired into the page.
func TestAnotherTown(t *testing.T) {
	place, err := town.Default()
	if err != nil {
		t.Fatal(err)
	}
	other := *place
	other.Title, other.Persona = town.Text{Zh: "云桥镇", En: "Yunqiao"}, town.Text{Zh: "小桥", En: "Qiaoqiao"}
	other.HumanPhone = "057900000000"
	other.Hotlines = []town.Hotline{{Key: "police", Number: "991", Label: town.Text{Zh: "报警", En: "police"}}}
	d := newDesk(t, func(o *Options) { o.Town, o.Greeting = &other, nil })
	for lang, want := range map[string][]string{"zh": {"云桥镇", "小桥", "tel:991", "057900000000"}, "en": {"Yunqiao", "Qiaoqiao", "tel:991"}} {
		_, body := d.visitor().get("/?lang=" + lang)
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s: no %s on the page", lang, w)
			}
		}
		for _, w := range []string{"罗埠", "小兴", "Luobu", "Xiaoxing", "110", "12345"} {
			if strings.Contains(body, w) {
				t.Errorf("%s: %s of another town is on the page", lang, w)
			}
		}
	}
}

// TestWidgetContrast: what the widget says can be read on what it stands on, on any site;
// the page's own colours are looked at in a browser.
func TestWidgetContrast(t *testing.T) {
	css := fileOf(t, "widget.css")
	of := func(rule, property string) string {
		t.Helper()
		m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(rule) + `\{(?:[^}]*;)?` + property + `:[^#;}]*(#[0-9a-f]{3,6})\b`).FindStringSubmatch(css)
		if m == nil {
			t.Fatalf("%s has no %s", rule, property)
		}
		return m[1]
	}
	for _, c := range []struct {
		front, property, on string
		least               float64
	}{
		{".open", "color", ".open", 4.5}, {".news", "color", ".news", 4.5}, {".bar>*", "color", ".bar", 4.5}, {".shut", "color", ".panel", 4.5}, {".shut a", "color", ".panel", 4.5},
		{".open", "border", ".open", 3}, {":focus-visible", "outline", ".panel", 3}, {".bar :focus-visible", "outline-color", ".bar", 3},
	} {
		if got := contrast(t, of(c.front, c.property), of(c.on, "background")); got < c.least {
			t.Errorf("%s on %s is %.2f to 1", c.front, c.on, got)
		}
	}
	if got := contrast(t, of(":focus-visible", "outline"), of(":focus-visible", "box-shadow")); got < 3 { // whatever the site's own colour
		t.Errorf("the ring of the focus is %.2f to 1 on its own ground", got)
	}
}

// contrast is the ratio of two colours as WCAG defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	light := func(hex string) float64 {
		hex = strings.TrimPrefix(hex, "#")
		if len(hex) == 3 {
			hex = fmt.Sprintf("%c%[1]c%c%[2]c%c%[3]c", hex[0], hex[1], hex[2])
		}
		n, err := strconv.ParseUint(hex, 16, 32)
		if err != nil || len(hex) != 6 {
			t.Fatalf("%q is no colour", hex)
		}
		part := func(shift int) float64 {
			v := float64(n>>shift&255) / 255
			if v <= 0.04045 {
				return v / 12.92
			}
			return math.Pow((v+0.055)/1.055, 2.4)
		}
		return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
