package sqlite

import (
	"context"
	"fmt"
	"time"

	"frontdoor/handoff/casebook"
)

var _ casebook.Queues = (*Book)(nil)

// queued counts what waits of a kind, and what is late of it: by indexes alone.
var queued = map[casebook.DueKind][2]string{
	casebook.DueMessage: {"SELECT count(*) FROM queues", "SELECT count(*) FROM queues WHERE ready_at <= ?"},
	casebook.DueWake:    {"SELECT count(*) FROM talks WHERE wake_ready IS NOT NULL", "SELECT count(*) FROM talks WHERE wake_ready <= ?"},
	casebook.DueLetter:  {"SELECT count(*) FROM letters", "SELECT count(*) FROM letters WHERE ready_at <= ?"},
}

// Queue counts with a reader.
func (b *Book) Queue(ctx context.Context, kind casebook.DueKind, now time.Time) (q casebook.Queue, err error) {
	ask, ok := queued[kind]
	if !ok {
		return q, fmt.Errorf("count what waits: there is no kind %q", kind)
	}
	if err := b.row(ctx, ask[0]).Scan(&q.Waiting); err != nil {
		return q, fmt.Errorf("count what waits of %s: %w", kind, err)
	}
	if err := b.row(ctx, ask[1], now.UnixMicro()).Scan(&q.Late); err != nil {
		return q, fmt.Errorf("count what is late of %s: %w", kind, err)
	}
	return q, nil
}
