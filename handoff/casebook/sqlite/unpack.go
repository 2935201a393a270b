package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Unpack stores all parcels or none.
func (b *Book) Unpack(ctx context.Context, parcels []casebook.Parcel) error {
	err := b.writer.submit(ctx, false, func(w *writer) error {
		w.heart.forget()
		for _, p := range parcels {
			same, err := w.unpack(p)
			if err == nil && !same {
				err = casebook.ErrDiffers
			}
			if err != nil {
				return fmt.Errorf("%s: %w", p.Name(), err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	return nil
}

// unpack stores a parcel, or reports whether the same is stored already.
func (w *writer) unpack(p casebook.Parcel) (same bool, err error) {
	switch {
	case p.Talk != nil:
		return w.unpackTalk(p.Talk)
	case p.Event != nil:
		return w.unpackEvent(*p.Event)
	case p.Key != nil:
		return w.unpackKey(p.Key)
	case p.Queue != nil:
		return w.unpackQueue(p.Queue)
	case p.Letter != nil:
		return w.unpackLetter(p.Letter)
	case p.Counter != nil:
		name := shelfCounter
		if p.Counter.Shard != casebook.OfShelf {
			name = fmt.Sprintf(shardCounter, p.Counter.Shard)
		}
		return true, w.exec(`INSERT INTO counters (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`, name, p.Counter.Value)
	case p.Record != nil:
		return w.unpackRecord(p.Record)
	}
	return false, fmt.Errorf("%w: an empty parcel", casebook.ErrMalformed)
}

func (w *writer) unpackTalk(t *casebook.PackedTalk) (bool, error) {
	var v casebook.Version
	var state []byte
	err := w.row("SELECT version, state FROM talks WHERE address = ?", t.Address).Scan(&v, &state)
	if !errors.Is(err, sql.ErrNoRows) {
		return v == t.Version && bytes.Equal(state, t.State), err
	}
	return true, w.exec("INSERT INTO talks (address, version, state, wake_at, wake_ready, wake_attempts) VALUES (?, ?, ?, ?, ?, ?)",
		t.Address, t.Version, string(t.State), optional(t.Wake), optional(t.WakeReady), t.WakeAttempts)
}

func (w *writer) unpackEvent(e casebook.Event) (bool, error) {
	open, private, err := casebook.EncodeEvent(e)
	if err != nil {
		return false, err
	}
	var hasOpen, hasPrivate []byte
	err = w.row("SELECT open, private FROM events WHERE case_id = ? AND seq = ?", e.Case, e.Seq).Scan(&hasOpen, &hasPrivate)
	if !errors.Is(err, sql.ErrNoRows) {
		return bytes.Equal(open, hasOpen) && bytes.Equal(private, hasPrivate), err
	}
	var last int
	if err := w.row("SELECT coalesce(max(seq), 0) FROM events WHERE case_id = ?", e.Case).Scan(&last); err != nil {
		return false, err
	}
	if last+1 != e.Seq {
		return false, fmt.Errorf("event %d follows event %d", e.Seq, last)
	}
	return true, w.exec("INSERT INTO events (case_id, seq, open, private) VALUES (?, ?, ?, ?)", e.Case, e.Seq, string(open), string(private))
}

// unpackKey keeps a commit's ID without a key under an address of its shard: the
// address itself is not known to every engine.
func (w *writer) unpackKey(k *casebook.PackedKey) (bool, error) {
	a, at := k.Address, k.Until.Add(-casebook.KeyLife)
	if k.Seen == "" {
		a, at = addressIn(k.Shard), k.Until.Add(-casebook.AttemptLife)
	}
	var id string
	var v casebook.Version
	err := w.row("SELECT id, version FROM commits WHERE address = ? AND seen = ? AND seen <> ''", k.Address, k.Seen).Scan(&id, &v)
	if errors.Is(err, sql.ErrNoRows) {
		id = k.ID
		err = w.row("SELECT version FROM commits WHERE id = ? AND seen = ''", k.ID).Scan(&v)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return id == k.ID && v == k.Version, err
	}
	w.latest = max(w.latest, at.UnixMicro())
	return true, w.exec("INSERT INTO commits (id, address, seen, version, at) VALUES (?, ?, ?, ?, ?)", k.ID, a, k.Seen, k.Version, at.UnixMicro())
}

// shardChannel begins addresses that nobody has.
const shardChannel = "shard"

// addressIn is an address of a shard that nobody has.
func addressIn(shard int) dialog.Address {
	for n := 0; ; n++ {
		if a := dialog.Address(fmt.Sprint(shardChannel+":", n)); casebook.ShardOf(a) == shard {
			return a
		}
	}
}

func (w *writer) unpackQueue(q *casebook.PackedQueue) (bool, error) {
	stored, err := columnOf[string](w, "SELECT message FROM outbox WHERE address = ? ORDER BY n", q.Address)
	if err != nil {
		return false, err
	}
	if len(stored) > 0 {
		same := len(stored) == len(q.Messages)
		for i := range stored {
			same = same && stored[i] == string(q.Messages[i].Message)
		}
		return same, nil
	}
	for _, m := range q.Messages {
		err := w.exec("INSERT INTO outbox (address, safety, not_before, due_at, busy_until, attempts, message) VALUES (?, ?, ?, ?, ?, ?, ?)",
			q.Address, m.Safety, micros(m.NotBefore), micros(m.Due), micros(m.BusyUntil), m.Attempts, string(m.Message))
		if err != nil {
			return false, err
		}
	}
	return true, w.refreshQueue(q.Address)
}

func (w *writer) unpackLetter(l *casebook.PackedLetter) (bool, error) {
	return true, w.exec(`INSERT INTO letters (address, due_at, ready_at, attempts, letter) SELECT ?1, ?2, ?3, ?4, ?5
		WHERE NOT EXISTS (SELECT 1 FROM letters WHERE address = ?1 AND letter = ?5)`,
		l.From, micros(l.Due), micros(l.Ready), l.Attempts, string(l.Letter))
}

func (w *writer) unpackRecord(r *casebook.Record) (bool, error) {
	var value []byte
	var v casebook.Version
	err := w.row("SELECT value, version FROM shelf WHERE kind = ? AND key = ?", r.Kind, r.Key).Scan(&value, &v)
	if !errors.Is(err, sql.ErrNoRows) {
		return v == r.Version && bytes.Equal(value, r.Value), err
	}
	value = append([]byte{}, r.Value...)
	return true, w.exec("INSERT INTO shelf (kind, key, value, version, expires) VALUES (?, ?, ?, ?, ?)", r.Kind, r.Key, value, r.Version, optional(r.Expires))
}
