package media

import (
	"os"
	"testing"

	"frontdoor/bot/media/mediatest"
)

func FuzzClean(f *testing.F) {
	for _, b := range [][]byte{mediatest.JPEG(), mediatest.PNG(), mediatest.WebP(), mediatest.HEIC(), mediatest.GIF(), mediatest.Film(), mediatest.VoiceM4A(),
		mediatest.TIFF(false), mediatest.TIFF(true), mediatest.MP3(), mediatest.AAC(), mediatest.FLAC(), mediatest.PDF(), mediatest.Archive("a.jpg", string(mediatest.Photo()))} {
		f.Add(b)
	}
	for _, name := range []string{"drone.mp4", "phone.webm", "note.ogg", "old.avi"} {
		b, err := os.ReadFile("testdata/films/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		clean, kind, err := Clean(b, "")
		if err != nil {
			return
		}
		again, same, err := Clean(clean, "")
		if err != nil || same != kind || string(again) != string(clean) {
			t.Errorf("a clean %v is cleaned once more: %v, %v, %d and %d bytes", kind, same, err, len(clean), len(again))
		}
	})
}
