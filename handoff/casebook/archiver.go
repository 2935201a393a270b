package casebook

import (
	"context"

	"frontdoor/dialog"
)

// Archiver is an engine that can move the events of a case out of its own store, to
// where space is cheap. A case stays readable by Case and in the feed, and comes back
// with its next event.
type Archiver interface {
	// Archive moves a case away if its last event is seq; ErrStale if it is another.
	// A case that was moved before is left as it is.
	Archive(ctx context.Context, id dialog.CaseID, seq int) error
}
