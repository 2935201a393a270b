package dialog

import "time"

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

// TableOf finds the case in which a table is held, also one of which the table alone is left.
func (s *State) TableOf(id CaseID) *Matter {
	if m := s.Matter(id); m != nil {
		return m
	}
	return s.OfTableAlone(id)
}

// OfTableAlone finds an erased case of which only the table is left; nil for none.
func (s *State) OfTableAlone(id CaseID) *Matter {
	for i := range s.UnderHold {
		if s.UnderHold[i].ID == id {
			return &s.UnderHold[i]
		}
	}
	return nil
}
