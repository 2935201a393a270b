package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"frontdoor/handoff/casebook"
)

// Get gives a record that has not expired.
func (b *Book) Get(ctx context.Context, kind, key string) (casebook.Record, error) {
	r := casebook.Record{Kind: kind, Key: key}
	var expires sql.NullInt64
	err := b.row(ctx, "SELECT value, version, expires FROM shelf WHERE kind = ? AND key = ?", kind, key).
		Scan(&r.Value, &r.Version, &expires)
	if errors.Is(err, sql.ErrNoRows) || err == nil && gone(expires) {
		return casebook.Record{}, fmt.Errorf("%s %q: %w", kind, key, casebook.ErrNotFound)
	}
	if err != nil {
		return casebook.Record{}, fmt.Errorf("read %s: %w", kind, err)
	}
	r.Expires = moment(expires.Int64)
	return b.fresh.Vault.OpenRecord(ctx, r)
}

// Put stores a record if nobody else did meanwhile.
func (b *Book) Put(ctx context.Context, r casebook.Record) (casebook.Version, error) {
	var v casebook.Version
	r, err := b.fresh.Vault.SealRecord(ctx, r)
	if err != nil {
		return 0, err
	}
	err = b.writer.submit(ctx, false, func(w *writer) error {
		now, err := w.shelved(r.Kind, r.Key)
		if err != nil {
			return err
		}
		if now != r.Version {
			return casebook.ErrStale
		}
		n, err := w.count("shelf", 1)
		if err != nil {
			return err
		}
		v = casebook.Version(n)
		value := r.Value
		if value == nil {
			value = []byte{}
		}
		return w.exec(`INSERT INTO shelf (kind, key, value, version, expires) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, version = excluded.version, expires = excluded.expires`,
			r.Kind, r.Key, value, v, optional(r.Expires))
	})
	if err != nil {
		return 0, fmt.Errorf("store %s: %w", r.Kind, err)
	}
	return v, nil
}

// Remove takes a record away.
func (b *Book) Remove(ctx context.Context, kind, key string, v casebook.Version) error {
	err := b.writer.submit(ctx, false, func(w *writer) error {
		now, err := w.shelved(kind, key)
		if err != nil || now == 0 {
			return err
		}
		if now != v {
			return casebook.ErrStale
		}
		return w.exec("DELETE FROM shelf WHERE kind = ? AND key = ?", kind, key)
	})
	if err != nil {
		return fmt.Errorf("remove %s: %w", kind, err)
	}
	return nil
}

// List gives the records of a kind by key.
func (b *Book) List(ctx context.Context, kind string) (all []casebook.Record, err error) {
	rows, err := b.reads.QueryContext(ctx, "SELECT key, value, version, expires FROM shelf WHERE kind = ? ORDER BY key", kind)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		r := casebook.Record{Kind: kind}
		var expires sql.NullInt64
		if err := rows.Scan(&r.Key, &r.Value, &r.Version, &expires); err != nil {
			return nil, fmt.Errorf("list %s: %w", kind, err)
		}
		if !gone(expires) {
			r.Expires = moment(expires.Int64)
			if r, err = b.fresh.Vault.OpenRecord(ctx, r); err != nil {
				return nil, err
			}
			all = append(all, r)
		}
	}
	return all, rows.Err()
}

// shelved is the version of a record now, 0 when there is none or it has expired.
func (w *writer) shelved(kind, key string) (casebook.Version, error) {
	var v casebook.Version
	var expires sql.NullInt64
	err := w.row("SELECT version, expires FROM shelf WHERE kind = ? AND key = ?", kind, key).Scan(&v, &expires)
	if errors.Is(err, sql.ErrNoRows) || err == nil && gone(expires) {
		return 0, nil
	}
	return v, err
}

func gone(expires sql.NullInt64) bool {
	return expires.Valid && expires.Int64 <= time.Now().UnixMicro()
}
