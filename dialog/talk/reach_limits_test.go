package talk

import (
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/say"
)

// What stops the bot in the middle of a turn takes neither the card nor an agent's words
// behind it away.
func TestGoingInCirclesLosesNoCard(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	said := dialog.SentMark{Hash: say.MarkOf("same"), At: now.Add(-time.Minute)}
	s := &Talk{}
	s.State, s.Now, s.Settings = &dialog.State{Sent: []dialog.SentMark{said, said}}, now, &say.Settings{}
	s.Turn.Replies = []dialog.Reply{{By: dialog.ByBot, Text: "same"}, {By: dialog.ByBot, Text: "other"}, {By: dialog.ByBot, Text: "card", Safety: true}, {By: dialog.ByAgent, Text: "agent"}}
	s.Limit()
	if got := s.Turn.Replies; len(got) != 2 || got[0].Text != "card" || got[1].Text != "agent" {
		t.Errorf("left are %+v", got)
	}
}
