package media

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"image/jpeg"
	"io"
	"runtime"
	"strings"
	"testing"

	"frontdoor/bot/media/mediatest"
)

// TestPlacesInAllThatIsTaken: of every form of file that can hold a photo or a tag, either
// the place is taken off and the rest stays, or it is said that it cannot be.
func TestPlacesInAllThatIsTaken(t *testing.T) {
	photo := string(mediatest.Photo())
	paper := mediatest.Archive("[Content_Types].xml", "<Types/>", "word/media/image1.jpeg", photo, "word/document.xml", "<w:t>路灯坏了</w:t>", "word/media/image2.png", string(mediatest.PNG()))
	avi := riffOf("RIFF", "AVI "+listOf("hdrl", riffOf("avih", "FRAMES")+listOf("strl", riffOf("strh", "vids")+riffOf("strd", mediatest.Secret)))+listOf("movi", "FILM"))
	moving := append(mediatest.HEIC(), box("mpvd", string(mediatest.Film()))...)
	car, plain := carFilm("vide", "", "FRAME", 5, 1), carFilm("soun", box("stsd", four(0)+four(1)+four(36)+"sowt"+four(0)+"\x00\x00\x00\x01"+"\x00\x00\x00\x00"+four(0)+"\x00\x02\x00\x10"+four(0)+four(44100<<16)), "LRLRlrlr", 1, 2)
	subtitled := string(mediatest.VoiceWebM()) + "\x16\x54\xAE\x6B\x8E\xAE\x85\x83\x81\x11\xD7\x81\xAE\x85\xD7\x81\x01\x83\x81\x01"
	subtitled = strings.Replace(subtitled, "\x85\x83\x81\x11\xD7\x81\xAE\x85", "\x86\x83\x81\x11\xD7\x81\x02\xAE\x86", 1)
	subtitled = strings.Replace(subtitled, "\xAE\x6B\x8E", "\xAE\x6B\x90", 1) + "\x1F\x43\xB6\x75\x01\xff\xff\xff\xff\xff\xff\xff" +
		"\xA3\x88\x81\x00\x00\x80FILM" + "\xA0\x97\xA1\x95\x82\x00\x00\x00" + mediatest.Secret[:17]
	for _, c := range []struct {
		what  string
		b     []byte
		ext   string // "" where it is not kept
		stays string
	}{
		{"a scanned page", mediatest.TIFF(false), "tiff", "SCAN"},
		{"a raw photo", mediatest.TIFF(true), "jpg", ""},
		{"another maker's", append([]byte("FUJIFILMCCD-RAW 0201"+mediatest.Secret), photo...), "jpg", ""},
		{"a third's", []byte(box("ftyp", "crx \x00\x00\x00\x01crx isom") + box("uuid", mediatest.Secret+photo) + box("mdat", mediatest.Secret)), "jpg", ""},
		{"a raw photo without a picture", []byte("IIRO\x08\x00\x00\x00" + mediatest.Secret), "", ""},
		{"a TIFF of 2007", append([]byte("II+\x00\x08\x00\x00\x00"), mediatest.TIFF(false)...), "", ""},
		{"a song", mediatest.MP3(), "mp3", "\xff\xfb\x90\xc4"},
		{"a sound", mediatest.AAC(), "aac", "\xff\xf1\x50\x80"},
		{"a sound without loss", mediatest.FLAC(), "flac", "SOUND"},
		{"one behind tags of another", append([]byte("ID3\x03\x00\x00\x00\x00\x00\x11"+mediatest.Secret[:17]), mediatest.FLAC()...), "flac", "SOUND"},
		{"a camera's film", []byte(avi), "avi", "FILM"},
		{"a film of a car", car, "mp4", "FRAME"},
		{"one with plain sound", plain, "mp4", "LRLRlrlr"},
		{"a film with lines of words", []byte(subtitled), "webm", "FILM"},
		{"a photo that moves", moving, "heic", "PICT"},
		{"a paper with photos", mediatest.PDF(), "pdf", "路灯"},
		{"a locked paper", append(mediatest.PDF(), "<< /Encrypt 5 0 R >>"...), "", ""},
		{"a paper with a photo in letters", bytes.ReplaceAll(mediatest.PDF(), []byte("[ /FlateDecode"), []byte("[ /ASCII85Decode /FlateDecode")), "", ""},
		{"a paper with files", pdfOf("/Type /EmbeddedFile /Filter /FlateDecode", mediatest.Pressed([]byte(photo))), "", ""},
		{"an office's paper", paper, "docx", "路灯坏了"},
		{"an archive with folders", mediatest.Archive("b/", "", "b/c.jpg", photo, "d", ""), "zip", "b/"},
		{"an archive in an archive", mediatest.Archive("a.txt", "路灯坏了", "b.zip", string(mediatest.Archive("c.jpg", photo))), "zip", "路灯坏了"},
		{"one in one in one in one", mediatest.Archive("a", string(mediatest.Archive("b", string(mediatest.Archive("c", string(mediatest.Archive("d", photo))))))), "", ""},
		{"an archive that is locked", bytes.ReplaceAll(paper, []byte("PK\x01\x02\x14\x00\x14\x00\x08"), []byte("PK\x01\x02\x14\x00\x14\x00\x09")), "", ""},
		{"an archive with a broken photo", mediatest.Archive("a.jpg", photo[:60]), "", ""},
		{"an old office's paper", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)), photo...), "", ""},
		{"one without photos", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), "bin", ""},
		{"a page with a photo in it", mediatest.Letter(), "", ""},
		{"a paper in digits", mediatest.RTF(), "", ""},
		{"words", []byte("路灯坏了,在七星村"), "txt", "七星村"},
		{"a form that nobody knows", []byte("\x01\x02form" + photo + "end"), "bin", "end"},
		{"one with a photo of another kind", []byte("\x01\x02form" + strings.Replace(string(mediatest.PNG()), "MM\x00*", "MM\x00*"+mediatest.Secret, 1)), "", ""},
		{"a photo of a form we do not clean", []byte("\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a" + mediatest.Secret), "", ""},
		{"a film of such a form", []byte("FLV\x01" + mediatest.Secret), "", ""},
		{"Rar!", []byte("Rar!\x1a\x07\x01\x00" + mediatest.Secret), "", ""},
		{"7z", []byte("7z\xbc\xaf\x27\x1c\x00\x04" + mediatest.Secret), "", ""},
		{"gzip", []byte("\x1f\x8b\x08\x00" + mediatest.Secret), "", ""},
	} {
		before := bytes.Clone(c.b)
		clean, kind, err := Clean(c.b, File)
		if !bytes.Equal(before, c.b) {
			t.Errorf("%s: the file handed in was changed", c.what)
		}
		if c.ext == "" {
			if !errors.Is(err, ErrHides) && !errors.Is(err, ErrBroken) {
				t.Errorf("%s is taken as %s: %v", c.what, kind.Ext, err)
			}
			continue
		}
		if err != nil || kind.Ext != c.ext {
			t.Errorf("%s: %v, %v; want %s", c.what, kind, err, c.ext)
			continue
		}
		all := unpacked(t, clean)
		if strings.Contains(all, mediatest.Secret) || strings.Contains(all, mediatest.Secret[:9]) {
			t.Errorf("%s: the place is still in it", c.what)
		}
		if !strings.Contains(all, c.stays) {
			t.Errorf("%s: %q is lost", c.what, c.stays)
		}
		if again, same, err := Clean(clean, File); err != nil || same != kind || !bytes.Equal(again, clean) {
			t.Errorf("%s: cleaned twice it is another one: %v, %v", c.what, same, err)
		}
	}
}

