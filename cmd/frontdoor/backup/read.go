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
	"strings"
	"time"

	"filippo.io/age"

	"frontdoor/handoff/casebook"
)

// Backup is a backup that was read to its end once: nothing of it is missing or changed.
// Its Pack gives the parts in their order.
type Backup struct {
	About About
	Tally Tally

	open func() (io.ReadCloser, error)
	ids  []age.Identity
	now  time.Time
	at   *reading // where Pack is; nil at the beginning
}

var _ casebook.Packer = (*Backup)(nil)

// Open reads a backup to its end and keeps nothing of it but what it is. open gives its
// bytes from the beginning, again and again.
func Open(ctx context.Context, open func() (io.ReadCloser, error), ids []age.Identity, now time.Time) (*Backup, error) {
	b := &Backup{open: open, ids: ids, now: now}
	ended := false
	var found Tally
	err := b.each(ctx, func(name string, _ time.Time, body []byte) error {
		switch {
		case ended:
			return errors.New("something follows its end")
		case name == aboutName:
			if err := json.Unmarshal(body, &b.About); err != nil {
				return err
			}
			if b.About.Form > form {
				return fmt.Errorf("a newer program wrote it (%s): update frontdoor", b.About.Program)
			}
		case b.About.Form == 0:
			return errors.New("it is no backup of a book")
		case name == endName:
			ended = true
			return json.Unmarshal(body, &b.Tally)
		case strings.HasPrefix(name, bookName):
			parcels, err := parcelsOf(body)
			found.Parcels += len(parcels)
			return err
		case strings.HasPrefix(name, mediaName):
			if !fs.ValidPath(name) {
				return errors.New("a file in it has no name of a file")
			}
			found.Files++
			found.Bytes += int64(len(body))
		}
		return nil
	})
	if err == nil && (!ended || found != b.Tally) {
		err = damaged(errors.New("its end is missing"))
	}
	if err != nil {
		return nil, fmt.Errorf("reading the backup: %w", err)
	}
	return b, nil
}

// ID is that of the book it was made of.
func (b *Backup) ID() string { return b.About.Book }

// Pack gives the next part, without what has outlived its time since the backup was made.
// It is read from its beginning on, never from the middle.
func (b *Backup) Pack(ctx context.Context, after string, _ int) ([]casebook.Parcel, string, error) {
	if after == "" || b.at == nil {
		if err := errors.Join(b.Close(), b.begin()); err != nil {
			return nil, "", err
		}
	}
	for {
		name, _, body, err := b.at.next(ctx)
		switch {
		case errors.Is(err, io.EOF):
			return nil, "", b.Close()
		case err != nil:
			return nil, "", fmt.Errorf("reading the backup: %w", err)
		case strings.HasPrefix(name, bookName):
			parcels, err := parcelsOf(body)
			return b.living(parcels), name, err
		}
	}
}

// Files gives the files of residents, each with its path in the folder.
func (b *Backup) Files(ctx context.Context, do func(name string, at time.Time, body []byte) error) error {
	return b.each(ctx, func(name string, at time.Time, body []byte) error {
		if file, ok := strings.CutPrefix(name, mediaName); ok {
			return do(file, at, body)
		}
		return nil
	})
}

// Close lets go of the file.
func (b *Backup) Close() error {
	if b.at == nil {
		return nil
	}
	err := b.at.file.Close()
	b.at = nil
	return err
}

// living leaves out what has outlived its time.
func (b *Backup) living(parcels []casebook.Parcel) []casebook.Parcel {
	kept := parcels[:0]
	for _, p := range parcels {
		if p.Key != nil && !p.Key.Until.After(b.now) || p.Record != nil && !p.Record.Expires.IsZero() && !p.Record.Expires.After(b.now) {
			continue
		}
		kept = append(kept, p)
	}
	return kept
}

func parcelsOf(body []byte) (parcels []casebook.Parcel, err error) {
	if err := gob.NewDecoder(bytes.NewReader(body)).Decode(&parcels); err != nil {
		return nil, fmt.Errorf("a part of the book: %w", err)
	}
	return parcels, nil
}

// reading is a place in a backup.
type reading struct {
	file io.Closer
	tar  *tar.Reader
}

func (b *Backup) begin() error {
	file, err := b.open()
	if err != nil {
		return fmt.Errorf("opening the backup: %w", err)
	}
	plain, err := age.Decrypt(file, b.ids...)
	switch stranger := (*age.NoIdentityMatchError)(nil); {
	case errors.As(err, &stranger):
		err = errors.New("it was written to another key: give the file that frontdoor backup key made for it (-backup-key, more than one may be given)")
	case err != nil:
		err = fmt.Errorf("this is no backup, or its beginning is damaged: give a file that frontdoor backup wrote (%w)", err)
	default:
		var unpacked *gzip.Reader
		if unpacked, err = gzip.NewReader(plain); err == nil {
			b.at = &reading{file, tar.NewReader(unpacked)}
			return nil
		}
		err = damaged(err)
	}
	return errors.Join(fmt.Errorf("opening the backup: %w", err), file.Close())
}

// damaged says what to do about a backup that does not read to its end.
func damaged(err error) error {
	return fmt.Errorf("it was cut short or changed on its way, so that nothing of it is restored: fetch it anew from where it is kept, or take an earlier one (%w)", err)
}

// next gives what stands next; io.EOF at the end.
func (r *reading) next(ctx context.Context) (name string, at time.Time, body []byte, err error) {
	if err := ctx.Err(); err != nil {
		return "", time.Time{}, nil, err
	}
	h, err := r.tar.Next()
	switch {
	case errors.Is(err, io.EOF):
		return "", time.Time{}, nil, err
	case err != nil:
		return "", time.Time{}, nil, damaged(err)
	}
	if body, err = io.ReadAll(r.tar); err != nil {
		return "", time.Time{}, nil, damaged(errors.Join(io.ErrUnexpectedEOF, err))
	}
	return h.Name, h.ModTime, body, nil
}

func (b *Backup) each(ctx context.Context, do func(name string, at time.Time, body []byte) error) error {
	if err := errors.Join(b.Close(), b.begin()); err != nil {
		return err
	}
	for {
		name, at, body, err := b.at.next(ctx)
		if err == nil {
			err = do(name, at, body)
		}
		switch {
		case errors.Is(err, io.EOF):
			return b.Close()
		case err != nil:
			return errors.Join(err, b.Close())
		}
	}
}
