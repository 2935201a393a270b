package script

import (
	"testing"
	"time"

	"frontdoor/dialog"
)

// What stops the bot in the middle of a turn takes neither the card nor an agent's words
// behind it away.
func TestGoingInCirclesLosesNoCard(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	said := dialog.SentMark{Hash: markOf("same"), At: now.Add(-time.Minute)}
	s := &Talk{}
	s.State, s.Now, s.settings = &dialog.State{Sent: []dialog.SentMark{said, said}}, now, &Settings{}
	s.turn.Replies = []dialog.Reply{{By: dialog.ByBot, Text: "same"}, {By: dialog.ByBot, Text: "other"}, {By: dialog.ByBot, Text: "card", Safety: true}, {By: dialog.ByAgent, Text: "agent"}}
	s.limit()
	if got := s.turn.Replies; len(got) != 2 || got[0].Text != "card" || got[1].Text != "agent" {
		t.Errorf("left are %+v", got)
	}
}
