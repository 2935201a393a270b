package main

import (
	"context"
	"log/slog"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis"
)

// archivist is the duty that moves closed cases to the archive, in one process of
// several on a book; none where there is no archive.
func (s *serveSettings) archivist(b book, board *handoff.Board, log *slog.Logger) []duty {
	shared, ok := b.(*redis.Book)
	if !ok || s.Archive == "" {
		return nil
	}
	now := clockOf(b)
	a := handoff.NewArchivist(shared, board, s.archiveAfter(), now, log)
	return []duty{{"the archivist", func(ctx context.Context) error {
		return casebook.Lead(ctx, b, "archive", now, a.Run)
	}}}
}

func (s *serveSettings) archiveAfter() time.Duration {
	return time.Duration(s.ArchiveAfter) * 24 * time.Hour
}

// archived says what becomes of cases closed long ago, and what is wrong with that. A
// server that cannot reach its archive starts all the same: residents are heard first.
func (s *serveSettings) archived(ctx context.Context, b book) []finding {
	shared, ok := b.(*redis.Book)
	if !ok {
		return nil
	}
	if err := shared.CheckArchive(ctx); err != nil {
		return []finding{bad("The archive cannot be used: %v. Archived cases show no words until it can, and the lists not before serve starts anew.", err)}
	}
	if s.Archive == "" {
		return []finding{fine("Nothing is archived: FRONTDOOR_ARCHIVE is not set, so closed cases stay in Redis.")}
	}
	return []finding{fine("Cases closed for %d days move to the archive %s; back it up after the book.", s.ArchiveAfter, s.Archive)}
}
