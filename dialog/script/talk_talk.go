package script

import (
	"time"

	"frontdoor/dialog"
)

// Talk is one step of the talk with a resident: what they tell is collected, sorted and
// handed to people, and followed until it is done.
type Talk struct {
	Host
	// typed is the resident's words as they were typed.
	typed string
	// plains are words that are read otherwise than they were typed, and both.
	plains [][2]string
	// pieces are the messages of a cry.
	pieces []dialog.Piece
	// spokeBefore is when the resident spoke last before this input.
	spokeBefore time.Time
	// another: somebody else speaks than before on this address.
	another bool
	// wasAsked is the question that was open before this input.
	wasAsked *dialog.Question
	// turned is the slot in which the resident's word on being named or not changed the
	// answer just now, turnedFrom what it was; "" for none.
	turned     string
	turnedFrom dialog.Slot
	// renumbered is the case whose number was replaced just now.
	renumbered dialog.CaseID
}
