package casebook

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"frontdoor/dialog"
)

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
			err = fmt.Errorf("the conversation broke off: %s\n%s", why, debug.Stack())
		}
	}()
	return c.script.Step(s, in), nil
}
