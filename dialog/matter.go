package dialog

import (
	"maps"
	"slices"
	"time"

	"frontdoor/dialog/mediation"
)

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

// Has says whether a slot has a value.
func (m *Matter) Has(key string) bool {
	s, ok := m.Slots[key]
	return ok && s.State == ""
}

// Settled says whether a slot needs no question any more: it has a value, or is
// known to be unknown or skipped.
func (m *Matter) Settled(key string) bool {
	_, ok := m.Slots[key]
	return ok
}

// Filled counts the slots the resident filled.
func (m *Matter) Filled() int {
	n := 0
	for _, s := range m.Slots {
		if s.State == "" && s.By == ByResident {
			n++
		}
	}
	return n
}

// Aside says that a case waits for something outside: its resident, a department, a day.
func (m *Matter) Aside() bool {
	return slices.Contains([]Status{WaitingResident, WaitingDepartment, Snoozed}, m.Status)
}

// mostFiles is how many files a draft remembers.
const mostFiles = 30

// TakeFiles counts files, and remembers them while the matter is collected. A file that a
// message brings again when it is changed is none more.
func (m *Matter) TakeFiles(files []Media) {
	for _, f := range files {
		if slices.ContainsFunc(m.Files, func(old Media) bool { return f.Ref != "" && old.Ref == f.Ref }) {
			continue
		}
		m.Attach++
		if m.Status == Collecting && len(m.Files) < mostFiles {
			m.Files = append(m.Files, f)
		}
	}
}

// DropFiles forgets the files and the place of a message that was taken back.
func (m *Matter) DropFiles(p Piece) {
	if p.Pin != nil {
		m.Attach--
	}
	for _, f := range p.Media {
		m.Files = slices.DeleteFunc(m.Files, func(old Media) bool { return old.Ref == f.Ref })
		m.Attach--
	}
	m.Attach = max(0, m.Attach)
}

// UnnamedFiles are those that are cleaned when they are kept, without the names they had.
// Papers stay behind: what they hide is not known, and often it is a name.
func (m *Matter) UnnamedFiles() (files []Media) {
	for _, f := range m.Files {
		if slices.Contains([]string{"photo", "voice", "video"}, f.Kind) {
			f.Name = ""
			files = append(files, f)
		}
	}
	return files
}

// SlotKeys are the keys of its slots, sorted.
func (m *Matter) SlotKeys() []string { return slices.Sorted(maps.Keys(m.Slots)) }
