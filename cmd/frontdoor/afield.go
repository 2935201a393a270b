package main

import (
	"context"
	"log/slog"

	"frontdoor/handoff/afield"
	"frontdoor/handoff/casebook"
)

// settler writes receipts down, and beside them what agents afield may answer.
type settler struct {
	*casebook.Clerk
	field *afield.Field
	log   *slog.Logger
}

func (s settler) Receipt(ctx context.Context, due casebook.Due, r casebook.Receipt, provider, reason string) error {
	if r == casebook.Sent {
		if err := s.field.Sent(ctx, due.Message, provider); err != nil { // it is out, whatever is noted of it
			s.log.Warn("what an agent was sent is not noted; a reply to it is known by its words", "err", err)
		}
	}
	return s.Clerk.Receipt(ctx, due, r, provider, reason)
}

// newsAfield tells agents their news, from one process of several on a book.
func newsAfield(b book, field *afield.Field) func(context.Context) error {
	if lead := alone(b, "afield"); lead != nil {
		return func(ctx context.Context) error { return lead(ctx, field.Run) }
	}
	return field.Run
}
