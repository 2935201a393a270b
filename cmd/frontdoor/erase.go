package main

import (
	"context"
	"log/slog"

	"frontdoor/bot/media"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// ageing is the duty that has cases erased which the town, and what the law, keeps no longer, in
// one process of several on a book.
func (s *server) ageing(place *town.Town) []duty {
	r := &handoff.Retention{Desk: s.desk, Shelf: s.book, Board: s.board, Town: place, Now: clockOf(s.book), Log: s.log}
	run := r.Run
	if lead := alone(s.book, "retention"); lead != nil {
		run = func(ctx context.Context) error { return lead(ctx, r.Run) }
	}
	return []duty{{"what is kept its time", run}}
}

// erasing is the duty that destroys what is left of cases that were erased, in one
// process of several on a book.
func erasing(b book, board *handoff.Board, files *media.Store, log *slog.Logger) []duty {
	eraser, ok := b.(casebook.Eraser)
	if !ok {
		return nil
	}
	e := &handoff.Eraser{Book: eraser, Shelf: b, Board: board, Files: files.Erase, Now: clockOf(b), Log: log}
	run := e.Run
	if lead := alone(b, "erase"); lead != nil {
		run = func(ctx context.Context) error { return lead(ctx, e.Run) }
	}
	return []duty{{"the eraser", run}}
}
