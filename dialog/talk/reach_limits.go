package talk

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// When the bot stops itself: two machines must not talk to each other for ever.
const (
	sameTextWindow = 10 * time.Minute
	sameTextMost   = 3
	hourMost       = 20
)

// Limit remembers what the bot says and stops it when it goes round in circles: a
// person is asked to look. Cards about danger, agents' words and the one answer to a STOP
// pass: whoever wants to hear nothing is sent nothing else in its place.
func (t *Talk) Limit() {
	t.State.Sent = slices.DeleteFunc(t.State.Sent, func(m dialog.SentMark) bool { return t.Now.Sub(m.At) > time.Hour })
	kept := t.Turn.Replies[:0]
	stopped, confirms := false, t.State.Stopped && t.State.StoppedAt.Equal(t.Now)
	for _, r := range t.Turn.Replies {
		if r.By != dialog.ByBot || r.Safety || r.Withheld != "" || confirms {
			kept = append(kept, r)
			continue
		}
		if stopped {
			continue
		}
		mark := say.MarkOf(r.Text)
		same := 1
		for _, m := range t.State.Sent {
			if m.Hash == mark && t.Now.Sub(m.At) <= sameTextWindow {
				same++
			}
		}
		if same >= sameTextMost || len(t.State.Sent) >= hourMost {
			if one, ok := t.circling(); ok {
				kept = append(kept, one)
			}
			stopped = true
			continue
		}
		t.State.Sent = append(t.State.Sent, dialog.SentMark{Hash: mark, At: t.Now})
		kept = append(kept, r)
	}
	t.Turn.Replies = kept
}

// circling silences the bot on this address and puts the matter before a person.
func (t *Talk) circling() (dialog.Reply, bool) {
	m := t.Matter()
	t.State.MutedUntil = t.Now.Add(t.Settings.Pauses.Mute)
	if m == nil {
		return dialog.Reply{}, false
	}
	t.Flag(m, dialog.FlagHuman)
	if m.Status == dialog.Collecting {
		t.Open(m, t.Town.FirstReplyDue(t.Now), false)
	}
	text := t.Signed(t.Phrase("loop", phrases.Vars{"case": string(m.ID)}))
	return dialog.Reply{By: dialog.ByBot, Case: m.ID, Text: text, UseBy: t.Now.Add(say.WordUseBy)}, true
}

// Rude answers abuse and advertising without any matter in it by one calm line, and
// then by nothing; true when it did.
func (t *Talk) Rude() bool {
	m := t.Matter()
	if m == nil || m.Status != dialog.Collecting || t.In.Choice != "" || t.Text == "" || m.Filled() > 0 {
		return false
	}
	lower := pattern.Small(t.Text)
	has := func(words []string) int {
		n := 0
		for _, w := range words {
			if strings.Contains(lower, w) {
				n++
			}
		}
		return n
	}
	key, flag := "", dialog.Flag("")
	switch {
	case pattern.HoldsAny(t.Text, phrases.RudeWords) && !t.HasSubstance(t.Text):
		key, flag = "abuse", dialog.FlagAbuse
	case has(phrases.SpamWords) > 1 && !t.Rank(t.Text).Sure():
		key = "spam"
	default:
		return false
	}
	if flag != "" {
		t.Flag(m, flag)
	}
	if t.Now.Sub(t.State.Rude) < time.Hour {
		t.Lead = nil
		return true
	}
	t.State.Rude = t.Now
	t.Tell(t.Phrase(key, nil))
	return true
}
