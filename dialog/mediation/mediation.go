package mediation

import (
	"slices"
	"time"
)

// Act is one thing done. Only the fields of its kind are set.
type Act struct {
	Kind  Kind      `json:"kind"`
	By    Who       `json:"by"`
	At    time.Time `json:"at"`
	Party string    `json:"party,omitempty"` // who does it, or whom it concerns; "" for all

	// Topic, of begin: what it is about, in neutral words; Also the same in the other language.
	Topic string `json:"topic,omitempty"`
	Also  string `json:"also,omitempty"`
	// Name, Role, Lang, Signs, Address and Case are of begin, add and link.
	Name    string `json:"name,omitempty"`
	Role    string `json:"role,omitempty"`
	Lang    string `json:"lang,omitempty"`
	Signs   bool   `json:"signs,omitempty"`
	Address string `json:"address,omitempty"`
	Case    string `json:"case,omitempty"`
	Code    string `json:"code,omitempty"` // of add: what opens the invitation, where no number is known
	// Wording is the version of the words consented to; Channel where that was said.
	Wording string `json:"wording,omitempty"`
	Channel string `json:"channel,omitempty"`

	// Text is what the mediator writes, why a thing was done, or of propose its exact words (Worded);
	// From is whose words it passes on.
	Text string `json:"text,omitempty"`
	From string `json:"from,omitempty"`
	// Options and Place are of times, Picks (counted from 1) of pick.
	Options []string `json:"options,omitempty"`
	Place   string   `json:"place,omitempty"`
	Picks   []int    `json:"picks,omitempty"`

	// Points are of propose. Version and Hash name a version: the one answered or signed, the
	// number a proposal is to have (0 for whichever comes next), of pick the meeting, of resume
	// how many had told of violence when it was decided.
	Points  []Point `json:"points,omitempty"`
	Version int     `json:"version,omitempty"`
	Hash    string  `json:"hash,omitempty"`
	Number  string  `json:"number,omitempty"` // of sign
	Item    int     `json:"item,omitempty"`   // counted from 1
	Outcome string  `json:"outcome,omitempty"`
	Level   string  `json:"level,omitempty"`
	// Table, of hold, is what stays of it. Until, where a side is told that it has signed, is
	// the day until which that must be kept.
	Table *Table `json:"table,omitempty"`
	Until string `json:"until,omitempty"`
}

// Table is what the acts add up to.
type Table struct {
	State   State     `json:"state,omitempty"`
	Topic   string    `json:"topic,omitempty"`
	Also    string    `json:"also,omitempty"` // the topic in the other language
	Begun   time.Time `json:"begun,omitzero"`
	Parties []Party   `json:"parties,omitempty"`
	// Versions are all proposals, the last one is in force.
	Versions []Version `json:"versions,omitempty"`
	Meeting  *Meeting  `json:"meeting,omitempty"`
	Items    []Item    `json:"items,omitempty"`
	Number   string    `json:"number,omitempty"`
	SignedAt time.Time `json:"signed_at,omitzero"`
	// AgreedAt is when the last side agreed, FulfilledAt when the last item was kept.
	AgreedAt    time.Time `json:"agreed_at,omitzero"`
	FulfilledAt time.Time `json:"fulfilled_at,omitzero"`
	// Halted is where the table stood when it was halted, Why what the town halted it for
	// (OfViolence, OnRecord), Told who told of violence.
	Halted  State     `json:"halted,omitempty"`
	Told    []string  `json:"told,omitempty"`
	Why     string    `json:"why,omitempty"`
	Outcome string    `json:"outcome,omitempty"`
	Level   string    `json:"level,omitempty"`
	EndedAt time.Time `json:"ended_at,omitzero"`
	// Barred are addresses that want to hear no more of this case; they outlive the step of
	// the ladder at which they said so.
	Barred []Bar `json:"barred,omitempty"`
	// Before is the last table of an earlier step at which something was signed.
	Before *Table `json:"before,omitempty"`
}

// Bar is an address that is invited no more, and why: Stranger or Declined.
type Bar struct {
	Address string     `json:"address"`
	Why     PartyState `json:"why"`
}

