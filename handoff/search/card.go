package search

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Card is what is found of a case beside its messages.
type Card struct {
	Number  dialog.CaseID     `json:"-"`
	Facts   map[string]string `json:"f,omitempty"` // by slot; name and phone among them
	Address dialog.Address    `json:"a,omitempty"` // only where it is a phone number
	Summary string            `json:"s,omitempty"`
}

// The slots that say who the resident is.
const (
	slotName  = "name"
	slotPhone = "phone"
)

// take adds an event and says whether the card changed. Maps are replaced, never edited.
func (c *Card) take(e casebook.Event) bool {
	changed := c.Number == ""
	c.Number = e.Case
	if e.Address.Channel() == dialog.SMS && c.Address != e.Address {
		c.Address, changed = e.Address, true
	}
	switch e.Kind {
	case dialog.ChangeSlot:
		if c.Facts[e.Slot] == e.Value {
			return changed
		}
		facts := maps.Clone(c.Facts)
		if e.Value == "" {
			delete(facts, e.Slot)
		} else {
			if facts == nil {
				facts = map[string]string{}
			}
			facts[e.Slot] = e.Value
		}
		c.Facts = facts
		return true
	case dialog.ChangeSummed:
		changed = changed || c.Summary != e.Text
		c.Summary = e.Text
	}
	return changed
}

// text is all words of the card but phone numbers, in one order.
func (c Card) text() string {
	parts := []string{string(c.Number)}
	for _, slot := range slices.Sorted(maps.Keys(c.Facts)) {
		if slot != slotPhone {
			parts = append(parts, c.Facts[slot])
		}
	}
	return strings.Join(append(parts, c.Summary), "\n")
}

// phones are the digits of the resident's numbers.
func (c Card) phones() []string {
	var all []string
	for _, number := range []string{c.Facts[slotPhone], c.Address.Local()} {
		digits := strings.Map(func(r rune) rune {
			if isDigit(r) {
				return r
			}
			return -1
		}, number)
		if len(digits) >= phoneShortest && !slices.Contains(all, digits) {
			all = append(all, digits)
		}
	}
	return all
}

// hidden is the card without who the resident is.
func (c Card) hidden(hide func(string) string) Card {
	facts := make(map[string]string, len(c.Facts))
	for slot, value := range c.Facts {
		if slot != slotName && slot != slotPhone {
			facts[slot] = hide(value)
		}
	}
	return Card{Number: c.Number, Facts: facts, Summary: hide(c.Summary)}
}

// endsPhone says whether a term ends one of the resident's numbers.
func (c Card) endsPhone(t term) bool {
	return t.phone != 0 && slices.ContainsFunc(c.phones(), func(digits string) bool { return strings.HasSuffix(digits, t.ends) })
}

func (c Card) encode() (string, error) {
	b, err := json.Marshal(c)
	return string(b), err
}

func decodeCard(id dialog.CaseID, body string) (Card, error) {
	c := Card{Number: id}
	err := json.Unmarshal([]byte(body), &c)
	return c, err
}
