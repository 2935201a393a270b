package casebook

import (
	"cmp"
	"time"

	"frontdoor/dialog"
)

// Outgoing is one message waiting to be sent. Its stored form leaves out what is not
// set; its names stay as they are.
type Outgoing struct {
	// ID is unique in the book; receipts name it, and so does the event that
	// says the words (Event.Message).
	ID      string
	To      dialog.Address
	Case    dialog.CaseID   `json:",omitzero"`
	By      dialog.By       `json:",omitzero"`
	Text    string          `json:",omitzero"`
	Media   []dialog.Media  `json:",omitzero"`
	Choices []dialog.Choice `json:",omitzero"`
	Lang    string          `json:",omitzero"`
	// Says is the message whose words these are, where they are sent once more under an
	// ID of their own: its line is told what becomes of them. "" for its own.
	Says string `json:",omitzero"`
	// Asks is what the message asks (see dialog.Reply); Alert is true when the
	// duty agent was alerted by the same commit.
	Asks  string `json:",omitzero"`
	Alert bool   `json:",omitzero"`
	// Safety lets it pass every other message of its address.
	Safety bool `json:",omitzero"`
	// NotBefore holds it back (it does not block later ones); UseBy is when it
	// is no longer worth sending. Zero for neither.
	NotBefore time.Time `json:",omitzero"`
	UseBy     time.Time `json:",omitzero"`
	// CommittedAt is when the turn was taken: a give-up rule counts from here.
	CommittedAt time.Time
}

// Line is the message (Event.Message) whose line tells what became of this one.
func (m Outgoing) Line() string { return cmp.Or(m.Says, m.ID) }

// DueKind is what Lease hands out.
type DueKind string

// The three kinds of due things.
const (
	// DueMessage: an Outgoing. For each address only the oldest unsettled one
	// whose NotBefore has passed, a Safety one before all others; while one of
	// an address is leased or put off, no other of it is handed out, but for a
	// Safety one. Safety ones keep their order among themselves.
	DueMessage DueKind = "message"
	// DueWake: an address whose wake-up time has come. A commit with a State
	// on that address settles it by itself (it replaces the wake-up).
	DueWake DueKind = "wake"
	// DueLetter: a Letter to another address.
	DueLetter DueKind = "letter"
)

// Due is one leased thing.
type Due struct {
	Kind    DueKind
	Address dialog.Address // whose commit made it: settle it there
	// Token names this lease in Settled. A lease that ran out and was taken by
	// another has a new token; settling with the old one changes nothing.
	Token    string
	Attempts int // how often it was put off before
	Message  Outgoing
	Letter   dialog.Letter
	At       time.Time // when it fell due
}

// Settled finishes a leased thing, or puts it off.
type Settled struct {
	Kind  DueKind
	Token string
	// Again puts it off until then and counts an attempt; zero finishes it.
	Again time.Time
}

// Receipt is what became of an outgoing message.
type Receipt string

// The closed list of receipts. Sending is what a message is before any.
const (
	Queued    Receipt = "queued"    // waiting, or waiting to be tried again
	Sent      Receipt = "sent"      // the provider took it
	Delivered Receipt = "delivered" // the provider says it reached the phone
	Read      Receipt = "read"
	Failed    Receipt = "failed"  // given up; Event.Text says why
	Expired   Receipt = "expired" // its use-by passed before it could go out
	// PartFailed is what a channel tells of one part of a long message: in the book the
	// message has Failed then, whatever became of its other parts.
	PartFailed Receipt = "part_failed"
)
