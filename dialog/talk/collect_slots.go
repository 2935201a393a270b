package talk

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/say"
)

// hintHarm is the hint that makes the danger questions worth asking.
const hintHarm = catalog.HintHarm

// KnownContact copies what the person told us in an earlier matter, and on SMS the
// number the words come from.
func (t *Talk) KnownContact(m *dialog.Matter) {
	if t.OnSMS() && say.IsPhoneAddress(t.In.From.Local()) {
		t.Put(m, hear.Command{Slot: "phone", Value: t.In.From.Local(), Raw: t.In.From.Local()}, "", dialog.BySystem)
	} else if t.State.Phone != "" {
		t.Put(m, hear.Command{Slot: "phone", Value: t.State.Phone, Raw: t.State.Phone}, "", dialog.BySystem)
	}
	t.carryUnproved(m)
	if q, ok := t.refusedContact(); ok && !m.Settled("phone") {
		t.Put(m, hear.Command{Slot: "phone", Note: q.State}, "", dialog.BySystem)
		if !m.Settled("name") && t.State.Name == "" {
			t.Put(m, hear.Command{Slot: "name", Note: q.State}, "", dialog.BySystem)
		}
	}
	if !t.carriesName() {
		return
	}
	m.Teller = t.State.Teller
	if t.State.Name != "" {
		t.Put(m, hear.Command{Slot: "name", Value: t.State.Name, Raw: t.State.Name}, "", dialog.BySystem)
	}
}

// refusedContact is the phone that was asked for and left open within a day, in the matter
// before this one: it is asked for once.
func (t *Talk) refusedContact() (dialog.Slot, bool) {
	if t.State.Phone != "" || t.State.Shared || t.OnSMS() {
		return dialog.Slot{}, false
	}
	for _, before := range slices.Backward(t.State.Matters) {
		if before.Carried || before.Status == dialog.Collecting || t.Now.Sub(before.OpenedAt) > 24*time.Hour {
			continue
		}
		s, ok := before.Slots["phone"]
		return s, ok && s.State != ""
	}
	return dialog.Slot{}, false
}

// Put writes a slot and records it. It says whether anything changed.
func (t *Talk) Put(m *dialog.Matter, c hear.Command, from string, by dialog.By) bool {
	if (c.Slot == "name" || c.Slot == "phone") && slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return false
	}
	if c.Slot == "what" {
		c.Value, c.Raw = t.asTyped(c.Value), t.asTyped(c.Raw)
	}
	old, had := m.Slots[c.Slot]
	if had && old.Value == c.Value && old.State == c.Note {
		return false
	}
	next := dialog.Slot{Value: c.Value, Raw: c.Raw, State: c.Note, From: from, By: by}
	if c.Slot == "what" && by == dialog.ByResident {
		next.Parts = old.Grown(c.Value, from)
	}
	if had {
		next.Prior = old.Prior
		if old.State == "" {
			next.Prior = append(slices.Clone(old.Prior), old.Value)
		}
	}
	if m.Slots == nil {
		m.Slots = map[string]dialog.Slot{}
	}
	m.Slots[c.Slot] = next
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSlot, By: by, Slot: c.Slot, Value: c.Value, Raw: c.Raw, Note: c.Note, Ref: from})
	if c.Slot == "phone" && old.Value != "" && c.Value != "" && (by == dialog.ByResident || by == dialog.ByAgent) {
		t.renumber(m, old.Value, c.Value)
	}
	if by == dialog.ByResident && c.Note == "" && !slices.Contains(m.Flags, dialog.FlagAnonymous) {
		switch c.Slot {
		case "phone":
			t.State.Phone = c.Value
		case "name":
			t.State.Name = c.Value
		}
	}
	if c.Slot == "what" && c.Note == "" {
		m.Title = hear.Titled(c.Value)
	}
	if c.Slot == "where" || c.Slot == "what" {
		t.gridTold(m)
	}
	return true
}

// TakeFacts fills every empty slot the words say something about, and says which.
func (t *Talk) TakeFacts(m *dialog.Matter, msg hear.Message) []string {
	var taken []string
	for _, c := range t.FactsIn(m, msg, "") {
		if c.Slot == "what" && !t.HasSubstance(c.Value) && (m.Status == dialog.Collecting || len([]rune(c.Value)) < 4) {
			continue // to a person one may say anything; the bot needs a matter
		}
		c = t.Onto(m, c, t.Text)
		if (!m.Has(c.Slot) || c.Slot == "where" && t.SaysMore(m.Slots["where"], c)) && t.told(m, c, msg) {
			taken = append(taken, c.Slot)
		}
	}
	t.classify(m)
	t.Infer(m, msg)
	return taken
}

// Infer takes down the options the words clearly say. It is the bot's reading, not
// the resident's answer.
func (t *Talk) Infer(m *dialog.Matter, msg hear.Message) {
	for _, words := range []string{msg.Text, m.Slots["what"].Value} { // the story may be older than the category
		for _, c := range t.Inferred(m, words) {
			if !m.Settled(c.Slot) {
				t.Put(m, c, msg.From(), dialog.BySystem)
			}
		}
	}
	t.daysAhead(m, msg)
	t.keptFromSubject(m)
	t.FlagsOfFacts(m)
	t.ForSomebody(m, msg.Text)
}

// daysAhead takes down a deadline or the day something is needed by: the words may be
// older than the category, and only a category says that its dates lie ahead. A day
// past that was taken before makes room for one: the card was lost yesterday, and is
// needed by Friday.
func (t *Talk) daysAhead(m *dialog.Matter, msg hear.Message) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok {
		return
	}
	open := func(s catalog.Slot) bool {
		return !m.Settled(s.Key) || m.Has(s.Key) && s.Check(m.Slots[s.Key].Value, t.Now) != nil
	}
	for _, words := range []string{msg.Text, m.Slots["what"].Value} {
		t.AddDates(m, words, func(slot, value, raw string) {
			if s, ok := c.Slot(slot); ok && s.NotBefore != nil && open(s) && s.Check(value, t.Now) == nil {
				t.Put(m, hear.Command{Do: hear.DoSet, Slot: slot, Value: value, Raw: raw}, msg.From(), dialog.ByResident)
			}
		})
	}
}

// hint remembers that the words hint at harm and leave it open.
func (t *Talk) hint(m *dialog.Matter, text string) {
	if !slices.Contains(m.Hints, hintHarm) && t.HintsAtHarm(m, text) {
		m.Hints = append(m.Hints, hintHarm)
	}
}
