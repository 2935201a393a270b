package script

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
)

// Speaker is one step in which something is said and recorded: what is heard, the turn that
// comes of it, and what still waits to be said.
type Speaker struct {
	hear.Listener
	// settings are those of the town.
	settings *Settings
	in       dialog.Input
	turn     dialog.Turn
	// home is the case the resident's words of this input belong to; said are those words.
	home dialog.CaseID
	said []dialog.Change
	// text is the resident's words of this message, cleaned and masked, as they are read.
	text string
	// lead are sentences to put before what is said next.
	lead []string
	// echoed says back what was taken; a summary makes it needless.
	echoed string
	// longSay is a kept sentence that may not be lost for want of room, mustSay its short form.
	longSay, mustSay string
	// introduced: what is said now says by itself who speaks, or must not be delayed by it.
	introduced bool
	// greets: what is said now is the greeting that holds the notice about personal data.
	greets bool
	// taken is true once in.Fresh was used.
	taken bool
	// unnamedNow says that the resident chose just now to stay unnamed, and was not told yet
	// that it is heard.
	unnamedNow bool
}

// newSpeaker begins a step at an address of which the state is known.
func newSpeaker(settings *Settings, state *dialog.State, in dialog.Input) Speaker {
	return Speaker{Listener: hear.Listener{Known: &settings.Known, State: state, Now: in.At.In(settings.Town.Zone), Wrote: in.Written}, settings: settings, in: in}
}
