package main

import (
	"errors"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"testing"

	"frontdoor/bot/media"
	"frontdoor/bot/media/mediatest"
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

// TestArrivedUnderTheirOwnNames: a paper that came through a page of ours is called as its
// sender called it, cleaned; one without a name, and a photo, as what it is.
func TestArrivedUnderTheirOwnNames(t *testing.T) {
	files, err := media.Open(t.TempDir(), media.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	wrong := errors.New("no such file is taken")
	take := arrive(files, wrong)
	for sent, want := range map[string]string{"低保申请表.pdf": "低保申请表.pdf", `C:\表格\申请.PDF`: "申请.pdf", "../../发票.pdf.exe": "发票.pdf.pdf", "": "file.pdf"} {
		m, err := take(t.Context(), "web:1", sent, sent, []byte("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"))
		if err != nil || m.Name != want {
			t.Errorf("%q is called %q, want %q: %v", sent, m.Name, want, err)
		}
	}
	if m, err := take(t.Context(), "web:1", "photo", "IMG_20261129_101500.jpg", mediatest.JPEG()); err != nil || m.Name != "photo.jpg" {
		t.Errorf("a photo is called %q: %v", m.Name, err)
	}
	if _, err := take(t.Context(), "web:1", "1", "a.pdf", []byte("MZ program")); !errors.Is(err, wrong) {
		t.Errorf("a program: %v", err)
	}
}
