package media

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"frontdoor/bot/media/mediatest"
)

// nobody tells where a file in a test comes from.
const sender, message = "web:abc", "m1"

// stored puts a file into a store of the test's own and opens it.
func stored(t *testing.T, b []byte) *Opened {
	t.Helper()
	s, err := Open(t.TempDir(), Keys{})
	if err != nil {
		t.Fatal(err)
	}
	name, err := s.Arrive(t.Context(), sender, message, b, unknown)
	if err != nil {
		t.Fatal(err)
	}
	o, err := s.Arrived(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() }) //nolint:errcheck // only read from
	return o
}

// TestServed: what is shown in place is a picture, a sound or a film by its bytes; all
// else is saved, under a name that starts no program.
func TestServed(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
	for _, c := range []struct {
		what       string
		b          []byte
		kind, name string
		mime, how  string
	}{
		{"a photo", mediatest.JPEG(), "photo", "", "image/jpeg", `inline; filename=photo.jpg`},
		{"a photo that is called a page", mediatest.PNG(), "file", "a.html", "image/png", `inline; filename=a.png`},
		{"a page that is called a photo", []byte("<!doctype html><script>alert(1)</script>"), "photo", "a.jpg", "application/octet-stream", `attachment; filename=a.bin`},
		{"a drawing with a program", []byte(svg), "photo", "a.svg", "application/octet-stream", `attachment; filename=a.bin`},
		{"a page behind a byte order mark", []byte("\xef\xbb\xbf<html>"), "photo", "a.png", "application/octet-stream", `attachment; filename=a.bin`},
		{"a page that begins like a GIF", []byte("GIF89a/*<script>*/"), "photo", "a.gif", "image/gif", `inline; filename=a.gif`},
		{"a script", []byte("#!/bin/sh\nrm -rf ~\n"), "file", "办事.sh", "application/octet-stream", `attachment; filename*=utf-8''%E5%8A%9E%E4%BA%8B.`},
		{"a program", append([]byte("MZ"), make([]byte, 200)...), "file", "发票.pdf.exe", "application/octet-stream", `.bin`},
		{"a paper", []byte("%PDF-1.7\n"), "file", "合同.pdf", "application/octet-stream", `.pdf`},
		{"a form", []byte("%PDF-1.7\n"), "file", "《低保》申请表(2026)\u202e.pdf", "application/octet-stream", "filename*=utf-8''" + url.PathEscape("《低保》申请表(2026)") + ".pdf"},
		{"words", []byte("第一行\n第二行\n"), "file", `C:\x\..\"说明".txt`, "application/octet-stream", `.txt`},
		{"a voice note", mediatest.VoiceOGG(), "voice", "", "audio/ogg", `inline; filename=voice.ogg`},
		{"a browser's voice note", mediatest.VoiceWebM(), "voice", "", "audio/webm", `inline; filename=voice.webm`},
		{"a browser's film", mediatest.VoiceWebM(), "video", "", "video/webm", `inline; filename=video.webm`},
		{"a phone's voice note", mediatest.VoiceM4A(), "voice", "", "audio/mp4", `inline; filename=voice.m4a`},
		{"nothing", nil, "photo", "", "application/octet-stream", "attachment"},
		{"a name with a line in it", mediatest.JPEG(), "photo", "a\r\nSet-Cookie: b.jpg", "image/jpeg", `filename="aSet-Cookie b.jpg"`},
	} {
		w := httptest.NewRecorder()
		if err := Serve(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil), stored(t, c.b), c.kind, c.name); err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		h := w.Result().Header
		if w.Code != http.StatusOK || h.Get("Content-Type") != c.mime || !strings.Contains(h.Get("Content-Disposition"), c.how) {
			t.Errorf("%s: %d %s, %s; want %s, %s", c.what, w.Code, h.Get("Content-Type"), h.Get("Content-Disposition"), c.mime, c.how)
		}
		rules := "sandbox; default-src 'none'; media-src 'self'; frame-ancestors 'none'"
		if strings.HasPrefix(c.mime, "audio/") || strings.HasPrefix(c.mime, "video/") { // or a browser's own player may not read what it plays
			rules = strings.Replace(rules, ";", " allow-same-origin;", 1)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Security-Policy") != rules {
			t.Errorf("%s: a browser may run it: %v", c.what, h)
		}
		if !bytes.Equal(w.Body.Bytes(), c.b) {
			t.Errorf("%s: %d bytes of %d", c.what, w.Body.Len(), len(c.b))
		}
	}
}

// TestPartsAreServed: players seek.
func TestPartsAreServed(t *testing.T) {
	b := append(mediatest.VoiceOGG(), make([]byte, 5000)...)
	copy(b[4000:], "HERE")
	for _, c := range []struct {
		asked, got string
		status     int
	}{{"bytes=4000-4003", "HERE", 206}, {"bytes=-1", "\x00", 206}, {"bytes=999999-", "", 416}} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.Header.Set("Range", c.asked)
		w := httptest.NewRecorder()
		if err := Serve(w, r, stored(t, b), "voice", ""); err != nil {
			t.Fatal(err)
		}
		if w.Code != c.status || c.status == 206 && w.Body.String() != c.got {
			t.Errorf("%s: %d %q", c.asked, w.Code, w.Body)
		}
	}
}
