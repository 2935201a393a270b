package agents

import (
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/town"
	"frontdoor/dialog/understand"
)

// sumUp writes the one line that tells whoever comes next how the case stands; an
// empty one takes it away.
func (t *Acts) sumUp(m *dialog.Matter) {
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeSummed, Text: t.Clean(t.In.Text)})
}

// correctByAgent puts a collected slot right, in the forms the slot has.
func (t *Acts) correctByAgent(m *dialog.Matter) {
	text := t.Clean(t.In.Text)
	slot, ok := t.Slot(m, t.In.Slot)
	if !ok || text == "" {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	value, ok := t.slotValue(slot, text)
	if slot.Key == dialog.GridSlot {
		_, ok = t.Town.Grid(text)
		ok = ok || text == town.NoGrid
	}
	if !ok {
		t.Turn.Refused = dialog.ErrBadValue
		return
	}
	t.Put(m, hear.Command{Do: hear.DoSet, Slot: slot.Key, Value: value, Raw: text}, "", dialog.ByAgent)
	for i := range t.Turn.Changes {
		if c := &t.Turn.Changes[i]; c.Kind == dialog.ChangeSlot && c.By == dialog.ByAgent {
			c.Agent = t.In.Agent
		}
	}
}

// slotValue reads what an agent wrote as a slot's value: the form itself, or words for it.
func (t *Acts) slotValue(s catalog.Slot, text string) (string, bool) {
	var value string
	switch s.Type {
	case catalog.TypeChoice, catalog.TypeMulti:
		if s.Check(text, t.Now) == nil {
			return text, true
		}
		value, _, _ = hear.AnswerOptions(s, text)
	case catalog.TypeMoney:
		if a, ok := t.AmountIn(text, true); ok {
			value = a.Value
		}
	case catalog.TypeNumber:
		if n, ok := understand.Number(text); ok {
			value = strconv.Itoa(n)
		}
	case catalog.TypeDate, catalog.TypeDatetime:
		if s.Check(text, t.Now) == nil {
			return text, true
		}
		if d := t.Dates(text); len(d) > 0 {
			value = d[0].Value
		}
	case catalog.TypePhone:
		if p := t.Phones(text); len(p) > 0 {
			value = p[0].Value
		}
	case catalog.TypePlace:
		value = text
		if place, ok := t.PlaceIn(text); ok && strings.TrimSpace(place.Raw) == text {
			value = place.Value
		}
	default:
		value = text
	}
	return value, value != "" && s.Check(value, t.Now) == nil
}
