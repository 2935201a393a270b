package booktest

import (
	"context"
	"testing"
	"time"

	"frontdoor/handoff/casebook"
)

// Open makes a new, empty book for one test. reopen stands for a restart: it
// closes the book and opens the same one again.
type Open func(t *testing.T) (book casebook.Book, shelf casebook.Shelf, reopen func() (casebook.Book, casebook.Shelf))

// place is where one check works.
type place struct {
	*testing.T
	ctx    context.Context
	book   casebook.Book
	shelf  casebook.Shelf
	again  func() (casebook.Book, casebook.Shelf)
	open   Open
	serial int
}

// reopen restarts the engine.
func (p *place) reopen() { p.book, p.shelf = p.again() }

type check struct {
	name string
	run  func(*place)
}

// Run runs the whole suite, each check on a book of its own.
func Run(t *testing.T, open Open) {
	for _, group := range []struct {
		name   string
		checks []check
	}{
		{"commits", commitChecks},
		{"feed", feedChecks},
		{"recent", recentChecks},
		{"messages", messageChecks},
		{"wakes", wakeChecks},
		{"letters", letterChecks},
		{"numbers", numberChecks},
		{"shelf", shelfChecks},
		{"clerk", clerkChecks},
		{"receipts", receiptChecks},
		{"carry", carryChecks},
		{"queues", queueChecks},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, c := range group.checks {
				t.Run(c.name, func(t *testing.T) {
					t.Parallel()                                                   // each waits for the disk most of the time
					ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute) // a busy machine is no fault of the engine
					t.Cleanup(cancel)
					book, shelf, again := open(t)
					c.run(&place{T: t, ctx: ctx, book: book, shelf: shelf, again: again, open: open})
				})
			}
		})
	}
}
