package media

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"frontdoor/bot/media/mediatest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestSmall: what has a small picture, and how large it is; a few bytes that say they
// are a picture of a billion points have none, and cost nothing.
func TestSmall(t *testing.T) {
	coded := func(w, h int) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, c := range []struct {
		what string
		b    []byte
		w, h int // 0: none
	}{
		{"a small photo", mediatest.JPEG(), 32, 24},
		{"a wide one", coded(960, 240), 640, 160},
		{"a line", coded(1300, 1), 640, 1},
		{"a film that moves", mediatest.GIF(), 1, 1},
		{"8,000 by 4,000, and it is", mediatest.Black(8000, 4000), 0, 0},
		{"a black one", mediatest.Black(64, 32), 64, 32},
		{"30,000 by 30,000", mediatest.Huge(30000, 30000), 0, 0},
		{"the most there is", mediatest.Huge(1<<31-1, 1<<31-1), 0, 0},
		{"a long one", mediatest.Huge(1<<31-1, 1), 0, 0},
		{"no width", mediatest.Huge(0, 5), 0, 0},
		{"what browsers of agents cannot show", mediatest.HEIC(), 0, 0},
		{"a voice note", mediatest.VoiceOGG(), 0, 0},
	} {
		clean, kind, err := Clean(c.b, "")
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		made, err := small(clean, kind)
		if c.w == 0 {
			if err == nil {
				t.Errorf("%s has a small picture", c.what)
			}
			continue
		}
		info, form, err2 := image.DecodeConfig(bytes.NewReader(made))
		if err != nil || err2 != nil || form != "jpeg" || info.Width != c.w || info.Height != c.h {
			t.Errorf("%s: %s of %d by %d, %v, %v; want %d by %d", c.what, form, info.Width, info.Height, err, err2, c.w, c.h)
		}
		if bytes.Contains(made, []byte(mediatest.Secret)) {
			t.Errorf("%s: its place is in the small picture", c.what)
		}
	}
	if _, err := small(mediatest.WebP(), shown["image/webp"]); !strings.Contains(err.Error(), "16384 by 16384") {
		t.Errorf("a WebP is believed to be small: %v", err)
	}
	clean, kind, err := Clean(mediatest.JPEG(), Photo)
	if err != nil {
		t.Fatal(err)
	}
	made, err := small(clean, kind)
	if err != nil || jpegWay(made, kind) != 6 {
		t.Errorf("the small picture does not say which way is up: %d, %v", jpegWay(made, kind), err)
	}
}

// TestHostileFiles: what is kept of files that are not what they say, what is told of
// them, and that an agent gets them as nothing that runs.
func TestHostileFiles(t *testing.T) {
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, mediatest.Picture(), nil); err != nil {
		t.Fatal(err)
	}
	page := "<!doctype html><script>alert(1)</script>"
	for _, c := range []struct {
		what string
		b    []byte
		told string
		kept string // kind, type and whether there is a small picture
		how  string // it is handed out
	}{
		{"a truncated JPEG", plain.Bytes()[:plain.Len()-40], "kept", "photo image/jpeg", "attachment"},
		{"a JPEG cut in its head", mediatest.JPEG()[:60], "lost broken", "", ""},
		{"an SVG called .jpg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "kept", "file application/octet-stream", "attachment"},
		{"a page called .jpg", []byte(page), "kept", "file application/octet-stream", "attachment"},
		{"a picture with a page behind it", append(bytes.Clone(plain.Bytes()), page...), "kept", "photo image/jpeg small", "inline"},
		{"a picture of 30,000 by 30,000", mediatest.Huge(30000, 30000), "kept", "photo image/png", "attachment"},
		{"a film", mediatest.Film(), "kept", "video video/mp4", "inline"},
		{"one byte", []byte("x"), "kept", "file application/octet-stream", "attachment"},
		{"a raw photo", mediatest.TIFF(true), "kept drawn", "photo image/jpeg small", "inline"},
		{"a locked archive", []byte("Rar!\x1a\x07\x01\x00"), "lost hides", "", ""},
	} {
		w := newTown(t)
		m := dialog.Media{Kind: Photo, Ref: "telegram:f1", Name: "a.jpg", MIME: "image/jpeg"}
		id := w.sends(anna, m)
		w.provider.answers(gives(c.b))
		w.once(w.keeper())
		if got := w.told(id); got != c.told {
			t.Errorf("%s: the case says %q, want %q", c.what, got, c.told)
			continue
		}
		if c.kept == "" {
			continue
		}
		events, err := w.shelf.Case(t.Context(), id)
		w.must(err)
		kept := events[len(events)-1].Media
		got := kept[0].Kind + " " + kept[0].MIME + strings.Repeat(" small", len(kept)-1)
		o, err := w.store.Kept(t.Context(), id, 1, 0)
		w.must(err)
		stored, err := w.store.read(t.Context(), Name(id, 1, 0))
		o.Close() //nolint:errcheck // only read from
		if err != nil || got != c.kept || o.Size != kept[0].Size || kept[0].Kind == Photo && bytes.Contains(stored, []byte("<script>")) {
			t.Errorf("%s: kept as %q of %d bytes (%d stored), %v; want %q", c.what, got, kept[0].Size, o.Size, err, c.kept)
		}
		answer := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		w.must(w.store.ServeKept(answer, r, id, casebook.FileRef{Seq: 1}, m, false))
		if how := answer.Header().Get("Content-Disposition"); !strings.HasPrefix(how, c.how) || !bytes.Equal(answer.Body.Bytes(), stored) {
			t.Errorf("%s: handed out as %s", c.what, how)
		}
		small := httptest.NewRecorder()
		if err := w.store.ServeKept(small, r, id, casebook.FileRef{Seq: 1}, m, true); (err == nil) != (len(kept) > 1) ||
			err == nil && small.Header().Get("Content-Type") != "image/jpeg" {
			t.Errorf("%s: its small picture: %v, %v", c.what, err, small.Header())
		}
	}
}

// A file made to break a decoder is said to be broken, and ends nothing.
func TestSafely(t *testing.T) {
	if err := safely(func() error { panic("index out of range") }); !strings.Contains(err.Error(), ErrBroken.Error()) {
		t.Error(err)
	}
}
