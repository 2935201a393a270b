package dialog

import (
	"time"

	"frontdoor/dialog/mediation"
)

// Input is one thing that happened on one address. The zero value of every field
// that does not belong to the kind is ignored.
type Input struct {
	// ID is the sender's own name for this message, unique per address: a
	// redelivery carries the same. Empty for wake-ups.
	ID   string
	Kind InputKind
	From Address
	// At is the moment of arrival. Step reads it in the town's zone.
	At time.Time
	// Written is when the sender wrote it, where the channel tells so and it came late; see
	// WrittenAt. Days are counted from it: 明天 is seen from where it was written.
	Written time.Time
	// Seq is the sender's own order (Telegram's message_id); 0 where unknown.
	Seq int64

	// Text is the words as sent; Choice the value of a tapped button.
	Text   string
	Choice string
	// Asked is when the question was asked whose button was tapped; zero where the
	// channel does not know. Foreign: the button was never offered to this address.
	Asked   time.Time
	Foreign bool
	// Ref is the ID of the earlier message that was edited, taken back or tapped, or the part of it
	// that follows its last dot: the sender's own order.
	Ref string
	// Quote is the message that this one answers, as far as the channel tells it, and
	// Answers the provider's ID of it, where it is one of ours.
	Quote   string
	Answers string
	Asks    string // of Shut: what the words asked
	Media   []Media
	Pin     *Pin
	// Contact is a phone number shared by the channel's own "share contact".
	Contact string
	// Keyword is "stop", "start" or "help" where the provider took the words for that, in
	// whatever language, and has answered them itself.
	Keyword string
	// Lang is the channel's hint ("zh", "en", "zh-hans"); words outweigh it.
	Lang string
	// Start is the payload of a deep link: a station, or a code.
	Start string
	// Station is the code of the station whose poster brought the resident here, where
	// the channel knows it apart from Start.
	Station string

	// Agent is the login of who acts; Case what on, also of Unsaid. Text holds the words of a
	// reply, a note, a reason or an outcome. Force lets a supervisor act on what
	// another agent holds.
	Agent    string
	Name     string
	Case     CaseID
	Category string
	Outcome  Outcome
	Force    bool
	// Hold keeps a reply, a handing back or a closing back for so long, to be undone by
	// TakeBack; zero for at once.
	Hold time.Duration
	// Status belongs to Planted, Reported and PutAside, Until to PutAside, To (a login) and ToName
	// to PassOn, Slot to Correct. On a note To are the logins it mentions, with commas.
	Status Status
	Until  time.Time
	To     string
	ToName string
	Slot   string
	// Into and IntoAt belong to Merge. Also, on Close, are the words of the outcome for
	// residents of merged cases who speak the other language; empty for the same words.
	// Off takes away what Follow or Label puts there; Tell belongs to PromiseBy.
	Off    bool
	Tell   bool
	Into   CaseID
	IntoAt Address
	Also   string

	// Filing belongs to Reported; Flags and Chosen say nothing.
	Filing *Filing
	// Act is what the mediator does, for Mediate.
	Act *mediation.Act
	// Letter is what arrived, for Delivery.
	Letter *Letter
	// Change is what the rules did, for Happens.
	Change *Change

	// Fresh is a case number reserved for this step; a step that needs none
	// leaves it in State.Spare.
	Fresh CaseID
	// Code is a one-time code drawn for this step, where script.NeedsCode says so: its
	// UnnamedAddress lies in the shard of From, and so does Fresh.
	Code string
	// Token is the secret of a one-time link or of a code for a number, where script.NeedsToken says so.
	Token string
}

// A message that was under way for longer than lateAfter came late: shorter than that is a
// slow network, or a clock that is wrong. One that claims to be older than lateMost is not
// believed: no channel keeps words longer, and phones with an empty battery live in 1970.
const (
	lateAfter = 2 * time.Minute
	lateMost  = 3 * 24 * time.Hour
)

// WrittenAt tells when the sender's own clock says that the message, which arrived At, was
// written. It is kept in Written only if the message came late.
func (in *Input) WrittenAt(t time.Time) {
	if age := in.At.Sub(t); age >= lateAfter && age <= lateMost {
		in.Written = t
	}
}
