package dialog

import "time"

// What a link is for.
const LinkData = "data" // all that is kept of a resident

// LinkPaper is a link by which an identity paper is given: an agent asks for it, and it
// goes to the agents of the case, never through the talk.
const LinkPaper = "paper"

// How long a link may wait to be opened, and how long what it opened may be read.
const (
	LinkWaits = 30 * time.Minute
	LinkReads = 15 * time.Minute
)

// PaperWaits is how long such a link is good: people look for their papers.
const PaperWaits = 72 * time.Hour

// Link says, at the address of a link, what it is for.
type Link struct {
	What string  `json:"what"`
	For  Address `json:"for"`
	Case CaseID  `json:"case,omitempty"` // of LinkPaper
	Lang string  `json:"lang,omitempty"`
	// Until is when it is forgotten, Opened when it was opened, by whoever has the key of
	// which Claim is the hash.
	Until  time.Time `json:"until"`
	Opened time.Time `json:"opened,omitzero"`
	Claim  string    `json:"claim,omitempty"`
}

// Offer says, at the address of a code, which draft the code moves.
type Offer struct {
	From  Address   `json:"from"`
	Case  CaseID    `json:"case"`
	Until time.Time `json:"until"`
}

// Draft is a draft on its way: all that was collected, and the question still open.
type Draft struct {
	Lang   string    `json:"lang,omitempty"`
	Name   string    `json:"name,omitempty"`
	Phone  string    `json:"phone,omitempty"`
	Matter Matter    `json:"matter"`
	Asking *Question `json:"asking,omitempty"`
	Parked []Piece   `json:"parked,omitempty"`
}
