package media

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"frontdoor/bot/media/mediatest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// holds tells which files of the folder hold some bytes as they are.
func (w *town) holds(b []byte) (names []string) {
	w.Helper()
	w.must(filepath.WalkDir(w.folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		stored, err := os.ReadFile(path)
		if bytes.Contains(stored, b) {
			names = append(names, path)
		}
		return err
	}))
	return names
}

func whole(o *Opened, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer o.Close() //nolint:errcheck // only read from
	return io.ReadAll(o)
}

// TestFilesAreSealed: nothing of a file is read in the folder, neither while it waits for its
// case nor kept; whoever opens it gets it whole; with its case's key it is gone, also the copy
// somebody made before, and what was on its way is not stored.
func TestFilesAreSealed(t *testing.T) {
	w := newTown(t)
	photo := mediatest.JPEG()
	clean, typ, err := Clean(photo, Photo)
	w.must(err)
	inside := clean[len(clean)/2:][:64]
	arrived, err := w.store.Arrive(t.Context(), anna, "1", clean, typ)
	w.must(err)
	if got, err := whole(w.store.Arrived(t.Context(), arrived)); err != nil || !bytes.Equal(got, clean) {
		t.Errorf("what arrived: %d bytes, %v", len(got), err)
	}
	if _, err := os.Stat(filepath.Join(w.folder, arrived)); err == nil {
		t.Error("the name that opens it is the name in the folder")
	}
	w.provider.answers(gives(photo))
	id := w.sends(anna, sent())
	k := w.keeper()
	w.once(k)
	if got, err := whole(w.store.Kept(t.Context(), id, 1, 0)); err != nil || !bytes.Equal(got, clean) {
		t.Fatalf("kept: %d bytes, %v", len(got), err)
	}
	if got, err := whole(w.store.Small(t.Context(), id, 1, 0)); err != nil || !bytes.HasPrefix(got, clean[:3]) {
		t.Errorf("the small picture: %d bytes, %v", len(got), err)
	}
	if names := append(w.holds(inside), w.holds(clean[:8])...); len(names) > 0 {
		t.Errorf("read in the folder: %v", names)
	}
	stored := filepath.Join(w.folder, filepath.FromSlash(Name(id, 1, 0)))
	copied, err := os.ReadFile(stored)
	w.must(err)
	w.must(w.shelf.EraseCase(t.Context(), id, false, w.clock))
	if _, err := w.store.Kept(t.Context(), id, 1, 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after its key is gone: %v", err)
	}
	w.must(w.store.Erase(t.Context(), id))
	if err := w.store.put(t.Context(), Name(id, 1, 0), anna, clean); !errors.Is(err, fs.ErrNotExist) || unstored(err).why != WhyGone {
		t.Errorf("stored after it was erased: %v", err)
	}
	w.must(os.WriteFile(stored, copied, 0o600))
	if _, err := w.store.Kept(t.Context(), id, 1, 0); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a copy put back: %v", err)
	}
}

// TestOldFilesAreSealed: a file kept before files were sealed is opened as it lies, and sealed
// by the keeper, once; that of an erased case is taken away, and what is nobody's is left.
func TestOldFilesAreSealed(t *testing.T) {
	w := newTown(t)
	film := append(mediatest.Film(), bytes.Repeat([]byte("a frame "), 30_000)...)
	kept, erased := w.sends(anna, sent()), w.sends("telegram:78", sent())
	plain := *w.store
	plain.vault = nil
	for _, id := range []dialog.CaseID{kept, erased, "JH-0-0"} {
		w.must(plain.put(t.Context(), Name(id, 1, 0), anna, film))
	}
	if got, err := whole(w.store.Kept(t.Context(), kept, 1, 0)); err != nil || !bytes.Equal(got, film) {
		t.Errorf("before it is sealed: %d bytes, %v", len(got), err)
	}
	w.must(w.shelf.EraseCase(t.Context(), erased, false, w.clock))
	k := w.keeper()
	for range 2 {
		w.must(k.sealAll(t.Context()))
	}
	if names := w.holds([]byte("a frame a frame")); len(names) != 1 || filepath.Base(filepath.Dir(names[0])) != "JH-0-0" {
		t.Errorf("unsealed: %v", names)
	}
	if _, err := os.Stat(filepath.Join(w.folder, filepath.FromSlash(Name(erased, 1, 0)))); err == nil {
		t.Error("the file of an erased case is still there")
	}
	o, err := w.store.Kept(t.Context(), kept, 1, 0)
	w.must(err)
	defer o.Close() //nolint:errcheck // only read from
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("Range", "bytes=131060-131090") // over the border of two pieces
	served := httptest.NewRecorder()
	w.must(Serve(served, r, o, Video, ""))
	if served.Code != http.StatusPartialContent || served.Body.String() != string(film[131060:131091]) {
		t.Errorf("a part: %d %q", served.Code, served.Body)
	}
}

// TestTornFilesAreTold: a sealed file that was changed, cut off, made longer, or put under
// another name is an error, and no other's bytes.
func TestTornFilesAreTold(t *testing.T) {
	w := newTown(t)
	id := w.sends(anna, sent())
	long := bytes.Repeat([]byte("x"), 3*pieceBytes)
	for what, change := range map[string]func([]byte) []byte{
		"changed":       func(b []byte) []byte { b[headBytes+pieceBytes+100] ^= 1; return b },
		"cut off":       func(b []byte) []byte { return b[:len(b)-sealedBytes] },
		"longer":        func(b []byte) []byte { return append(b, 0) },
		"a piece less":  func(b []byte) []byte { b[headBytes-6]--; return b[:len(b)-sealedBytes] },
		"pieces turned": func(b []byte) []byte { return turned(b) },
	} {
		w.must(w.store.put(t.Context(), Name(id, 1, 0), anna, long))
		at := filepath.Join(w.folder, filepath.FromSlash(Name(id, 1, 0)))
		b, err := os.ReadFile(at)
		w.must(err)
		w.must(os.WriteFile(at, change(b), 0o600))
		if got, err := whole(w.store.Kept(t.Context(), id, 1, 0)); !errors.Is(err, casebook.ErrSealed) {
			t.Errorf("%s: %d bytes, %v", what, len(got), err)
		}
	}
	w.must(w.store.put(t.Context(), Name(id, 1, 0), anna, long))
	w.must(os.Rename(filepath.Join(w.folder, filepath.FromSlash(Name(id, 1, 0))), filepath.Join(w.folder, filepath.FromSlash(Name(id, 2, 0)))))
	if got, err := whole(w.store.Kept(t.Context(), id, 2, 0)); !errors.Is(err, casebook.ErrSealed) {
		t.Errorf("under another name: %d bytes, %v", len(got), err)
	}
	for _, id := range []dialog.CaseID{"JH-07-12", "a_b/ü", ""} {
		if got, ok := caseOf(Name(id, 1, 2) + smallEnd); !ok || got != id {
			t.Errorf("the case of %q is read as %q, %v", id, got, ok)
		}
	}
}

// turned has the first two pieces of a sealed file in each other's place.
func turned(b []byte) []byte {
	first, second := b[headBytes:][:sealedBytes], b[headBytes+sealedBytes:][:sealedBytes]
	return bytes.Join([][]byte{b[:headBytes], second, first, b[headBytes+2*sealedBytes:]}, nil)
}
