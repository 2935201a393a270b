package webchat

import (
	"encoding/binary"
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
		{"too large", "p1", append(mediatest.JPEG(), make([]byte, photos().most)...), 413},
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

// opusPage is the end of a voice note in Ogg, at a position in 48,000ths of a second.
func opusPage(at uint64) string {
	return "OggS\x00\x04" + string(binary.LittleEndian.AppendUint64(nil, at)) + "\x01\x02\x03\x04\x01\x00\x00\x00\x00\x00\x00\x00\x01\x00"
}

func TestVoices(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	note := string(mediatest.VoiceOGG()) + opusPage(48_000*20)
	for _, c := range []struct {
		name, id, voice string
		want            int
	}{
		{"a web page that calls itself a voice", "v1", "<html><script>alert(1)</script>", 415},
		{"a photo", "v1", string(mediatest.JPEG()), 415},
		{"a song", "v1", "ID3\x04\x00\x00\x00\x00\x00\x00", 415},
		{"nothing", "v1", "", 400},
		{"no id", "", note, 400},
		{"too large", "v1", note + strings.Repeat("x", int(voices().most)), 413},
		{"too long", "v1", string(mediatest.VoiceOGG()) + opusPage(48_000*200), 413},
		{"a voice note", "v1", note, 200},
		{"the same again", "v1", note, 200},
		{"as another browser records it", "v2", string(mediatest.VoiceWebM()), 200},
	} {
		if status, body := v.upload("voice", c.id, "", []byte(c.voice)); status != c.want {
			t.Errorf("%s: %d %s, want %d", c.name, status, body, c.want)
		}
	}
	list := v.thread().Messages
	if len(list) == 0 || len(list[0].Media) != 1 || list[0].Media[0].Kind != "voice" || list[0].Media[0].MIME != "audio/ogg" {
		t.Fatalf("the talk is\n%s", transcript(list))
	}
	if n := strings.Count(transcript(list), "[photo]"); n != 2 {
		t.Errorf("%d voice notes are in the talk", n)
	}
	status, body := v.do(http.MethodGet, list[0].Media[0].URL, "", "", "Range", "bytes=4-7") // phones ask for parts
	if status != http.StatusPartialContent || body != note[4:8] {
		t.Errorf("a part of it: %d %q", status, body)
	}
}
