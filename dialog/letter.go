package dialog

import (
	"time"

	"frontdoor/dialog/mediation"
)

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

// LetterErase tells the address itself that its talk began another life: what was sealed
// in the one before is destroyed when it arrives.
const LetterErase = "erase"

// Letters of a code: LetterProof brings it to the number, LetterNoProof tells that it was
// not sent.
const (
	LetterProof   = "proof"
	LetterNoProof = "no_proof"
)

// LetterReplaced tells a number that it was replaced; Text is how the new one ends.
const LetterReplaced = "replaced"

// DutyAddress is where alerts of the town arrive.
const DutyAddress Address = "duty:town"
