package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestCookiesNearby: with an https public URL a browser on this machine can still
// sign in over plain http; whoever comes by any other way gets cookies for TLS only.
func TestCookiesNearby(t *testing.T) {
	give := nearby(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "; Secure", Secure: true, HttpOnly: true})
		http.SetCookie(w, &http.Cookie{Name: "b", Value: "2", Secure: true})
		w.Write([]byte("ok"))                             //nolint:errcheck // a recorder
		if http.NewResponseController(w).Flush() != nil { // streams go through
			t.Error("a stream cannot be flushed")
		}
	}))
	for _, c := range []struct {
		name, remote, host, header string
		secure                     bool
	}{
		{"on this machine", "127.0.0.1:40000", "127.0.0.1:8080", "", false},
		{"by name", "[::1]:40000", "localhost:8080", "", false},
		{"without a port", "127.0.0.1:40000", "localhost", "", false},
		{"from the street", "203.0.113.9:40000", "door.example.org", "", true},
		{"with a borrowed host", "203.0.113.9:40000", "localhost", "", true},
		{"a proxy that keeps the host", "127.0.0.1:40000", "door.example.org", "", true},
		{"a proxy that says so", "127.0.0.1:40000", "127.0.0.1:8080", "X-Forwarded-Proto", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/inbox", nil)
			r.RemoteAddr, r.Host = c.remote, c.host
			if c.header != "" {
				r.Header.Set(c.header, "https")
			}
			w := httptest.NewRecorder()
			give.ServeHTTP(w, r)
			got := w.Result().Cookies()
			if len(got) != 2 || !got[0].HttpOnly || got[1].Value != "2" {
				t.Fatalf("the cookies are %v", got)
			}
			for _, k := range got {
				if k.Secure != c.secure {
					t.Errorf("the cookie %s: Secure is %v, want %v", k.Name, k.Secure, c.secure)
				}
			}
			if !strings.Contains(w.Body.String(), "ok") {
				t.Error("the body is lost")
			}
		})
	}
}
