package media

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
)

// What an archive may hold: files, bytes of all of them, archives in archives.
const (
	archiveFiles = 10_000
	archiveBytes = 8 * Most
	archiveDepth = 3
)

// stripArchive cleans every file in an archive (zip), which papers of offices are, too
// (docx, xlsx, odt, ofd). An archive without anything to take off stays as it is.
func stripArchive(b []byte) ([]byte, error) {
	left := int64(archiveBytes)
	return cleanArchive(b, &left, archiveDepth)
}

func cleanArchive(b []byte, left *int64, depth int) ([]byte, error) {
	from, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fmt.Errorf("%w: as an archive: %w", ErrBroken, err)
	}
	if depth == 0 || len(from.File) > archiveFiles {
		return nil, fmt.Errorf("%w: an archive that holds too much", ErrHides)
	}
	var out bytes.Buffer
	to, changed := zip.NewWriter(&out), false
	for _, f := range from.File {
		if f.FileInfo().IsDir() || f.UncompressedSize64 == 0 {
			if err := to.Copy(f); err != nil {
				return nil, fmt.Errorf("%w: as an archive: %w", ErrBroken, err)
			}
			continue
		}
		was, is, err := cleanInside(f, left, depth)
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
func cleanInside(f *zip.File, left *int64, depth int) (was, is []byte, err error) {
	r, err := f.Open()
	if err != nil || f.Flags&1 != 0 {
		return nil, nil, fmt.Errorf("%w: a file in it is locked, or packed in a way we do not know", ErrHides)
	}
	defer r.Close() //nolint:errcheck // only read from
	if was, err = io.ReadAll(io.LimitReader(r, *left+1)); err != nil {
		return nil, nil, fmt.Errorf("%w: a file in an archive: %w", ErrBroken, err)
	}
	if *left -= int64(len(was)); *left < 0 {
		return nil, nil, fmt.Errorf("%w: an archive that holds too much", ErrHides)
	}
	if len(was) == 0 {
		return was, was, nil
	}
	if bytes.HasPrefix(was, []byte("PK\x03\x04")) {
		is, err = cleanArchive(was, left, depth-1)
	} else {
		is, _, err = Clean(was, File)
	}
	return was, is, err
}
