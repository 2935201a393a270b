package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"frontdoor/handoff/casebook"
)

// keyShelf is the shelf as the vault uses it. It reads on a connection of its own: keys are
// asked for by readers in the middle of their rows, and by the writer.
type keyShelf struct {
	*Book
	get *sql.Stmt
}

// Get gives a record as it is stored.
func (k keyShelf) Get(ctx context.Context, kind, key string) (casebook.Record, error) {
	r := casebook.Record{Kind: kind, Key: key}
	if err := ctx.Err(); err != nil {
		return casebook.Record{}, err
	}
	err := k.get.QueryRowContext(context.WithoutCancel(ctx), kind, key).Scan(&r.Value, &r.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return casebook.Record{}, casebook.ErrNotFound
	}
	if err != nil {
		return casebook.Record{}, fmt.Errorf("read %s: %w", kind, err)
	}
	return r, nil
}

// Vault seals what is made of this book and kept beside it; nil for a book in the clear.
func (b *Book) Vault() *casebook.Vault { return b.fresh.Vault }
