package dialog

// What a resident said to it, as the Value of ChangeConsent.
const (
	ConsentGiven   = "given"
	ConsentRefused = "refused"
	ConsentUnasked = "unasked" // nobody said how it is used, or by an agent's words only
)

// What ChangeNumber says of the number, as its Value; Raw is how it ends.
const (
	NumberUnproved = "unproved"
	NumberOwn      = "own"     // the words come from it
	NumberProved   = "proved"  // a code sent to it was told
	NumberNoCode   = "no_code" // no code went to it: still unproved
)

// What happens to a link, as the Value of ChangeOutside.
const (
	OutsideAsked    = "asked"    // Text is whom, Until how long it is good
	OutsideAnswered = "answered" // Text and Media are the answer, Raw whom it is from
	OutsideRevoked  = "revoked"
)

// What a check-in is.
const (
	CheckInAgreed = "agreed"
	CheckInDue    = "due"
)

// What MarkGone says of a person.
const (
	GoneDied  = "died"
	GoneMoved = "moved"
)

// Why a case is erased (Value of ChangeErased).
const (
	EraseAsked   = "asked" // its resident wished it
	EraseOfAge   = "age"   // it was kept as long as its category is
	EraseByAdmin = "admin" // whoever looks after the town erased it
)

// What happens to an identity paper, as the Value of ChangePaper.
const (
	PaperAsked = "asked"
	PaperGiven = "given"
)

// Unanswered is why an offer ended that nobody answered.
const Unanswered = "unanswered"

// SentAgain is why a message that had failed is on its way once more: its resident has
// written, and the channel's window is open.
const SentAgain = "sent_again"

// Priorities is the closed list an agent may set, in the order agents see it; "" is what
// the bot found.
func Priorities() []string { return []string{"", "high", "normal", "low"} }
