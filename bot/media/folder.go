package media

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// folder keeps files in a folder that only the program's user may read.
type folder string

// unfinished begins the names of files that are being written.
const unfinished = "new-"

func openFolder(at string) (folder, error) {
	if err := os.MkdirAll(at, 0o700); err != nil {
		return "", fmt.Errorf("making the folder: %w", err)
	}
	return folder(at), nil
}

func (d folder) at(name string) string { return filepath.Join(string(d), filepath.FromSlash(name)) }

// put writes a file so that it is there whole or not at all, and survives kill -9 and a
// power cut once put has returned.
func (d folder) put(_ context.Context, name string, b []byte) (err error) {
	f, err := os.CreateTemp(string(d), unfinished+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err = os.MkdirAll(filepath.Dir(d.at(name)), 0o700); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), d.at(name)); err != nil {
		return err
	}
	return d.sync(path.Dir(name))
}

// sync makes the names in a folder last, and the folder's own name in the one above.
func (d folder) sync(name string) error {
	for {
		f, err := os.Open(d.at(name))
		if err != nil {
			return nil //nolint:nilerr // the file is there; only its survival of a power cut is not certain
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
		if name == "." {
			return nil
		}
		name = path.Dir(name)
	}
}

func (d folder) open(_ context.Context, name string) (*Opened, error) {
	f, err := os.Open(d.at(name))
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Opened{ReadSeekCloser: f, Size: info.Size(), At: info.ModTime()}, nil
}

func (d folder) remove(_ context.Context, name string) error {
	if err := os.Remove(d.at(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (d folder) list(_ context.Context, under string) ([]item, error) {
	entries, err := os.ReadDir(d.at(under))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []item
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // gone meanwhile, or a folder
		}
		all = append(all, item{path.Join(under, e.Name()), info.ModTime()})
	}
	return all, nil
}
