package script

import (
	"maps"
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// reported takes in what another program took down: a whole matter, or more words to one.
func (t *Acts) reported() {
	t.State.Greeted = true
	if t.in.Case != "" {
		t.reportedMore()
		return
	}
	if len(t.State.Matters) > 0 { // handed over before: keys of messages are not kept for ever
		return
	}
	m := t.begin()
	if m == nil {
		return
	}
	t.hearReport(m)
	danger := t.takeReport(m)
	switch f := t.Look(t.text); {
	case f.Card:
		t.raise(m, f.Kind, f.Flags, t.in.ID)
	case len(danger) > 0:
		t.dangerAnswered(m, danger)
	case f.Has(dialog.FlagMinor):
		t.flag(m, dialog.FlagMinor)
		t.open(m, t.Town.FirstReplyDue(t.Now), true)
		t.send(dialog.Reply{Text: t.phrase("reported", phrases.Vars{"case": string(m.ID)}), Case: m.ID})
	default:
		t.open(m, t.Town.FirstReplyDue(t.Now), false)
		t.send(dialog.Reply{Text: t.phrase("reported", phrases.Vars{"case": string(m.ID)}), Case: m.ID})
	}
}

// hearReport keeps the words as the resident's own, as every channel does.
func (t *Acts) hearReport(m *dialog.Matter) {
	t.home, t.State.Current = m.ID, m.ID
	t.text = t.hear(t.in.Text)
	t.hearLanguage(t.text, understand.None)
	t.pieces = []dialog.Piece{t.piece()}
	t.keep()
}

// takeReport writes down what the program knows. Whether to be named comes before the
// name. It gives the flags of danger that the answers set.
func (t *Acts) takeReport(m *dialog.Matter) (danger []dialog.Flag) {
	f := t.in.Filing
	if f == nil {
		f = &dialog.Filing{}
	}
	put := func(key string) {
		if s := f.Slots[key]; s.Value != "" {
			t.put(m, hear.Command{Slot: key, Value: t.hear(s.Value), Raw: t.hear(s.Raw)}, t.in.ID, dialog.ByResident)
		}
	}
	if t.text != "" {
		t.put(m, hear.Command{Slot: "what", Value: t.text, Raw: t.text}, t.in.ID, dialog.ByResident)
	}
	var who []string
	for _, key := range slices.Sorted(maps.Keys(f.Slots)) {
		if key == "name" || key == "phone" || key == "email" {
			who = append(who, key)
			continue
		}
		put(key)
	}
	if f.Category != "" {
		t.categorise(m, f.Category, 1, true, dialog.ByResident)
		t.unnamedByWords(m)
		danger = t.flagsOfFacts(m)
	} else {
		t.guess(m)
	}
	t.forSomebody(m, t.text)
	if slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return danger
	}
	for _, key := range who {
		put(key)
	}
	return danger
}

// unnamedByWords hears the wish to stay unnamed, or kept from the subject, in the words
// themselves: a form that does not ask leaves no other place for it, whatever the matter.
// An answer of the form counts before them.
func (t *Acts) unnamedByWords(m *dialog.Matter) {
	reachable := len(understand.Phones(t.text)) > 0 && !pattern.HoldsAny(t.text, []string{"匿名", "anonym"})
	for _, c := range t.Catalog.Categories() {
		for _, s := range c.Slots {
			if !hear.AsksUnnamed(&s) {
				continue
			}
			own := c.Key == m.Category
			if own && m.Has(s.Key) {
				return
			}
			value, _ := hear.UnnamedAnswer(s, t.text)
			if value.Key == "" || value.Anonymous && reachable {
				continue
			}
			if own {
				t.put(m, hear.Command{Slot: s.Key, Value: value.Key, Raw: value.Raw}, t.in.ID, dialog.ByResident)
			}
			for _, f := range s.FlagsFor(value.Key) {
				t.flag(m, dialog.Flag(f))
			}
		}
	}
}

// reportedMore adds words to a matter handed over before. Status Unclaimed says that it
// is not done: then a closed case opens again, however long ago it was closed, for the
// other program knows it by its number alone.
func (t *Acts) reportedMore() {
	m := t.State.Matter(t.in.Case)
	if m == nil {
		t.turn.Refused = dialog.ErrNoCase
		return
	}
	if t.heardUpdate(m) {
		return
	}
	t.hearReport(m)
	t.keptByWords(m, t.text)
	f := t.Look(t.text)
	if (m.Status == dialog.Resolved || m.Status == dialog.Archived) && (f.Card || t.in.Status == dialog.Unclaimed) {
		t.reopen(m)
	}
	if f.Card {
		t.raise(m, f.Kind, f.Flags, t.in.ID)
	} else if f.Has(dialog.FlagMinor) {
		t.flag(m, dialog.FlagMinor)
	}
}

// updatesMost is how many updates of a matter are remembered.
const updatesMost = 200

// heardUpdate says that the same update came before, and remembers this one: the book
// forgets keys of messages after some days, and other programs send again after weeks.
func (t *Acts) heardUpdate(m *dialog.Matter) bool {
	name := t.in.ID[:min(len(t.in.ID), 16)]
	switch {
	case name == "":
		return false
	case slices.Contains(m.Updates, name):
		return true
	}
	m.Updates = append(m.Updates, name)
	m.Updates = m.Updates[max(0, len(m.Updates)-updatesMost):]
	return false
}

// unsent keeps with the case what cannot be sent where the case came from.
func (t *Acts) unsent() {
	if t.in.From.Channel() != dialog.Open311 {
		return
	}
	for i := range t.turn.Replies {
		t.turn.Replies[i].Withheld = dialog.WaitsToBeAsked
	}
}
