package media

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestFilmsOfOthers: real films and sounds, made by another's program, lose where and by
// what they were taken, and every packet of picture and sound, as that program counts
// them, stays what and where it was.
func TestFilmsOfOthers(t *testing.T) {
	const folder = "testdata/films"
	list, err := os.Open(filepath.Join(folder, "packets.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close() //nolint:errcheck // only read from
	rows, err := csv.NewReader(list).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	packets := map[string][][]string{}
	for _, r := range rows {
		packets[r[0]] = append(packets[r[0]], r)
	}
	for name, want := range map[string]Type{
		"phone.mp4": {Video, "video/mp4", "mp4"}, "phone.mov": {Video, "video/quicktime", "mov"}, "pieces.mp4": {Video, "video/mp4", "mp4"},
		"drone.mp4": {Video, "video/mp4", "mp4"}, "phone.webm": {Video, "video/webm", "webm"}, "phone.mkv": {Video, "video/x-matroska", "mkv"},
		"old.avi": {File, "video/x-msvideo", "avi"}, "note.wav": {Voice, "audio/wav", "wav"}, "note.ogg": {Voice, "audio/ogg", "ogg"},
		"song.ogg": {Voice, "audio/ogg", "ogg"},
	} {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b, []byte("SecretPhone")) {
			t.Fatalf("%s: nothing is hidden in it", name)
		}
		before := bytes.Clone(b)
		clean, is, err := Clean(b, "")
		if err != nil || is != want || len(clean) != len(b) || !bytes.Equal(b, before) {
			t.Errorf("%s: %v, %d of %d bytes, %v", name, is, len(clean), len(b), err)
			continue
		}
		for _, hidden := range []string{"SecretPhone", "29.11", "119.6"} {
			if bytes.Contains(clean, []byte(hidden)) {
				t.Errorf("%s: %q is still in it", name, hidden)
			}
		}
		if again, _, err := Clean(clean, ""); err != nil || !bytes.Equal(again, clean) {
			t.Errorf("%s: cleaned twice it is another one: %v", name, err)
		}
		if len(packets[name]) == 0 && want.Ext != "ogg" {
			t.Errorf("%s: no packets are known", name)
		}
		for _, p := range packets[name] {
			size, _ := strconv.Atoi(p[2]) //nolint:errcheck // a wrong one is 0
			at, _ := strconv.Atoi(p[3])   //nolint:errcheck // the same
			if size == 0 || !bytes.Equal(clean[at:at+size], b[at:at+size]) {
				t.Errorf("%s: the %s at byte %d was touched", name, p[1], at)
			}
		}
		if want.Ext == "ogg" {
			pagesHold(t, name, b, clean)
		}
	}
}

// pagesHold: the sums of all pages are right, and all but the comments are as they were.
func pagesHold(t *testing.T, name string, b, clean []byte) {
	t.Helper()
	differ := 0
	for n := 0; len(b) > 0; n++ {
		was, _, _ := oggPage(b)
		is, body, _ := oggPage(clean)
		if was == nil || is == nil || len(was) != len(is) {
			t.Fatalf("%s: page %d is lost", name, n)
		}
		b, clean = b[len(was):], clean[len(is):]
		if bytes.Equal(was, is) {
			continue
		}
		differ++
		sum, plain := binary.LittleEndian.Uint32(is[22:]), bytes.Clone(is)
		clear(plain[22:26])
		if !startsComments(body) || oggSum(plain) != sum {
			t.Errorf("%s: page %d: its sum is %x, not %x, or it is no page of comments", name, n, sum, oggSum(plain))
		}
		before := bytes.Clone(was)
		clear(before[22:26])
		if oggSum(before) != binary.LittleEndian.Uint32(was[22:]) {
			t.Errorf("%s: page %d: we sum otherwise than who made it", name, n)
		}
	}
	if differ != 1 {
		t.Errorf("%s: %d pages differ", name, differ)
	}
}

// TestFilmsMadeToHurt: films that claim to be more than they are cost no more than others.
func TestFilmsMadeToHurt(t *testing.T) {
	films, err := filepath.Glob("testdata/films/*.*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range films {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for cut := 0; cut < len(b); cut += 7 { // cut short anywhere it is cleaned or broken, and never more
			Clean(b[:cut], "") //nolint:errcheck // it must only end
		}
	}
	all := strings.Repeat(four(0), 1<<16) // 65,536 pieces that all begin at 0
	stbl := box("stsz", four(0)+four(1<<31)+four(1<<31)) + box("stsc", four(0)+four(1)+four(1)+four(1<<31)+four(1)) + box("stco", four(0)+four(1<<16)+all)
	trak := box("trak", box("mdia", box("hdlr", four(0)+four(0)+"meta")+box("minf", box("stbl", stbl))))
	film := []byte(box("ftyp", "isom\x00\x00\x02\x00isommp42") + box("moov", trak) + box("mdat", "FILM"))
	if _, _, err := Clean(film, ""); err == nil {
		t.Error("65,536 samples in one place were taken")
	}
}
