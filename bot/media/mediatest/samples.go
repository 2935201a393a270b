package mediatest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// Secret stands for where a file was taken; it must be in no stored byte.
const Secret = "29.1111N,119.6222E"

// Picture is a small one of many colours.
func Picture() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 32, 24))
	for i := range 32 * 24 {
		img.Set(i%32, i/32, color.RGBA{uint8(i), uint8(i / 3), 90, 255})
	}
	return img
}

// JPEG has an Exif with a way up and a place, XMP, a comment, and a
// second picture behind its end.
func JPEG() []byte {
	var b bytes.Buffer
	jpeg.Encode(&b, Picture(), nil) //nolint:errcheck // into memory
	seg := func(mark byte, data string) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{0xFF, mark}, uint16(len(data)+2)), data...)
	}
	exif := "Exif\x00\x00" + "II*\x00\x08\x00\x00\x00\x02\x00" +
		"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00" + "\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00" + "\x00\x00\x00\x00" + Secret
	out := append([]byte{0xFF, 0xD8}, seg(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")...)
	out = append(out, seg(0xE1, exif)...)
	out = append(out, seg(0xE1, "http://ns.adobe.com/xap/1.0/\x00<x>"+Secret+"</x>")...)
	out = append(out, seg(0xED, "Photoshop 3.0\x00"+Secret)...)
	out = append(out, seg(0xFE, Secret)...)
	out = append(out, b.Bytes()[2:]...)
	return append(out, append(seg(0xE1, Secret), b.Bytes()...)...)
}

// PNG has its place in an Exif chunk and in a text.
func PNG() []byte {
	var b bytes.Buffer
	png.Encode(&b, Picture()) //nolint:errcheck // into memory
	chunk := func(name, data string) []byte {
		c := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), name+data...)
		return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	}
	head := 8 + 25 // the mark and IHDR
	out := append([]byte{}, b.Bytes()[:head]...)
	out = append(out, chunk("eXIf", "MM\x00*"+Secret)...)
	out = append(out, chunk("tEXt", "Location\x00"+Secret)...)
	return append(out, b.Bytes()[head:]...)
}

// WebP has an Exif and an XMP chunk. It says that it is small, and its picture that it is
// of 16,384 by 16,384 points; it cannot be decoded.
func WebP() []byte {
	chunk := func(name, data string) string {
		c := name + string(binary.LittleEndian.AppendUint32(nil, uint32(len(data)))) + data
		if len(data)%2 == 1 {
			c += "\x00"
		}
		return c
	}
	body := "WEBP" + chunk("VP8X", "\x0c\x00\x00\x00\x1f\x00\x00\x17\x00\x00") + chunk("VP8L", "\x2f\xff\xff\xff\x0f\x00") +
		chunk("EXIF", Secret) + chunk("XMP ", "<x>"+Secret)
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body)
}

// HEIC is the boxes of one, with "PICT" for the picture.
func HEIC() []byte {
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
		for i, size := range []uint32{4, uint32(len(Secret)), uint32(len(Secret))} {
			s += "\x00" + string(rune(i+1)) + "\x00\x00\x00\x00\x00\x01" + string(binary.BigEndian.AppendUint32(nil, from)) + string(binary.BigEndian.AppendUint32(nil, size))
			from += size
		}
		return box("iloc", s)
	}
	head := len(ftyp) + len(box("meta", "\x00\x00\x00\x00"+iinf+iloc(0))) + 8
	return []byte(ftyp + box("meta", "\x00\x00\x00\x00"+iinf+iloc(uint32(head))) + box("mdat", "PICT"+Secret+Secret))
}

// GIF has a comment and XMP, is played again and again, and has a page behind its end.
func GIF() []byte {
	ext := func(label byte, data string) string {
		return "!" + string([]byte{label, byte(len(data))}) + data + "\x00"
	}
	head := "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00"
	return []byte(head + ext(0xFE, Secret) + "!\xff\x0bXMP DataXMP" + string([]byte{byte(len(Secret))}) + Secret + "\x00" +
		"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00" + ",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00" + ";" + "<script>" + Secret)
}

// Film is the boxes of an mp4 of a phone, with "FILM" for picture and sound, and "SIZES"
// for what players need.
func Film() []byte { return film("isom", "isommp42") }

// VoiceM4A is a voice note as phones of one maker record it.
func VoiceM4A() []byte { return film("M4A ", "M4A mp42isom") }

func film(major, brands string) []byte {
	box := func(name, data string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(len(data)+8))) + name + data
	}
	place := box("udta", box("\xa9xyz", "\x00\x12\x15\xc7"+Secret))
	trak := box("trak", box("tkhd", "SIZES")+box("meta", "\x00\x00\x00\x00"+Secret)+place)
	return []byte(box("ftyp", major+"\x00\x00\x02\x00"+brands) + box("uuid", Secret) + box("mdat", "FILM") +
		box("moov", box("mvhd", "SIZES")+trak+place+box("meta", Secret)))
}

// VoiceOGG is the first page of a voice note as Telegram sends it.
func VoiceOGG() []byte {
	page := []byte("OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x01\x02\x03\x04\x00\x00\x00\x00\x00\x00\x00\x00\x01\x13")
	return append(page, "OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"...)
}

// VoiceWebM is the beginning of what a browser records.
func VoiceWebM() []byte {
	return []byte("\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webmB\x87\x81\x04B\x85\x81\x02\x18S\x80g\x01\xff\xff\xff\xff\xff\xff\xff")
}

// Huge is a PNG that says it is so wide and so high, and is a few bytes long.
func Huge(width, height int) []byte {
	b := bytes.Clone(PNG())
	binary.BigEndian.PutUint32(b[16:], uint32(width))
	binary.BigEndian.PutUint32(b[20:], uint32(height))
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

// Black is a PNG that is as wide and as high as it says, and a few kilobytes long.
func Black(width, height int) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	for range height {
		z.Write(make([]byte, 1+(width+7)/8)) //nolint:errcheck // into memory
	}
	z.Close() //nolint:errcheck // into memory
	chunk := func(name string, data []byte) []byte {
		c := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), name+string(data)...)
		return binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	}
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(width)), uint32(height))
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, 1, 0, 0, 0, 0))...) // one bit a point
	return append(append(out, chunk("IDAT", packed.Bytes())...), chunk("IEND", nil)...)
}
