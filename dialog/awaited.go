package dialog

import "time"

// Waits is what a case that was put aside waits for: Until is when it comes back, zero
// for not by itself, RemindAt when its resident is reminded.
type Waits struct {
	For      string    `json:"for,omitempty"`
	Until    time.Time `json:"until,omitzero"`
	RemindAt time.Time `json:"remind_at,omitzero"`
}

// Held is an act of an agent that goes out in a moment and can be taken back until
// then: nothing of it has been said yet. The agent has the word meanwhile.
type Held struct {
	Kind    InputKind `json:"kind"` // AgentReply, HandBack, Close or Merge
	Agent   string    `json:"agent"`
	Name    string    `json:"name,omitempty"`
	Text    string    `json:"text,omitempty"`
	Media   []Media   `json:"media,omitempty"`
	Outcome Outcome   `json:"outcome,omitempty"`
	Into    CaseID    `json:"into,omitempty"` // of Merge, with IntoAt
	IntoAt  Address   `json:"into_at,omitempty"`
	Also    string    `json:"also,omitempty"` // of Close
	Until   time.Time `json:"until"`
}

// MostHeld is the longest an act can be held back.
const MostHeld = time.Minute

// Passing is an offer of a case to another agent: to hand a case on is to have it taken.
// Until To accepts, whoever had it keeps it; declined or left lying, it stays there.
type Passing struct {
	To     string    `json:"to"`
	ToName string    `json:"to_name,omitempty"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
	Until  time.Time `json:"until"`
}

// Unheard are an agent's words that the channel let nobody hear, for its window had
// closed (WindowOf). They go out when the resident writes again.
type Unheard struct {
	Message string    `json:"message"` // whose words they are, in the thread
	Case    CaseID    `json:"case"`
	Text    string    `json:"text,omitempty"`
	Media   []Media   `json:"media,omitempty"`
	Asks    string    `json:"asks,omitempty"`
	UseBy   time.Time `json:"use_by"`
}

// Proof is a number that is to be proved, at the talk where it was put right.
type Proof struct {
	Number string `json:"number"`
	// Code is what was sent to it, "" for nothing that counts any more.
	Code  string    `json:"code,omitempty"`
	Until time.Time `json:"until,omitzero"`
	Tries int       `json:"tries,omitempty"`
}

// Joint names the other case of a merging, and where it lies.
type Joint struct {
	Case CaseID  `json:"case"`
	At   Address `json:"at"`
}

// Fleeting are words in no case's thread: a link, a code. Every channel carries them but
// the web page, which shows what it reads in the book: there they stay for a while.
type Fleeting struct {
	At    time.Time `json:"at"`
	Until time.Time `json:"until"`
	Text  string    `json:"text"`
}
