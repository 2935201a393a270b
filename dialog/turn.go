package dialog

import "time"

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