// Party is one at the table, or asked to it.
type Party struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Role    string     `json:"role,omitempty"`
	Lang    string     `json:"lang,omitempty"`
	Signs   bool       `json:"signs,omitempty"` // a side: nothing is agreed without it
	Address string     `json:"address,omitempty"`
	Case    string     `json:"case,omitempty"`
	Code    string     `json:"code,omitempty"`
	State   PartyState `json:"state"`
	Since   time.Time  `json:"since,omitzero"`
	// Wording, Channel and ConsentAt tell what was consented to, where and when.
	Wording   string    `json:"wording,omitempty"`
	Channel   string    `json:"channel,omitempty"`
	ConsentAt time.Time `json:"consent_at,omitzero"`
	Stopped   bool      `json:"stopped,omitempty"` // nothing reaches the party
	Limited   bool      `json:"limited,omitempty"` // the address has had as many texts as it may
	// Answer is to the version in force: agree, refuse, change, "" for none yet.
	Answer   Kind      `json:"answer,omitempty"`
	Hash     string    `json:"hash,omitempty"` // of the words agreed to
	AnswerAt time.Time `json:"answer_at,omitzero"`
	AnswerBy string    `json:"answer_by,omitempty"` // the channel
	Picks    []int     `json:"picks,omitempty"`
	Picked   bool      `json:"picked,omitempty"`
}

// Meeting is proposed, and agreed when all at the table picked one of the times.
type Meeting struct {
	N       int       `json:"n,omitempty"` // counts the times proposed: a pick names it
	Place   string    `json:"place"`
	Options []string  `json:"options"`
	At      time.Time `json:"at"`
	Fixed   int       `json:"fixed,omitempty"` // the option agreed, counted from 1
	None    bool      `json:"none,omitempty"`  // no time suits all
}

// ItemState is what became of a point with a day or an amount.
type ItemState string

// The closed list.
const (
	ItemOpen   ItemState = "open"
	ItemAsked  ItemState = "asked"
	ItemKept   ItemState = "kept"
	ItemMissed ItemState = "missed"
	ItemUnsure ItemState = "unsure"
)

// Item is one thing owed by a signed agreement.
type Item struct {
	Point
	State    ItemState `json:"state"`
	Reminded bool      `json:"reminded,omitempty"`
	At       time.Time `json:"at,omitzero"` // when it came to be so
}

// clone copies so deeply that changing the copy never shows in the original.
func (t Table) clone() Table {
	t.Parties = slices.Clone(t.Parties)
	for i := range t.Parties {
		t.Parties[i].Picks = slices.Clone(t.Parties[i].Picks)
	}
	t.Versions = slices.Clone(t.Versions)
	t.Items = slices.Clone(t.Items)
	t.Barred = slices.Clone(t.Barred)
	t.Told = slices.Clone(t.Told)
	if t.Meeting != nil {
		m := *t.Meeting
		t.Meeting = &m
	}
	return t
}

// Party finds a party; nil for none. It is to be read only.
func (t *Table) Party(id string) *Party {
	if i := slices.IndexFunc(t.Parties, func(p Party) bool { return p.ID == id }); i >= 0 {
		return &t.Parties[i]
	}
	return nil
}

// Seated are the parties at the table.
func (t *Table) Seated() []Party {
	return slices.DeleteFunc(slices.Clone(t.Parties), func(p Party) bool { return p.State != Accepted })
}

// Current is the version in force; false for none.
func (t *Table) Current() (Version, bool) {
	if n := len(t.Versions); n > 0 {
		return t.Versions[n-1], true
	}
	return Version{}, false
}

// Running says that the table is neither over nor halted.
func (t *Table) Running() bool {
	return slices.Contains([]State{Open, Proposed, Agreed, Signed}, t.State)
}

// sides are those who sign and sit at the table.
func (t *Table) sides() int {
	n := 0
	for _, p := range t.Parties {
		if p.Signs && p.State == Accepted {
			n++
		}
	}
	return n
}

// unanimous says that every side at the table, two at least, agreed to the words in force.
func (t *Table) unanimous() bool {
	v, ok := t.Current()
	if !ok || t.sides() < 2 {
		return false
	}
	return !slices.ContainsFunc(t.Parties, func(p Party) bool {
		return p.Signs && (p.State == Accepted && (p.Answer != Agree || p.Hash != v.Hash) || p.State == Invited)
	})
}
