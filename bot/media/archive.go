package media

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"

	"github.com/gabriel-vasile/mimetype"
)

// What an archive or a paper may hold: files, bytes of all that is pressed in it, archives
// in archives.
const (
	archiveFiles = 10_000
	archiveBytes = 8 * Most
	archiveDepth = 3
)

// room is what is left of that, for all that lies in one file.
type room struct {
	bytes int64
	depth int
}

func newRoom() *room { return &room{archiveBytes, archiveDepth} }

// errTooMuch: it is more than is looked through.
var errTooMuch = fmt.Errorf("%w: it holds too much", ErrHides)

// enter goes one deeper into what lies in a file; done comes back.
func (r *room) enter() (done func(), err error) {
	if r.depth == 0 {
		return nil, errTooMuch
	}
	r.depth--
	return func() { r.depth++ }, nil
}

// cleanWithin cleans what lies in another file.
func cleanWithin(b []byte, left *room) (clean []byte, err error) {
	for p := mimetype.Detect(b[:min(len(b), headMost)]); p != nil; p = p.Parent() {
		switch base(p.String()) {
		case "application/zip":
			return cleanArchive(b, left)
		case "application/pdf":
			return cleanPDF(b, left)
		}
	}
	clean, _, err = Clean(b, File)
	return clean, err
}

// stripArchive cleans every file in an archive (zip), which papers of offices are, too
// (docx, xlsx, odt, ofd). An archive without anything to take off stays as it is.
func stripArchive(b []byte) ([]byte, error) {
	return cleanArchive(b, newRoom())
}

func cleanArchive(b []byte, left *room) ([]byte, error) {
	done, err := left.enter()
	if err != nil {
		return nil, err
	}
	defer done()
	from, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fmt.Errorf("%w: as an archive: %w", ErrBroken, err)
	}
	if len(from.File) > archiveFiles {
		return nil, errTooMuch
	}
	var out bytes.Buffer
	to, changed := zip.NewWriter(&out), false
	for _, f := range from.File {
		if f.FileInfo().IsDir() { // some programs give one a content, which is of no use
			if _, err := to.CreateHeader(&zip.FileHeader{Name: f.Name, NonUTF8: f.NonUTF8, Modified: f.Modified}); err != nil {
				return nil, fmt.Errorf("%w: as an archive: %w", ErrBroken, err)
			}
			continue
		}
		was, is, err := cleanInside(f, left)
		switch {
		case err != nil:
			return nil, err
		case bytes.Equal(was, is):
			err = to.Copy(f)
		default:
			changed = true
			var w io.Writer
			if w, err = to.CreateHeader(&zip.FileHeader{Name: f.Name, NonUTF8: f.NonUTF8, Method: f.Method, Modified: f.Modified}); err == nil {
				_, err = w.Write(is)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%w: as an archive: %w", ErrBroken, err)
		}
	}
	if err := to.Close(); err != nil {
		return nil, fmt.Errorf("%w: as an archive: %w", ErrBroken, err)
	}
	if !changed {
		return b, nil
	}
	return out.Bytes(), nil
}

// cleanInside gives one file of an archive as it was and as it may be shown.
func cleanInside(f *zip.File, left *room) (was, is []byte, err error) {
	r, err := f.Open()
	if err != nil || f.Flags&1 != 0 {
		return nil, nil, fmt.Errorf("%w: a file in it is locked, or packed in a way we do not know", ErrHides)
	}
	defer r.Close() //nolint:errcheck // only read from
	if was, err = io.ReadAll(io.LimitReader(r, left.bytes+1)); err != nil {
		return nil, nil, fmt.Errorf("%w: a file in an archive: %w", ErrBroken, err)
	}
	if left.bytes -= int64(len(was)); left.bytes < 0 {
		return nil, nil, errTooMuch
	}
	if len(was) > 0 {
		is, err = cleanWithin(was, left)
	}
	return was, is, err
}
