package mediatest

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// TIFF is a scanned page of four points ("SCAN") with a place, a maker's words and XMP, as
// entries of its own; raw makes it a camera's: what its sensor saw, the way up, and a
// picture in it.
func TIFF(raw bool) []byte {
	le := binary.LittleEndian
	entry := func(tag, kind uint16, count, value uint32) (e []byte) {
		e = le.AppendUint16(le.AppendUint16(nil, tag), kind)
		return le.AppendUint32(le.AppendUint32(e, count), value)
	}
	photometric, n := uint32(1), uint32(len(Secret))
	if raw {
		photometric = 32803
	}
	const count, head = 12, 8
	data := uint32(head + 2 + 12*count + 4)
	list := le.AppendUint16(nil, count)
	for _, e := range [][]byte{
		entry(256, 3, 1, 2), entry(257, 3, 1, 2), entry(258, 3, 1, 8), entry(259, 3, 1, 1), entry(262, 3, 1, photometric),
		entry(271, 2, n, data), entry(273, 4, 1, data+n), entry(274, 3, 1, 8), entry(279, 4, 1, 4), entry(700, 1, n, data+n+4),
		entry(34853, 4, 1, data), entry(37500, 7, n, data)} {
		list = append(list, e...)
	}
	out := append(append([]byte("II*\x00\x08\x00\x00\x00"), list...), 0, 0, 0, 0)
	out = append(out, Secret+"SCAN"+Secret...)
	if raw {
		out = append(out, JPEG()...)
	}
	return out
}

// Photo is JPEG without what lies behind its end.
func Photo() []byte {
	b := JPEG()
	return b[:bytes.Index(b, []byte{0xFF, 0xD9})+2]
}

// MP3 is some frames of silence between the tags of two programs, and a picture.
func MP3() []byte {
	frame := append([]byte{0xFF, 0xFB, 0x90, 0xC4}, make([]byte, 413)...)
	tag := "APIC\x00\x00\x10\x00\x00\x00\x00image/jpeg\x00\x03\x00" + string(JPEG()) + "TXXX" + Secret
	n := len(tag)
	out := []byte("ID3\x03\x00\x00" + string([]byte{byte(n >> 21 & 127), byte(n >> 14 & 127), byte(n >> 7 & 127), byte(n & 127)}) + tag)
	out = append(out, bytes.Repeat(frame, 4)...)
	out = append(out, "APETAGEX"+Secret...)
	return append(out, []byte("TAG"+Secret+strings.Repeat("\x00", 125-len(Secret)))...)
}

// AAC is the same in frames of another form.
func AAC() []byte {
	frame := append([]byte{0xFF, 0xF1, 0x50, 0x80, 0x02, 0x1F, 0xFC}, make([]byte, 9)...)
	return append(append(bytes.Repeat(frame, 3), "ID3"+Secret...), bytes.Repeat(frame, 3)...)
}

// FLAC is the head of one, with comments and a picture, and "SOUND".
func FLAC() []byte {
	block := func(kind byte, data string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(kind)<<24|uint32(len(data)))) + data
	}
	return []byte("fLaC" + block(0, strings.Repeat("\x01", 34)) + block(4, "LOCATION="+Secret) + block(6, string(JPEG())) + block(0x81, "\x00") + "\xff\xf8SOUND")
}

// PDF is a paper with photos: one as it was taken, one pressed, one in the words of the
// paper, and what programs wrote of it.
func PDF() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	stream := func(head string, data []byte) {
		fmt.Fprintf(&b, "1 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n", head, len(data), data)
	}
	stream("/Type /XObject /Subtype /Image /Filter /DCTDecode", Photo())
	stream("/Subtype /Image /Filter [ /FlateDecode /DCTDecode ]", Pressed(Photo()))
	stream("/Filter /FlateDecode", Pressed([]byte("BI /F /DCT ID "+string(Photo())+" EI 路灯")))
	stream("/Type /Metadata /Subtype /XML", []byte("<x:xmpmeta><exif:GPSLatitude>"+Secret+"</exif:GPSLatitude></x:xmpmeta>"))
	b.WriteString("trailer\n<< /Root 1 0 R >>\n%%EOF\n")
	return b.Bytes()
}

// Pressed is as papers press their streams, not very hard.
func Pressed(plain []byte) []byte {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	if err != nil {
		panic(err)
	}
	w.Write(plain) //nolint:errcheck // into memory
	w.Close()      //nolint:errcheck // into memory
	return b.Bytes()
}

// Archive holds files under their names, in the order given: name, content, name, content.
func Archive(files ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			panic(err)
		}
		f.Write([]byte(files[i+1])) //nolint:errcheck // into memory
	}
	w.Close() //nolint:errcheck // into memory
	return b.Bytes()
}

// Letter is a text that holds a photo in base64, in lines.
func Letter() []byte {
	s := base64.StdEncoding.EncodeToString(Photo())
	var b strings.Builder
	b.WriteString("<html><img src=\"data:image/jpeg;base64,")
	for ; len(s) > 10; s = s[10:] {
		b.WriteString(s[:10] + "\r\n")
	}
	return []byte(b.String() + s + "\"></html>")
}

// RTF is a paper that holds a photo in digits.
func RTF() []byte { return []byte(`{\rtf1 {\pict\jpegblip ` + hex.EncodeToString(Photo()) + `}}`) }
