package redis

import (
	"context"
	"fmt"

	"frontdoor/handoff/casebook"
)

var _ casebook.Long = (*Book)(nil)

// Length adds up the numbers of the last entries of all shards' feeds.
func (b *Book) Length(ctx context.Context) (n int64, err error) {
	ends, err := b.ends(ctx)
	if err != nil {
		return 0, fmt.Errorf("count events: %w", err)
	}
	for _, end := range ends {
		n += end.n
	}
	return n, nil
}
