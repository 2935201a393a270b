package search

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"frontdoor/handoff/casebook"

	_ "modernc.org/sqlite" // the driver
)

//go:embed schema.sql
var schema string

// form is of the file and of how texts are folded: raised when either changes.
const form = 2

// filesMost is how many processes on one machine may each have a file of their own.
const filesMost = 16

// file is the search file, held by this process alone.
type file struct {
	path   string
	lock   *sql.DB
	locked *sql.Conn // of lock: in a transaction that is never ended
	writes *sql.DB
	reads  *sql.DB
	vault  *casebook.Vault
	key    casebook.FileKey
}

// openFile takes the first of the files beside path that no living process holds. A file
// of another book or form, or one that cannot be read, is made anew; what is no search
// file is left alone, and ErrForeign told.
func openFile(ctx context.Context, path, book string, vault *casebook.Vault) (*file, error) {
	f := &file{vault: vault}
	for n := 1; ; n++ {
		f.path = numbered(path, n)
		_, none := os.Stat(f.path + lockEnd)
		if err := spare(ctx, f.path, none == nil); err != nil {
			return nil, fmt.Errorf("open search file %s: %w", f.path, err)
		}
		err := f.take(ctx)
		if err == nil {
			break
		}
		if n == filesMost || !errors.Is(err, errHeld) {
			return nil, fmt.Errorf("open search file %s: %w", f.path, err)
		}
	}
	err := f.open(ctx, book)
	if err == nil {
		return f, nil
	}
	if ctx.Err() != nil {
		return nil, errors.Join(err, f.close())
	}
	if err := f.anew(ctx, book); err != nil {
		return nil, errors.Join(fmt.Errorf("make search file %s: %w", f.path, err), f.close())
	}
	return f, nil
}

// numbered is search.db, search-2.db, …
func numbered(path string, n int) string {
	if n == 1 {
		return path
	}
	ext := filepath.Ext(path)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), n, ext)
}

var errHeld = errors.New("another process holds it")

// lockEnd is the end of the name of the file beside it that is locked.
const lockEnd = ".lock"

// take locks the file through one beside it: a transaction that is never ended, so the
// lock goes with the process.
func (f *file) take(ctx context.Context) error {
	lock := f.path + lockEnd
	if err := makeFile(lock); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(lock, "busy_timeout(0)"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err == nil {
		if _, err = conn.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
			conn.Close() //nolint:errcheck // nothing was written
		}
	}
	if err != nil {
		db.Close() //nolint:errcheck // likewise
		if strings.Contains(err.Error(), "locked") {
			return errHeld
		}
		return err
	}
	f.lock, f.locked = db, conn
	return nil
}

// makeFile makes an empty file that only its owner may read.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func dsn(path string, pragmas ...string) string {
	abs, err := filepath.Abs(path)
	if err != nil { // there is no working folder: SQLite will say so
		abs = path
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: "_pragma=" + strings.Join(pragmas, "&_pragma=")}
	return u.String()
}

// open opens a file that is there; an error when it is none for this book.
func (f *file) open(ctx context.Context, book string) error {
	if _, err := os.Stat(f.path); err != nil {
		return err
	}
	if err := f.connect(); err != nil {
		return err
	}
	var is int
	var of string
	var key []byte
	if err := f.writes.QueryRowContext(ctx, "SELECT form, book, key FROM state").Scan(&is, &of, &key); err != nil {
		return err
	}
	if is != form || of != book {
		return errors.New("it is of another book or another form")
	}
	var err error
	f.key, err = f.vault.FileKey(ctx, key)
	return err
}

// readers is how many searches read the file at once.
const readers = 4

// connect opens the connections. The log is written without waiting for the disk: what a
// power cut takes is read again from the book. What is deleted is overwritten.
func (f *file) connect() error {
	name := func(more ...string) string {
		return dsn(f.path, append([]string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "secure_delete(1)", "cache_size(-16384)"}, more...)...)
	}
	var err error
	if f.writes, err = sql.Open("sqlite", name()); err != nil {
		return err
	}
	f.writes.SetMaxOpenConns(1)
	if f.reads, err = sql.Open("sqlite", name("query_only(1)")); err != nil {
		return err
	}
	f.reads.SetMaxOpenConns(readers)
	f.reads.SetMaxIdleConns(readers)
	return nil
}

// anew throws the file away and makes an empty one.
func (f *file) anew(ctx context.Context, book string) error {
	if err := f.disconnect(); err != nil {
		return err
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(f.path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := makeFile(f.path); err != nil {
		return err
	}
	if err := f.connect(); err != nil {
		return err
	}
	if _, err := f.writes.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d;\n%s", applicationID, schema)); err != nil {
		return err
	}
	var key []byte
	var err error
	if f.key, key, err = f.vault.NewFileKey(ctx); err != nil {
		return err
	}
	_, err = f.writes.ExecContext(ctx, "INSERT INTO state (form, key, book, cursor) VALUES (?, ?, ?, '')", form, append([]byte{}, key...), book)
	return err
}

func (f *file) disconnect() error {
	var errs []error
	for _, db := range []*sql.DB{f.reads, f.writes} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	f.reads, f.writes = nil, nil
	return errors.Join(errs...)
}

func (f *file) close() error {
	return errors.Join(f.disconnect(), f.locked.Close(), f.lock.Close())
}
