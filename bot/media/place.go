package media

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/aws/smithy-go"
	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"
)

// place is where files lie: a folder of this machine that only the program's user may
// read, or a bucket elsewhere. Names are paths with slashes.
type place struct {
	bucket *blob.Bucket
	folder string                // "" for a bucket elsewhere
	sync   func(at string) error // makes a file or a folder's names last; of folders only
}

// unfinished begins the names of files that are being written.
const unfinished = "new-"

// putTime bounds the storing of a file.
const putTime = time.Minute

func openFolder(at string) (place, error) {
	b, err := fileblob.OpenBucket(at, &fileblob.Options{CreateDir: true, DirFileMode: 0o700, NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		return place{}, fmt.Errorf("opening the folder: %w", err)
	}
	return place{b, at, syncFile}, nil
}

// put stores a file whole or not at all; once put has returned it survives kill -9 and a
// power cut.
func (p place) put(ctx context.Context, name string, b []byte) (err error) {
	ctx, cancel := context.WithTimeout(ctx, putTime)
	defer cancel()
	if p.folder == "" {
		return p.write(ctx, name, b, nil)
	}
	// fileblob syncs nothing: a name that stood before its bytes would be taken for the
	// file after a power cut, so it is written under another, synced and moved.
	begun := unfinished + rand.Text()
	defer func() {
		if err != nil {
			err = errors.Join(err, p.remove(context.WithoutCancel(ctx), begun))
		}
	}()
	if err := p.write(ctx, begun, b, ownersOnly); err != nil {
		return err
	}
	if err := p.sync(p.at(begun)); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(p.at(name)), 0o700); err != nil {
		return err
	}
	if err := os.Rename(p.at(begun), p.at(name)); err != nil {
		return err
	}
	for { // the name in its folder, and the folder's own name in the one above
		if name = path.Dir(name); name == "." {
			return p.sync(p.folder)
		}
		if err := p.sync(p.at(name)); err != nil {
			return err
		}
	}
}

func (p place) write(ctx context.Context, name string, b []byte, before func(as func(any) bool) error) error {
	return plain(p.bucket.WriteAll(ctx, name, b, &blob.WriterOptions{ContentType: "application/octet-stream", BeforeWrite: before}))
}

// ownersOnly lets nobody but the program's user read a file.
func ownersOnly(as func(any) bool) error {
	var f *os.File
	if !as(&f) {
		return errors.New("the file of a folder cannot be had")
	}
	return f.Chmod(0o600)
}

func (p place) at(name string) string { return filepath.Join(p.folder, filepath.FromSlash(name)) }

func syncFile(at string) error {
	f, err := os.Open(at)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// open gives a file, fs.ErrNotExist where there is none.
func (p place) open(ctx context.Context, name string) (*Opened, error) {
	r, err := p.bucket.NewReader(ctx, name, nil)
	if p.absent(err) {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, plain(err)
	}
	return &Opened{ReadSeekCloser: r, Size: r.Size(), At: r.ModTime()}, nil
}

// absent reports whether an error means that there is no such file. That there is no such
// bucket is another matter: nothing is lost by it.
func (p place) absent(err error) bool {
	var answer smithy.APIError
	return gcerrors.Code(err) == gcerrors.NotFound && !(p.bucket.ErrorAs(err, &answer) && answer.ErrorCode() == "NoSuchBucket")
}

// spoken is what went wrong in one line: a log would print the places in the library that
// an error passed on lines of their own.
type spoken struct{ error }

func (s spoken) Unwrap() error { return s.error }

func plain(err error) error {
	if err == nil {
		return nil
	}
	if passed, ok := err.(interface{ Unwrap() []error }); ok && len(passed.Unwrap()) == 1 {
		err = passed.Unwrap()[0]
	}
	return spoken{err}
}

// remove takes a file away; there may be none.
func (p place) remove(ctx context.Context, name string) error {
	ctx, cancel := context.WithTimeout(ctx, putTime)
	defer cancel()
	if err := p.bucket.Delete(ctx, name); err != nil && !p.absent(err) {
		return plain(err)
	}
	return nil
}

type item struct {
	name string
	at   time.Time
}

// list gives the files at the top.
func (p place) list(ctx context.Context) (all []item, err error) {
	for range lists {
		if all, err = p.listOnce(ctx); !p.absent(err) {
			break
		}
	}
	return all, plain(err)
}

// lists is how often a folder is looked through from which a file goes meanwhile.
const lists = 40

func (p place) listOnce(ctx context.Context) (all []item, err error) {
	each := p.bucket.List(&blob.ListOptions{Delimiter: "/"})
	for {
		o, err := each.Next(ctx)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if !o.IsDir {
			all = append(all, item{o.Key, o.ModTime})
		}
	}
}
