package casebook

import "context"

// Long is an engine that can say how many events it holds.
type Long interface {
	// Length is how many there are; one or the other may just be coming.
	Length(ctx context.Context) (int64, error)
}
