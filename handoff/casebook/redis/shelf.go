package redis

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// shelfOf is the shard in which all records of a kind lie.
func (b *Book) shelfOf(kind string) shard { return b.shardOf(dialog.Address(kind)) }

// Get gives a record that has not expired.
func (b *Book) Get(ctx context.Context, kind, key string) (casebook.Record, error) {
	stored, err := b.client.HGet(ctx, b.shelfOf(kind).shelf(kind), key).Bytes()
	if errors.Is(err, redis.Nil) {
		return casebook.Record{}, fmt.Errorf("%s %q: %w", kind, key, casebook.ErrNotFound)
	}
	if err != nil {
		return casebook.Record{}, fmt.Errorf("read %s: %w", kind, err)
	}
	r, err := readRecord(kind, key, stored)
	if err == nil && b.gone(r) {
		return casebook.Record{}, fmt.Errorf("%s %q: %w", kind, key, casebook.ErrNotFound)
	}
	if err != nil {
		return casebook.Record{}, err
	}
	return b.fresh.Vault.OpenRecord(ctx, r)
}

// Put stores a record if nobody else did meanwhile.
func (b *Book) Put(ctx context.Context, r casebook.Record) (casebook.Version, error) {
	s := b.shelfOf(r.Kind)
	r, err := b.fresh.Vault.SealRecord(ctx, r)
	if err != nil {
		return 0, err
	}
	v, err := b.one(ctx, s, b.scripts.shelfPut, []string{s.shelf(r.Kind), s.shelfExpiry(r.Kind), s.counters()},
		r.Key, int64(r.Version), micros(r.Expires), b.Now().UnixMicro(), rand.Text(), r.Value)
	if err != nil {
		return 0, fmt.Errorf("store %s: %w", r.Kind, err)
	}
	fresh, ok := v.(int64)
	if !ok {
		return 0, fmt.Errorf("store %s: %w", r.Kind, casebook.ErrStale)
	}
	return casebook.Version(fresh), nil
}

// Remove takes a record away.
func (b *Book) Remove(ctx context.Context, kind, key string, v casebook.Version) error {
	s := b.shelfOf(kind)
	done, err := b.one(ctx, s, b.scripts.shelfRemove, []string{s.shelf(kind), s.shelfExpiry(kind)},
		key, int64(v), b.Now().UnixMicro())
	if err == nil && done == nil {
		err = casebook.ErrStale
	}
	if err != nil {
		return fmt.Errorf("remove %s: %w", kind, err)
	}
	return nil
}

// List gives the records of a kind by key.
func (b *Book) List(ctx context.Context, kind string) ([]casebook.Record, error) {
	stored, err := b.client.HGetAll(ctx, b.shelfOf(kind).shelf(kind)).Result()
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, err)
	}
	var all []casebook.Record
	for key, value := range stored {
		r, err := readRecord(kind, key, []byte(value))
		if err != nil {
			return nil, err
		}
		if b.gone(r) {
			continue
		}
		if r, err = b.fresh.Vault.OpenRecord(ctx, r); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b casebook.Record) int { return cmp.Compare(a.Key, b.Key) })
	return all, nil
}

// readRecord reads a record's stored form; see shelf_put.lua.
func readRecord(kind, key string, stored []byte) (casebook.Record, error) {
	head, value, ok := bytes.Cut(stored, []byte("\n"))
	fields := bytes.Fields(head)
	if !ok || len(fields) != 3 {
		return casebook.Record{}, fmt.Errorf("read %s: its record is torn", kind)
	}
	v, err := strconv.ParseInt(string(fields[0]), 10, 64)
	if err != nil {
		return casebook.Record{}, fmt.Errorf("read %s: its version: %w", kind, err)
	}
	until, err := moment(string(fields[1]))
	if err != nil {
		return casebook.Record{}, fmt.Errorf("read %s: its expiry: %w", kind, err)
	}
	return casebook.Record{Kind: kind, Key: key, Value: value, Version: casebook.Version(v), Expires: until}, nil
}

func (b *Book) gone(r casebook.Record) bool { return !r.Expires.IsZero() && !r.Expires.After(b.Now()) }
