package dialog

import (
	"time"

	"frontdoor/dialog/mediation"
)

// StateVersion is the version of the stored JSON form of State.
const StateVersion = 1

// State is all the conversation knows about one address. It is stored as JSON
// after every step and read back before the next: what is not in it cannot be
// relied upon.
type State struct {
	V    int    `json:"v"`
	Lang string `json:"lang,omitempty"` // "zh" or "en"
	// Life counts how often this talk was erased: each life is sealed under a key of its own.
	Life int `json:"life,omitempty"`
	// Stopped: the resident said STOP, at StoppedAt; nothing is sent on this channel.
	Stopped   bool      `json:"stopped,omitempty"`
	StoppedAt time.Time `json:"stopped_at,omitzero"`
	// Blocked: the channel says the resident cannot be reached.
	Blocked bool `json:"blocked,omitempty"`
	// Gone says that the person died or moved away: nothing is sent by a clock any more.
	Gone    string `json:"gone,omitempty"`
	Greeted bool   `json:"greeted,omitempty"`
	// Notice is the version of the notice about personal data that was told last: see noticeDue.
	Notice string `json:"notice,omitempty"`
	// Spare is a case number reserved and not used yet.
	Spare CaseID `json:"spare,omitempty"`

	// Matters are this resident's matters, oldest first: at most one is being
	// collected (Status Collecting), the rest were handed off.
	Matters []Matter `json:"matters,omitempty"`
	// Current is the matter now talked about.
	Current CaseID `json:"current,omitempty"`

	// Asking is the question still open; nil for none.
	Asking *Question `json:"asking,omitempty"`
	// Burst are messages kept until the person pauses.
	Burst []Piece `json:"burst,omitempty"`
	// Wakes are the wake-ups wanted, by purpose; the earliest is the turn's.
	Wakes map[string]time.Time `json:"wakes,omitempty"`

	// Phone and Name of the person, once given: asked once for all matters.
	Phone string `json:"phone,omitempty"`
	Name  string `json:"name,omitempty"`
	// Shared: several people write from here; Teller is what the last one, who gave no
	// name, is to the one before.
	Shared bool   `json:"shared,omitempty"`
	Teller string `json:"teller,omitempty"`
	// Parked are words about a second matter, offered when the first is done.
	Parked []Piece `json:"parked,omitempty"`
	// Sent are the bot's last messages (hash and time), against loops.
	Sent []SentMark `json:"sent,omitempty"`
	// Alerts are what a duty address was told.
	Alerts []Letter `json:"alerts,omitempty"`
	// Waiting is, at an unnamed address, what agents said and nobody asked for yet.
	Waiting []string `json:"waiting,omitempty"`
	// Offer is, at the address of a code, the draft the code moves.
	Offer *Offer `json:"offer,omitempty"`
	// CodesTried are when codes were brought from here that opened nothing, lately.
	CodesTried []time.Time `json:"codes_tried,omitempty"`
	// Used counts how often each phrase was said, so that it is said another way.
	Used map[string]int `json:"used,omitempty"`
	// MutedUntil is when the bot may speak again after it went round in circles.
	MutedUntil time.Time `json:"muted_until,omitzero"`
	// Rude is when the resident was last asked to keep calm.
	Rude time.Time `json:"rude,omitzero"`
	// MaskTold: the resident knows that card numbers are hidden.
	MaskTold bool `json:"mask_told,omitempty"`
	MaskDue  bool `json:"mask_due,omitempty"`
	// Proof is a number that is to be proved; Proofs are when codes were sent lately, from
	// this talk or to this number.
	Proof  *Proof      `json:"proof,omitempty"`
	Proofs []time.Time `json:"proofs,omitempty"`
	// Station is by which station's poster the resident came last, StationAt when.
	Station   string    `json:"station,omitempty"`
	StationAt time.Time `json:"station_at,omitzero"`
	// Tap is the last button that was taken for an answer, and when it was offered.
	Tap string `json:"tap,omitempty"`
	// LastAt is when the resident last spoke.
	LastAt time.Time `json:"last_at,omitzero"`
	// Texts are when invitations to a table were sent here lately, of all cases.
	Texts []time.Time `json:"texts,omitempty"`
	// Invite is, at the address of a code, the invitation the code opens.
	Invite *Letter `json:"invite,omitempty"`
	// Later are invitations that wait for the end of the quiet hours: here and not in the
	// outbox, so that they can be called off, and nothing tells of them until then.
	Later []Letter `json:"later,omitempty"`
	// Sides are what the resident was at tables that are over for them: their threads are
	// erased with the rest.
	Sides []PastSide `json:"sides,omitempty"`
	// UnderHold are cases of theirs that were erased and in which something was signed: of each
	// the table is left, as mediation.Table.UnderHold gives it, and what figures need.
	UnderHold []Matter `json:"under_hold,omitempty"`
	// Link says, at the address of a link, what it is for.
	Link *Link `json:"link,omitempty"`
	// Fleeting are words of late in no case's thread, for the web page.
	Fleeting []Fleeting `json:"fleeting,omitempty"`
	// Unheard are agents' words that wait until the resident writes again.
	Unheard []Unheard `json:"unheard,omitempty"`
}

