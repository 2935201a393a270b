package inbox

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"

	"frontdoor/dialog"
)

// visit is a browser without a script: cookies, pages and forms.
type visit struct {
	*world
	client *http.Client
	what   string // is tried, for messages
	status int
	body   string
	header http.Header
}

// anonymous is somebody who has not signed in.
func (w *world) anonymous() *visit {
	jar, err := cookiejar.New(nil)
	w.must(err)
	return &visit{world: w, client: &http.Client{Jar: jar}}
}

// as is an agent who has signed in, reading Chinese.
func (w *world) as(login string) *visit {
	w.Helper()
	v := w.anonymous()
	home, err := url.Parse(w.server.URL + "/inbox")
	w.must(err)
	v.client.Jar.SetCookies(home, []*http.Cookie{{Name: sessionCookie, Value: w.session(login), Path: "/inbox"}})
	return v
}

// session is what a browser holds after signing in.
func (w *world) session(login string) string {
	w.Helper()
	value, err := w.sessions.Start(w.Context(), login)
	w.must(err)
	return value
}

func (v *visit) get(path string) *visit {
	v.Helper()
	r, err := http.NewRequestWithContext(v.Context(), http.MethodGet, v.server.URL+path, nil)
	v.must(err)
	return v.send(r)
}

// post sends a form as a page would; pairs of name and value.
func (v *visit) post(path string, pairs ...string) *visit {
	v.Helper()
	return v.send(v.form(path, pairs...))
}

func (v *visit) form(path string, pairs ...string) *http.Request {
	v.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(v.Context(), http.MethodPost, v.server.URL+path, strings.NewReader(form.Encode()))
	v.must(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// ask sends a form as the module does, and wants data.
func (v *visit) ask(path string, pairs ...string) *visit {
	v.Helper()
	r := v.form(path, pairs...)
	r.Header.Set("Accept", "application/json")
	return v.send(r)
}

func (v *visit) send(r *http.Request) *visit {
	v.Helper()
	if r.Header.Get("Accept-Language") == "" {
		r.Header.Set("Accept-Language", "zh-CN")
	}
	answer, err := v.client.Do(r)
	v.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	v.must(err)
	v.status, v.body, v.header = answer.StatusCode, string(body), answer.Header
	return v
}

// shows wants a status and all of the texts.
func (v *visit) shows(status int, texts ...string) *visit {
	v.Helper()
	if v.status != status {
		v.Errorf("%s: status %d, want %d: %s", v.what, v.status, status, v.text())
	}
	for _, text := range texts {
		if !strings.Contains(v.body, text) {
			v.Errorf("%s: %q is not on the page: %s", v.what, text, v.text())
		}
	}
	return v
}

// hides wants none of the texts.
func (v *visit) hides(texts ...string) *visit {
	v.Helper()
	for _, text := range texts {
		if strings.Contains(v.body, text) {
			v.Errorf("%s: %q is on the page: %s", v.what, text, v.text())
		}
	}
	return v
}

var tags = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>|\s+`)

// text is what one can read of a page.
func (v *visit) text() string { return tags.ReplaceAllString(v.body, " ") }

func to(id dialog.CaseID, act string) string { return "/inbox/cases/" + string(id) + "/" + act }
