package agents

import (
	"maps"
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// Reported takes in what another program took down: a whole matter, or more words to one.
func (t *Acts) Reported() {
	t.State.Greeted = true
	if t.In.Case != "" {
		t.reportedMore()
		return
	}
	if len(t.State.Matters) > 0 { // handed over before: keys of messages are not kept for ever
		return
	}
	m := t.Begin()
	if m == nil {
		return
	}
	t.hearReport(m)
	danger := t.takeReport(m)
	switch f := t.Look(t.Text); {
	case f.Card:
		t.Raise(m, f.Kind, f.Flags, t.In.ID)
	case len(danger) > 0:
		t.DangerAnswered(m, danger)
	case f.Has(dialog.FlagMinor):
		t.Flag(m, dialog.FlagMinor)
		t.Open(m, t.Town.FirstReplyDue(t.Now), true)
		t.Send(dialog.Reply{Text: t.Phrase("reported", phrases.Vars{"case": string(m.ID)}), Case: m.ID})
	default:
		t.Open(m, t.Town.FirstReplyDue(t.Now), false)
		t.Send(dialog.Reply{Text: t.Phrase("reported", phrases.Vars{"case": string(m.ID)}), Case: m.ID})
	}
}

// hearReport keeps the words as the resident's own, as every channel does.
func (t *Acts) hearReport(m *dialog.Matter) {
	t.Home, t.State.Current = m.ID, m.ID
	t.Text = t.Hear(t.In.Text)
	t.HearLanguage(t.Text, understand.None)
	t.Pieces = []dialog.Piece{t.Piece()}
	t.Keep()
}

// takeReport writes down what the program knows. Whether to be named comes before the
// name. It gives the flags of danger that the answers set.
func (t *Acts) takeReport(m *dialog.Matter) (danger []dialog.Flag) {
	f := t.In.Filing
	if f == nil {
		f = &dialog.Filing{}
	}
	put := func(key string) {
		if s := f.Slots[key]; s.Value != "" {
			t.Put(m, hear.Command{Slot: key, Value: t.Hear(s.Value), Raw: t.Hear(s.Raw)}, t.In.ID, dialog.ByResident)
		}
	}
	if t.Text != "" {
		t.Put(m, hear.Command{Slot: "what", Value: t.Text, Raw: t.Text}, t.In.ID, dialog.ByResident)
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
		t.Categorise(m, f.Category, 1, true, dialog.ByResident)
		t.unnamedByWords(m)
		danger = t.FlagsOfFacts(m)
	} else {
		t.Guess(m)
	}
	t.ForSomebody(m, t.Text)
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
	reachable := len(understand.Phones(t.Text)) > 0 && !pattern.HoldsAny(t.Text, []string{"匿名", "anonym"})
	for _, c := range t.Catalog.Categories() {
		for _, s := range c.Slots {
			if !hear.AsksUnnamed(&s) {
				continue
			}
			own := c.Key == m.Category
			if own && m.Has(s.Key) {
				return
			}
			value, _ := hear.UnnamedAnswer(s, t.Text)
			if value.Key == "" || value.Anonymous && reachable {
				continue
			}
			if own {
				t.Put(m, hear.Command{Slot: s.Key, Value: value.Key, Raw: value.Raw}, t.In.ID, dialog.ByResident)
			}
			for _, f := range s.FlagsFor(value.Key) {
				t.Flag(m, dialog.Flag(f))
			}
		}
	}
}

// reportedMore adds words to a matter handed over before. Status Unclaimed says that it
// is not done: then a closed case opens again, however long ago it was closed, for the
// other program knows it by its number alone.
func (t *Acts) reportedMore() {
	m := t.State.Matter(t.In.Case)
	if m == nil {
		t.Turn.Refused = dialog.ErrNoCase
		return
	}
	if t.heardUpdate(m) {
		return
	}
	t.hearReport(m)
	t.KeptByWords(m, t.Text)
	f := t.Look(t.Text)
	if (m.Status == dialog.Resolved || m.Status == dialog.Archived) && (f.Card || t.In.Status == dialog.Unclaimed) {
		t.Reopen(m)
	}
	if f.Card {
		t.Raise(m, f.Kind, f.Flags, t.In.ID)
	} else if f.Has(dialog.FlagMinor) {
		t.Flag(m, dialog.FlagMinor)
	}
}

// updatesMost is how many updates of a matter are remembered.
const updatesMost = 200

// heardUpdate says that the same update came before, and remembers this one: the book
// forgets keys of messages after some days, and other programs send again after weeks.
func (t *Acts) heardUpdate(m *dialog.Matter) bool {
	name := t.In.ID[:min(len(t.In.ID), 16)]
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

// Unsent keeps with the case what cannot be sent where the case came from.
func (t *Acts) Unsent() {
	if t.In.From.Channel() != dialog.Open311 {
		return
	}
	for i := range t.Turn.Replies {
		t.Turn.Replies[i].Withheld = dialog.WaitsToBeAsked
	}
}
