package casebook

import (
	"fmt"
	"time"

	json "github.com/go-json-experiment/json/v1" // what encoding/json is becoming: the same bytes, a third fewer allocations

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
)

// openHalf is the half of an event that stays readable for ever. Its names are
// stored for years: never rename one.
type openHalf struct {
	V          int               `json:"v"`
	At         time.Time         `json:"at"`
	Kind       dialog.ChangeKind `json:"kind"`
	By         dialog.By         `json:"by,omitempty"`
	Agent      string            `json:"agent,omitempty"`
	Slot       string            `json:"slot,omitempty"`
	Value      string            `json:"value,omitempty"` // of all kinds but slot
	Note       dialog.SlotState  `json:"note,omitempty"`
	Confidence float64           `json:"confidence,omitempty"`
	Flags      []dialog.Flag     `json:"flags,omitempty"`
	Outcome    dialog.Outcome    `json:"outcome,omitempty"`
	Due        time.Time         `json:"due,omitzero"`
	Until      time.Time         `json:"until,omitzero"`
	Written    time.Time         `json:"written,omitzero"`
	Urgent     bool              `json:"urgent,omitempty"`
	Message    string            `json:"message,omitempty"`
	Asks       string            `json:"asks,omitempty"`
	Safety     bool              `json:"safety,omitempty"`
	Receipt    Receipt           `json:"receipt,omitempty"`
	Provider   string            `json:"provider,omitempty"`
	File       FileRef           `json:"file,omitzero"`
	Hold       bool              `json:"hold,omitempty"` // see HoldInOpen
}

// privateHalf is what the case's own key seals. It has no version of its
// own: the open half's counts for both.
type privateHalf struct {
	Address dialog.Address  `json:"address,omitempty"`
	Text    string          `json:"text,omitempty"`
	Media   []dialog.Media  `json:"media,omitempty"`
	Pin     *dialog.Pin     `json:"pin,omitempty"`
	Choice  string          `json:"choice,omitempty"`
	Quote   string          `json:"quote,omitempty"`
	Ref     string          `json:"ref,omitempty"`
	Value   string          `json:"value,omitempty"` // of a slot
	Raw     string          `json:"raw,omitempty"`
	Choices []dialog.Choice `json:"choices,omitempty"`
	Act     *mediation.Act  `json:"act,omitempty"`
}

// EncodeEvent gives the two stored halves of an event as JSON. Case and Seq are
// in neither: they are its place, which the engine keeps.
func EncodeEvent(e Event) (open, private []byte, err error) {
	o := openHalf{V: EventVersion, At: e.At, Kind: e.Kind, By: e.By, Agent: e.Agent, Slot: e.Slot, Note: e.Note,
		Confidence: e.Confidence, Flags: e.Flags, Outcome: e.Outcome, Due: e.Due, Until: e.Until, Written: e.Written, Urgent: e.Urgent,
		Message: e.Message, Asks: e.Asks, Safety: e.Safety, Receipt: e.Receipt, Provider: e.Provider, File: e.File, Hold: e.Hold}
	p := privateHalf{Address: e.Address, Text: e.Text, Media: e.Media, Pin: e.Pin, Choice: e.Choice, Quote: e.Quote, Ref: e.Ref,
		Raw: e.Raw, Choices: e.Choices, Act: e.Act}
	if e.Kind == dialog.ChangeSlot && !openSlot(e.Slot) {
		p.Value = e.Value
	} else {
		o.Value = e.Value
	}
	if open, err = json.Marshal(o); err != nil {
		return nil, nil, fmt.Errorf("%w: write event of case %s: %w", ErrMalformed, e.Case, err)
	}
	if e.Sealed != "" {
		return open, []byte(e.Sealed), nil
	}
	if private, err = json.Marshal(p); err != nil {
		return nil, nil, fmt.Errorf("%w: write event of case %s: %w", ErrMalformed, e.Case, err)
	}
	return open, private, nil
}

// DecodeEvent reads an event back from its place and its two halves. An empty
// private half (its key was destroyed) leaves the words empty.
func DecodeEvent(id dialog.CaseID, seq int, open, private []byte) (Event, error) {
	var o openHalf
	var p privateHalf
	if err := json.Unmarshal(open, &o); err != nil {
		return Event{}, fmt.Errorf("read event %d of case %s: %w", seq, id, err)
	}
	if o.V > EventVersion {
		return Event{}, fmt.Errorf("read event %d of case %s: written by a newer program (form %d, this one knows %d)",
			seq, id, o.V, EventVersion)
	}
	if len(private) > 0 {
		if err := json.Unmarshal(private, &p); err != nil {
			return Event{}, fmt.Errorf("read words of event %d of case %s: %w", seq, id, err)
		}
	}
	if o.Kind == dialog.ChangeSlot && p.Value != "" {
		o.Value = p.Value
	}
	return Event{
		Change: dialog.Change{Case: id, Kind: o.Kind, By: o.By, Agent: o.Agent,
			Text: p.Text, Media: p.Media, Pin: p.Pin, Choice: p.Choice, Quote: p.Quote, Ref: p.Ref,
			Slot: o.Slot, Value: o.Value, Raw: p.Raw, Note: o.Note,
			Confidence: o.Confidence, Flags: o.Flags, Outcome: o.Outcome, Due: o.Due, Until: o.Until, Written: o.Written, Urgent: o.Urgent, Act: p.Act, Hold: o.Hold},
		Seq: seq, At: o.At, Address: p.Address, Message: o.Message, Choices: p.Choices, Asks: o.Asks,
		Safety: o.Safety, Receipt: o.Receipt, Provider: o.Provider, File: o.File,
	}, nil
}

// EncodeState gives the stored form of a state as JSON.
func EncodeState(s dialog.State) ([]byte, error) {
	b, err := json.Marshal(&s) // by its address: what has none is copied first
	if err != nil {
		return nil, fmt.Errorf("%w: write state: %w", ErrMalformed, err)
	}
	return b, nil
}

// DecodeState reads a stored state back; a form newer than this program is an
// error, for half of it would be lost at the next write.
func DecodeState(b []byte) (dialog.State, error) {
	var s dialog.State
	if err := json.Unmarshal(b, &s); err != nil {
		return dialog.State{}, fmt.Errorf("read state: %w", err)
	}
	if s.V > dialog.StateVersion {
		return dialog.State{}, fmt.Errorf("read state: written by a newer program (form %d, this one knows %d)",
			s.V, dialog.StateVersion)
	}
	return s, nil
}
