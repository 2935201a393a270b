package main

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// plainSQL is the same town as other inboxes keep it: a table of cases and one of
// messages, pages by OFFSET with a count of all, words by LIKE.
type plainSQL struct {
	db     *sql.DB
	folder string
}

func newPlainSQL(ctx context.Context, s *server) (_ *plainSQL, err error) {
	p := &plainSQL{}
	if p.folder, err = os.MkdirTemp("", "frontdoor-plain-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	if p.db, err = sql.Open("sqlite", "file:"+filepath.Join(p.folder, "plain.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)"); err != nil {
		return nil, err
	}
	p.db.SetMaxOpenConns(1)
	if _, err = p.db.ExecContext(ctx, `CREATE TABLE cases (id TEXT PRIMARY KEY, scope INTEGER, due INTEGER, since INTEGER, category TEXT, what TEXT, last TEXT);
		CREATE TABLE messages (id INTEGER PRIMARY KEY, case_id TEXT, scope INTEGER, at INTEGER, text TEXT)`); err != nil {
		return nil, err
	}
	if err = p.fill(ctx, s); err != nil {
		return nil, fmt.Errorf("fill the plain tables: %w", err)
	}
	_, err = p.db.ExecContext(ctx, "CREATE INDEX cases_order ON cases (due, since, id); CREATE INDEX messages_at ON messages (at); CREATE INDEX messages_case ON messages (case_id); ANALYZE")
	return p, err
}

func (p *plainSQL) fill(ctx context.Context, s *server) error {
	seen := map[dialog.CaseID]bool{}
	for after := casebook.Cursor(""); ; {
		events, next, err := s.book.Since(ctx, after, 20_000)
		if err != nil || len(events) == 0 {
			return err
		}
		after = next
		tx, err := p.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		for _, e := range events {
			if c, ok := s.board.Case(e.Case); ok && !seen[e.Case] {
				seen[e.Case] = true
				_, err = tx.ExecContext(ctx, "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?)", c.ID, scopeOf(c.ID)%100, c.Due.UnixMilli(), c.WaitingSince.UnixMilli(), c.Category, c.Facts["what"].Value, c.LastText)
			}
			if err == nil && e.Kind == dialog.ChangeSaid && e.By != dialog.ByBot {
				_, err = tx.ExecContext(ctx, "INSERT INTO messages (case_id, scope, at, text) VALUES (?, ?, ?, ?)", e.Case, scopeOf(e.Case)%100, e.At.UnixMilli(), e.Text)
			}
			if err != nil {
				return errors.Join(err, tx.Rollback())
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
}

// took asks a question three times and gives the fastest.
func (p *plainSQL) took(ctx context.Context, query string, args ...any) (best time.Duration, err error) {
	for n := range 3 {
		began := time.Now()
		rows, err := p.db.QueryContext(ctx, query, args...)
		if err != nil {
			return 0, err
		}
		for rows.Next() {
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return 0, err
		}
		if d := time.Since(began); n == 0 || d < best {
			best = d
		}
	}
	return best, nil
}

func (p *plainSQL) list(ctx context.Context, limit, offset int) (time.Duration, error) {
	return p.took(ctx, "SELECT *, COUNT(*) OVER () FROM cases ORDER BY due, since, id LIMIT ? OFFSET ?", limit, offset)
}

func (p *plainSQL) search(ctx context.Context, text string, share int) (time.Duration, error) {
	return p.took(ctx, "SELECT * FROM messages WHERE text LIKE ? AND scope % ? = 0 ORDER BY at DESC LIMIT 40", "%"+text+"%", share)
}

// longest is the case with the most messages, the bot's left out.
func (p *plainSQL) longest(ctx context.Context) (id dialog.CaseID, n int, err error) {
	err = p.db.QueryRowContext(ctx, "SELECT case_id, count(*) FROM messages GROUP BY case_id ORDER BY 2 DESC LIMIT 1").Scan(&id, &n)
	return id, n, err
}

func (p *plainSQL) close() {
	if p.db != nil {
		p.db.Close() //nolint:errcheck // thrown away
	}
	os.RemoveAll(p.folder) //nolint:errcheck // likewise
}

// screen follows the stream as a browser does.
type screen struct {
	body  *http.Response
	lines *bufio.Scanner
}

func newScreen(m *inboxMeasure) (*screen, error) {
	r, err := http.NewRequestWithContext(m.ctx, http.MethodGet, m.s.address()+"/inbox/stream", nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept", "text/event-stream")
	answer, err := m.client.Do(r)
	if err != nil {
		return nil, err
	}
	s := &screen{answer, bufio.NewScanner(answer.Body)}
	s.lines.Buffer(nil, 1<<20)
	return s, nil
}

// waitFor reads until a case is told to have changed.
func (s *screen) waitFor(id dialog.CaseID) error {
	for s.lines.Scan() {
		if line := s.lines.Text(); strings.HasPrefix(line, "data:") && strings.Contains(line, string(id)) {
			return nil
		}
	}
	return errors.Join(s.lines.Err(), errors.New("the stream ended"))
}

func (s *screen) close() { s.body.Body.Close() } //nolint:errcheck // nothing more is read
