package talk

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
)

// sayChanged says what corrections did, without asking back; before are the slots as
// they were.
func (t *Talk) sayChanged(m *dialog.Matter, changed []string, before map[string]dialog.Slot) {
	changed = slices.DeleteFunc(slices.Clone(changed), func(key string) bool {
		return key == "category" || key == "phone" && t.renumbered == m.ID // told by itself
	})
	isNew := !slices.ContainsFunc(changed, func(key string) bool { // told for the first time, nothing is changed
		old, had := before[key]
		return had && old.State == ""
	})
	one := func(phrase, key string) string {
		old, had := before[key]
		if !had || old.State != "" {
			phrase += "_new"
		}
		is, was := t.shown(m, key, 24), t.shownSlot(key, old, 20)
		if cut := t.shown(m, key, 20); cut == was { // they differ behind the cut
			is, was = t.shown(m, key, 60), t.shownSlot(key, old, 60)
		}
		return t.Phrase(phrase, phrases.Vars{"slot": t.SlotWord(key), "new": is, "old": was})
	}
	if len(changed) > 0 && t.OnSMS() {
		var slots []string
		for _, key := range changed {
			slots = append(slots, t.SlotWord(key))
		}
		said := strings.Join(slots, map[string]string{"zh": "、", "en": ", "}[t.Lang()])
		t.MustSay = t.Settings.Phrases.Say(t.Lang(), "corrected_short", 0, phrases.Vars{"slots": said})
		if isNew {
			t.MustSay = t.Settings.Phrases.Say(t.Lang(), "got", 0, phrases.Vars{"taken": said})
		}
	}
	switch len(changed) {
	case 0:
	case 1:
		t.LongSay = one("corrected", changed[0])
	default:
		parts := make([]string, 0, len(changed))
		for _, key := range changed {
			if t.OnSMS() {
				delete(before, key) // no room there for what it was
			}
			parts = append(parts, one("corrected_part", key))
		}
		sep := "、"
		if t.Lang() == "en" {
			sep = ", "
		}
		if t.LongSay = strings.Join(parts, sep); isNew {
			t.LongSay = t.Phrase("got", phrases.Vars{"taken": t.LongSay})
		} else {
			t.LongSay = t.Phrase("corrected_many", phrases.Vars{"parts": t.LongSay})
		}
	}
	if len(changed) > 0 {
		t.Before(t.LongSay)
	}
}

// SlotWord is what a slot is called to the resident.
func (t *Talk) SlotWord(key string) string {
	if m := t.Matter(); key == "who" && m != nil && t.helpsSomebody(m) && slices.Contains(m.Flags, dialog.FlagOnBehalf) {
		return t.Word("slot.concerned")
	}
	if t.Settings.Phrases.Has("slot." + key) {
		return t.Word("slot." + key)
	}
	if m := t.Matter(); m != nil {
		if slot, ok := t.Slot(m, key); ok && slot.Label.Zh != "" {
			return t.Settings.Phrases.Say(t.Lang(), "slot.labelled", 0, phrases.Vars{"label": slot.Label.In(t.Lang())})
		}
	}
	return t.Word("slot.other")
}
