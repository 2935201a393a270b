package handoff

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
)

// Topic is a kind of news that an agent may want to hear of or not. Danger is none: it
// is told whatever was chosen.
type Topic string

// The closed list of topics.
const (
	TopicNew     Topic = "new"     // a case waits in the agent's area
	TopicMine    Topic = "mine"    // a case is proposed to the agent, or was taken away
	TopicWord    Topic = "word"    // a resident wrote in the agent's case, or did not get an answer
	TopicMention Topic = "mention" // a colleague names the agent, or writes in their case
	TopicDue     Topic = "due"     // a deadline is near or over
)

// Topics is the closed list, in the order in which it is shown.
func Topics() []Topic {
	return []Topic{TopicNew, TopicMine, TopicWord, TopicMention, TopicDue}
}

// Way is a way by which an agent hears of something.
type Way string

// The closed list of ways.
const (
	WayPage Way = "page" // the browser, while the inbox is open in it
	WayPush Way = "push" // the browser, also while the inbox is closed
	WayChat Way = "chat" // the agent's own Telegram or telephone
)

// Ways is the closed list.
func Ways() []Way { return []Way{WayPage, WayPush, WayChat} }

// Notice is one thing told to an agent in a browser. It holds no resident's words.
type Notice struct {
	Case   dialog.CaseID `json:"case"`
	Text   string        `json:"text"`
	Urgent bool          `json:"urgent,omitempty"`
}

// Wishes are what an agent wants to hear of. Of empty ones everything is told by every
// way: by the browser in hours of duty only, by the chat as /duty there says.
type Wishes struct {
	// Not are the pairs of topic and way that are not wanted: new:push.
	Not []string `json:"not,omitempty"`
	// Hours is when: "" as above, always, or duty for every way in hours of duty only.
	Hours string `json:"hours,omitempty"`
}

// The values of Wishes.Hours.
const (
	HoursDuty   = "duty"
	HoursAlways = "always"
)

// Wish names a pair of topic and way as it stands in Wishes.Not.
func Wish(t Topic, w Way) string { return string(t) + ":" + string(w) }

// Wants says whether an agent wants to hear of a topic by a way at a moment. The topic ""
// is danger, which nobody can choose away.
func (w Worker) Wants(topic Topic, way Way, at time.Time, t *town.Town) bool {
	if topic != "" && slices.Contains(w.Line.Wishes.Not, Wish(topic, way)) {
		return false
	}
	return !w.Off(way, at, t)
}

// Off says whether an agent is not to be told by a way at a moment.
func (w Worker) Off(way Way, at time.Time, t *town.Town) bool {
	if w.Line.Quiet {
		return true
	}
	switch w.Line.Wishes.Hours {
	case HoursAlways:
		return false
	case HoursDuty:
	default:
		if way == WayChat {
			return false
		}
	}
	return !w.OnDuty(at, t)
}
