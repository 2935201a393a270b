package media

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/media/mediatest"
)

func box(name, data string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(data)+8))) + name + data
}

func four(n uint32) string { return string(binary.BigEndian.AppendUint32(nil, n)) }

// clock is the inside of an mvhd or mdhd.
func clock(second, length uint32) string {
	return "\x00\x00\x00\x00" + four(0) + four(0) + four(second) + four(length) + "\x00\x00\x00\x00"
}

// element is an element of a webm with a size of one byte.
func element(id, data string) string { return id + string([]byte{0x80 | byte(len(data))}) + data }

// recorded is a webm as browsers record it: segment and clusters of unknown size.
func recorded(clusters ...string) string {
	const unknown = "\x01\xff\xff\xff\xff\xff\xff\xff"
	s := string(mediatest.VoiceWebM()) + "\x15\x49\xa9\x66" + "\x87" + element("\x2a\xd7\xb1", "\x0f\x42\x40")
	for _, c := range clusters {
		s += "\x1f\x43\xb6\x75" + unknown + c
	}
	return s
}

func TestLasts(t *testing.T) {
	block := func(later string) string { return element("\xa3", "\x81"+later+"\x80SOUND") }
	page := func(at uint64) string {
		return "OggS\x00\x00" + string(binary.LittleEndian.AppendUint64(nil, at)) + "rest"
	}
	ogg := string(mediatest.VoiceOGG())
	for _, c := range []struct {
		name, mime, file string
		want             time.Duration
	}{
		{"Ogg, two pages", "audio/ogg", ogg + page(48_000) + page(96_000), 2 * time.Second},
		{"Ogg, no packet ends on the last page", "audio/ogg", ogg + page(48_000) + page(1<<64-1), time.Second},
		{"Ogg that claims years", "audio/ogg", ogg + page(1<<62), longest},
		{"Ogg, the head alone", "audio/ogg", ogg, 0},
		{"mp4 with its length", "audio/mp4", box("ftyp", "M4A ") + box("moov", box("mvhd", clock(1000, 61_000))), 61 * time.Second},
		{"mp4 whose track says it", "audio/mp4", box("moov", box("mvhd", clock(1000, 0))+box("trak", box("mdia", box("mdhd", clock(48_000, 96_000))))), 2 * time.Second},
		{"mp4 in pieces", "audio/mp4", box("moov", box("mvhd", clock(1000, 1<<32-1))+box("trak", box("mdia", box("mdhd", clock(48_000, 0))))) +
			box("moof", box("traf", box("tfdt", "\x00\x00\x00\x00"+four(48_000)))) + box("mdat", "SOUND") +
			box("moof", box("traf", box("tfdt", "\x01\x00\x00\x00"+four(0)+four(480_000)))), 10 * time.Second},
		{"webm, two clusters of unknown size", "audio/webm", recorded(element("\xe7", "\x00")+block("\x00\x14"), element("\xe7", "\x4e\x20")+block("\x03\xe8")), 21 * time.Second},
		{"webm in groups", "audio/webm", recorded(element("\xe7", "\x01") + element("\xa0", element("\xa1", "\x81\x00\x63\x00"))), 100 * time.Millisecond},
		{"webm, the beginning alone", "audio/webm", string(mediatest.VoiceWebM()), 0},
		{"a song, whose length is not looked for", "audio/mpeg", "ID3", 0},
	} {
		if got, err := Lasts([]byte(c.file), Type{MIME: c.mime}); err != nil || got != c.want {
			t.Errorf("%s: %v %v, want %v", c.name, got, err, c.want)
		}
	}
	for name, c := range map[string][2]string{
		"Ogg with another sound": {"audio/ogg", "OggS" + strings.Repeat("x", 60)},
		"a box without a size":   {"audio/mp4", "\x00\x00\x00\x01moov"},
		"webm without a size":    {"audio/webm", string(mediatest.VoiceWebM()) + "\xa3\x00"},
	} {
		if _, err := Lasts([]byte(c[1]), Type{MIME: c[0]}); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func FuzzLasts(f *testing.F) {
	for _, s := range []string{string(mediatest.VoiceOGG()), string(mediatest.VoiceM4A()), string(mediatest.VoiceWebM()), recorded(element("\xe7", "\x01"))} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, mime := range []string{"audio/ogg", "audio/webm", "audio/mp4"} {
			if d, err := Lasts(b, Type{MIME: mime}); err == nil && (d < 0 || d > longest) {
				t.Errorf("%s: %v", mime, d)
			}
		}
	})
}
