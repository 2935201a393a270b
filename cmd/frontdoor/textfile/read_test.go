package textfile

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for _, c := range []struct{ what, file, text, wrong string }{
		{"as it should be", "zh: 罗埠镇\n", "zh: 罗埠镇\n", ""},
		{"empty", "", "", ""},
		{"with the mark of Windows", "\ufeffzh: 罗埠镇\r\n", "zh: 罗埠镇\r\n", ""},
		{"a mark alone", "\ufeff", "", ""},
		{"GB18030, from the second line on", "version: 1\nzh: \xc2\xde\xb2\xba\xd5\xf2\n", "", ":2: this is not UTF-8"},
		{"a letter cut off at the end", "a\nb\nzh: 罗\xe5\x9f", "", ":3: this is not UTF-8"},
		{"UTF-16, little", "\xff\xfez\x00h\x00", "", ":1: the file is UTF-16"},
		{"UTF-16, big", "\xfe\xff\x00z\x00h", "", ":1: the file is UTF-16"},
		{"zeros after a broken write", "zh: a\n\x00\x00\x00\x00", "", ":2: here is a byte 0"},
	} {
		t.Run(c.what, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), "town.yaml")
			if err := os.WriteFile(name, []byte(c.file), 0o600); err != nil {
				t.Fatal(err)
			}
			text, err := Read(name)
			if c.wrong == "" && (err != nil || string(text) != c.text) {
				t.Errorf("got %q, %v; want %q", text, err, c.text)
			}
			if c.wrong != "" && (err == nil || !strings.HasPrefix(err.Error(), name+c.wrong)) {
				t.Errorf("got %v, want it to begin with FILE%s", err, c.wrong)
			}
		})
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}
