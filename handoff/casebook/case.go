package casebook

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
)

// Case is what the events of one case add up to.
type Case struct {
	ID      dialog.CaseID
	Address dialog.Address
	Status  dialog.Status
	// Category and how sure the choice was, 0–1; 1 when an agent chose.
	Category   string
	Confidence float64
	Facts      map[string]Fact // by slot
	Flags      []dialog.Flag   // in the order they were raised
	// Owner is the login of the agent who has the word, "" while the bot has it.
	// It stays after closing: a reopened case goes back to the same agent.
	// OwnerName is how residents know them (Text of claimed), "" if not told.
	Owner     string
	OwnerName string
	// First is the login of the first agent who had it: that one stays accountable,
	// whoever holds it later.
	First  string
	Urgent bool
	// Consent is what was said last to the use of what is sensitive (dialog.ConsentGiven …);
	// "" where none is needed.
	Consent string
	// Unproved: its number was put right, and nobody has shown that it is theirs.
	Unproved bool
	// Priority is what an agent set, "" for nothing; Labels are keys of the town's labels;
	// Followers are logins that watch the case.
	Priority  string
	Labels    []string
	Followers []string
	// Step is what the owner does next, StepBy until when; StepDue once that time has come
	// and nothing else was noted.
	Step    string
	StepBy  time.Time
	StepDue bool
	// StepAt is when that was noted; StepTold: the resident knows, so that it is a promise.
	StepAt   time.Time
	StepTold bool

	StartedAt time.Time // the first event
	OpenedAt  time.Time // zero until agents see it
	Due       time.Time // the promised reply, zero for none
	Owed      bool      // no agent has spoken or closed since Due was promised
	ClosedAt  time.Time // zero unless resolved
	Outcome   dialog.Outcome
	// ErasedAt is when its words were erased; zero for never. What the figures need stays.
	ErasedAt  time.Time
	MovedAt   time.Time // when it last came to stand otherwise
	Moves     []Move    // how it was taken on, closed, opened again
	Pin       *dialog.Pin
	Score     int // 1–3, 0 before any
	ScoreText string

	// Until is when a case that waits comes back by itself, WaitsFor what for or the
	// question asked, AsideAt since when. BackAt is when it came back and nobody has gone on with it yet.
	Until    time.Time
	WaitsFor string
	AsideAt  time.Time
	BackAt   time.Time
	// Summary is the one line that goes with the case through all hands.
	Summary string
	// Held is what an agent did and may still take back; nil for nothing.
	Held *Held
	// Offered is to whom it is offered now; nil for nobody. Until that one accepts it stays
	// where it is.
	Offered *Offer
	// Mentioned are the logins that a note names and who have done nothing here since.
	Mentioned []string

	// Abandoned: left half-finished and kept for agents. Dropped: the resident
	// took the draft back. The status stays collecting with both.
	Abandoned bool
	Dropped   bool
	// Stopped: the resident opted out of this channel. Blocked: the channel says
	// they cannot be reached.
	Stopped bool
	Blocked bool
	// AlertedAt is when the duty agent was last alerted and AlertedFor for what;
	// Answered is true once an agent claimed or spoke after that.
	AlertedAt  time.Time
	AlertedFor string
	Answered   bool
	Linked     []dialog.CaseID
	// Merged is the case this one goes on in, "" for none; Joined are those that say
	// they go on in this one: only one whose Merged agrees does (see dialog).
	Merged dialog.CaseID
	Joined []dialog.CaseID

	// Table is the mediation held in this case, nil for none; SideOf the case of the table
	// at which the resident of this one is a side.
	Table  *mediation.Table
	SideOf dialog.CaseID
	// Sat are the parties of the tables held in this case before the one in force.
	Sat []mediation.Party

	// HeldUntil is the last day on which the law holds what is left of the table of a case that
	// was erased; zero for none. HeldAt is the talk it goes on in: no way to its resident.
	HeldUntil time.Time
	HeldAt    dialog.Address

	// Ruled is what the town's rules made of it; empty in a town without any.
	Ruled

	// Last word of anybody in the talk, agents' notes not among them.
	LastText string
	LastBy   dialog.By
	LastAt   time.Time
	// Unsaid: the last thing anybody did in the talk was a resident who took a message back.
	Unsaid bool
	// HeardSeq is the event with the last word of a resident, of a joined case, too.
	HeardSeq int
	// WaitingSince is the resident's first word no agent has answered yet.
	WaitingSince time.Time

	// How many messages each side said, and how many files the resident sent.
	FromResident int
	FromBot      int
	FromAgent    int
	Notes        int
	Media        int
	// Undelivered are the messages (Event.Message) that failed or expired and
	// that no later receipt made good.
	Undelivered []string
	// Seq is the last event folded.
	Seq int
}

// Move is a step that who waits for a case wants to hear of.
type Move struct {
	Seq     int
	At      time.Time
	Status  dialog.Status
	Outcome dialog.Outcome
}

// Offer is a case offered to To (called Name) by By.
type Offer struct {
	To, Name, By, Reason string
	At, Until            time.Time
}

// Held is an act that goes out at Until.
type Held struct {
	Kind    dialog.InputKind
	Agent   string
	Text    string
	Media   []dialog.Media
	Outcome dialog.Outcome
	At      time.Time // when it was done
	Until   time.Time
}

// Fact is one collected slot.
type Fact struct {
	Value string
	Raw   string
	State dialog.SlotState // unknown or skipped where there is no value
}

// Has reports whether the case carries the flag.
func (c Case) Has(f dialog.Flag) bool { return slices.Contains(c.Flags, f) }

// Alarm reports whether the duty agent was alerted and nobody has answered yet.
func (c Case) Alarm() bool { return !c.AlertedAt.IsZero() && !c.Answered }

// Fold adds up the events of one case, given in order.
func Fold(events []Event) Case {
	var c Case
	for _, e := range events {
		c.Apply(e)
	}
	return c
}
