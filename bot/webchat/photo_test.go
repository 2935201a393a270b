package webchat

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/dialog"
)

// secret stands for where a photo was taken; it must be in no stored byte.
const secret = "29.1111N,119.6222E"

func picture() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 32, 24))
	for i := range 32 * 24 {
		img.Set(i%32, i/32, color.RGBA{uint8(i), uint8(i / 3), 90, 255})
	}
	return img
}

// jpegWithPlace has an Exif with a way up and a place, XMP, a comment, and a
// second picture behind its end.
func jpegWithPlace() []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, picture(), nil) //nolint:errcheck // into memory
	seg := func(mark byte, data string) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{0xFF, mark}, uint16(len(data)+2)), data...)
	}
	exif := exifMark + "II*\x00\x08\x00\x00\x00\x02\x00" +
		"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00" + "\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00" + "\x00\x00\x00\x00" + secret
	out := append([]byte{0xFF, 0xD8}, seg(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")...)
	out = append(out, seg(0xE1, exif)...)
	out = append(out, seg(0xE1, "http://ns.adobe.com/xap/1.0/\x00<x>"+secret+"</x>")...)
	out = append(out, seg(0xED, "Photoshop 3.0\x00"+secret)...)
	out = append(out, seg(0xFE, secret)...)
	out = append(out, b.Bytes()[2:]...)
	return append(out, append(seg(0xE1, secret), b.Bytes()...)...)
}

func pngWithPlace() []byte {
	var b bytes.Buffer
	png.Encode(&b, picture()) //nolint:errcheck // into memory
	chunk := func(name, data string) []byte {
		c := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), name+data...)
		return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	}
	head := 8 + 25 // the mark and IHDR
	out := append([]byte{}, b.Bytes()[:head]...)
	out = append(out, chunk("eXIf", "MM\x00*"+secret)...)
	out = append(out, chunk("tEXt", "Location\x00"+secret)...)
	return append(out, b.Bytes()[head:]...)
}

func webpWithPlace() []byte {
	chunk := func(name, data string) string {
		c := name + string(binary.LittleEndian.AppendUint32(nil, uint32(len(data)))) + data
		if len(data)%2 == 1 {
			c += "\x00"
		}
		return c
	}
	body := "WEBP" + chunk("VP8X", "\x0c\x00\x00\x00\x1f\x00\x00\x17\x00\x00") + chunk("VP8L", "\x2f\x1f\x00\x00\x00\x00") +
		chunk("EXIF", secret) + chunk("XMP ", "<x>"+secret)
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body)
}

func heicWithPlace() []byte {
	box := func(name, data string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(len(data)+8))) + name + data
	}
	infe := func(id byte, kind string) string {
		return box("infe", "\x02\x00\x00\x00\x00"+string(id)+"\x00\x00"+kind+"\x00")
	}
	iinf := box("iinf", "\x00\x00\x00\x00\x00\x03"+infe(1, "hvc1")+infe(2, "Exif")+infe(3, "mime"))
	ftyp := box("ftyp", "heic\x00\x00\x00\x00mif1heic")
	iloc := func(from uint32) string {
		s := "\x01\x00\x00\x00\x44\x00\x00\x03"
		for i, size := range []uint32{4, uint32(len(secret)), uint32(len(secret))} {
			s += "\x00" + string(rune(i+1)) + "\x00\x00\x00\x00\x00\x01" + string(binary.BigEndian.AppendUint32(nil, from)) + string(binary.BigEndian.AppendUint32(nil, size))
			from += size
		}
		return box("iloc", s)
	}
	head := len(ftyp) + len(box("meta", "\x00\x00\x00\x00"+iinf+iloc(0))) + 8
	return []byte(ftyp + box("meta", "\x00\x00\x00\x00"+iinf+iloc(uint32(head))) + box("mdat", "PICT"+secret+secret))
}

