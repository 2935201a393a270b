package search

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// applicationID marks a file as one of search ("FDse"), as SQLite keeps it in the head of
// its files.
const applicationID = 0x46447365

// ErrForeign is told of a path at which something else lies than a search file: it is
// never written to, for it may be the book.
var ErrForeign = errors.New("this is no search file: name another one, or move it away")

// spare says whether what lies at a path must be left alone: whatever was not made here.
// lockedBefore tells that a search file was held at this path before; then what can no
// longer be read is one that a broken disk left behind.
func spare(ctx context.Context, path string, lockedBefore bool) (err error) {
	unreadable := ErrForeign
	if lockedBefore {
		unreadable = nil
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if is, err := f.Stat(); err != nil || !is.Mode().IsRegular() {
		return errors.Join(err, ErrForeign)
	}
	head := make([]byte, 72) // its last four bytes are the mark
	switch n, err := io.ReadFull(f, head); {
	case n == 0 && errors.Is(err, io.EOF): // a file that was only begun
		return nil
	case err != nil || !bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return unreadable
	}
	switch binary.BigEndian.Uint32(head[68:]) {
	case applicationID:
		return nil
	case 0: // from before files were marked, or begun and not yet written back
		return spareUnmarked(ctx, path, unreadable)
	}
	return ErrForeign
}

// spareUnmarked looks at the tables, and changes nothing.
func spareUnmarked(ctx context.Context, path string, unreadable error) (err error) {
	db, err := sql.Open("sqlite", dsn(path, "query_only(1)"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var tables, state int
	err = db.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(name = 'state'), 0) FROM sqlite_schema WHERE type = 'table'").Scan(&tables, &state)
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("look at its tables: %w", err)
	case err != nil:
		return unreadable
	case tables > 0 && state == 0:
		return ErrForeign
	}
	return nil
}
