package webchat

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/bot/media/mediatest"
	"frontdoor/dialog"
)

func TestPhotos(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	for _, c := range []struct {
		name, id string
		photo    []byte
		want     int
	}{
		{"a web page that calls itself a photo", "p1", []byte("<html><script>alert(1)</script>"), 415},
		{"a GIF", "p1", []byte("GIF89a........................"), 415},
		{"half a JPEG", "p1", mediatest.JPEG()[:40], 415},
		{"nothing", "p1", nil, 400},
		{"no id", "", mediatest.JPEG(), 400},
		{"too large", "p1", append(mediatest.JPEG(), make([]byte, photoMost)...), 413},
		{"a photo", "p1", mediatest.JPEG(), 200},
		{"the same again", "p1", mediatest.JPEG(), 200},
	} {
		if status, body := v.photo(c.id, "村口的路灯", c.photo); status != c.want {
			t.Errorf("%s: %d %s, want %d", c.name, status, body, c.want)
		}
	}
	list := v.thread().Messages
	if n := strings.Count(transcript(list), "[photo]"); n != 1 || list[0].Text != "村口的路灯" {
		t.Errorf("%d photos are in the talk:\n%s", n, transcript(list))
	}
	if status, body := d.visitor().get(list[0].Media[0].URL); status != http.StatusNotFound {
		t.Errorf("another visitor: %d %.40s", status, body)
	}
	status, body := v.get(list[0].Media[0].URL)
	if status != http.StatusOK || strings.Contains(body, mediatest.Secret) {
		t.Errorf("the photo: %d, with its place %v", status, strings.Contains(body, mediatest.Secret))
	}
	f, _, err := d.page.OpenMedia(t.Context(), dialog.Media{Ref: "web:" + strings.TrimPrefix(list[0].Media[0].URL, "/web/media/")})
	if err != nil {
		t.Fatalf("for the job that moves it: %v", err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); err != nil || string(b) != body {
		t.Errorf("the job gets another photo: %v", err)
	}
	files, err := os.ReadDir(d.media)
	if err != nil || len(files) != 1 {
		t.Errorf("%d files are kept, %v", len(files), err)
	}
	for _, ref := range []string{"web:../book.db", "telegram:1", "web:" + strings.Repeat("0", 32) + ".jpg", ""} {
		if _, _, err := d.page.OpenMedia(t.Context(), dialog.Media{Ref: ref}); err == nil {
			t.Errorf("%q was opened", ref)
		}
	}
	if _, err := os.Stat(filepath.Join(d.media, "..", "book.db")); err != nil {
		t.Fatal(err) // or the try above proved nothing
	}
}
