package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// kind is how one kind of due things is found and leased.
type kind struct {
	// first asks when the first one may be handed out.
	first string
	lease func(w *writer, now, until int64, max int) ([]casebook.Due, error)
}

var kinds = map[casebook.DueKind]kind{
	casebook.DueMessage: {"SELECT min(ready_at) FROM queues", leaseMessages},
	casebook.DueWake:    {"SELECT min(wake_ready) FROM talks WHERE wake_ready IS NOT NULL", leaseWakes},
	casebook.DueLetter:  {"SELECT min(ready_at) FROM letters", leaseLetters},
}

// Lease looks first with a reader, so that a look at a quiet book writes nothing.
func (b *Book) Lease(ctx context.Context, name casebook.DueKind, now time.Time, hold time.Duration, max int) ([]casebook.Due, error) {
	k, ok := kinds[name]
	if !ok {
		return nil, fmt.Errorf("lease: there is no kind %q", name)
	}
	if max <= 0 {
		return nil, nil
	}
	var first sql.NullInt64
	if err := b.row(ctx, k.first).Scan(&first); err != nil {
		return nil, fmt.Errorf("lease %s: %w", name, err)
	}
	at := now.UnixMicro()
	if !first.Valid || first.Int64 > at {
		return nil, nil
	}
	var dues []casebook.Due
	err := b.writer.submit(ctx, false, func(w *writer) (err error) {
		dues, err = k.lease(w, at, now.Add(hold).UnixMicro(), max)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lease %s: %w", name, err)
	}
	return dues, nil
}

func leaseWakes(w *writer, now, until int64, max int) ([]casebook.Due, error) {
	names, err := columnOf[dialog.Address](w, "SELECT address FROM talks WHERE wake_ready <= ? ORDER BY wake_ready LIMIT ?", now, max)
	if err != nil {
		return nil, err
	}
	var dues []casebook.Due
	for _, name := range names {
		due := casebook.Due{Kind: casebook.DueWake, Token: token(0)}
		var at int64
		var state []byte
		w.changed = true
		err := w.row("UPDATE talks SET wake_ready = ?, wake_token = ? WHERE address = ? RETURNING wake_at, wake_attempts, state",
			until, due.Token, name).Scan(&at, &due.Attempts, &state)
		if err != nil {
			return nil, err
		}
		if due.Address, err = w.fresh.Vault.AddressOf(context.Background(), name, state); err != nil {
			return nil, err
		}
		due.At = moment(at)
		if due.Address != "" { // else nobody is there any more to be woken
			dues = append(dues, due)
		}
	}
	return dues, nil
}

func leaseLetters(w *writer, now, until int64, max int) ([]casebook.Due, error) {
	numbers, err := columnOf[int64](w, "SELECT n FROM letters WHERE ready_at <= ? ORDER BY ready_at, n LIMIT ?", now, max)
	if err != nil {
		return nil, err
	}
	var dues []casebook.Due
	for _, n := range numbers {
		due := casebook.Due{Kind: casebook.DueLetter, Token: token(n)}
		var at int64
		var letter []byte
		w.changed = true
		err := w.row("UPDATE letters SET ready_at = ?, token = ? WHERE n = ? RETURNING address, due_at, attempts, letter",
			until, due.Token, n).Scan(&due.Address, &at, &due.Attempts, &letter)
		if err != nil {
			return nil, err
		}
		if due.Address, due.Letter, err = w.fresh.Vault.Letter(context.Background(), due.Address, letter); err != nil {
			return nil, err
		}
		due.At = moment(at)
		dues = append(dues, due)
	}
	return dues, nil
}

// token names a lease: the row it is of, and a random part nobody had before.
func token(n int64) string { return fmt.Sprintf("%d.%s", n, rand.Text()) }

// columnOf reads a query of one column to its end.
func columnOf[T any](w *writer, query string, args ...any) (all []T, err error) {
	err = w.each(query, func(rows *sql.Rows) error {
		var t T
		err := rows.Scan(&t)
		all = append(all, t)
		return err
	}, args...)
	return all, err
}

// each reads a query to its end.
func (w *writer) each(query string, read func(*sql.Rows) error, args ...any) (err error) {
	s, err := w.stmt(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
