package casebook

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrMalformed: the commit breaks the contract. Nothing was stored, and saying
// it again will not help.
var ErrMalformed = errors.New("commit is malformed")

// Check says what is wrong with a commit before an engine begins to write it: a
// missing name, a message to another address. Every engine calls it; a mistake is
// ErrMalformed. That a case lies in its address' shard is not looked at here: the
// Clerk draws its numbers so, but a case carried over keeps any number it had. An
// engine that cannot store such a number refuses it as malformed.
func (c Commit) Check() error {
	if c.ID == "" {
		return fmt.Errorf("%w: it has no id", ErrMalformed)
	}
	if c.Address == "" || !utf8.ValidString(string(c.Address)) {
		return fmt.Errorf("%w: its address is empty or not text", ErrMalformed)
	}
	for _, e := range c.Events {
		if e.Case == "" || e.Kind == "" {
			return fmt.Errorf("%w: an event names no case or no kind", ErrMalformed)
		}
	}
	for _, m := range c.Send {
		if m.ID == "" {
			return fmt.Errorf("%w: a message has no id", ErrMalformed)
		}
		if m.To != c.Address {
			return fmt.Errorf("%w: message %s goes to another address", ErrMalformed, m.ID)
		}
	}
	for _, l := range c.Letters {
		if l.ID == "" || l.To == "" {
			return fmt.Errorf("%w: a letter has no id or no receiver", ErrMalformed)
		}
	}
	return nil
}

// Rings reports whether followers want to know of the commit.
func (c Commit) Rings() bool {
	return len(c.Events) > 0 || len(c.Send) > 0 || len(c.Letters) > 0 || len(c.Settled) > 0 || !c.Wake.IsZero()
}
