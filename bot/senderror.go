package bot

import (
	"fmt"
	"time"
)

// SendError says what a failed send means. It is made in the channel, which
// knows its provider, and read only in the Deliverer.
type SendError struct {
	// Again: worth trying again. After is how long the provider asked to wait,
	// 0 when it did not say.
	Again bool
	After time.Duration
	// Until: our own rules hold the message back until then (quiet hours, a limit
	// of the day). Nothing is wrong with the provider, and later messages to this
	// resident pass it.
	Until time.Time
	// Gone: this resident cannot be reached on this channel any more (blocked
	// the bot, opted out).
	Gone bool
	// Shut: the channel lets nothing out until the resident writes again. An agent's words
	// are then sent once more.
	Shut bool
	// Late: it is no longer worth sending, which is nobody's fault.
	Late bool
	// Reason is for the agent: what happened, in words, without personal data.
	Reason string
	Err    error
}

func (e *SendError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Reason, e.Err)
	}
	return e.Reason
}

// Partly notes that so many parts of the message were out before it failed: who sends it
// once more should know.
func (e *SendError) Partly(out int) {
	if out > 0 {
		e.Reason = Behind("只发出了前面一部分：", "only the beginning went out: ", e.Reason)
	}
}

func (e *SendError) Unwrap() error { return e.Err }
