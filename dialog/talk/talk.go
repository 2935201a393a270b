package talk

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/table"
)

// Talk is one step of the talk with a resident: what they tell is collected, sorted and
// handed to people, and followed until it is done.
type Talk struct {
	table.Host
	// typed is the resident's words as they were typed.
	typed string
	// plains are words that are read otherwise than they were typed, and both.
	plains [][2]string
	// Pieces are the messages of a cry.
	Pieces []dialog.Piece
	// SpokeBefore is when the resident spoke last before this input.
	SpokeBefore time.Time
	// another: somebody else speaks than before on this address.
	another bool
	// WasAsked is the question that was open before this input.
	WasAsked *dialog.Question
	// turned is the slot in which the resident's word on being named or not changed the
	// answer just now, turnedFrom what it was; "" for none.
	turned     string
	turnedFrom dialog.Slot
	// renumbered is the case whose number was replaced just now.
	renumbered dialog.CaseID
}

// Begin opens a draft and makes it the one talked about; nil when no number is left.
func (t *Talk) Begin() *dialog.Matter {
	id, ok := t.Number()
	if !ok {
		return nil
	}
	t.State.Matters = append(t.State.Matters, dialog.Matter{ID: id, Status: dialog.Collecting, Slots: map[string]dialog.Slot{}})
	t.State.Current = id
	t.State.Asking = nil
	m := t.State.Matter(id)
	t.KnownContact(m)
	t.tellStation(m)
	return m
}
