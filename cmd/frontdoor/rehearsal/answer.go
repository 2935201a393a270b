package rehearsal

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Answer is what one line caused and where the talk stands.
type Answer struct {
	At          string          `json:"at"`
	Replies     []Reply         `json:"replies"`
	Asking      *string         `json:"asking"`
	Category    *string         `json:"category"`
	Confidence  float64         `json:"confidence"`
	Flags       []dialog.Flag   `json:"flags"`
	Facts       map[string]Fact `json:"facts"`
	Lang        string          `json:"lang"`
	HandedOff   bool            `json:"handed_off"`
	Case        *string         `json:"case"`
	Cases       int             `json:"cases"`
	Attachments int             `json:"attachments"`
	Silent      bool            `json:"silent"`
	Link        *string         `json:"link"`
}

type Reply struct {
	To      string          `json:"to"`
	At      string          `json:"at"`
	By      dialog.By       `json:"by"`
	Text    string          `json:"text"`
	Choices []dialog.Choice `json:"choices"`
	Asks    *string         `json:"asks"`
	Alert   bool            `json:"alert"`
}

type Fact struct {
	Value *string          `json:"value"`
	Raw   string           `json:"raw"`
	State dialog.SlotState `json:"state"`
}

func (t *House) reply(m casebook.Outgoing) Reply {
	r := Reply{To: string(m.To), At: t.stamp(t.Now), By: m.By, Text: m.Text, Choices: m.Choices, Asks: orNull(m.Asks), Alert: m.Alert}
	if r.Choices == nil {
		r.Choices = []dialog.Choice{}
	}
	return r
}

// answer is where the talk of the last speaker stands.
func (t *House) answer(replies []Reply) (*Answer, error) {
	talk, err := t.Book.Read(t.ctx, t.Speaker)
	if err != nil {
		return nil, err
	}
	s := &talk.State
	a := &Answer{At: t.stamp(t.Now), Replies: replies, Asking: orNull(s.Open()), Flags: s.AllFlags(), Facts: map[string]Fact{},
		Lang: s.Lang, HandedOff: s.HandedOff(), Cases: s.Cases(), Attachments: s.Attachments(), Silent: s.Silent()}
	if a.Lang == "" && s.Greeted {
		a.Lang = "zh" // what the bot speaks until it has heard a word
	}
	if a.Replies == nil {
		a.Replies = []Reply{}
	}
	if a.Flags == nil {
		a.Flags = []dialog.Flag{}
	}
	if m := s.CurrentMatter(); m != nil {
		a.Category, a.Confidence = orNull(m.Category), m.Confidence
		if a.HandedOff {
			a.Case = orNull(string(m.ID))
		}
	}
	a.Link = orNull(t.code)
	facts := s.Facts()
	if m := t.filed; m != nil {
		a.Category, a.Confidence, a.Flags = orNull(m.Category), m.Confidence, m.Flags
		a.HandedOff, a.Case, a.Cases = true, orNull(string(m.ID)), a.Cases+1
		facts = m.Slots
	}
	for key, slot := range facts {
		f := Fact{Raw: slot.Raw, State: slot.State}
		if slot.State == "" {
			value := slot.Value
			f.Value = &value
		}
		a.Facts[key] = f
	}
	return a, nil
}

func (t *House) stamp(at time.Time) string { return at.In(t.town.Zone).Format(time.RFC3339) }

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
