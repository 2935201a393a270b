package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
)

//go:embed schema.sql
var schema string

// migrations bring a file from one schema number to the next: the first makes
// schema 1 of an empty file. Never change one that was released; append.
// The second changes nothing: it keeps programs out that look for addresses as they are.
var migrations = []string{schema, "SELECT 1"}

// applicationID marks a file as a casebook ("FDcb"), so that somebody else's
// database is never written to.
const applicationID = 0x46446362

// migrate brings the file to this program's schema in one transaction and gives
// the book's id.
func migrate(ctx context.Context, conn *sql.Conn) (string, error) {
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return "", err
	}
	id, err := migrateIn(ctx, conn)
	if err != nil {
		_, undo := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return "", errors.Join(err, undo)
	}
	_, err = conn.ExecContext(ctx, "COMMIT")
	return id, err
}

func migrateIn(ctx context.Context, conn *sql.Conn) (id string, err error) {
	var version, app, tables int
	row := conn.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version),
		(SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)`)
	if err := row.Scan(&version, &app, &tables); err != nil {
		return "", err
	}
	switch {
	case tables > 0 && app != applicationID:
		return "", errors.New("this file is another program's database: choose another file")
	case version > len(migrations):
		return "", fmt.Errorf("written by a newer program (schema %d, this one knows %d): update frontdoor", version, len(migrations))
	}
	for n, m := range migrations[version:] {
		if _, err := conn.ExecContext(ctx, m); err != nil {
			return "", fmt.Errorf("migrate to schema %d: %w", version+n+1, err)
		}
	}
	if version == 0 {
		if _, err := conn.ExecContext(ctx, "INSERT INTO book (id) VALUES (?)", rand.Text()[:8]); err != nil {
			return "", err
		}
	}
	if version < len(migrations) {
		set := fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", len(migrations), applicationID)
		if _, err := conn.ExecContext(ctx, set); err != nil {
			return "", err
		}
	}
	err = conn.QueryRowContext(ctx, "SELECT id FROM book").Scan(&id)
	return id, err
}
