package dialog

import "time"

// Question is what the bot last asked.
type Question struct {
	// Asks is a slot key, or confirm, menu, pick, score.
	Asks string `json:"asks"`
	// About narrows the question: see the About constants.
	About   string    `json:"about,omitempty"`
	Choices []Choice  `json:"choices,omitempty"`
	Tries   int       `json:"tries,omitempty"`
	Part    string    `json:"part,omitempty"` // the beginning of a number that came without its end
	Case    CaseID    `json:"case,omitempty"`
	At      time.Time `json:"at,omitzero"`
	// Other is the case of somebody else that AboutAlike asks about; it is never edited.
	Other *Joint `json:"other,omitempty"`
}

// What a Question is about beyond a slot.
const (
	AskConfirm = "confirm"
	AskMenu    = "menu"
	AskPick    = "pick"
	AskScore   = "score"
	AskSide    = "table" // by a table: About says what (a mediation.Kind)

	AboutSummary  = "summary"
	AboutRestart  = "restart"
	AboutDrop     = "drop"
	AboutReopen   = "reopen"   // about the closed case, or something new?
	AboutSecond   = "second"   // report the second matter now?
	AboutAll      = "all"      // the menu of all categories
	AboutReason   = "reason"   // why unhappy
	AboutStatus   = "status"   // which case to show
	AboutWords    = "words"    // which case the words belong to
	AboutNotFixed = "notfixed" // which closed case is not fixed
	AboutDanger   = "danger"   // the one question a card may ask
	AboutPinyin   = "pinyin"   // the story, in characters
	AboutReminder = "reminder" // asked again by the reminder: "no" deletes
)

// AboutAnswer: did the town's answer help, or shall a person answer?
const AboutAnswer = "answer"

// AboutAlike asks whether a matter is the one that somebody else reported, open and a few
// steps away: then it goes on together with that one (see joint.go). It is asked once,
// after the hand-over, and only while nothing else is asked: whoever does not answer, or
// says no, has a case of their own as before. What the other one told, and who they are,
// is never said.
const AboutAlike = "alike"

// AboutErase is the question whether everything is to be deleted.
const AboutErase = "erase"

// What a tapped entry of a menu says, where it is no category: something else, and the next page.
const (
	ChoiceOther = "other"
	ChoiceMore  = "more"
)

// AtSummary says that the summary is what stands open; a nil question is none.
func (q *Question) AtSummary() bool {
	return q != nil && q.Asks == AskConfirm && q.About == AboutSummary
}

// Choice is one button.
type Choice struct {
	Key   string `json:"key"`   // what to type instead: "1"
	Label string `json:"label"` // what it says
	Value string `json:"value"` // what comes back in Input.Choice
}
