package backup

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"filippo.io/age"

	"frontdoor/handoff/casebook"
)

// form is the version of what is inside.
const form = 1

// The names inside.
const (
	aboutName = "about.json"
	bookName  = "book/"
	mediaName = "media/"
	endName   = "end.json"
)

// About says what a backup is of.
type About struct {
	Form    int       `json:"form"`
	Made    time.Time `json:"made"`
	Program string    `json:"program"` // the version that wrote it
	Book    string    `json:"book"`    // its ID
	Media   bool      `json:"media"`   // whether the files of residents are in it
}

// Tally is how much is in a backup.
type Tally struct {
	Parcels int   `json:"parcels"`
	Files   int   `json:"files"`
	Bytes   int64 `json:"bytes"` // of the files
}

// writer writes what is inside.
type writer struct {
	tar   *tar.Writer
	made  time.Time
	parts int
	tally Tally
}

// Write writes a backup for those who hold the keys of the recipients. media is the folder
// with the files of residents, nil to leave them out. tell hears how many parcels are
// written.
func Write(ctx context.Context, to io.Writer, a About, book casebook.Packer, media fs.FS, recipients []age.Recipient, tell func(int)) (Tally, error) {
	sealed, err := age.Encrypt(to, recipients...)
	if err != nil {
		return Tally{}, fmt.Errorf("encrypting: %w", err)
	}
	packed, err := gzip.NewWriterLevel(sealed, gzip.BestSpeed)
	if err != nil {
		return Tally{}, err
	}
	w := &writer{tar: tar.NewWriter(packed), made: a.Made}
	a.Form, a.Book, a.Media = form, book.ID(), media != nil
	if err := w.all(ctx, a, book, media, tell); err != nil {
		return w.tally, err
	}
	return w.tally, errors.Join(w.tar.Close(), packed.Close(), sealed.Close())
}

func (w *writer) all(ctx context.Context, a About, book casebook.Packer, media fs.FS, tell func(int)) error {
	if err := w.json(aboutName, a); err != nil {
		return err
	}
	err := casebook.EachPart(ctx, book, func(parcels []casebook.Parcel) error {
		if len(parcels) == 0 {
			return nil
		}
		var part bytes.Buffer
		if err := gob.NewEncoder(&part).Encode(parcels); err != nil {
			return fmt.Errorf("writing parcels: %w", err)
		}
		w.parts++
		w.tally.Parcels += len(parcels)
		tell(w.tally.Parcels)
		return w.put(fmt.Sprintf("%s%08d", bookName, w.parts), w.made, part.Bytes())
	})
	if err != nil {
		return err
	}
	if media != nil {
		if err := w.files(ctx, media); err != nil {
			return err
		}
	}
	return w.json(endName, w.tally)
}

// files writes the files of residents. One that goes away meanwhile was moved to its case
// or belonged to no message; what is being written has no name yet.
func (w *writer) files(ctx context.Context, media fs.FS) error {
	return fs.WalkDir(media, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return fmt.Errorf("reading the files of residents: %w", err)
		case ctx.Err() != nil:
			return ctx.Err()
		case !d.Type().IsRegular() || unfinished(name):
			return nil
		}
		b, err := fs.ReadFile(media, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading the files of residents: %w", err)
		}
		at := w.made
		if info, err := d.Info(); err == nil {
			at = info.ModTime()
		}
		w.tally.Files++
		w.tally.Bytes += int64(len(b))
		return w.put(mediaName+name, at, b)
	})
}

func (w *writer) json(name string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return w.put(name, w.made, b)
}

func (w *writer) put(name string, at time.Time, b []byte) error {
	err := w.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(b)), ModTime: at, Format: tar.FormatPAX})
	if err == nil {
		_, err = w.tar.Write(b)
	}
	if err != nil {
		return fmt.Errorf("writing the backup: %w", err)
	}
	return nil
}
