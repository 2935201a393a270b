package bot

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
)

func TestHandlePostBesideAPage(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "page") }) //nolint:errcheck // a recorder
	HandlePost(mux, "/hook", func(w http.ResponseWriter, r *http.Request) {
		if body, ok := ReadPost(w, r); ok {
			w.Write(body) //nolint:errcheck // a recorder
		}
	})
	Handle(mux, "/both", map[string]http.HandlerFunc{
		"GET":  func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "asked") },  //nolint:errcheck // a recorder
		"POST": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "posted") }, //nolint:errcheck // a recorder
	})
	for _, c := range []struct {
		method, path string
		body         io.Reader
		code         int
		text         string
	}{
		{"POST", "/hook", strings.NewReader("hello"), 200, "hello"},
		{"POST", "/hook", strings.NewReader(strings.Repeat("x", BodyMost)), 200, "xxx"},
		{"POST", "/hook", strings.NewReader(strings.Repeat("x", BodyMost+1)), 413, "1 MiB"},
		{"POST", "/hook", iotest.ErrReader(errors.New("cut")), 400, "broke off"},
		{"GET", "/hook", nil, 405, "only POST"},
		{"HEAD", "/hook", nil, 405, ""},
		{"PUT", "/hook", nil, 405, "only POST"},
		{"DELETE", "/hook", nil, 405, "only POST"},
		{"GET", "/other", nil, 200, "page"},
		{"GET", "/both", nil, 200, "asked"},
		{"POST", "/both", nil, 200, "posted"},
		{"PUT", "/both", nil, 405, "only GET and POST"},
	} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(c.method, c.path, c.body))
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.text) {
			t.Errorf("%s %s: %d %.40q, want %d %q", c.method, c.path, w.Code, w.Body, c.code, c.text)
		}
		if c.code == 405 && w.Header().Get("Allow") != map[string]string{"/hook": "POST", "/both": "GET, POST"}[c.path] {
			t.Errorf("%s %s: Allow is %q", c.method, c.path, w.Header().Get("Allow"))
		}
	}
}
