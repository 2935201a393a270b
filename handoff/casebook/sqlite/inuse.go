package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// InUse reports whether anybody has the book in the file at path open: a connection
// holds a lock on it for as long as it lives, and we ask for it alone. A file that is
// not there is in nobody's use; none is made.
func InUse(ctx context.Context, path string) (used bool, err error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	name, err := uri(path, "busy_timeout(0)", "locking_mode(EXCLUSIVE)")
	if err != nil {
		return false, err
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var tables int
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables)
	if busy(err) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("look whether %s is in use: %w", path, err)
	}
	return false, nil
}
