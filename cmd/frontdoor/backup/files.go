package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// unfinished reports whether a file is one that is only being written: those begin with
// new- at the top of the folder (bot/media).
func unfinished(name string) bool { return strings.HasPrefix(name, "new-") }

// Restore puts the files of residents into a folder; one that is there already stays. It
// says how many it wrote.
func (b *Backup) Restore(ctx context.Context, folder string) (n int, err error) {
	err = b.Files(ctx, func(name string, at time.Time, body []byte) error {
		to := filepath.Join(folder, filepath.FromSlash(name))
		if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		begun := filepath.Join(folder, "new-"+strings.ReplaceAll(path.Clean(name), "/", "-"))
		if err := writeSynced(begun, body); err != nil {
			return err
		}
		n++
		return errors.Join(os.Chtimes(begun, at, at), os.Rename(begun, to))
	})
	if err != nil {
		return n, fmt.Errorf("restoring the files of residents: %w", err)
	}
	return n, nil
}

func writeSynced(file string, b []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}
