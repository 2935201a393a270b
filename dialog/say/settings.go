package say

import (
	"time"

	"frontdoor/dialog/answers"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
)

// Settings are what a town lets its bot say, and how it can be reached. They do not change
// while anybody speaks.
type Settings struct {
	hear.Known
	Phrases *phrases.Phrases
	// Answers are what the town has written down for common questions; nil for none.
	Answers *answers.Answers
	// NoTelegram: a resident cannot be told to go on there.
	NoTelegram bool
	// NoSMS: no text message can be sent.
	NoSMS bool
	// TelegramName is the bot's name there, without the @; "" where it is not known.
	TelegramName string
	// OptOut says who answers STOP, START and HELP on SMS: OptOutProvider or
	// OptOutOurs; "" where no provider stands between, as in a rehearsal: then HELP
	// and START are answered, and STOP is obeyed without a word.
	OptOut string
	// LinkBase is what a one-time link begins with, as residents reach this server; "" where
	// they cannot, as in a rehearsal: then none is given.
	LinkBase string
	Pauses   Pauses
}

// Pauses are all the waiting times of the conversation. Tests and operators may
// shorten them.
type Pauses struct {
	Chat time.Duration // a story on chat is over after so much silence
	//lint:ignore ST1011 text messages, not milliseconds
	SMS      time.Duration // the same on SMS
	Longest  time.Duration // no story waits longer, from its first message
	Reminder time.Duration // silence before the one reminder
	Abandon  time.Duration // silence after the reminder before agents see the draft
	Keep     time.Duration // how long a draft is kept
	Reopen   time.Duration // how long "not fixed" reopens
	Mute     time.Duration // how long the bot is silent after going in circles
	Crisis   time.Duration // promised first human word in danger
}

// DefaultPauses are those of the written rules.
func DefaultPauses() Pauses {
	day := 24 * time.Hour
	return Pauses{
		Chat: 3 * time.Second, SMS: 8 * time.Second, Longest: 30 * time.Second,
		Reminder: 3 * time.Hour, Abandon: day, Keep: 30 * day, Reopen: 30 * day,
		Mute: day, Crisis: 5 * time.Minute,
	}
}

// Who answers the keywords on SMS.
const (
	OptOutProvider = "provider" // the provider, for the words it knows; we for the others
	OptOutOurs     = "ours"
)
