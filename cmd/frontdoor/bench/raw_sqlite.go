package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
)

// groupOf is how many bare commits share a transaction, as the engine's do.
const groupOf = 64

// bareRows are the statements of one commit on a book's own tables.
var bareRows = []string{
	"INSERT INTO talks (address, version, state, wake_at, wake_ready) VALUES (?1, 1, ?2, 1, 1)",
	"INSERT INTO events (case_id, seq, open, private) VALUES (?1, 1, ?3, ?4)",
	"INSERT INTO events (case_id, seq, open, private) VALUES (?1, 2, ?5, ?6)",
	"INSERT INTO outbox (address, safety, not_before, due_at, message) VALUES (?1, 0, 0, 1, ?7)",
	"INSERT INTO queues (address, ready_at, oldest) VALUES (?1, 0, 1)",
	"INSERT INTO commits (id, address, seen, version, at) VALUES (?1, ?1, ?1, 1, 1)",
}

// rawSQLite writes rows into a book's file behind the engine's back.
func rawSQLite(ctx context.Context, folder string) (*raw, error) {
	file := filepath.Join(folder, "bare.db")
	made, err := openBook(ctx, "sqlite:"+file)
	if err != nil {
		return nil, err
	}
	if err := made.Close(); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"+
		"&_pragma=cache_size(-32768)&_pragma=wal_autocheckpoint(4000)")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	var rows []*sql.Stmt
	for _, text := range append([]string{"BEGIN IMMEDIATE", "COMMIT"}, bareRows...) {
		s, err := conn.PrepareContext(ctx, text)
		if err != nil {
			return nil, errors.Join(err, db.Close())
		}
		rows = append(rows, s)
	}
	book, err := openBook(ctx, "sqlite:"+filepath.Join(folder, "engine.db"))
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	docs, err := turnOf(0).Documents()
	if err != nil {
		return nil, errors.Join(err, db.Close(), book.Close())
	}
	values := []any{"", string(docs.State), string(docs.Events[0].Open), string(docs.Events[0].Private),
		string(docs.Events[1].Open), string(docs.Events[1].Private), string(docs.Send[0])}
	bare := func(_ context.Context, serial int64) error {
		ctx := context.Background() // as the engine does: a context that can end costs a goroutine a statement
		if _, err := rows[0].ExecContext(ctx); err != nil {
			return err
		}
		for i := range groupOf {
			values[0] = fmt.Sprint("web:bare", serial+int64(i))
			for n, s := range rows[2:] {
				args := values[:1]
				switch n { // each gets the parameters it has, counted to its highest
				case 0:
					args = values[:2]
				case 1:
					args = values[:4]
				case 2:
					args = values[:6]
				case 3:
					args = values
				}
				if _, err := s.ExecContext(ctx, args...); err != nil {
					return err
				}
			}
		}
		_, err := rows[1].ExecContext(ctx)
		return err
	}
	return &raw{bare: bare, each: groupOf, side: 1, book: book, close: func() {
		conn.Close() //nolint:errcheck // thrown away
		db.Close()   //nolint:errcheck // thrown away
		book.Close() //nolint:errcheck // thrown away
	}}, nil
}
