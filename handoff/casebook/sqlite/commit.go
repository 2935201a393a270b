package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"frontdoor/handoff/casebook"
)

// Commit writes c in the next group. What needs no book (JSON) is made before
// the writer is asked.
func (b *Book) Commit(ctx context.Context, c casebook.Commit) (casebook.Version, error) {
	p, err := prepare(c)
	if err != nil {
		return 0, err
	}
	var v casebook.Version
	err = b.writer.submit(ctx, c.Rings(), func(w *writer) error {
		// Nothing of the caller's but v is touched: it may have left meanwhile.
		written, err := p.write(w)
		v = written
		return err
	})
	switch {
	case err == nil || errors.Is(err, casebook.ErrSeen):
		return v, err
	case errors.Is(err, casebook.ErrStale):
		return 0, err
	}
	return 0, fmt.Errorf("commit: %w", err)
}

// prepared is a commit with its documents made.
type prepared struct {
	casebook.Commit
	docs casebook.Documents
	at   int64 // latest time of its events, 0 for none
}

func prepare(c casebook.Commit) (*prepared, error) {
	docs, err := c.Documents()
	if err != nil {
		return nil, err
	}
	p := &prepared{Commit: c, docs: docs}
	for _, e := range c.Events {
		if !e.At.IsZero() {
			p.at = max(p.at, e.At.UnixMicro())
		}
	}
	return p, nil
}

// write is the commit inside the transaction. Everything that can refuse it is
// looked at before the first change.
func (p *prepared) write(w *writer) (casebook.Version, error) {
	var stored, version, seen sql.NullInt64
	err := w.row(`SELECT (SELECT version FROM commits WHERE id = ?1), (SELECT version FROM talks WHERE address = ?2),
		(SELECT 1 FROM commits WHERE address = ?2 AND seen = ?3 AND seen <> '')`, p.ID, p.Address, p.Seen).Scan(&stored, &version, &seen)
	if err != nil {
		return 0, err
	}
	if stored.Valid { // before
		return casebook.Version(stored.Int64), nil
	}
	v, known := casebook.Version(version.Int64), version.Valid
	if seen.Valid {
		return v, casebook.ErrSeen
	}
	if p.State != nil && p.Expect != v {
		return 0, casebook.ErrStale
	}
	if err := p.settle(w); err != nil {
		return 0, err
	}
	if p.State != nil {
		v++
		if err := p.talk(w, v, known); err != nil {
			return 0, err
		}
	}
	if err := p.events(w); err != nil {
		return 0, err
	}
	if err := p.queue(w); err != nil {
		return 0, err
	}
	return v, p.remember(w, v)
}

// talk stores the state; its wake-up replaces the one before and ends its lease.
func (p *prepared) talk(w *writer, v casebook.Version, known bool) error {
	wake := optional(p.Wake)
	if known {
		return w.exec(`UPDATE talks SET version = ?, state = ?, wake_at = ?, wake_ready = ?, wake_token = '', wake_attempts = 0
			WHERE address = ?`, v, string(p.docs.State), wake, wake, p.Address)
	}
	return w.exec("INSERT INTO talks (address, version, state, wake_at, wake_ready) VALUES (?, ?, ?, ?, ?)",
		p.Address, v, string(p.docs.State), wake, wake)
}

func (p *prepared) events(w *writer) error {
	for i, e := range p.Events {
		err := w.exec(`INSERT INTO events (case_id, seq, open, private)
			VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM events WHERE case_id = ?1), ?2, ?3)`,
			e.Case, string(p.docs.Events[i].Open), string(p.docs.Events[i].Private))
		if err != nil {
			return fmt.Errorf("event of case %s: %w", e.Case, err)
		}
	}
	return nil
}

// queue stores messages and letters to be handed out.
func (p *prepared) queue(w *writer) error {
	for i, m := range p.Send {
		due := m.CommittedAt
		if m.NotBefore.After(due) {
			due = m.NotBefore
		}
		n, err := w.insert("INSERT INTO outbox (address, safety, not_before, due_at, message) VALUES (?, ?, ?, ?, ?)",
			p.Address, m.Safety, micros(m.NotBefore), micros(due), string(p.docs.Send[i]))
		if err != nil {
			return fmt.Errorf("message: %w", err)
		}
		if err := w.enqueue(p.Address, micros(m.NotBefore), n); err != nil {
			return err
		}
	}
	for i, l := range p.Letters {
		err := w.exec("INSERT INTO letters (address, due_at, ready_at, letter) VALUES (?, ?, 0, ?)",
			p.Address, micros(l.At), string(p.docs.Letters[i]))
		if err != nil {
			return fmt.Errorf("letter: %w", err)
		}
	}
	return nil
}

// remember keeps the commit's id and message key, under its own time.
func (p *prepared) remember(w *writer, v casebook.Version) error {
	at := p.at
	if at == 0 {
		at = w.latest
	}
	w.latest = max(w.latest, at)
	return w.exec("INSERT INTO commits (id, address, seen, version, at) VALUES (?, ?, ?, ?, ?)",
		p.ID, p.Address, p.Seen, v, at)
}

// Reserve gives a number of a block; see draw.
func (b *Book) Reserve(ctx context.Context, shard int) (uint64, error) {
	return b.numbers.Reserve(ctx, shard)
}

// draw counts a shard on; the count is on disk before a number is given.
func (b *Book) draw(ctx context.Context, shard, count int) (last uint64, err error) {
	err = b.writer.submit(ctx, false, func(w *writer) (err error) {
		last, err = w.count(fmt.Sprintf("shard-%02d", shard), count)
		return err
	})
	return last, err
}

// count counts a counter on, and gives the last of the numbers counted.
func (w *writer) count(name string, by int) (uint64, error) {
	var n uint64
	w.changed = true
	err := w.row(`INSERT INTO counters (name, value) VALUES (?1, ?2)
		ON CONFLICT (name) DO UPDATE SET value = value + ?2 RETURNING value`, name, by).Scan(&n)
	return n, err
}

// micros is a time as it is stored; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// optional is a time as it is stored where it may be missing.
func optional(t time.Time) sql.NullInt64 { return sql.NullInt64{Int64: micros(t), Valid: !t.IsZero()} }

// moment is a stored time read back, in UTC.
func moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
