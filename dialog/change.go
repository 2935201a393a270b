package dialog

import (
	"time"

	"frontdoor/dialog/mediation"
)

// ChangeKind is the closed list of what can happen to a case. The words are
// stored for years: never rename one.
type ChangeKind string

// What can happen to a case.
const (
	ChangeSaid        ChangeKind = "said"        // somebody said something
	ChangeEdited      ChangeKind = "edited"      // the resident changed an earlier message (Ref)
	ChangeUnsaid      ChangeKind = "unsaid"      // the resident took an earlier message (Ref) back; its words stay in the record, crossed out
	ChangeSlot        ChangeKind = "slot"        // a slot got a value, or lost one
	ChangeCategory    ChangeKind = "category"    // Value is the category, Confidence how sure
	ChangeFlagged     ChangeKind = "flagged"     // Flags were added
	ChangeUnflagged   ChangeKind = "unflagged"   // Flags were taken off
	ChangeAlerted     ChangeKind = "alerted"     // the duty agent was alerted; Value says for what
	ChangeOpened      ChangeKind = "opened"      // agents see it now; Due is the promised reply
	ChangeAbandoned   ChangeKind = "abandoned"   // left half-finished, kept for agents
	ChangeDropped     ChangeKind = "dropped"     // the resident took the draft back
	ChangeClaimed     ChangeKind = "claimed"     // Agent has the word
	ChangeReleased    ChangeKind = "released"    // back to the queue, with a reason
	ChangeNoted       ChangeKind = "noted"       // agents' eyes only; Value are the logins it mentions
	ChangeHandedBack  ChangeKind = "handed_back" // the bot has the word again
	ChangeStatus      ChangeKind = "status"      // Value is a Status; Text what is waited for, Until when it comes back
	ChangeOffered     ChangeKind = "offered"     // Agent would give it to Value (a login, Raw the name) for the reason Text; it comes back at Until
	ChangeDeclined    ChangeKind = "declined"    // it did not come to that: Value (Raw) did not take it, Text is why; Agent may be who took the offer back
	ChangeTransferred ChangeKind = "transferred" // Agent gave it to Value (a login, Raw the name), who accepted; Text is the reason
	ChangeSummed      ChangeKind = "summed"      // Text is the line that tells how the case stands
	ChangeHeld        ChangeKind = "held"        // an act (Value, an InputKind) that goes out at Until
	ChangeUnsent      ChangeKind = "unsent"      // what was held was taken back
	ChangeClosed      ChangeKind = "closed"      // Outcome and the words sent
	ChangeReopened    ChangeKind = "reopened"    // not fixed
	ChangeScored      ChangeKind = "scored"      // Value 1–3, Text the reason
	ChangeLinked      ChangeKind = "linked"      // Value is the other case
	ChangePriority    ChangeKind = "priority"    // Value is one of Priorities
	ChangeNextStep    ChangeKind = "next_step"   // Text is what Agent does next, Until when, zero for nothing; Value "told" if the resident was
	ChangeStepDue     ChangeKind = "step_due"    // that time has come; Value is the owner
	ChangeFollowed    ChangeKind = "followed"    // Agent watches the case, Value on or off
	ChangeLabelled    ChangeKind = "labelled"    // Value is a label's key, Slot on or off
	ChangeOutside     ChangeKind = "outside"     // an outside party: Value is asked, answered or revoked, Slot the link's name
	ChangeMerged      ChangeKind = "merged"      // goes on in the case Value
	ChangeJoined      ChangeKind = "joined"      // the case Value goes on in this one
	ChangeParted      ChangeKind = "parted"      // this case and Value go on by themselves
	ChangeBeside      ChangeKind = "beside"      // the resident of the joined case Value spoke there, or an agent did
	ChangeSplit       ChangeKind = "split"       // Value was made of a part of this; with Text, this of a part (Text) of Value
	ChangeReach       ChangeKind = "reach"       // Value: stopped, started, blocked, unblocked
	ChangeViewed      ChangeKind = "viewed"      // Agent looked at it; Value says at what
	ChangeReceipt     ChangeKind = "receipt"     // what became of an outgoing message
	ChangeMedia       ChangeKind = "media"       // what became of a file the resident sent

	ChangeMediation ChangeKind = "mediation" // Act at the table of the case, Value its kind, Slot the party

	ChangePaper  ChangeKind = "paper"  // an identity paper: Value is asked or given
	ChangeNotice ChangeKind = "notice" // the resident was told the notice about personal data; Value is its version

	ChangeNumber  ChangeKind = "number"  // the number to call was replaced: Value is unproved or own, Raw how it ends
	ChangeConsent ChangeKind = "consent" // to what is sensitive: Value is given, refused or unasked, Raw the version of the words asked in

	ChangeErased ChangeKind = "erased" // the words of the case are destroyed: Value says why, Slot at which station it lay, Until how long the law holds what was signed

	// By the town's rules.
	ChangeProposed  ChangeKind = "proposed"  // Value is who shall take it (Raw the name), "" for the queue Slot; Agent is who was passed over, Text why
	ChangeClock     ChangeKind = "clock"     // the clock Slot warns (Value warned): its deadline is Until
	ChangeEscalated ChangeKind = "escalated" // up to the level Value; Slot is the clock or reason, Until its deadline
	ChangePromised  ChangeKind = "promised"  // what ChangeNextStep is with Value "told"; only in books of before
	ChangeReached   ChangeKind = "reached"   // what the clock Slot waits for has happened
	ChangeExtended  ChangeKind = "extended"  // the clock Slot runs longer, until Until; Text is the reason told
	ChangeStep      ChangeKind = "step"      // a step of mediation (Slot) ended with Value; Text says how
	ChangeCheckIn   ChangeKind = "check_in"  // Value agreed for Until, or due
	ChangeMarked    ChangeKind = "marked"    // Value died or moved, "" for neither; Text is what was stopped
	ChangeAlike     ChangeKind = "alike"     // its resident was asked whether it is the open case Value, near and of its kind
	ChangeClustered ChangeKind = "clustered" // one of several of a kind: Slot says what they share, Value how many
)

// Change is one thing that happened to one case. Only the fields of its kind are
// set.
type Change struct {
	Case CaseID
	Kind ChangeKind
	By   By
	// Agent is the login where By is ByAgent.
	Agent string

	// Text, Media, Pin, Choice: what was said. Quote: the message it answers. Ref: the
	// sender's message ID.
	Text   string
	Media  []Media
	Pin    *Pin
	Choice string
	Quote  string
	Ref    string
	// Written is when it was written, where it came late.
	Written time.Time

	// Slot, Value, Raw, Note (unknown, skipped): a slot.
	Slot  string
	Value string
	Raw   string
	Note  SlotState

	Confidence float64
	Flags      []Flag
	Outcome    Outcome
	Due        time.Time
	Until      time.Time
	Urgent     bool

	// Act belongs to ChangeMediation.
	Act *mediation.Act
	// Hold: it outlives the words of its case, which were erased; it is kept by law until a day.
	Hold bool
}