// unpacked is a file with all that is pressed in it.
func unpacked(t *testing.T, b []byte) string {
	t.Helper()
	all := string(b)
	for at := 0; ; at++ {
		i := bytes.Index(b[at:], []byte("stream\n"))
		if i < 0 {
			break
		}
		at += i
		if r, err := zlib.NewReader(bytes.NewReader(b[at+len("stream\n"):])); err == nil {
			plain, err := io.ReadAll(r)
			if err != nil {
				t.Errorf("a stream cannot be read any more: %v", err)
			}
			all += string(plain)
		}
	}
	if z, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err == nil {
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(r)
			if err != nil {
				t.Errorf("%s cannot be read any more: %v", f.Name, err)
			}
			all += unpacked(t, plain)
		}
	}
	return all
}

// carFilm is a film between whose two pieces a camera wrote where it was. Each piece has so
// many samples of a size.
func carFilm(handler, stsd, piece string, size, samples uint32) []byte {
	head := box("ftyp", "isom\x00\x00\x02\x00isommp42")
	stbl := func(at uint32) string {
		return box("stbl", stsd+box("stsz", four(0)+four(size)+four(2*samples))+box("stsc", four(0)+four(1)+four(1)+four(samples)+four(1))+
			box("stco", four(0)+four(2)+four(at)+four(at+uint32(len(piece)+len(mediatest.Secret)))))
	}
	moov := func(at uint32) string {
		return box("moov", box("trak", box("mdia", box("hdlr", four(0)+four(0)+handler)+box("minf", stbl(at)))))
	}
	return []byte(head + moov(uint32(len(head)+len(moov(0))+8)) + box("mdat", piece+mediatest.Secret+piece))
}

