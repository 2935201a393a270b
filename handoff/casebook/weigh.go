package casebook

import (
	"context"

	"frontdoor/dialog"
)

// Scale is an engine that can say how much room what it keeps takes.
type Scale interface {
	// Weigh gives one weight for everything kept. With oneIn above 1 only about one
	// in so many conversations, cases, keys and queues is weighed, where weighing is
	// dear; all are counted.
	Weigh(ctx context.Context, oneIn int, each func(Weight)) error
}

// Weight is one thing kept, and its room.
type Weight struct {
	Kind   WeightKind
	Case   dialog.CaseID // which case; only for WeighCase
	Things int           // how many it holds: events, messages, keys, records
	// Bytes is its room as the engine counts it; meaningless when not Weighed.
	Bytes   int64
	Weighed bool
}

// WeightKind is what is weighed.
type WeightKind string

// What is weighed. What is none of the others is the rest: the order of events,
// indexes, counters, free room.
const (
	WeighTalk   WeightKind = "talk"
	WeighCase   WeightKind = "case"
	WeighKeys   WeightKind = "keys"
	WeighQueue  WeightKind = "queue"
	WeighLetter WeightKind = "letter"
	WeighShelf  WeightKind = "shelf"
	WeighRest   WeightKind = "rest"
)
