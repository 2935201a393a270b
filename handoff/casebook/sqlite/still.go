package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"frontdoor/handoff/casebook"
)

// Still is a book as it was at one moment, whoever writes to it meanwhile. It is only
// read. While it is open the log beside the file grows by what is written.
type Still struct{ book Book }

var _ casebook.Packer = (*Still)(nil)

// OpenStill opens the book in a file that is there; no file is made and none is brought
// to a newer form.
func OpenStill(ctx context.Context, path string) (*Still, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open book: %w", err)
	}
	s, err := openStill(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open book %s: %w", path, err)
	}
	return s, nil
}

func openStill(ctx context.Context, path string) (_ *Still, err error) {
	name, err := dsn(path, settings{synchronous: "FULL"})
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", name+"&_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}()
	db.SetMaxOpenConns(1) // the one whose transaction sees that moment
	db.SetMaxIdleConns(1)
	if _, err := db.ExecContext(ctx, "BEGIN"); err != nil {
		return nil, err
	}
	var version, app int
	err = db.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id)`).Scan(&version, &app)
	switch {
	case err != nil:
		return nil, err
	case app != applicationID:
		return nil, errors.New("this file is no book")
	case version != len(migrations):
		return nil, fmt.Errorf("its form is %d and this program's %d: use the program that serves it", version, len(migrations))
	}
	s := &Still{book: Book{reads: db}}
	return s, db.QueryRowContext(ctx, "SELECT id FROM book").Scan(&s.book.id)
}

// ID names the book.
func (s *Still) ID() string { return s.book.id }

// Pack gives what was in the book at that moment.
func (s *Still) Pack(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	return s.book.Pack(ctx, after, max)
}

// Close lets go of the file.
func (s *Still) Close() error { return s.book.reads.Close() }
