package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"frontdoor/dialog"
)

// Folder is a Store in a folder. Several machines share one by mounting it.
type Folder string

// unfinished is how a file is called until it is whole; a process killed meanwhile
// leaves one behind, which nobody reads.
const unfinished = ".unfinished-*"

// Put writes a file beside its place, syncs it, and only then gives it its name.
func (f Folder) Put(ctx context.Context, name string, data []byte) error {
	path, err := f.path(ctx, name)
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	if err := makeFolder(folder); err != nil {
		return err
	}
	file, err := os.CreateTemp(folder, unfinished)
	if err != nil {
		return fmt.Errorf("write to the archive: %w", err)
	}
	if err := write(file, data); err != nil {
		return errors.Join(fmt.Errorf("write to the archive: %w", err), os.Remove(file.Name()))
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return errors.Join(fmt.Errorf("write to the archive: %w", err), os.Remove(file.Name()))
	}
	return syncFolder(folder)
}

// Get reads a file.
func (f Folder) Get(ctx context.Context, name string) ([]byte, error) {
	path, err := f.path(ctx, name)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s %w", name, ErrMissing)
	}
	if err != nil {
		return nil, fmt.Errorf("read from the archive: %w", err)
	}
	return data, nil
}

// Remove takes away all files of a case, those of an earlier time, too.
func (f Folder) Remove(ctx context.Context, id dialog.CaseID) error {
	folder, err := f.path(ctx, shardFolder(id))
	if err != nil {
		return err
	}
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look through the archive: %w", err)
	}
	removed := false
	for _, file := range files {
		number, rest, ok := strings.Cut(file.Name(), numberOf(id)+".")
		if !ok || number != "" || strings.Count(rest, ".") != 2 { // events, checksum, gz
			continue
		}
		data, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err == nil && len(id) > longNumber {
			if _, err = Unpack(file.Name(), id, data); errors.Is(err, ErrDamaged) {
				continue // another case whose number begins so
			}
		}
		if err := errors.Join(err, os.Remove(filepath.Join(folder, file.Name()))); err != nil {
			return fmt.Errorf("remove from the archive: %w", err)
		}
		removed = true
	}
	if !removed {
		return nil
	}
	return syncFolder(folder)
}

// Check makes a file in the folder, or in the nearest one above that exists, and
// takes it away again.
func (f Folder) Check(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	folder, err := filepath.Abs(string(f))
	if err != nil {
		return fmt.Errorf("find the archive: %w", err)
	}
	for {
		_, err := os.Stat(folder)
		up := filepath.Dir(folder)
		if !errors.Is(err, fs.ErrNotExist) || up == folder {
			break
		}
		folder = up
	}
	trial, err := os.CreateTemp(folder, unfinished)
	if err != nil {
		return fmt.Errorf("nothing can be written to the archive: %w", err)
	}
	return errors.Join(write(trial, []byte("trial")), os.Remove(trial.Name()))
}

// path is where a name lies: inside the folder, whatever it is made of.
func (f Folder) path(ctx context.Context, name string) (string, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "", fmt.Errorf("%q is no name in an archive", name)
	}
	return filepath.Join(string(f), filepath.FromSlash(name)), ctx.Err()
}

// write fills a file, brings it to the disk and closes it.
func write(file *os.File, data []byte) error {
	_, err := file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// makeFolder makes a folder and those above it that are missing, so that they
// survive a power cut.
func makeFolder(folder string) error {
	if _, err := os.Stat(folder); err == nil {
		return nil
	}
	up := filepath.Dir(folder)
	if up != folder {
		if err := makeFolder(up); err != nil {
			return err
		}
	}
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make the archive's folder: %w", err)
	}
	return syncFolder(up)
}

// syncFolder brings the names in a folder to the disk.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err == nil {
		err = errors.Join(d.Sync(), d.Close())
	}
	if err != nil {
		return fmt.Errorf("sync the archive's folder: %w", err)
	}
	return nil
}
