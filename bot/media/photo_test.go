package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"testing"

	"frontdoor/bot/media/mediatest"
)

func TestHiddenDataIsTakenOff(t *testing.T) {
	for name, b := range map[string][]byte{
		"jpg": mediatest.JPEG(), "png": mediatest.PNG(), "webp": mediatest.WebP(), "heic": mediatest.HEIC(), "gif": mediatest.GIF(),
		"mp4": mediatest.Film(), "m4a": mediatest.VoiceM4A(),
	} {
		if !bytes.Contains(b, []byte(mediatest.Secret)) {
			t.Fatalf("%s: the test photo holds no place", name)
		}
		before := bytes.Clone(b)
		clean, kind, err := Clean(b, "")
		if err != nil || kind.Ext != name {
			t.Errorf("%s: type %v, %v", name, kind, err)
			continue
		}
		if bytes.Contains(clean, []byte(mediatest.Secret)) || bytes.Contains(clean, []byte("119.6")) {
			t.Errorf("%s: the place is still in it", name)
		}
		if !bytes.Equal(b, before) {
			t.Errorf("%s: the photo handed in was changed", name)
		}
		for _, stays := range map[string][]string{"heic": {"PICT"}, "mp4": {"FILM", "SIZES"}, "m4a": {"FILM", "SIZES"}, "gif": {"NETSCAPE"}}[name] {
			if !bytes.Contains(clean, []byte(stays)) || len(clean) != len(b) && name != "gif" {
				t.Errorf("%s: the picture itself was touched", name)
			}
		}
		again, _, err := Clean(clean, "")
		if err != nil || !bytes.Equal(again, clean) {
			t.Errorf("%s: cleaned twice it is another one, %v", name, err)
		}
	}
}

// TestBusyHEIC: a file that lists more than any photo is refused at once, not read
// to its end.
func TestBusyHEIC(t *testing.T) {
	b := mediatest.HEIC()
	at := bytes.Index(b, []byte("iloc"))
	items := bytes.Repeat([]byte("\x00\x02\x00\x00\x00\x00\xff\xff"), 8000) // each of 65,535 extents without a size
	iloc := append([]byte("\x01\x00\x00\x00\x00\x00\x1f\x40"), items...)
	busy := append(bytes.Clone(b[:at-4]), binary.BigEndian.AppendUint32(nil, uint32(len(iloc)+8))...)
	busy = append(append(busy, "iloc"...), iloc...)
	meta := bytes.Index(busy, []byte("meta"))
	binary.BigEndian.PutUint32(busy[meta-4:], uint32(len(busy)-meta+4))
	r := &boxes{}
	r.walk(bytes.Clone(busy), 0)
	if !r.meta || !r.bad || r.extents > heicExtentsMost+1 {
		t.Errorf("%d extents were read (meta %v, bad %v)", r.extents, r.meta, r.bad)
	}
	if _, _, err := Clean(busy, Photo); err == nil {
		t.Error("it was taken")
	}
}

// TestPictureStays: the eye sees the same, the right way up.
func TestPictureStays(t *testing.T) {
	var plain bytes.Buffer
	jpeg.Encode(&plain, mediatest.Picture(), nil) //nolint:errcheck // into memory
	want, _, err := image.Decode(bytes.NewReader(plain.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	clean, _, err := Clean(mediatest.JPEG(), Photo)
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := image.Decode(bytes.NewReader(clean))
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the picture is another one: %v", err)
	}
	_, seg, _, err := segment(clean, 2)
	if err != nil || orientation(seg) != 6 {
		t.Errorf("the way up is lost: %d, %v", orientation(seg), err)
	}
	if _, err := png.Decode(bytes.NewReader(must(stripPNG(mediatest.PNG())))); err != nil {
		t.Errorf("png: %v", err)
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
