package dialog

// What a talk asks to be woken for: the keys of State.Wakes.
const (
	WakeBurst    = "burst"     // the person has paused: the story is read
	WakeReminder = "reminder"  // the one reminder of an open question
	WakeAbandon  = "abandon"   // agents see what was left half-finished
	WakeExpiry   = "expiry"    // the draft is forgotten
	WakeAside    = "aside"     // a case that waits is reminded of, or comes back
	WakeHeld     = "held"      // what is held goes out
	WakePromise  = "next_step" // an agent is reminded of what was promised
	WakePassing  = "passing"   // an offer that nobody answered ends
	WakeOffer    = "offer"     // a code that moves a draft is forgotten
	WakeLink     = "link"      // a link is forgotten
	WakeFleeting = "fleeting"  // words of the web page are forgotten
	WakeProof    = "proof"     // a code goes to a number, or is forgotten
	WakeTable    = "table"     // an invitation to a table is reminded of
)
