package say

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/understand"
)

// Act records something the agent did.
func (t *Speaker) Act(c dialog.Change) {
	c.By, c.Agent = dialog.ByAgent, t.In.Agent
	t.Change(c)
}

// MayAct says whether the agent may do what only the owner does.
func (t *Speaker) MayAct(m *dialog.Matter) bool {
	if m.Owner == t.In.Agent || t.In.Force {
		return true
	}
	if m.Owner != "" {
		t.Turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
	} else {
		t.Turn.Refused = dialog.ErrNotOwner
	}
	return false
}

// Clean is an agent's text as it goes out.
func (t *Speaker) Clean(text string) string { return strings.TrimSpace(understand.Clean(text)) }

// SendOrKeep sends a reply; at an unnamed address its text waits for the code.
func (t *Speaker) SendOrKeep(r dialog.Reply, text string) {
	switch {
	case t.In.From.Channel() == dialog.Unnamed:
		r.Withheld = dialog.WaitsForCode
		t.keepForCode(text)
	case t.State.Stopped:
		r.Withheld = dialog.OptedOut
	}
	t.Turn.Replies = append(t.Turn.Replies, r)
}

// keepForCode keeps an agent's words until somebody brings the code; at most so many.
func (t *Speaker) keepForCode(text string) {
	t.State.Waiting = append(t.State.Waiting, text)
	if n := len(t.State.Waiting) - mostWaiting; n > 0 {
		t.State.Waiting = slices.Delete(t.State.Waiting, 0, n)
	}
}

const mostWaiting = 20
