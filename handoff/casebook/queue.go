package casebook

import (
	"context"
	"time"
)

// Queue is how much of one kind of due things there is. Messages are counted by the
// addresses that have some: of each only the oldest goes.
type Queue struct {
	Waiting int // all of them, those put off and leased, too
	Late    int // their time has come and nobody has them
}

// Queues is an engine that can say how much waits, at little cost: it is asked every few
// seconds.
type Queues interface {
	Queue(ctx context.Context, kind DueKind, now time.Time) (Queue, error)
}
