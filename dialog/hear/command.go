package hear

import "frontdoor/dialog"

// Command is one thing a message asks for.
type Command struct {
	Do    Do
	Slot  string
	Value string
	Raw   string
	Note  dialog.SlotState
	Text  string
}

// Do is one row of the closed list of what a message may ask of an intake.
type Do string

// The closed list. Rules read them out of the words today; whatever reads them
// another day, the machine that carries them out stays the same.
const (
	DoSet       Do = "set"      // Slot, Value, Raw, or Note for unknown and skipped
	DoCorrect   Do = "correct"  // Slot, Value, Raw: what was said before was wrong
	DoCategory  Do = "category" // Value: a person names the category
	DoMore      Do = "more"     // the next page of the menu
	DoAll       Do = "all"      // the menu of all categories
	DoYes       Do = "yes"
	DoNo        Do = "no"
	DoRefuse    Do = "refuse" // does not agree to what a summary asks to agree to
	DoSkip      Do = "skip"
	DoUnknown   Do = "unknown"
	DoBack      Do = "back"
	DoRepeat    Do = "repeat"
	DoRestart   Do = "restart" // Text: the new story, where it was told in the same breath
	DoDrop      Do = "drop"
	DoMistake   Do = "mistake" // somebody else was meant
	DoWhy       Do = "why"
	DoWait      Do = "wait"
	DoHelp      Do = "help"
	DoStatus    Do = "status"
	DoSummary   Do = "summary"
	DoNewMatter Do = "new" // Text: its words, if any
	DoLanguage  Do = "language"
	DoMyData    Do = "mydata"
	DoThanks    Do = "thanks"
	DoGreeting  Do = "greeting"
	DoUnclear   Do = "unclear" // an answer to a closed question that is none
	DoAdd       Do = "add"     // Text: words that belong to the story
	DoAsk       Do = "ask"     // a question back, which a person will answer
)
