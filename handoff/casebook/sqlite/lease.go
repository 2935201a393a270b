package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
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

// leaseMessages takes the next message of each address whose time has come.
func leaseMessages(w *writer, now, until int64, max int) ([]casebook.Due, error) {
	addresses, err := column(w, "SELECT address FROM queues WHERE ready_at <= ? ORDER BY oldest LIMIT ?", now, max)
	if err != nil {
		return nil, err
	}
	var dues []casebook.Due
	for _, a := range addresses {
		q, err := w.lanes(a)
		if err != nil {
			return nil, err
		}
		due, ok, err := leaseMessage(w, a, &q, now, until)
		if err != nil {
			return nil, err
		}
		if ok {
			dues = append(dues, due)
		}
		if err := w.putQueue(a, q); err != nil {
			return nil, err
		}
	}
	return dues, nil
}

// leaseMessage takes the oldest message of the safety lane if that lane is free,
// else of the other, and notes in the lanes that it is in work.
func leaseMessage(w *writer, a dialog.Address, q *lanes, now, until int64) (casebook.Due, bool, error) {
	safety := q.safety().Valid && q.safety().Int64 <= now
	if !safety && !(q.plain().Valid && q.plain().Int64 <= now) {
		return casebook.Due{}, false, nil
	}
	due := casebook.Due{Kind: casebook.DueMessage, Address: a}
	var n, dueAt int64
	var message []byte
	err := w.row(`SELECT n, due_at, attempts, message FROM outbox
		WHERE address = ? AND safety = ? AND +not_before <= ? ORDER BY n LIMIT 1`, a, safety, now).Scan(&n, &dueAt, &due.Attempts, &message)
	if err != nil {
		return due, false, err
	}
	if err := json.Unmarshal(message, &due.Message); err != nil {
		return due, false, fmt.Errorf("read message: %w", err)
	}
	due.At, due.Token = moment(dueAt), token(n)
	q.busy(safety, until)
	return due, true, w.exec("UPDATE outbox SET busy_until = ?, token = ? WHERE n = ?", until, due.Token, n)
}

// lanes is what decides when an address' next message may go. A message in work
// or put off holds up its lane until then, one of the safety lane both.
type lanes struct {
	safetyReady, safetyBusy   sql.NullInt64
	plainReady, anyBusy       sql.NullInt64
	plainOldest, safetyOldest sql.NullInt64 // n of the oldest message
}

// safety is when the safety lane has a message to hand out.
func (l lanes) safety() sql.NullInt64 { return latest(l.safetyReady, l.safetyBusy) }

// plain is when the other lane has.
func (l lanes) plain() sql.NullInt64 { return latest(l.plainReady, l.anyBusy) }

// busy notes that a message of a lane is in work until then. (It was free before.)
func (l *lanes) busy(safety bool, until int64) {
	at := sql.NullInt64{Int64: until, Valid: true}
	if l.anyBusy = latest(at, l.anyBusy); safety {
		l.safetyBusy = latest(at, l.safetyBusy)
	}
}

func latest(ready, busy sql.NullInt64) sql.NullInt64 {
	if ready.Valid && busy.Valid {
		ready.Int64 = max(ready.Int64, busy.Int64)
	}
	return ready
}

func (w *writer) lanes(a dialog.Address) (l lanes, err error) {
	err = w.row(`SELECT
		(SELECT min(not_before) FROM outbox WHERE address = ?1 AND safety = 1),
		(SELECT max(busy_until) FROM outbox WHERE address = ?1 AND busy_until > 0 AND +safety = 1),
		(SELECT min(not_before) FROM outbox WHERE address = ?1 AND safety = 0),
		(SELECT max(busy_until) FROM outbox WHERE address = ?1 AND busy_until > 0),
		(SELECT n FROM outbox WHERE address = ?1 AND safety = 0 ORDER BY n LIMIT 1),
		(SELECT n FROM outbox WHERE address = ?1 AND safety = 1 ORDER BY n LIMIT 1)`, a).
		Scan(&l.safetyReady, &l.safetyBusy, &l.plainReady, &l.anyBusy, &l.plainOldest, &l.safetyOldest)
	return l, err
}

// refreshQueue writes down when the address' next message may go.
func (w *writer) refreshQueue(a dialog.Address) error {
	l, err := w.lanes(a)
	if err != nil {
		return err
	}
	return w.putQueue(a, l)
}

func (w *writer) putQueue(a dialog.Address, l lanes) error {
	ready, ok := earliest(l.safety(), l.plain())
	if !ok {
		return w.exec("DELETE FROM queues WHERE address = ?", a)
	}
	oldest, _ := earliest(l.plainOldest, l.safetyOldest)
	return w.exec(`INSERT INTO queues (address, ready_at, oldest) VALUES (?, ?, ?)
		ON CONFLICT (address) DO UPDATE SET ready_at = excluded.ready_at, oldest = excluded.oldest`, a, ready, oldest)
}

// enqueue writes down that an address has one more message. Mostly it is its only
// one, and nothing has to be looked up.
func (w *writer) enqueue(a dialog.Address, ready, n int64) error {
	alone, err := w.hit("INSERT INTO queues (address, ready_at, oldest) VALUES (?, ?, ?) ON CONFLICT (address) DO NOTHING", a, ready, n)
	if alone || err != nil {
		return err
	}
	return w.refreshQueue(a)
}

// dequeue writes down that messages of an address are settled, mostly its last.
func (w *writer) dequeue(a dialog.Address) error {
	empty, err := w.hit("DELETE FROM queues WHERE address = ?1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE address = ?1)", a)
	if empty || err != nil {
		return err
	}
	return w.refreshQueue(a)
}

// earliest is the smaller of two numbers that may be missing; false without any.
func earliest(a, b sql.NullInt64) (int64, bool) {
	switch {
	case !a.Valid:
		return b.Int64, b.Valid
	case !b.Valid:
		return a.Int64, true
	}
	return min(a.Int64, b.Int64), true
}

func leaseWakes(w *writer, now, until int64, max int) ([]casebook.Due, error) {
	addresses, err := column(w, "SELECT address FROM talks WHERE wake_ready <= ? ORDER BY wake_ready LIMIT ?", now, max)
	if err != nil {
		return nil, err
	}
	var dues []casebook.Due
	for _, a := range addresses {
		due := casebook.Due{Kind: casebook.DueWake, Address: a, Token: token(0)}
		var at int64
		w.changed = true
		err := w.row("UPDATE talks SET wake_ready = ?, wake_token = ? WHERE address = ? RETURNING wake_at, wake_attempts",
			until, due.Token, a).Scan(&at, &due.Attempts)
		if err != nil {
			return nil, err
		}
		due.At = moment(at)
		dues = append(dues, due)
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
		if err := json.Unmarshal(letter, &due.Letter); err != nil {
			return nil, fmt.Errorf("read letter: %w", err)
		}
		due.At = moment(at)
		dues = append(dues, due)
	}
	return dues, nil
}

// token names a lease: the row it is of, and a random part nobody had before.
func token(n int64) string { return fmt.Sprintf("%d.%s", n, rand.Text()) }

func column(w *writer, query string, args ...any) ([]dialog.Address, error) {
	return columnOf[dialog.Address](w, query, args...)
}

// columnOf reads a query of one column to its end.
func columnOf[T any](w *writer, query string, args ...any) (all []T, err error) {
	s, err := w.stmt(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(context.Background(), args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var t T
		if err := rows.Scan(&t); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}
