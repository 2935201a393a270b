package media

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"frontdoor/bot/media/mediatest"
)

// TestPutLasts: the bytes are synced before the name stands, the name and those of its
// folders before put returns; where one of these fails nothing is told to be kept.
func TestPutLasts(t *testing.T) {
	folder := t.TempDir()
	p, err := openFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	name := "cases/JH-1/1-0"
	for fail := range 5 {
		var synced []string
		p.sync = func(at string) error {
			rel, err := filepath.Rel(folder, at)
			if strings.HasPrefix(rel, unfinished) {
				b, _ := os.ReadFile(at) //nolint:errcheck // told below
				rel = "written under another name: " + string(b)
			}
			if _, there := os.Stat(p.at(name)); there == nil {
				rel += ", the name stands"
			}
			if synced = append(synced, rel); len(synced) == fail {
				err = errors.New("no more room")
			}
			return errors.Join(err, syncFile(at))
		}
		err := p.put(t.Context(), name, []byte("photo"))
		want := []string{"written under another name: photo", "cases/JH-1, the name stands", "cases, the name stands", "., the name stands"}
		if fail > 0 {
			want = want[:fail]
		}
		if (err == nil) != (fail == 0) || !slices.Equal(synced, want) {
			t.Errorf("sync %d fails: %v, %q", fail, err, synced)
		}
		if left, _ := filepath.Glob(filepath.Join(folder, unfinished+"*")); len(left) > 0 { //nolint:errcheck // the form is right
			t.Errorf("sync %d fails: %q is left", fail, left)
		}
		if err := os.RemoveAll(p.at("cases")); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFolderOfBefore: files lie in a town's folder as they always did, so that what an
// older program kept is found by this one: by name, whole, and for no other user.
func TestFolderOfBefore(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "media")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.MkdirAll(filepath.Join(folder, "cases", "JH_2f-10-1"), 0o700))
	must(os.WriteFile(filepath.Join(folder, "cases", "JH_2f-10-1", "1-0"), []byte("before"), 0o600))
	must(os.WriteFile(filepath.Join(folder, "0123456789abcdef0123456789abcdef.jpg"), []byte("arrived"), 0o600))
	s, err := Open(folder, Keys{})
	must(err)
	for name, want := range map[string]string{Name("JH/-10-1", 1, 0): "before", "0123456789abcdef0123456789abcdef.jpg": "arrived"} {
		if b, err := s.read(t.Context(), name); string(b) != want || err != nil {
			t.Errorf("%s holds %q, %v", name, b, err)
		}
	}
	if _, err := s.Kept(t.Context(), "JH", 1, 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file there is none of: %v", err)
	}
	if _, err := s.place.open(t.Context(), "cases"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder is a file: %v", err)
	}
	must(s.place.put(t.Context(), Name("JH-11-2", 3, 1), mediatest.JPEG()))
	at := filepath.Join(folder, "cases", "JH-11-2")
	for name, want := range map[string]fs.FileMode{at: 0o700 | fs.ModeDir, filepath.Join(at, "3-1"): 0o600} {
		if info, err := os.Stat(name); err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	items, err := s.place.list(t.Context())
	must(err)
	if len(items) != 1 {
		t.Errorf("at the top lie %v: halves of files, or what is below", items)
	}
}

// TestListWhileFilesGo: a folder from which files go while it is looked through is listed.
func TestListWhileFilesGo(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "files")
	p, err := openFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	busy, end := sync.WaitGroup{}, make(chan struct{})
	busy.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-end:
				return
			default:
			}
			at := filepath.Join(folder, fmt.Sprint("new-", n%7))
			if err := errors.Join(os.WriteFile(at, nil, 0o600), os.Remove(at)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 2000 {
		if _, err := p.list(t.Context()); err != nil {
			t.Error(err)
			break
		}
	}
	close(end)
	busy.Wait()
}
