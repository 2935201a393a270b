package casebook

import (
	"context"
	"slices"
	"time"

	"frontdoor/dialog"
)

// Eraser is an engine that destroys what was said for good.
type Eraser interface {
	// EraseTalk destroys what was sealed in the lives of a talk before this one.
	EraseTalk(ctx context.Context, a dialog.Address, life int, at time.Time) error
	// EraseCase destroys the words of a case, also those of a time when nothing was
	// sealed, wherever the engine keeps them; what the law holds (dialog.Change.Hold) it
	// leaves where told to. It may be said again.
	EraseCase(ctx context.Context, id dialog.CaseID, hold bool, at time.Time) error
}

// Erased takes the words out of the events of a case that was erased, as its key's end
// does: from the commit on that says so nobody reads them, whoever still has the key. What
// is held by law stays until the case is erased once more.
func Erased(events []Event) []Event {
	erased := func(e Event) bool { return e.Kind == dialog.ChangeErased }
	if !slices.ContainsFunc(events, erased) {
		return events
	}
	last := len(events) - 1
	for !erased(events[last]) {
		last--
	}
	bare := slices.Clone(events)
	for i, e := range bare {
		if i <= last || !e.Hold {
			bare[i] = withoutWords(e)
		}
	}
	return bare
}

// HoldInOpen stands in the open half of an event that is held by law, and in no other: in a
// value, quotation marks are escaped.
const HoldInOpen = `"hold":true`

// withoutWords is an event without its private half.
func withoutWords(e Event) Event {
	if e.Kind == dialog.ChangeSlot && !openSlot(e.Slot) {
		e.Value = ""
	}
	e.Address, e.Text, e.Media, e.Pin, e.Choice, e.Quote, e.Ref, e.Raw, e.Choices, e.Act, e.Sealed = "", "", nil, nil, "", "", "", "", nil, nil, ""
	return e
}

// openSlot names the facts that are of the town and not of a person: they stay open, so
// that the figures of a month never change.
func openSlot(key string) bool { return key == dialog.StationSlot }

// erase leaves of a case what its figures need: number, kind, times, outcome, who had it.
// Said again, it takes away what was held by law.
func (c *Case) erase(e Event) {
	at := e.At
	if !c.ErasedAt.IsZero() {
		at = c.ErasedAt
	}
	*c = Case{ID: c.ID, Seq: c.Seq, ErasedAt: at, HeldUntil: e.Until, Status: c.Status, Category: c.Category, Confidence: c.Confidence, Flags: c.Flags,
		Owner: c.Owner, OwnerName: c.OwnerName, First: c.First, StartedAt: c.StartedAt, OpenedAt: c.OpenedAt, ClosedAt: c.ClosedAt,
		Outcome: c.Outcome, MovedAt: c.MovedAt, Moves: c.Moves, Score: c.Score, Dropped: c.Dropped, Abandoned: c.Abandoned, Linked: c.Linked,
		AlertedAt: c.AlertedAt, AlertedFor: c.AlertedFor, Answered: true, Merged: c.Merged, Joined: c.Joined, SideOf: c.SideOf, LastAt: c.LastAt,
		FromResident: c.FromResident, FromBot: c.FromBot, FromAgent: c.FromAgent, Notes: c.Notes, Media: c.Media}
}
