package dialog

// What a talk asks to be woken for: the keys of State.Wakes.
const (
	wakeBurst    = "burst"     // the person has paused: the story is read
	wakeReminder = "reminder"  // the one reminder of an open question
	wakeAbandon  = "abandon"   // agents see what was left half-finished
	wakeExpiry   = "expiry"    // the draft is forgotten
	wakeAside    = "aside"     // a case that waits is reminded of, or comes back
	wakeHeld     = "held"      // what is held goes out
	wakePromise  = "next_step" // an agent is reminded of what was promised
	wakePassing  = "passing"   // an offer that nobody answered ends
	wakeOffer    = "offer"     // a code that moves a draft is forgotten
	wakeLink     = "link"      // a link is forgotten
	wakeFleeting = "fleeting"  // words of the web page are forgotten
	wakeProof    = "proof"     // a code goes to a number, or is forgotten
	wakeTable    = "table"     // an invitation to a table is reminded of
)