func TestHiddenDataIsTakenOff(t *testing.T) {
	for name, b := range map[string][]byte{"jpg": jpegWithPlace(), "png": pngWithPlace(), "webp": webpWithPlace(), "heic": heicWithPlace()} {
		if !bytes.Contains(b, []byte(secret)) {
			t.Fatalf("%s: the test photo holds no place", name)
		}
		before := bytes.Clone(b)
		clean, kind, err := stripPhoto(b)
		if err != nil || string(kind) != name {
			t.Errorf("%s: kind %q, %v", name, kind, err)
			continue
		}
		if bytes.Contains(clean, []byte(secret)) || bytes.Contains(clean, []byte("119.6")) {
			t.Errorf("%s: the place is still in it", name)
		}
		if !bytes.Equal(b, before) {
			t.Errorf("%s: the photo handed in was changed", name)
		}
		if name == "heic" && (!bytes.Contains(clean, []byte("PICT")) || len(clean) != len(b)) {
			t.Errorf("heic: the picture itself was touched")
		}
	}
}

// TestBusyHEIC: a file that lists more than any photo is refused at once, not read
// to its end.
func TestBusyHEIC(t *testing.T) {
	b := heicWithPlace()
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
	if _, _, err := stripPhoto(busy); err == nil {
		t.Error("it was taken")
	}
}

// TestPictureStays: the eye sees the same, the right way up.
func TestPictureStays(t *testing.T) {
	var plain bytes.Buffer
	jpeg.Encode(&plain, picture(), nil) //nolint:errcheck // into memory
	want, _, err := image.Decode(bytes.NewReader(plain.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	clean, _, err := stripPhoto(jpegWithPlace())
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
	if _, err := png.Decode(bytes.NewReader(must(stripPNG(pngWithPlace())))); err != nil {
		t.Errorf("png: %v", err)
	}
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

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
		{"half a JPEG", "p1", jpegWithPlace()[:40], 415},
		{"nothing", "p1", nil, 400},
		{"no id", "", jpegWithPlace(), 400},
		{"too large", "p1", append(jpegWithPlace(), make([]byte, photoMost)...), 413},
		{"a photo", "p1", jpegWithPlace(), 200},
		{"the same again", "p1", jpegWithPlace(), 200},
	} {
		if status, body := v.photo(c.id, "村口的路灯", c.photo); status != c.want {
			t.Errorf("%s: %d %s, want %d", c.name, status, body, c.want)
		}
	}
	list := v.thread().Messages
	if n := strings.Count(transcript(list), "[photo]"); n != 1 || list[0].Text != "村口的路灯" {
		t.Errorf("%d photos are in the talk:\n%s", n, transcript(list))
	}
	status, body := v.get(list[0].Media[0].URL)
	if status != http.StatusOK || strings.Contains(body, secret) {
		t.Errorf("the photo: %d, with its place %v", status, strings.Contains(body, secret))
	}
	f, kind, err := d.page.OpenMedia(t.Context(), dialog.Media{Ref: "web:" + strings.TrimPrefix(list[0].Media[0].URL, "/web/media/")})
	if err != nil || kind != "image/jpeg" {
		t.Fatalf("for agents: %q %v", kind, err)
	}
	defer f.Close()
	if b, err := io.ReadAll(f); err != nil || string(b) != body {
		t.Errorf("agents see another photo: %v", err)
	}
	files, err := os.ReadDir(string(d.page.photos))
	if err != nil || len(files) != 1 {
		t.Errorf("%d files are kept, %v", len(files), err)
	}
	for _, ref := range []string{"web:../book.db", "telegram:1", "web:" + strings.Repeat("0", 32) + ".jpg", ""} {
		if _, _, err := d.page.OpenMedia(t.Context(), dialog.Media{Ref: ref}); err == nil {
			t.Errorf("%q was opened", ref)
		}
	}
	if _, err := os.Stat(filepath.Join(string(d.page.photos), "..", "book.db")); err != nil {
		t.Fatal(err) // or the try above proved nothing
	}
}
