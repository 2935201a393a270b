package masterkey

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFileIsMadeOnceAndRotates(t *testing.T) {
	f := File(filepath.Join(t.TempDir(), "book.db.key"))
	secret := bytes.Repeat([]byte{7}, size)
	if _, err := f.Unwrap(t.Context(), "x", nil); !errors.Is(err, ErrNoFile) {
		t.Errorf("a missing file: %v", err)
	}
	name, wrapped, err := f.Wrap(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	about, err := os.Stat(string(f))
	if err != nil || about.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", about.Mode(), err)
	}
	opens := func(when string, name string, wrapped []byte, want bool) {
		t.Helper()
		plain, err := f.Unwrap(t.Context(), name, wrapped)
		if (err == nil && bytes.Equal(plain, secret)) != want {
			t.Errorf("%s: %v", when, err)
		}
	}
	opens("at once", name, wrapped, true)
	again, second, err := f.Wrap(t.Context(), secret)
	if err != nil || again != name || bytes.Equal(second, wrapped) {
		t.Errorf("wrapped again under %s (%s), %v", again, name, err)
	}
	if err := f.Add(); err != nil {
		t.Fatal(err)
	}
	newer, third, err := f.Wrap(t.Context(), secret)
	if err != nil || newer == name {
		t.Errorf("after a key was added it wraps under %s, %v", newer, err)
	}
	opens("the old one, rotating", name, wrapped, true)
	if err := f.DropOld(); err != nil {
		t.Fatal(err)
	}
	opens("the old one, rotated", name, wrapped, false)
	opens("the new one, rotated", newer, third, true)
	opens("changed", newer, append([]byte{third[0] ^ 1}, third[1:]...), false)
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(string(f)), ".unfinished*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	for _, text := range []string{"", "# only a remark\n", "abc\n", "AAAA\n"} {
		if err := os.WriteFile(string(f), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := f.Wrap(t.Context(), secret); err == nil {
			t.Errorf("the file %q was used", text)
		}
	}
}

func TestACommandIsAsked(t *testing.T) {
	folder := t.TempDir()
	program := filepath.Join(folder, "safe")
	script := "#!/bin/sh\nread line\ncase $1-$2 in a-wrap) echo \"sealed-$line\";; a-unwrap) echo \"${line#sealed-}\";; *) echo 'no such key' >&2; exit 3;; esac\n"
	if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	secret := bytes.Repeat([]byte{7}, size)
	c := Command{program, "a"}
	name, wrapped, err := c.Wrap(t.Context(), secret)
	if err != nil || !strings.HasPrefix(string(wrapped), "sealed-") {
		t.Fatalf("%q, %v", wrapped, err)
	}
	if plain, err := c.Unwrap(t.Context(), name, wrapped); err != nil || !bytes.Equal(plain, secret) {
		t.Errorf("%v, %v", plain, err)
	}
	if _, err := c.Unwrap(t.Context(), name, []byte("sealed-x")); err == nil {
		t.Error("what is no key was taken for one")
	}
	if _, err := c.Unwrap(t.Context(), "0011223344", wrapped); err == nil {
		t.Error("what a file's key wrapped was asked of a command")
	}
	if _, _, err := (Command{program, "b"}).Wrap(t.Context(), secret); err == nil || !strings.Contains(err.Error(), "no such key") {
		t.Errorf("what the program said: %v", err)
	}
	if _, _, err := (Command{filepath.Join(folder, "none")}).Wrap(t.Context(), secret); err == nil {
		t.Error("a program that does not exist")
	}
}
