package handoff

import (
	"context"
	"errors"
	"fmt"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

// Seat is one at the table, with the thread of their own.
type Seat struct {
	mediation.Party
	Events []casebook.Event
}

// Seats are the parties of a table with their threads: who reads the case reads them. The
// first one's thread is the case's own.
func (d *Desk) Seats(ctx context.Context, c casebook.Case, events []casebook.Event) ([]Seat, error) {
	if c.Table == nil {
		return nil, nil
	}
	return d.seatsAt(ctx, c.ID, c.Table, events)
}

// Handover is all that the next step of the ladder must know of a case, of the tables that
// were held in it before, too; false where none was held.
func (d *Desk) Handover(ctx context.Context, c casebook.Case, events []casebook.Event) (agreement.Handover, bool, error) {
	threads := agreement.Threads{}
	seats, err := d.Seats(ctx, c, events)
	if err != nil {
		return agreement.Handover{}, false, err
	}
	for _, s := range seats {
		threads[s.ID] = s.Events
	}
	earlier := casebook.EarlierTables(events)
	for n, table := range earlier {
		if seats, err = d.seatsAt(ctx, c.ID, &table, events); err != nil {
			return agreement.Handover{}, false, err
		}
		for _, s := range seats {
			if s.Case != string(c.ID) { // the first one's talk is the same at all tables
				threads[agreement.AtEarlier(s.ID, n+1)] = s.Events
			}
		}
	}
	h, ok := agreement.HandoverOf(c, earlier, threads)
	return h, ok, nil
}

func (d *Desk) seatsAt(ctx context.Context, id dialog.CaseID, table *mediation.Table, events []casebook.Event) ([]Seat, error) {
	var seats []Seat
	for i, p := range table.Parties {
		s := Seat{Party: p}
		switch {
		case i == 0: // also where their words were erased
			s.Events = events
		case p.Case == "":
		default:
			theirs, err := d.book.Case(ctx, dialog.CaseID(p.Case))
			if err != nil && !errors.Is(err, casebook.ErrNotFound) {
				return nil, fmt.Errorf("read the thread of a side of case %s: %w", id, err)
			}
			s.Events = theirs
		}
		seats = append(seats, s)
	}
	return seats, nil
}
