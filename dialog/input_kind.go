package dialog

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
