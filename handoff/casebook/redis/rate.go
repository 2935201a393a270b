package redis

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"frontdoor/dialog"
)

// Pace books a moment for something done at a steady rate by all processes
// together: at least gap apart, burst of them at once. It gives how long to wait; a
// wait above most books nothing. What is booked is not given back.
func (b *Book) Pace(ctx context.Context, what string, gap time.Duration, burst int, most time.Duration) (time.Duration, error) {
	name, err := b.fresh.Vault.StoredAs(ctx, dialog.Address(what)) // mostly it is one
	if err != nil {
		return 0, fmt.Errorf("book a moment for a send: %w", err)
	}
	s := b.shardOf(name)
	calls := []*call{{script: b.scripts.rate, keys: []string{s.rate(string(name))},
		args: []any{gap.Microseconds(), burst, most.Microseconds()}}}
	if err := b.run(ctx, s, calls); err != nil {
		return 0, fmt.Errorf("book a moment for a send: %w", err)
	}
	said, err := calls[0].cmd.Text()
	if err != nil {
		return 0, fmt.Errorf("book a moment for a send: %w", err)
	}
	us, err := strconv.ParseInt(said, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("book a moment for a send: %w", err)
	}
	return time.Duration(us) * time.Microsecond, nil
}
