package casebook

import (
	"context"
	"errors"
	"time"

	"frontdoor/dialog"
)

// Errors of the contract (and ErrMalformed). Any other error means: nothing is
// known about whether it was stored; say it again with the same Commit.ID.
var (
	// ErrSeen: this message key was accepted before. Nothing was changed.
	ErrSeen = errors.New("message was seen before")
	// ErrStale: another commit on this address was faster. Read and step again.
	ErrStale = errors.New("state changed meanwhile")
	// ErrNotFound: there is no such case or record.
	ErrNotFound = errors.New("not found")
	// ErrCursor: the cursor is not one of this book's.
	ErrCursor = errors.New("cursor is not of this book")
)

// Shards is the number of shards of every book, fixed for ever.
const Shards = 16

// Version counts the commits with a state on one address; 0 before the first.
type Version int64

// Cursor is a place in the feed, opaque to all but the engine; empty is the
// beginning.
type Cursor string

// Talk is what is stored about one address. An address never heard of has
// Version 0 and the zero State.
type Talk struct {
	Address dialog.Address
	Version Version
	State   dialog.State
}

// Commit is one atomic write on one address.
type Commit struct {
	// ID names this attempt: a commit whose ID was stored before is a success
	// and changes nothing (the answer to the first try was lost). Required.
	ID      string
	Address dialog.Address
	// Seen is the message key; empty for none (wake-ups, receipts).
	Seen string
	// State is the new state, nil to leave it as it is. With a state, Expect
	// must be the version read; without one, Expect is not looked at and the
	// version does not move.
	State  *dialog.State
	Expect Version
	// Events get their Seq from the engine, in this order.
	Events []Event
	Send   []Outgoing
	// Wake replaces the address' wake-up when State is set; zero clears it.
	Wake    time.Time
	Letters []dialog.Letter
	// Settled are the leased things this commit finishes or puts off.
	Settled []Settled
}

// Book is the contract. All methods may be called from any goroutine. Every
// engine passes booktest.Run.
type Book interface {
	// Read gives what is stored about an address, as of the last commit that
	// returned.
	Read(ctx context.Context, a dialog.Address) (Talk, error)
	// Reserve gives a sequence number never given before in this shard. Gaps
	// are possible; a number is never given twice, not even after kill -9.
	Reserve(ctx context.Context, shard int) (uint64, error)
	// Commit writes all of c or nothing and returns the address' version.
	// ErrSeen comes with the version stored, too. ErrSeen is looked at before
	// ErrStale.
	Commit(ctx context.Context, c Commit) (Version, error)
	// Case gives all events of a case in order; ErrNotFound for none.
	Case(ctx context.Context, id dialog.CaseID) ([]Event, error)
	// Since gives up to max events after the cursor and the cursor after them;
	// at the end it gives none and a cursor to go on from. ErrCursor for a
	// cursor it cannot read.
	Since(ctx context.Context, after Cursor, max int) ([]Event, Cursor, error)
	// Lease hands out up to max due things of one kind and hides them for hold;
	// whoever dies holding one gives it back by time passing. See Due.
	Lease(ctx context.Context, kind DueKind, now time.Time, hold time.Duration, max int) ([]Due, error)
	// Nudges gives a channel that gets a value soon after commits of any
	// process that brought events or due things. Nudges may be merged; the
	// channel is closed when ctx ends. A missed nudge costs time, never data:
	// followers look again at least every second by themselves.
	Nudges(ctx context.Context) <-chan struct{}
	// Close finishes the commits under way and lets go of the store.
	Close() error
}
