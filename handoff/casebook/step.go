package casebook

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"frontdoor/dialog"
)

// ErrBrokenOff: a step did not come to its end. The same input will break off again, until
// the program is mended.
var ErrBrokenOff = errors.New("the conversation broke off")

// step thinks. What breaks off is one talk's trouble: the words are not taken, and their
// sender is told so. Without this a wake-up that breaks off would end the program, and
// end it again at every start, for the whole town.
func (c *Clerk) step(s dialog.State, in dialog.Input) (turn dialog.Turn, err error) {
	defer func() {
		if r := recover(); r != nil {
			why := fmt.Sprintf("%T", r) // any other value may hold words
			if fault, ok := r.(runtime.Error); ok {
				why = fault.Error()
			}
			err = fmt.Errorf("%w: %s\n%s", ErrBrokenOff, why, debug.Stack())
		}
	}()
	return c.script.Step(s, in), nil
}
