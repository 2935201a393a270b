package sqlite

import (
	"context"
	"fmt"

	"frontdoor/handoff/casebook"
)

var _ casebook.Long = (*Book)(nil)

// Length is the number of the last event: none is ever deleted.
func (b *Book) Length(ctx context.Context) (n int64, err error) {
	if err := b.row(ctx, "SELECT coalesce(max(n), 0) FROM events").Scan(&n); err != nil {
		return 0, fmt.Errorf("count events: %w", err)
	}
	return n, nil
}
