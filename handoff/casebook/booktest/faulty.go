package booktest

import (
	"context"
	"errors"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// ErrFault is what a Faulty book says.
var ErrFault = errors.New("fault made by a test")

// Fault is what goes wrong with a commit.
type Fault int

// What can go wrong with a commit.
const (
	NoFault Fault = iota
	// BeforeCommit: it is not stored, and said to have failed.
	BeforeCommit
	// AfterCommit: it is stored, and said to have failed: the answer was lost.
	AfterCommit
)

// Faulty is a book that fails when a test says so.
type Faulty struct {
	casebook.Book
	mu      sync.Mutex
	commits func(casebook.Commit) Fault
	others  func(method string) error
}

// NewFaulty wraps a book; until told otherwise it does not fail.
func NewFaulty(b casebook.Book) *Faulty { return &Faulty{Book: b} }

// OnCommit sets what goes wrong with commits; nil for nothing.
func (f *Faulty) OnCommit(fault func(casebook.Commit) Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.commits = fault
}

// OnOther sets what the other methods say by their name ("Read", "Reserve",
// "Case", "Since", "Lease") before they do anything; nil for nothing.
func (f *Faulty) OnOther(fault func(method string) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.others = fault
}

// Commit is Book.Commit with the fault set.
func (f *Faulty) Commit(ctx context.Context, c casebook.Commit) (casebook.Version, error) {
	f.mu.Lock()
	fault := NoFault
	if f.commits != nil {
		fault = f.commits(c)
	}
	f.mu.Unlock()
	if fault == BeforeCommit {
		return 0, ErrFault
	}
	v, err := f.Book.Commit(ctx, c)
	if fault == AfterCommit {
		return 0, ErrFault
	}
	return v, err
}

func (f *Faulty) other(method string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.others == nil {
		return nil
	}
	return f.others(method)
}

// Read is Book.Read with the fault set.
func (f *Faulty) Read(ctx context.Context, a dialog.Address) (casebook.Talk, error) {
	if err := f.other("Read"); err != nil {
		return casebook.Talk{}, err
	}
	return f.Book.Read(ctx, a)
}

// Reserve is Book.Reserve with the fault set.
func (f *Faulty) Reserve(ctx context.Context, shard int) (uint64, error) {
	if err := f.other("Reserve"); err != nil {
		return 0, err
	}
	return f.Book.Reserve(ctx, shard)
}

// Case is Book.Case with the fault set.
func (f *Faulty) Case(ctx context.Context, id dialog.CaseID) ([]casebook.Event, error) {
	if err := f.other("Case"); err != nil {
		return nil, err
	}
	return f.Book.Case(ctx, id)
}

// Since is Book.Since with the fault set.
func (f *Faulty) Since(ctx context.Context, after casebook.Cursor, max int) ([]casebook.Event, casebook.Cursor, error) {
	if err := f.other("Since"); err != nil {
		return nil, "", err
	}
	return f.Book.Since(ctx, after, max)
}

// Lease is Book.Lease with the fault set.
func (f *Faulty) Lease(ctx context.Context, kind casebook.DueKind, now time.Time, hold time.Duration, max int) ([]casebook.Due, error) {
	if err := f.other("Lease"); err != nil {
		return nil, err
	}
	return f.Book.Lease(ctx, kind, now, hold, max)
}
