package casebook

import (
	"context"
	"fmt"
)

// numberBlock is how many numbers an engine draws at once: a write for each would
// double what a resident's first word costs. What is left of a block when the
// process ends is a gap, which the contract allows.
const numberBlock = 16

// Numbers hands out case numbers from blocks, for the engines.
type Numbers struct {
	draw   func(ctx context.Context, shard, count int) (last uint64, err error)
	shards [Shards]chan block // each holds its block, or nobody may touch it
}

// block is what is left of one drawing: the numbers up to last.
type block struct{ next, last uint64 }

// NewNumbers makes them; draw counts a shard on by count, durably, and gives the
// last of the numbers that are then nobody else's.
func NewNumbers(draw func(ctx context.Context, shard, count int) (last uint64, err error)) *Numbers {
	n := &Numbers{draw: draw}
	for i := range n.shards {
		n.shards[i] = make(chan block, 1)
		n.shards[i] <- block{next: 1}
	}
	return n
}

// Reserve is Book.Reserve.
func (n *Numbers) Reserve(ctx context.Context, shard int) (uint64, error) {
	if shard < 0 || shard >= Shards {
		return 0, fmt.Errorf("reserve: there is no shard %d", shard)
	}
	var b block
	select {
	case b = <-n.shards[shard]:
	case <-ctx.Done():
		return 0, fmt.Errorf("reserve: %w", ctx.Err())
	}
	defer func() { n.shards[shard] <- b }()
	if b.next > b.last {
		last, err := n.draw(ctx, shard, numberBlock)
		if err != nil {
			return 0, fmt.Errorf("reserve: %w", err)
		}
		b = block{last - numberBlock + 1, last}
	}
	number := b.next
	b.next++
	return number, nil
}
