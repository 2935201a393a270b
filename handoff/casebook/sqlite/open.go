package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"frontdoor/handoff/casebook"
)

// Book is an open book in one SQLite file.
type Book struct {
	id      string
	reads   *sql.DB
	asked   sync.Map // query to *sql.Stmt: prepared once
	writer  *writer
	bell    casebook.Bell
	numbers *casebook.Numbers
	fresh   casebook.Fresh
	name    string  // by which connections are opened
	keys    *sql.DB // of the vault alone; nil for a book in the clear
	clock   *steadyClock
}

var (
	_ casebook.Book  = (*Book)(nil)
	_ casebook.Shelf = (*Book)(nil)
)

// Option changes how a book is opened.
type Option func(*settings)

type settings struct {
	synchronous string
	master      casebook.Master
}

// Sealed seals words in the vault that a master opens (casebook.Vault); without it a book
// is in the clear.
func Sealed(master casebook.Master) Option { return func(s *settings) { s.master = master } }

// Volatile trades durability for speed: what was committed may be lost with the
// machine's power (not with the process). For talks that nobody needs tomorrow.
func Volatile() Option { return func(s *settings) { s.synchronous = "OFF" } }

// How long a write waits for another process' write, and how many readers there are.
const (
	busyWait = 10 * time.Second
	readers  = 4
)

// Open opens the book in the file at path, and makes it if there is none; its
// folder must exist. A file of a newer program, or of another kind, is refused
// untouched. Only the file's owner may read it.
func Open(ctx context.Context, path string, options ...Option) (*Book, error) {
	s := settings{synchronous: "FULL"}
	for _, o := range options {
		o(&s)
	}
	if err := makeFile(path); err != nil {
		return nil, fmt.Errorf("open book: %w", err)
	}
	b, err := open(ctx, path, s)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", path, err)
	}
	return b, nil
}

// makeFile makes an empty file that only its owner may read; SQLite gives the
// files beside it the same rights.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the folder %s does not exist: make it first", filepath.Dir(path))
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func open(ctx context.Context, path string, s settings) (_ *Book, err error) {
	name, err := dsn(path, s)
	if err != nil {
		return nil, err
	}
	writes, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, writes.Close())
		}
	}()
	conn, err := connect(ctx, writes)
	if err != nil {
		return nil, err
	}
	id, err := migrate(ctx, conn)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	reads, err := sql.Open("sqlite", name+"&_pragma=query_only(1)")
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	reads.SetMaxOpenConns(readers)
	reads.SetMaxIdleConns(readers)
	b := &Book{id: id, reads: reads, name: name, clock: newSteadyClock(time.Now)}
	b.writer, err = newWriter(ctx, writes, conn, &b.fresh, b.bell.Ring)
	if err != nil {
		return nil, errors.Join(err, conn.Close(), reads.Close())
	}
	b.numbers = casebook.NewNumbers(b.draw)
	go b.writer.run()
	if s.master == nil {
		return b, nil
	}
	if b.keys, err = sql.Open("sqlite", name+"&_pragma=query_only(1)"); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	b.keys.SetMaxOpenConns(1)
	get, err := b.keys.PrepareContext(ctx, "SELECT value, version FROM shelf WHERE kind = ? AND key = ?")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare to read keys: %w", err), b.Close())
	}
	if b.fresh.Vault, err = casebook.OpenVault(ctx, s.master, keyShelf{b, get}); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	if err := b.hide(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// Where an address' and a case's rows lie is by chance, so a commit touches pages all
// over the file: memory keeps them (KiB, taken only as the book grows), and the log is
// folded into the file so seldom (pages: 16 MB) that a page written often is copied once.
const (
	cacheSize = 32 << 10
	logPages  = 4000
)

// dsn is how every connection of a book begins.
func dsn(path string, s settings) (string, error) {
	return uri(path, fmt.Sprintf("busy_timeout(%d)", busyWait.Milliseconds()), "journal_mode(WAL)",
		fmt.Sprintf("synchronous(%s)", s.synchronous), "foreign_keys(1)", "secure_delete(1)", fmt.Sprintf("cache_size(-%d)", cacheSize), fmt.Sprintf("wal_autocheckpoint(%d)", logPages))
}

// uri is the file as a URI, so that no character of its path is taken for a setting,
// with the pragmas each connection begins with.
func uri(path string, pragmas ...string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: "_pragma=" + strings.Join(pragmas, "&_pragma=")}
	return u.String(), nil
}

// connect takes the one connection for writing. Two processes that make the same
// book at the same moment collide on the change to WAL, which waits for nobody.
func connect(ctx context.Context, db *sql.DB) (*sql.Conn, error) {
	for deadline := time.Now().Add(busyWait); ; {
		conn, err := db.Conn(ctx)
		if err == nil || !busy(err) || time.Now().After(deadline) {
			return conn, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func busy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

// Nudges gives a channel that is rung after commits of this process at once, and
// of others within lookPause.
func (b *Book) Nudges(ctx context.Context) <-chan struct{} { return b.bell.Nudges(ctx) }

// Close finishes the commits under way and lets go of the file.
func (b *Book) Close() error {
	if b.keys != nil {
		return errors.Join(b.keys.Close(), b.reads.Close(), b.writer.close())
	}
	return errors.Join(b.reads.Close(), b.writer.close())
}
