package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var _ casebook.Eraser = (*Book)(nil)

// EraseTalk destroys what was sealed in the lives of a talk before this one.
func (b *Book) EraseTalk(ctx context.Context, a dialog.Address, life int, at time.Time) error {
	if err := b.fresh.Vault.EraseTalk(ctx, a, life, at); err != nil {
		return err
	}
	return b.scrub(ctx)
}

// EraseCase destroys the key of a case and blanks what was never sealed.
func (b *Book) EraseCase(ctx context.Context, id dialog.CaseID, hold bool, at time.Time) error {
	if err := b.fresh.Vault.EraseCase(ctx, id, hold, at); err != nil {
		return err
	}
	err := b.writer.submit(ctx, false, func(w *writer) error {
		return w.exec("UPDATE events SET private = '' WHERE case_id = ? AND substr(private, 1, 1) = '{' AND NOT (? AND instr(open, ?))", id, hold, casebook.HoldInOpen)
	})
	if err != nil {
		return fmt.Errorf("blank the words of case %s: %w", id, err)
	}
	return b.scrub(ctx)
}

// scrub empties the log beside the file: it still has the pages as they were. What was
// overwritten in the file itself is overwritten with nothing (secure_delete). A log that
// is being read from is emptied another time.
func (b *Book) scrub(ctx context.Context) (err error) {
	db, err := sql.Open("sqlite", b.name)
	if err != nil {
		return fmt.Errorf("empty the log of the book: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil && !busy(err) {
		return fmt.Errorf("empty the log of the book: %w", err)
	}
	return nil
}
