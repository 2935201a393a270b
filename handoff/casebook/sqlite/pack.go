package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/handoff/casebook"
)

var _ casebook.Carrier = (*Book)(nil)

// ID names this book.
func (b *Book) ID() string { return b.id }

// Fits: every parcel does.
func (b *Book) Fits(casebook.Parcel) error { return nil }

// Empty looks for anything but the book's own row.
func (b *Book) Empty(ctx context.Context) (bool, error) {
	var empty bool
	err := b.reads.QueryRowContext(ctx, `SELECT NOT (EXISTS (SELECT 1 FROM counters) OR EXISTS (SELECT 1 FROM talks)
		OR EXISTS (SELECT 1 FROM commits) OR EXISTS (SELECT 1 FROM events) OR EXISTS (SELECT 1 FROM outbox)
		OR EXISTS (SELECT 1 FROM letters) OR EXISTS (SELECT 1 FROM shelf))`).Scan(&empty)
	if err != nil {
		return false, fmt.Errorf("look whether the book is empty: %w", err)
	}
	return empty, nil
}

// Pack gives the tables one after the other, each in the order of its key.
func (b *Book) Pack(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	return casebook.PackSections(ctx, []casebook.Section{
		{Name: "counters", Page: b.packCounters},
		casebook.EventSection(b),
		{Name: "talks", Page: b.packTalks},
		{Name: "keys", Page: b.packKeys},
		{Name: "queues", Page: b.packQueues},
		{Name: "letters", Page: b.packLetters},
		{Name: "shelf", Page: b.packShelf},
	}, after, max)
}

func (b *Book) packCounters(ctx context.Context, _ string, _ int) ([]casebook.Parcel, string, error) {
	parcels, err := pack(ctx, b.reads, func(rows *sql.Rows) (p casebook.Parcel, err error) {
		var name string
		c := casebook.PackedCounter{Shard: casebook.OfShelf}
		if err := rows.Scan(&name, &c.Value); err != nil {
			return p, err
		}
		if name != shelfCounter {
			if _, err := fmt.Sscanf(name, shardCounter, &c.Shard); err != nil {
				return p, fmt.Errorf("counter %q: %w", name, err)
			}
		}
		return casebook.Parcel{Counter: &c}, nil
	}, "SELECT name, value FROM counters ORDER BY name")
	return parcels, "", err
}

// The names of the counters.
const (
	shardCounter = "shard-%02d"
	shelfCounter = "shelf"
)

func (b *Book) packTalks(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	var last int64
	parcels, err := pack(ctx, b.reads, func(rows *sql.Rows) (casebook.Parcel, error) {
		var t casebook.PackedTalk
		var wake, ready sql.NullInt64
		err := rows.Scan(&last, &t.Address, &t.Version, &t.State, &wake, &ready, &t.WakeAttempts)
		t.Wake, t.WakeReady = moment(wake.Int64), moment(ready.Int64)
		return casebook.Parcel{Talk: &t}, err
	}, "SELECT rowid, address, version, state, wake_at, wake_ready, wake_attempts FROM talks WHERE rowid > ? ORDER BY rowid LIMIT ?", number(after), max)
	return parcels, further(parcels, max, last), err
}

// packKeys leaves out what is past its time by the clock: this engine forgets it
// only when the next commits come.
func (b *Book) packKeys(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	now := time.Now()
	var last int64
	seen := 0
	parcels, err := pack(ctx, b.reads, func(rows *sql.Rows) (casebook.Parcel, error) {
		var k casebook.PackedKey
		var at int64
		err := rows.Scan(&last, &k.ID, &k.Address, &k.Seen, &k.Version, &at)
		seen++
		k.Shard = casebook.ShardOf(k.Address)
		k.Until = time.UnixMicro(at).Add(casebook.KeyLife)
		if k.Seen == "" {
			k.Address, k.Until = "", time.UnixMicro(at).Add(casebook.AttemptLife)
		}
		if k.Until = k.Until.Truncate(time.Millisecond).UTC(); !k.Until.After(now) {
			return casebook.Parcel{}, err
		}
		return casebook.Parcel{Key: &k}, err
	}, "SELECT n, id, address, seen, version, at FROM commits WHERE n > ? ORDER BY n LIMIT ?", number(after), max)
	if seen < max {
		return parcels, "", err
	}
	return parcels, strconv.FormatInt(last, 10), err
}

