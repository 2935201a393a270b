package archive

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var three = []casebook.EventDocument{
	{Open: []byte(`{"v":1,"kind":"said"}`), Private: []byte(`{"text":"路灯坏了"}`)},
	{Open: []byte(`{"v":1,"kind":"slot"}`), Private: []byte(`{"value":"\n"}`)},
	{Open: []byte(`{"v":1,"kind":"closed"}`), Private: []byte(`{}`)},
}

func TestACaseComesBackAsItWas(t *testing.T) {
	folder := Folder(filepath.Join(t.TempDir(), "not", "there", "yet"))
	for _, id := range []dialog.CaseID{"JH-03-00001-1", "OLD-2019/7", "../../etc/passwd", "..", "编号 7\x00\n", dialog.CaseID(strings.Repeat("长", 300))} {
		name, data, err := Pack(id, three)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // two processes may write the same
			if err := folder.Put(t.Context(), name, data); err != nil {
				t.Fatalf("%q: %v", id, err)
			}
		}
		got, err := folder.Get(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Unpack(name, id, got)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(three, back); diff != "" {
			t.Errorf("%q: %s", id, diff)
		}
		if _, err := Unpack(name, id+"x", got); !errors.Is(err, ErrDamaged) {
			t.Errorf("the file of %q was taken for another case's: %v", id, err)
		}
	}
	left := 0
	err := filepath.WalkDir(string(folder), func(path string, d os.DirEntry, err error) error {
		if strings.Contains(path, "unfinished") {
			left++
		}
		return err
	})
	if err != nil || left > 0 {
		t.Errorf("%d unfinished files were left behind, %v", left, err)
	}
}

// People must be able to read an archive without this program.
func TestAFileIsLinesOfJSON(t *testing.T) {
	name, data, err := Pack("JH-03-00001-1", three)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(name, "03/JH-03-00001-1.3.") || !strings.HasSuffix(name, ".gz") {
		t.Errorf("it is called %s", name)
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"form":1,"case":"JH-03-00001-1","events":3}` + "\n" + `{"v":1,"kind":"said"}` + "\n" + `{"text":"路灯坏了"}` + "\n"
	if !strings.HasPrefix(string(text), want) {
		t.Errorf("it holds\n%s", text)
	}
}

func TestWhatIsNotAsItWasWrittenIsTold(t *testing.T) {
	const id = "JH-03-00001-1"
	name, data, err := Pack(id, three)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data { // any one byte
		bent := bytes.Clone(data)
		bent[i] ^= 4
		if _, err := Unpack(name, id, bent); !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for _, cut := range [][]byte{nil, data[:1], data[:len(data)-1], append(bytes.Clone(data), 0)} {
		if _, err := Unpack(name, id, cut); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut to %d of %d: %v", len(cut), len(data), err)
		}
	}
	other, otherData, err := Pack(id, three[:2])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Unpack(name, id, otherData); !errors.Is(err, ErrDamaged) || other == name {
		t.Errorf("an older file in its place: %v", err)
	}
	newer := zipped(t, `{"form":2,"case":"`+id+`","events":0}`+"\n")
	if _, err := Unpack(nameOf(id, 0, newer), id, newer); err == nil || errors.Is(err, ErrDamaged) {
		t.Errorf("a newer form: %v", err)
	}
	if _, _, err := Pack(id, []casebook.EventDocument{{Open: []byte("{\n}")}}); err == nil {
		t.Error("an event of two lines was packed")
	}
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFolderTellsWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Folder(folder).Get(t.Context(), "03/none.1.x.gz"); !errors.Is(err, ErrMissing) {
		t.Errorf("a missing file: %v", err)
	}
	for _, name := range []string{"", "../up", "/etc/passwd", "03/../../up"} {
		if err := Folder(folder).Put(t.Context(), name, nil); err == nil {
			t.Errorf("the name %q was written", name)
		}
		if _, err := Folder(folder).Get(t.Context(), name); err == nil {
			t.Errorf("the name %q was read", name)
		}
	}
	for place, fine := range map[string]bool{folder: true, filepath.Join(folder, "new", "one"): true,
		filepath.Join(file, "below"): false, file: false, "/proc/nowhere": false} {
		store, err := Open("file:" + place)
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Check(t.Context()); (err == nil) != fine {
			t.Errorf("%s: %v", place, err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(folder, "*")); err != nil || len(left) != 1 {
		t.Errorf("the checks left %v", left)
	}
	for _, setting := range []string{"", "file:", "/srv/archive", "s3:bucket"} {
		if _, err := Open(setting); err == nil || !strings.Contains(err.Error(), "file:/srv/archive") {
			t.Errorf("%q: %v", setting, err)
		}
	}
}
