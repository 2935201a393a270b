package dialog

import (
	"time"

	"frontdoor/dialog/mediation"
)

// Side is what this talk's resident is at a table: of this very case, or of another
// resident's. All that is known here of that other case is its number and where it lies.
type Side struct {
	Case  CaseID               `json:"case"`
	At    Address              `json:"at"`
	Party string               `json:"party"`
	State mediation.PartyState `json:"state"`
	Topic string               `json:"topic,omitempty"`
	Also  string               `json:"also,omitempty"` // the topic in the other language
	Asker string               `json:"asker,omitempty"`
	Signs bool                 `json:"signs,omitempty"`
	// Reminded counts the reminders of an invitation, NextAt is when the next is due.
	Reminded int       `json:"reminded,omitempty"`
	NextAt   time.Time `json:"next_at,omitzero"`
	// Version and Hash are the words last put before this side, Meeting the times, Item what
	// it was asked about.
	Version int    `json:"version,omitempty"`
	Meeting int    `json:"meeting,omitempty"`
	Hash    string `json:"hash,omitempty"`
	Item    int    `json:"item,omitempty"`
	// Answer is what the words last put before this side were answered; Signed: it has signed.
	Answer mediation.Kind `json:"answer,omitempty"`
	Signed bool           `json:"signed,omitempty"`
	// Until is the day until which what it signed must be kept.
	Until string `json:"until,omitempty"`
	// Stopped and Halted were told to the table; Lost counts answers not understood.
	Stopped bool `json:"stopped,omitempty"`
	Halted  bool `json:"halted,omitempty"`
	Told    bool `json:"told,omitempty"` // it was this side that told of violence
	Lost    int  `json:"lost,omitempty"`
}

// PastSide is a side that sits at its table no more, and the case that holds what it told there.
type PastSide struct {
	Thread CaseID  `json:"thread"`
	Case   CaseID  `json:"case"`
	At     Address `json:"at"`
	Party  string  `json:"party"`
	Signed bool    `json:"signed,omitempty"`
	Until  string  `json:"until,omitempty"`
	// Held is until when the law keeps what they told there, whatever they wish; zero for not at all.
	Held time.Time `json:"held,omitzero"`
}

// SideOpened, as the kind of an act, makes a case that of a side at the table of Case.
const SideOpened = "side"
