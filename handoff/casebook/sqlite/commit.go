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

// Commit writes c in the next group. What needs no book (JSON, sealed) is made before
// the writer is asked.
func (b *Book) Commit(ctx context.Context, c casebook.Commit) (casebook.Version, error) {
	docs, err := b.fresh.Documents(ctx, c)
	if err != nil {
		return 0, err
	}
	p := prepare(c, docs)
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

func prepare(c casebook.Commit, docs casebook.Documents) *prepared {
	c.Address = docs.Address // from here on
	p := &prepared{Commit: c, docs: docs}
	for _, e := range c.Events {
		if !e.At.IsZero() {
			p.at = max(p.at, e.At.UnixMicro())
		}
	}
	return p
}

// write is the commit inside the transaction. Its id and key are written first, for
// that tells at once whether it was seen before; the state next, which tells whether
// it is stale.
func (p *prepared) write(w *writer) (casebook.Version, error) {
	v := p.Expect + 1
	if p.State == nil {
		stored, err := w.versionOf(p.Address)
		if err != nil {
			return 0, err
		}
		v = stored
	}
	n, fresh, err := p.remember(w, v)
	if err != nil {
		return 0, err
	}
	if !fresh {
		return p.before(w)
	}
	if p.State != nil {
		ok, err := p.talk(w, v)
		if err == nil && !ok {
			return 0, w.takeBack(n)
		}
		if err != nil {
			return 0, err
		}
		w.heart.version(p.Address, v)
	}
	if err := p.settle(w); err != nil {
		return 0, err
	}
	if err := p.events(w); err != nil {
		return 0, err
	}
	return v, p.queue(w)
}

// remember keeps the commit's id and message key, under its own time; false when it
// was seen before, and then nothing is changed.
func (p *prepared) remember(w *writer, v casebook.Version) (n int64, fresh bool, err error) {
	at := p.at
	if at == 0 {
		at = w.latest
	}
	r, err := w.result("INSERT INTO commits (id, address, seen, version, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		p.ID, p.Address, p.Seen, v, at)
	if err != nil {
		return 0, false, err
	}
	count, err := r.RowsAffected()
	if err != nil || count == 0 {
		w.changed = false
		return 0, false, err
	}
	w.latest = max(w.latest, at)
	n, err = r.LastInsertId()
	return n, true, err
}

// before answers a commit that was seen before: the same attempt is a success.
func (p *prepared) before(w *writer) (v casebook.Version, err error) {
	if p.Seen == "" {
		err = w.row("SELECT version FROM commits WHERE id = ? AND seen = ''", p.ID).Scan(&v)
		return v, err
	}
	var id string
	err = w.row("SELECT id, version FROM commits WHERE address = ? AND seen = ? AND seen <> ''", p.Address, p.Seen).Scan(&id, &v)
	if err != nil || id == p.ID {
		return v, err
	}
	if v, err = w.versionOf(p.Address); err != nil {
		return 0, err
	}
	return v, casebook.ErrSeen
}

// takeBack forgets a commit that turned out to be stale: nothing of it is left.
func (w *writer) takeBack(n int64) error {
	if err := w.exec("DELETE FROM commits WHERE n = ?", n); err != nil {
		return err
	}
	w.changed = false
	return casebook.ErrStale
}

// versionOf is the address' version; 0 for one never heard of.
func (w *writer) versionOf(a dialog.Address) (v casebook.Version, err error) {
	if v, known := w.heart.versions[a]; known {
		return v, nil
	}
	err = w.row("SELECT version FROM talks WHERE address = ?", a).Scan(&v)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	w.heart.version(a, v)
	return v, nil
}

// talk stores the state, if the one before is that which was read; its wake-up
// replaces the one before and ends its lease.
func (p *prepared) talk(w *writer, v casebook.Version) (bool, error) {
	wake := optional(p.Wake)
	if p.Expect == 0 {
		return w.hit("INSERT INTO talks (address, version, state, wake_at, wake_ready) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			p.Address, v, string(p.docs.State), wake, wake)
	}
	return w.hit(`UPDATE talks SET version = ?, state = ?, wake_at = ?, wake_ready = ?, wake_token = '', wake_attempts = 0
		WHERE address = ? AND version = ?`, v, string(p.docs.State), wake, wake, p.Address, p.Expect)
}

func (p *prepared) events(w *writer) error {
	for i, e := range p.Events {
		if err := w.event(e.Case, string(p.docs.Events[i].Open), string(p.docs.Events[i].Private)); err != nil {
			return fmt.Errorf("event of case %s: %w", e.Case, err)
		}
	}
	return nil
}

// event gives an event the next number of its case. A case that is not known by heart
// is mostly a new one.
func (w *writer) event(id dialog.CaseID, open, private string) error {
	seq, known := w.heart.lasts[id]
	put := func(seq int) (bool, error) {
		w.heart.last(id, seq)
		return w.hit("INSERT INTO events (case_id, seq, open, private) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", id, seq, open, private)
	}
	if ok, err := put(seq + 1); ok || err != nil {
		return err
	}
	if !known {
		if err := w.row("SELECT coalesce(max(seq), 0) FROM events WHERE case_id = ?", id).Scan(&seq); err != nil {
			return err
		}
		if ok, err := put(seq + 1); ok || err != nil {
			return err
		}
	}
	return errors.New("its last event is not the one it was")
}

// queue stores messages and letters to be handed out.
func (p *prepared) queue(w *writer) error {
	var first, ready int64 // n of the first message, and when the first may go
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
		if i == 0 {
			first, ready = n, micros(m.NotBefore)
		}
		ready = min(ready, micros(m.NotBefore))
	}
	if len(p.Send) > 0 {
		if err := w.enqueue(p.Address, ready, first); err != nil {
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