func (b *Book) packQueues(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	var last int64
	parcels, err := pack(ctx, b.reads, func(rows *sql.Rows) (casebook.Parcel, error) {
		var q casebook.PackedQueue
		err := rows.Scan(&last, &q.Address)
		return casebook.Parcel{Queue: &q}, err
	}, "SELECT oldest, address FROM queues WHERE oldest > ? ORDER BY oldest LIMIT ?", number(after), max)
	for _, p := range parcels {
		if err == nil {
			err = b.packMessages(ctx, p.Queue)
		}
	}
	return parcels, further(parcels, max, last), err
}

func (b *Book) packMessages(ctx context.Context, q *casebook.PackedQueue) error {
	_, err := pack(ctx, b.reads, func(rows *sql.Rows) (casebook.Parcel, error) {
		var m casebook.PackedMessage
		var notBefore, due, busy int64
		err := rows.Scan(&m.Safety, &notBefore, &due, &busy, &m.Attempts, &m.Message)
		m.NotBefore, m.Due, m.BusyUntil = moment(notBefore), moment(due), moment(busy)
		q.Messages = append(q.Messages, m)
		return casebook.Parcel{}, err
	}, "SELECT safety, not_before, due_at, busy_until, attempts, message FROM outbox WHERE address = ? ORDER BY n", q.Address)
	return err
}

func (b *Book) packLetters(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	var last int64
	parcels, err := pack(ctx, b.reads, func(rows *sql.Rows) (casebook.Parcel, error) {
		var l casebook.PackedLetter
		var due, ready int64
		err := rows.Scan(&last, &l.From, &due, &ready, &l.Attempts, &l.Letter)
		l.Due, l.Ready = moment(due), moment(ready)
		return casebook.Parcel{Letter: &l}, err
	}, "SELECT n, address, due_at, ready_at, attempts, letter FROM letters WHERE n > ? ORDER BY n LIMIT ?", number(after), max)
	return parcels, further(parcels, max, last), err
}

func (b *Book) packShelf(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	var at [2][]byte // kind and key of the last record
	if after != "" {
		if err := json.Unmarshal([]byte(after), &at); err != nil {
			return nil, "", err
		}
	}
	query, args := "SELECT kind, key, value, version, expires FROM shelf ORDER BY kind, key LIMIT ?", []any{max}
	if after != "" {
		query = "SELECT kind, key, value, version, expires FROM shelf WHERE (kind, key) > (?, ?) ORDER BY kind, key LIMIT ?"
		args = []any{string(at[0]), string(at[1]), max}
	}
	seen := 0
	parcels, err := pack(ctx, b.reads, func(rows *sql.Rows) (casebook.Parcel, error) {
		var r casebook.Record
		var expires sql.NullInt64
		err := rows.Scan(&r.Kind, &r.Key, &r.Value, &r.Version, &expires)
		seen++
		at = [2][]byte{[]byte(r.Kind), []byte(r.Key)}
		if gone(expires) {
			return casebook.Parcel{}, err
		}
		r.Expires = moment(expires.Int64)
		return casebook.Parcel{Record: &r}, err
	}, query, args...)
	if err != nil || seen < max {
		return parcels, "", err
	}
	next, err := json.Marshal(at)
	return parcels, string(next), err
}

// pack reads a query; a row that gives an empty parcel is left out.
func pack(ctx context.Context, db *sql.DB, read func(*sql.Rows) (casebook.Parcel, error), query string, args ...any) (parcels []casebook.Parcel, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		p, err := read(rows)
		if err != nil {
			return nil, err
		}
		if p != (casebook.Parcel{}) {
			parcels = append(parcels, p)
		}
	}
	return parcels, rows.Err()
}

// further is the place after a page; "" when the page was not full.
func further(parcels []casebook.Parcel, max int, last int64) string {
	if len(parcels) < max {
		return ""
	}
	return strconv.FormatInt(last, 10)
}

// number reads a place; the beginning is before every row.
func number(after string) int64 {
	n, err := strconv.ParseInt(after, 10, 64)
	if err != nil {
		return -1
	}
	return n
}
