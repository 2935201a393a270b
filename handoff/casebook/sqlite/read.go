package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Read gives what is stored about an address.
func (b *Book) Read(ctx context.Context, a dialog.Address) (casebook.Talk, error) {
	t := casebook.Talk{Address: a}
	stored, err := b.fresh.Vault.KnownAs(ctx, a)
	if errors.Is(err, casebook.ErrNotFound) {
		return t, nil
	}
	if err != nil {
		return casebook.Talk{}, fmt.Errorf("read talk: %w", err)
	}
	var state []byte
	err = b.row(ctx, "SELECT version, state FROM talks WHERE address = ?", stored).Scan(&t.Version, &state)
	if errors.Is(err, sql.ErrNoRows) {
		return t, nil
	}
	if err != nil {
		return casebook.Talk{}, fmt.Errorf("read talk: %w", err)
	}
	if t.State, err = b.fresh.Vault.State(ctx, a, state); err != nil {
		return casebook.Talk{}, err
	}
	return t, nil
}

// Case gives all events of a case.
func (b *Book) Case(ctx context.Context, id dialog.CaseID) ([]casebook.Event, error) {
	events, _, err := b.events(ctx, "SELECT n, case_id, seq, open, private FROM events WHERE case_id = ? ORDER BY seq", id)
	if err != nil {
		return nil, fmt.Errorf("read case %s: %w", id, err)
	}
	if len(events) == 0 {
		return nil, fmt.Errorf("case %s: %w", id, casebook.ErrNotFound)
	}
	return casebook.Erased(events), nil
}

// CaseFrom gives the end of a case.
func (b *Book) CaseFrom(ctx context.Context, id dialog.CaseID, seq int) ([]casebook.Event, error) {
	events, _, err := b.events(ctx, "SELECT n, case_id, seq, open, private FROM events WHERE case_id = ? AND seq >= ? ORDER BY seq", id, seq)
	if err != nil {
		return nil, fmt.Errorf("read case %s from event %d on: %w", id, seq, err)
	}
	return events, nil
}

// Since gives events by row number, which is the order of commits.
func (b *Book) Since(ctx context.Context, after casebook.Cursor, max int) ([]casebook.Event, casebook.Cursor, error) {
	n, err := b.place(after)
	if err != nil {
		return nil, "", err
	}
	events, last, err := b.events(ctx, "SELECT n, case_id, seq, open, private FROM events WHERE n > ? ORDER BY n LIMIT ?", n, limit(max))
	if err != nil {
		return nil, "", fmt.Errorf("read feed: %w", err)
	}
	if len(events) == 0 {
		if last, err = n, b.within(ctx, after, n); err != nil {
			return nil, "", err
		}
	}
	return events, casebook.Cursor(b.id + "." + strconv.FormatInt(last, 10)), nil
}

// limit keeps a negative number from meaning "all" to SQLite.
func limit(n int) int { return max(n, 0) }

// place reads a cursor: the row number after the book's id.
func (b *Book) place(c casebook.Cursor) (int64, error) {
	if c == "" {
		return 0, nil
	}
	id, number, _ := strings.Cut(string(c), ".")
	n, err := strconv.ParseInt(number, 10, 64)
	if id != b.id || err != nil || n < 0 {
		return 0, fmt.Errorf("%q: %w", c, casebook.ErrCursor)
	}
	return n, nil
}

// within reports a cursor beyond the end: it is of a later life of this book (a
// backup was put back), and going on from it would miss events without a word.
func (b *Book) within(ctx context.Context, c casebook.Cursor, n int64) error {
	var end int64
	if err := b.row(ctx, "SELECT coalesce(max(n), 0) FROM events").Scan(&end); err != nil {
		return fmt.Errorf("read feed: %w", err)
	}
	if n > end {
		return fmt.Errorf("%q is beyond the end: %w", c, casebook.ErrCursor)
	}
	return nil
}

// events reads events and the row number of the last.
func (b *Book) events(ctx context.Context, query string, args ...any) (all []casebook.Event, last int64, err error) {
	s, err := b.stmt(ctx, query)
	if err != nil {
		return nil, 0, err
	}
	rows, err := s.QueryContext(context.WithoutCancel(ctx), args...)
	if err != nil {
		return nil, 0, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id dialog.CaseID
		var seq int
		var open, private sql.RawBytes // read before the next row
		if err := rows.Scan(&last, &id, &seq, &open, &private); err != nil {
			return nil, 0, err
		}
		e, err := b.fresh.Event(ctx, id, seq, open, private)
		if err != nil {
			return nil, 0, err
		}
		all = append(all, e)
	}
	return all, last, rows.Err()
}

// stmt prepares each query once, for all readers. Whoever has left asks nothing more;
// the queries themselves are short and not broken off, for a context that can end
// costs the driver a goroutine a query.
func (b *Book) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s, ok := b.asked.Load(query); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := b.reads.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if first, there := b.asked.LoadOrStore(query, s); there {
		return first.(*sql.Stmt), s.Close()
	}
	return s, nil
}

// row asks for one row.
func (b *Book) row(ctx context.Context, query string, args ...any) row {
	s, err := b.stmt(ctx, query)
	if err != nil {
		return row{err: err}
	}
	return row{Row: s.QueryRowContext(context.WithoutCancel(ctx), args...)}
}