// Matter is what the conversation must know about one case.
type Matter struct {
	ID         CaseID          `json:"id"`
	Status     Status          `json:"status"`
	Category   string          `json:"category,omitempty"`
	Confidence float64         `json:"confidence,omitempty"`
	Slots      map[string]Slot `json:"slots,omitempty"`
	Flags      []Flag          `json:"flags,omitempty"`
	// Owner is the login of the agent who has the word; Name is how agents are
	// called before residents. Empty: the bot has the word.
	Owner     string `json:"owner,omitempty"`
	OwnerName string `json:"owner_name,omitempty"`
	// Knows is the login of the agent from whom or of whom the resident heard last.
	Knows string `json:"knows,omitempty"`
	// Asked counts the questions used of the budget.
	Asked  int      `json:"asked,omitempty"`
	Order  []string `json:"order,omitempty"` // slots in the order they were asked, for "back"
	Attach int      `json:"attach,omitempty"`
	// Files are what was sent beside words while the matter is collected.
	Files    []Media   `json:"files,omitempty"`
	Title    string    `json:"title,omitempty"`
	OpenedAt time.Time `json:"opened_at,omitzero"`
	ClosedAt time.Time `json:"closed_at,omitzero"`
	Due      time.Time `json:"due,omitzero"`
	Outcome  Outcome   `json:"outcome,omitempty"`
	Score    int       `json:"score,omitempty"`
	Alerted  bool      `json:"alerted,omitempty"`
	// Alarms are when the duty agent was last alerted, by kind of danger.
	Alarms map[string]time.Time `json:"alarms,omitempty"`
	// Explained: a supervisor cleared with them that what they told of violence was a mistake.
	Explained bool `json:"explained,omitempty"`
	// Receipted: the one acknowledgement while unclaimed was sent.
	Receipted bool `json:"receipted,omitempty"`
	// HeardAt is when somebody in danger was last told that people read along.
	HeardAt   time.Time `json:"heard_at,omitzero"`
	Urgent    bool      `json:"urgent,omitempty"`
	Reminded  bool      `json:"reminded,omitempty"`
	Abandoned bool      `json:"abandoned,omitempty"`
	// Chosen: a person chose the category; no later words change it.
	Chosen bool `json:"chosen,omitempty"`
	// Hints are what the words hint at and leave open (catalog.HintHarm).
	Hints []string `json:"hints,omitempty"`
	// Reasoned are the must slots whose reason was given once, after a skip.
	Reasoned []string `json:"reasoned,omitempty"`
	// Total and Step are the progress shown ("2/4"); the total never grows.
	Total int `json:"total,omitempty"`
	Step  int `json:"step,omitempty"`
	// Wording is the version of the words in which the summary asked for consent, Consent
	// what was said to it; "" where it did not ask.
	Wording string `json:"wording,omitempty"`
	Consent string `json:"consent,omitempty"`
	// Unproved is its number, where that was put right and nobody has shown that it is theirs.
	Unproved string `json:"unproved,omitempty"`
	// Told: the summary was shown once.
	Told bool `json:"told,omitempty"`
	// Heard are words that said too little by themselves; the story is read with them.
	Heard string `json:"heard,omitempty"`
	// Lost counts how often in a row nothing was understood.
	Lost int `json:"lost,omitempty"`
	// News is the last thing an agent said, shortened, for the status.
	News string `json:"news,omitempty"`
	// WentOn: "about this, or something new?" was asked after this closing.
	WentOn bool `json:"went_on,omitempty"`
	// Carried: put there from elsewhere; not handed off in this talk.
	Carried bool `json:"carried,omitempty"`
	// Teller is what its teller is to whoever spoke before, where no name is known.
	Teller string `json:"teller,omitempty"`
	// Before is the matter this one was told beside.
	Before CaseID `json:"before,omitempty"`
	// Waits is set while the case is put aside.
	Waits *Waits `json:"waits,omitempty"`
	// CheckIns are when check-ins were agreed on.
	CheckIns []time.Time `json:"check_ins,omitempty"`
	// Held is what the agent did and may still take back.
	Held *Held `json:"held,omitempty"`
	// Passing is to whom the case is offered; until that one accepts nothing changes.
	Passing *Passing `json:"passing,omitempty"`
	// PromisedBy is until when an agent promised to have done something, in Unix seconds
	// (a time costs an allocation at every turn, also where there is none).
	PromisedBy int64 `json:"promised_by,omitzero"`
	// Updates name what another program added to it (Reported), the latest ones.
	Updates []string `json:"updates,omitzero"`
	// Merged is the case this one goes on in; Joined are those that go on in this one.
	Merged *Joint  `json:"merged,omitzero"`
	Joined []Joint `json:"joined,omitzero"`
	// Table is the mediation that is held here; Side what this resident is at a table, of
	// this case or of another.
	Table *mediation.Table `json:"table,omitempty"`
	Side  *Side            `json:"side,omitempty"`
}

