package dialog

import (
	"strings"
	"time"

	"frontdoor/dialog/mediation"
)

// InputKind says who or what moves the conversation on.
type InputKind string

// The closed list of inputs. The first group comes from a resident, the second
// from an agent, the third from the book itself.
const (
	Said      InputKind = "said"      // words, a button, photos, voice, files, a pin
	Edited    InputKind = "edited"    // the resident changed an earlier message; Ref names it
	Unsaid    InputKind = "unsaid"    // the resident took an earlier message of Case back; Ref names it
	Blocked   InputKind = "blocked"   // the resident blocked the bot
	Unblocked InputKind = "unblocked" // the resident came back
	Shut      InputKind = "shut"      // the channel's window had closed before an agent's words (Ref, Case, Text, Media, Asks, Until their use-by); At is when they were sent

	Claim        InputKind = "claim"
	Release      InputKind = "release"
	AgentReply   InputKind = "reply"
	AgentNote    InputKind = "note"
	Recategorise InputKind = "recategorise"
	HandBack     InputKind = "handback"
	Close        InputKind = "close"
	PutAside     InputKind = "aside"       // Status says what for, Text why or the question, Until when it comes back
	PassOn       InputKind = "pass_on"     // offered To another agent, Text the reason
	AcceptPass   InputKind = "accept"      // whom it was offered to takes it
	DeclinePass  InputKind = "decline"     // that one does not, or who offered it takes the offer back; Text is why
	SumUp        InputKind = "sum_up"      // Text is the line that goes with the case
	Correct      InputKind = "correct"     // Slot is put right, Text is what it should be
	TakeBack     InputKind = "takeback"    // what an act with Hold has not said yet
	Reach        InputKind = "reached"     // the clock Slot has what it waits for
	Extend       InputKind = "extend"      // the clock Slot runs until Until, Text is the reason, which is sent
	MediationDid InputKind = "step"        // the step Slot ended with To, Text says how
	Raise        InputKind = "raise"       // up to the level Slot for the reason Text; To are the logins who are told
	AgreeCheckIn InputKind = "check_in"    // Text agreed with the resident for Until
	MarkGone     InputKind = "mark"        // To is died, moved, or "" for neither
	Merge        InputKind = "merge"       // goes on in the case Into, which lies at IntoAt
	Unmerge      InputKind = "unmerge"     // a merged case stands by itself again
	Prioritise   InputKind = "priority"    // Text is one of Priorities
	Follow       InputKind = "follow"      // the agent watches the case; Off: no longer
	Label        InputKind = "label"       // Text is a label's key; Off takes it off
	PromiseBy    InputKind = "next_step"   // Text is what is done next, Until when; Tell says it to the resident
	AskOutside   InputKind = "ask_outside" // Text is whom, by the link Ref, good until Until
	EndOutside   InputKind = "end_outside" // the link Ref is good no more
	AskPaper     InputKind = "ask_paper"   // the resident is asked for an identity paper, by a link
	Mediate      InputKind = "mediate"     // Act at the table of the case
	Split        InputKind = "split"       // Text becomes a case of its own; Category where it is known

	// Planted puts a case there that was carried over from elsewhere: Case,
	// Category, Text (its title), Status, At (when it stood so). With Status Collecting
	// it begins a draft whose category is known.
	Planted InputKind = "planted"

	// Reported puts a case there that another program took down whole: Text and what
	// Filing holds; or adds words to Case. Status Unclaimed says that it is not done.
	Reported InputKind = "reported"

	Happens  InputKind = "happens"   // the town's rules did something to Case: Change
	OpenLink InputKind = "open_link" // a browser opens the link of the address From; Text is the hash of its key
	WakeUp   InputKind = "wake"      // a wake-up asked for by an earlier turn fell due
	Delivery InputKind = "letter"    // a Letter from another shard has arrived
	// OutsideAnswer is what came back by the link Ref: Text, Media, Name of whom.
	OutsideAnswer InputKind = "outside_answer"
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

// SameMessage says whether a Ref names a message: by its ID, or by what follows the last
// dot of the ID, where the channel knows only that of an earlier message.
func SameMessage(id, ref string) bool {
	return ref != "" && (id == ref || strings.HasSuffix(id, "."+ref))
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
