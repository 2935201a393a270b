package dialog

import (
	"time"

	"frontdoor/dialog/mediation"
)

// Turn is all that one step decides. Nothing of it is said to anybody before it
// is stored.
type Turn struct {
	State State
	// Changes are what happened to which case, in order; each becomes one event
	// of that case. The resident's own words come first.
	Changes []Change
	// Replies are the messages to send, in order; each becomes one more event
	// and one outgoing message.
	Replies []Reply
	// Wake is when the address wants to be woken next; zero for never. It
	// replaces the wake-up stored before.
	Wake time.Time
	// Letters tell other shards, at least once.
	Letters []Letter
	// Filed is the case this turn filed anonymously; Code the one that opens its answers,
	// or moves a draft elsewhere: for who shows the turn. Neither is stored with the talk.
	Filed *Matter
	Code  string
	// Link is the one-time link this turn gave; it is not stored with the talk, either.
	Link string
	// Refused is set when an agent's act may not happen; then nothing is stored.
	Refused error
}

// Reply is one message to the resident.
type Reply struct {
	// To is the address; empty for the address that spoke.
	To   Address
	By   By
	Case CaseID
	// Agent is the login when By is ByAgent.
	Agent string
	Text  string
	Media []Media
	// Choices are buttons where the channel has them; the text alone must do
	// where it has none.
	Choices []Choice
	// Asks is the slot asked for, or confirm, menu, pick, score; empty for none.
	Asks string
	// Alert is true when the duty agent is alerted by this same turn.
	Alert bool
	// Safety marks a card about danger: it passes every limit and every queue.
	Safety bool
	// NotBefore holds a message back; UseBy is when it is no longer worth
	// sending. Zero for at once and for never.
	NotBefore time.Time
	UseBy     time.Time
	// Again is the message (of Case) whose words these are, said once more: the line
	// that is there tells of it, and there is no new one.
	Again string
	// Withheld says why it must not be sent (OptedOut, or one of the waits): the words
	// become an event of the case, with a receipt that says failed, or queued where
	// they wait, but no outgoing message.
	Withheld string
}

// Why a reply is withheld: from a resident who said STOP; at an unnamed address, where it
// waits for the code; where a case came from another program.
const (
	OptedOut     = "opted_out"
	WaitsForCode = "waits_for_code"
	// WaitsToBeAsked: it stays with the case.
	WaitsToBeAsked = "waits_to_be_asked"
)

// Choice is one button.
type Choice struct {
	Key   string `json:"key"`   // what to type instead: "1"
	Label string `json:"label"` // what it says
	Value string `json:"value"` // what comes back in Input.Choice
}

// Letter is what another shard must learn, delivered at least once; its ID is
// the receiver's message key.
type Letter struct {
	ID   string    `json:"id"`
	To   Address   `json:"to"`
	From Address   `json:"from,omitempty"`
	Kind string    `json:"kind"` // one of the Letter constants
	Case CaseID    `json:"case,omitempty"`
	Text string    `json:"text,omitempty"` // never a resident's words
	Lang string    `json:"lang,omitempty"` // the language to answer in
	At   time.Time `json:"at"`
	// For is who gets the draft that LetterTake asks for; Busy, on LetterAsk, that who asks
	// is in the middle of another matter; Draft belongs to LetterDraft.
	For   Address `json:"for,omitempty"`
	Busy  bool    `json:"busy,omitempty"`
	Draft *Draft  `json:"draft,omitempty"`
	// Filing belongs to LetterFile.
	Filing *Filing `json:"filing,omitempty"`
	// Other is the second case of a letter about two; Agent and Name whose doing it was.
	Other CaseID `json:"other,omitempty"`
	Agent string `json:"agent,omitempty"`
	Name  string `json:"name,omitempty"`
	// Act is what the table tells a side, or a side the table.
	Act *mediation.Act `json:"act,omitempty"`
	// Outcome and Also belong to LetterOutcome, whose Text is in the language Lang and Also
	// the same for the other one, if an agent wrote it.
	Outcome Outcome `json:"outcome,omitempty"`
	Also    string  `json:"also,omitempty"`
}

// The kinds of letters.
const (
	LetterAlert = "alert" // tells the town's duty address that a case needs a human now
	LetterFile  = "file"  // files a case at an unnamed address; it says not where it comes from
	LetterAsk   = "ask"   // somebody brought the code of an unnamed address
	LetterNews  = "news"  // what waited there; empty when the code opens nothing
	LetterOffer = "offer" // tells a code's address which draft it moves
	LetterTake  = "take"  // somebody brought that code: let the draft go
	LetterDraft = "draft" // a draft on its way to another address

	LetterLink = "link" // tells a link's address what the link is for (Text)

	LetterPaper = "paper" // an identity paper was given for Case

	LetterJoin    = "join"    // the case Other, at From, goes on in Case
	LetterInto    = "into"    // what Case was merged into has gone on in Other, at For
	LetterPart    = "part"    // Other goes on in Case no more
	LetterAlone   = "alone"   // Case cannot go on in Other
	LetterBeside  = "beside"  // the resident of Other, which goes on in Case, has spoken, or Agent has
	LetterOutcome = "outcome" // Other was closed: so is Case, which went on in it

	LetterToSide   = "to_side"   // the table of Case, at For, tells one of its sides Act
	LetterFromSide = "from_side" // a side, whose own case is Other, answers the table of Case
)

// DutyAddress is where alerts of the town arrive.
const DutyAddress Address = "duty:town"
