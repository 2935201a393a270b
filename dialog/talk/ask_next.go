package talk

import (
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// Agenda lists the slots still to be asked, in order: the musts of the category,
// then what could be dangerous and is still open, then which grid a place lies in that has
// several, then on chat the contact details.
func (t *Talk) Agenda(m *dialog.Matter) []string {
	c, ok := t.Catalog.Category(m.Category)
	if !ok {
		return nil
	}
	known := t.known(m)
	var keys []string
	for _, s := range c.Musts() {
		if (!m.Settled(s.Key) || t.Vague(m, s.Key)) && s.Wanted(known) {
			keys = append(keys, s.Key)
		}
	}
	for _, s := range c.Asks() {
		if !m.Settled(s.Key) && asksOfDanger(s) && s.Wanted(known) {
			keys = append(keys, s.Key)
		}
	}
	if t.gridOpen(m) {
		keys = append(keys, dialog.GridSlot)
	}
	if t.asksContact(m, c) {
		keys = append(keys, "phone")
	}
	return keys
}

// asksOfDanger says that a slot is asked only because the words hint at harm.
func asksOfDanger(s catalog.Slot) bool {
	return slices.ContainsFunc(s.AskIf, func(c catalog.Condition) bool { return c.Kind == catalog.WhenHint })
}

// asksContact: name and phone in one question, not on SMS, not of the anonymous,
// not when they were given or refused.
func (t *Talk) asksContact(m *dialog.Matter, c catalog.Category) bool {
	if t.OnSMS() || m.Settled("phone") || slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return false
	}
	s, ok := c.Slot("phone")
	return ok && s.Level != catalog.Agent
}

// next asks the next question, or shows the summary when nothing is left to ask or
// the budget is spent.
func (t *Talk) next(m *dialog.Matter) {
	if m.Category == "" && !t.findCategory(m) {
		return
	}
	left := t.Agenda(m)
	if len(left) == 0 {
		t.Summary(m)
		return
	}
	if m.Asked >= t.Catalog.Questions {
		for _, key := range left {
			if !m.Has(key) && key != dialog.GridSlot { // what was not asked is not unknown to anybody
				t.Put(m, hear.Command{Slot: key, Note: dialog.Unknown}, "", dialog.BySystem)
			}
		}
		t.Summary(m)
		return
	}
	t.ask(m, left[0], len(left))
}

// ask asks for a slot; left is how many questions remain, this one included.
func (t *Talk) ask(m *dialog.Matter, key string, left int) {
	tries := 0
	if q := t.State.Asking; q != nil && q.Asks == key {
		tries = q.Tries + 1
	}
	m.Asked++
	if !slices.Contains(m.Order, key) {
		m.Order = append(m.Order, key)
	}
	progress := ""
	if tries == 0 {
		progress = t.progress(m, left)
	}
	t.question(m, key, progress, tries)
}

// progress is "(1/2)" when two or more questions remain, and goes on to "(2/2)"; the
// total never grows, so a plan that got longer is no longer counted aloud.
func (t *Talk) progress(m *dialog.Matter, left int) string {
	left = min(left, t.Catalog.Questions-m.Asked+1)
	if m.Total == 0 && left >= 2 {
		m.Total, m.Step = left, 0
	}
	n := m.Total - left + 1
	if m.Total == 0 || n <= m.Step || n > m.Total {
		return ""
	}
	m.Step = n
	text := t.Phrase("progress", phrases.Vars{"n": strconv.Itoa(n), "total": strconv.Itoa(m.Total)})
	if t.Lang() == "en" {
		text += " "
	}
	return text
}

// question says a slot's question. It does not count it.
func (t *Talk) question(m *dialog.Matter, key, progress string, tries int) {
	if key == dialog.GridSlot {
		t.askGrid(m, progress, tries)
		return
	}
	t.sayUnnamed()
	slot, _ := t.Slot(m, key)
	text := t.wording(m, slot, tries)
	var choices []dialog.Choice
	for _, o := range slot.Options {
		choices = append(choices, dialog.Choice{Key: o.Key, Label: o.Label(t.Lang()), Value: o.Key})
	}
	if len(choices) > 0 && (strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")) {
		text += gap(t.Lang()) + t.listed(choices)
	} else if len(choices) > 0 {
		text = say.Join(t.Lang(), text, t.listed(choices))
	}
	if key == "phone" {
		choices = []dialog.Choice{{Key: "0", Label: t.Word("skip"), Value: "skip"}}
	}
	t.State.Asking = &dialog.Question{Asks: key, Choices: choices, Tries: tries, Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: progress + text, Choices: choices, Asks: key, UseBy: t.Now.Add(say.QuestionUseBy)})
}

// wording is the question in the catalogue's words; asked again, in other words.
func (t *Talk) wording(m *dialog.Matter, slot catalog.Slot, tries int) string {
	if slot.Key == "phone" && !m.Settled("name") && !t.asksNoName(m) {
		return t.Phrase("ask.contact", nil)
	}
	said := "slot:" + m.Category + "." + slot.Key
	n := t.State.Used[said]
	if t.State.Used == nil {
		t.State.Used = map[string]int{}
	}
	t.State.Used[said] = n + 1
	if childs := "child." + slot.Key; t.Settings.Phrases.Has(childs) && hear.OfAChild(m) && (tries == 0 || len(slot.Options) == 0) {
		return t.Phrase(childs, nil) // it is not the teller who may be in danger
	}
	if others := "other." + slot.Key; tries == 0 && slices.Contains(m.Flags, dialog.FlagOnBehalf) && t.Settings.Phrases.Has(others) {
		return t.Phrase(others, nil)
	}
	ask := slot.Ask(t.Lang())
	switch other := t.Settings.Phrases.Has("ask." + slot.Key); {
	case n > 0 && tries > 0 && len(slot.Options) > 0 && (!other || n > 1 || hear.OfAChild(m)):
		return t.Phrase("ask.options", nil)
	case ask != "" && (n == 0 || !other && (len(t.Lead) > 0 || t.Echoed != "")):
		if slot.Type == catalog.TypePlace && n == 0 && !t.OnSMS() {
			return ask + gap(t.Lang()) + t.Phrase("pin_too", nil)
		}
		return ask
	case other:
		return t.Phrase("ask."+slot.Key, nil)
	}
	return say.Join(t.Lang(), t.Phrase("again", nil), ask)
}

// gap stands between two sentences.
func gap(lang string) string {
	if lang == "en" {
		return " "
	}
	return ""
}

// asksNoName says that the category knows no name to ask for.
func (t *Talk) asksNoName(m *dialog.Matter) bool {
	c, _ := t.Catalog.Category(m.Category)
	s, ok := c.Slot("name")
	return !ok || s.Level == catalog.Agent
}

// listed writes choices as "1… 2…", because SMS has no buttons.
func (t *Talk) listed(choices []dialog.Choice) string {
	text := ""
	for _, c := range choices {
		if text != "" {
			text += " "
		}
		text += c.Key
		if t.Lang() == "en" {
			text += " "
		}
		text += c.Label
	}
	return text
}
