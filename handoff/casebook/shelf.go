package casebook

import (
	"context"
	"time"
)

// Shelf keeps small versioned records beside the book, on the same engine: what
// is no conversation. Agents, sessions, tokens, drafts, saved replies, settings.
type Shelf interface {
	// Get gives a record, ErrNotFound when there is none or it has expired.
	Get(ctx context.Context, kind, key string) (Record, error)
	// Put stores r if the stored version is r.Version (0: there is none, or it
	// has expired), and returns the new version, one never given before for
	// this key; ErrStale if not.
	Put(ctx context.Context, r Record) (Version, error)
	// Remove takes a record away if its version is v; ErrStale if it is
	// another, nil if there is none.
	Remove(ctx context.Context, kind, key string, v Version) error
	// List gives all records of a kind that have not expired, by key.
	List(ctx context.Context, kind string) ([]Record, error)
}

// Record is one thing on the Shelf.
type Record struct {
	Kind    string
	Key     string
	Value   []byte
	Version Version
	Expires time.Time // zero for never
}