func riffOf(name, data string) string {
	return name + string(binary.LittleEndian.AppendUint32(nil, uint32(len(data)))) + data + strings.Repeat("\x00", len(data)%2)
}

func listOf(name, data string) string { return riffOf("LIST", name+data) }

func pdfOf(head string, data []byte) []byte {
	return []byte("%PDF-1.7\n1 0 obj\n<< " + head + " >>\nstream\n" + string(data) + "\nendstream\n")
}

// TestPapersStay: what hides nothing is not touched, byte for byte: papers are signed.
func TestPapersStay(t *testing.T) {
	for what, b := range map[string][]byte{
		"paper": pdfOf("/Filter /FlateDecode", mediatest.Pressed([]byte("BT (路灯) Tj ET"))), "archive": mediatest.Archive("a.txt", "路灯", "b/", ""),
		"words of a program": []byte("<x:xmpmeta><pdf:Producer>WPS</pdf:Producer></x:xmpmeta> http://ns.adobe.com/xap/1.0/ Exif"),
	} {
		if clean, _, err := Clean(b, File); err != nil || !bytes.Equal(clean, b) {
			t.Errorf("%s: it was touched, %v", what, err)
		}
	}
}

// TestRawPicture: of a raw photo stays the largest picture, the right way up.
func TestRawPicture(t *testing.T) {
	clean, kind, err := Clean(mediatest.TIFF(true), File)
	if err != nil {
		t.Fatal(err)
	}
	if size, err := jpeg.DecodeConfig(bytes.NewReader(clean)); err != nil || size.Width != 32 || jpegWay(clean, kind) != 6 {
		t.Errorf("%v, %d, %v", size, jpegWay(clean, kind), err)
	}
	plain, _, err := Clean(mediatest.JPEG(), File) // whose own way up says nothing once it is taken off
	if err != nil {
		t.Fatal(err)
	}
	plain = append(plain[:2:2], plain[2+len(wayUp(6)):]...)
	raw := append(bytes.TrimSuffix(mediatest.TIFF(true), mediatest.JPEG()), plain...)
	if clean, kind, err = Clean(raw, File); err != nil || jpegWay(clean, kind) != 8 {
		t.Errorf("the way up that the raw photo tells: %d, %v", jpegWay(clean, kind), err)
	}
}

// TestFilesMadeToKeepUsBusy: what claims or packs far more than it has is refused, at the
// cost of what it has.
func TestFilesMadeToKeepUsBusy(t *testing.T) {
	const most = 1 << 20
	paper := string(pdfOf("/Filter /FlateDecode", mediatest.Pressed(make([]byte, most/4))))
	var many []string
	for range 400 {
		many = append(many, "a.pdf", paper)
	}
	archive := mediatest.Archive(many...)
	for what, clean := range map[string]func(*room) ([]byte, error){
		"many papers, each with much": func(r *room) ([]byte, error) { return cleanArchive(archive, r) },
		"a paper with papers": func(r *room) ([]byte, error) {
			return cleanPDF(pdfOf("/Type /EmbeddedFile /Filter /FlateDecode", mediatest.Pressed(archive)), r)
		},
	} {
		before := allocated()
		if _, err := clean(&room{most, archiveDepth}); !errors.Is(err, ErrHides) || allocated()-before > 20*most {
			t.Errorf("%s: %v, %d MB", what, err, (allocated()-before)>>20)
		}
	}
	crowd := append([]byte("II*\x00\x08\x00\x00\x00\xff\xff"), make([]byte, 12*65535+4)...)
	pages := []byte("II*\x00\x08\x00\x00\x00") // each page lists the whole file as the places of its strips
	const page, list = 2 + 2*12 + 4, 1 << 16
	for i := range 300 {
		pages = append(pages, 2, 0)
		for _, tag := range []uint16{tiffStrips, tiffStripSizes} {
			pages = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(pages, tag), 4)
			pages = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(pages, list/4), 8)
		}
		pages = binary.LittleEndian.AppendUint32(pages, uint32(8+page*(i+1)))
	}
	pages = append(pages, make([]byte, list)...)
	for what, b := range map[string][]byte{
		"a page of 65,535 entries": crowd, "pages of 16,384 strips": pages,
		"photos without end": bytes.Repeat([]byte("\xff\xd8\xff\xe1\x00\x02"), 30_000),
	} {
		before := allocated()
		_, _, err := Clean(b, File)
		if grown := allocated() - before; what != "photos without end" && err == nil || grown > 100<<20 {
			t.Errorf("%s: %v, %d MB", what, err, grown>>20)
		}
	}
}

// allocated is how much memory was asked for so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