// SlotState says why a slot has no value; empty for a slot that has one.
type SlotState string

// Why a slot has no value.
const (
	Unknown SlotState = "unknown"
	Skipped SlotState = "skipped"
)

// Slot is one collected answer: its value in the forms of "Values", the
// resident's own words, the message it came from, and what it was before.
type Slot struct {
	Value string    `json:"value"`
	Raw   string    `json:"raw,omitempty"`
	State SlotState `json:"state,omitempty"`
	From  string    `json:"from,omitempty"`
	By    By        `json:"by,omitempty"`
	Prior []string  `json:"prior,omitempty"`
	// Parts are the messages that a story of several was told in.
	Parts []Part `json:"parts,omitempty"`
}

// Question is what the bot last asked.
type Question struct {
	// Asks is a slot key, or confirm, menu, pick, score.
	Asks string `json:"asks"`
	// About narrows the question: see the About constants.
	About   string    `json:"about,omitempty"`
	Choices []Choice  `json:"choices,omitempty"`
	Tries   int       `json:"tries,omitempty"`
	Part    string    `json:"part,omitempty"` // the beginning of a number that came without its end
	Case    CaseID    `json:"case,omitempty"`
	At      time.Time `json:"at,omitzero"`
	// Other is the case of somebody else that AboutAlike asks about; it is never edited.
	Other *Joint `json:"other,omitempty"`
}

// What a Question is about beyond a slot.
const (
	AskConfirm = "confirm"
	AskMenu    = "menu"
	AskPick    = "pick"
	AskScore   = "score"
	AskSide    = "table" // by a table: About says what (a mediation.Kind)

	AboutSummary  = "summary"
	AboutRestart  = "restart"
	AboutDrop     = "drop"
	AboutReopen   = "reopen"   // about the closed case, or something new?
	AboutSecond   = "second"   // report the second matter now?
	AboutAll      = "all"      // the menu of all categories
	AboutReason   = "reason"   // why unhappy
	AboutStatus   = "status"   // which case to show
	AboutWords    = "words"    // which case the words belong to
	AboutNotFixed = "notfixed" // which closed case is not fixed
	AboutDanger   = "danger"   // the one question a card may ask
	AboutPinyin   = "pinyin"   // the story, in characters
	AboutReminder = "reminder" // asked again by the reminder: "no" deletes
)

// Piece is one message kept for later.
type Piece struct {
	ID  string    `json:"id,omitempty"`
	Seq int64     `json:"seq,omitempty"`
	At  time.Time `json:"at"`
	// Written is that of Input.
	Written time.Time `json:"written,omitzero"`

	Text  string  `json:"text,omitempty"`
	Media []Media `json:"media,omitempty"`
	Pin   *Pin    `json:"pin,omitempty"`
	// Contact is a phone number shared by the channel's own button.
	Contact string `json:"contact,omitempty"`
}

// SentMark remembers one bot message by a hash of its text.
type SentMark struct {
	Hash uint32    `json:"h"`
	At   time.Time `json:"t"`
}

// Threads are the cases with words of this address: of its matters, and of the tables at which it
// sits no more.
func (s *State) Threads() []CaseID {
	all := make([]CaseID, 0, len(s.Matters)+len(s.Sides))
	for i := range s.Matters {
		all = append(all, s.Matters[i].ID)
	}
	for _, side := range s.Sides {
		all = append(all, side.Thread)
	}
	return all
}

// Matter finds a matter by its case number; nil when there is none.
func (s *State) Matter(id CaseID) *Matter {
	for i := range s.Matters {
		if s.Matters[i].ID == id {
			return &s.Matters[i]
		}
	}
	return nil
}
