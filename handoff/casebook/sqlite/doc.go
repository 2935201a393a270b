// Package sqlite is the casebook's engine for one machine: one file, no server.
//
// One goroutine writes. It takes all commits that wait (128 at most) into one
// transaction, so that they share one sync of the disk. A commit that is refused
// (ErrSeen, ErrStale) leaves no change, so it hurts no other; if one breaks in the
// middle, the group is written again, each in a savepoint of its own.
// Case numbers are drawn in blocks (casebook.Numbers). Readers have a small pool of
// their own and never wait for the writer (WAL). With synchronous=FULL a commit
// that returned survives kill -9 and power loss.
//
// Because there is one writer at a time, across processes too, the row number of
// an event is its place in the order of commits, and a cursor is that number.
//
// Another process (a command line) may have the same file open: its commits are
// noticed within a fifth of a second.
//
// It never reads what is inside a state or an event, and never looks at a clock
// but for the expiry of shelf records: all other times come with the commits. The clock
// it offers to those who commit does not go back when the machine's does (clock.go).
package sqlite
