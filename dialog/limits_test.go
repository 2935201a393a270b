package dialog

import (
	"testing"
	"time"
)

// What stops the bot in the middle of a turn takes neither the card nor an agent's words
// behind it away.
func TestGoingInCirclesLosesNoCard(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	said := SentMark{Hash: markOf("same"), At: now.Add(-time.Minute)}
	s := scene{Script: &Script{}, s: &State{Sent: []SentMark{said, said}}, now: now}
	s.turn.Replies = []Reply{{By: ByBot, Text: "same"}, {By: ByBot, Text: "other"}, {By: ByBot, Text: "card", Safety: true}, {By: ByAgent, Text: "agent"}}
	s.limit()
	if got := s.turn.Replies; len(got) != 2 || got[0].Text != "card" || got[1].Text != "agent" {
		t.Errorf("left are %+v", got)
	}
}
