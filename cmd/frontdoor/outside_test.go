package main

import (
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"testing"
)

// TestOutsideLinksAreMeasuredByHost: behind a proxy who guesses links is slowed down, and
// nobody beside them; who is no proxy of ours says in vain whom they ask for.
func TestOutsideLinksAreMeasuredByHost(t *testing.T) {
	set := &serveSettings{}
	set.Book, set.TwilioOptOut, set.Open311, set.Proxies = "sqlite:"+filepath.Join(t.TempDir(), "book.db"), "provider", "off", "10.0.0.0/8"
	s, err := newServer(t.Context(), set, slog.New(slog.DiscardHandler))
	must(t, err)
	defer s.close() //nolint:errcheck // nothing was written
	ask := func(from, told string) int {
		r := httptest.NewRequest("GET", "/outside/guess", nil)
		r.RemoteAddr = from + ":4711"
		r.Header.Set("X-Forwarded-For", told)
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		return w.Code
	}
	for n := range 60 {
		ask("10.0.0.1", "198.51.100.7")
		ask("203.0.113.9", "192.0.2."+strconv.Itoa(n))
	}
	for _, c := range []struct {
		who, from, told string
		want            int
	}{
		{"who guessed", "10.0.0.1", "198.51.100.7", 429},
		{"a neighbour behind the same proxy", "10.0.0.1", "198.51.100.8", 404},
		{"who only says that it asks for others", "203.0.113.9", "192.0.2.200", 429},
	} {
		if got := ask(c.from, c.told); got != c.want {
			t.Errorf("%s is answered with %d, want %d", c.who, got, c.want)
		}
	}
}
