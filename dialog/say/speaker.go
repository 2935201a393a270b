package say

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
)

// Speaker is one step in which something is said and recorded: what is heard, the turn that
// comes of it, and what still waits to be said.
type Speaker struct {
	hear.Listener
	// Settings are those of the town.
	Settings *Settings
	In       dialog.Input
	Turn     dialog.Turn
	// Home is the case the resident's words of this input belong to; Said are those words.
	Home dialog.CaseID
	Said []dialog.Change
	// Text is the resident's words of this message, cleaned and masked, as they are read.
	Text string
	// Lead are sentences to put before what is said next.
	Lead []string
	// Echoed says back what was taken; a summary makes it needless.
	Echoed string
	// LongSay is a kept sentence that may not be lost for want of room, MustSay its short form.
	LongSay, MustSay string
	// Introduced: what is said now says by itself who speaks, or must not be delayed by it.
	Introduced bool
	// Greets: what is said now is the greeting that holds the notice about personal data.
	Greets bool
	// Taken is true once In.Fresh was used.
	Taken bool
	// UnnamedNow says that the resident chose just now to stay unnamed, and was not told yet
	// that it is heard.
	UnnamedNow bool
}

// New begins a step at an address of which the state is known.
func New(settings *Settings, state *dialog.State, in dialog.Input) Speaker {
	return Speaker{Listener: hear.Listener{Known: &settings.Known, State: state, Now: in.At.In(settings.Town.Zone), Wrote: in.Written}, Settings: settings, In: in}
}
