package script

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// hintHarm is the hint that makes the danger questions worth asking.
const hintHarm = catalog.HintHarm

// slot finds a slot of the matter's category; before there is one, the slots every
// category knows.
func (t *Listener) slot(m *dialog.Matter, key string) (catalog.Slot, bool) {
	if c, ok := t.Catalog.Category(m.Category); ok {
		if s, ok := c.Slot(key); ok {
			return s, true
		}
	}
	switch key {
	case "what":
		return catalog.Slot{Key: key, Level: catalog.Must, Type: catalog.TypeText}, true
	case "where":
		return catalog.Slot{Key: key, Level: catalog.Must, Type: catalog.TypePlace}, true
	case "who", "name":
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypeString}, true
	case "when":
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypeDate}, true
	case "amount":
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypeMoney}, true
	case "phone":
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypePhone}, true
	case dialog.GridSlot:
		return catalog.Slot{Key: key, Level: catalog.Ask, Type: catalog.TypeString}, true
	case "wish":
		return catalog.Slot{Key: key, Level: catalog.Agent, Type: catalog.TypeText}, true
	}
	return catalog.Slot{}, false
}

// knownContact copies what the person told us in an earlier matter, and on SMS the
// number the words come from.
func (t *scene) knownContact(m *dialog.Matter) {
	if t.onSMS() && isPhoneAddress(t.in.From.Local()) {
		t.put(m, Command{Slot: "phone", Value: t.in.From.Local(), Raw: t.in.From.Local()}, "", dialog.BySystem)
	} else if t.s.Phone != "" {
		t.put(m, Command{Slot: "phone", Value: t.s.Phone, Raw: t.s.Phone}, "", dialog.BySystem)
	}
	t.carryUnproved(m)
	if q, ok := t.refusedContact(); ok && !m.Settled("phone") {
		t.put(m, Command{Slot: "phone", Note: q.State}, "", dialog.BySystem)
		if !m.Settled("name") && t.s.Name == "" {
			t.put(m, Command{Slot: "name", Note: q.State}, "", dialog.BySystem)
		}
	}
	if !t.carriesName() {
		return
	}
	m.Teller = t.s.Teller
	if t.s.Name != "" {
		t.put(m, Command{Slot: "name", Value: t.s.Name, Raw: t.s.Name}, "", dialog.BySystem)
	}
}

// refusedContact is the phone that was asked for and left open within a day, in the matter
// before this one: it is asked for once.
func (t *scene) refusedContact() (dialog.Slot, bool) {
	if t.s.Phone != "" || t.s.Shared || t.onSMS() {
		return dialog.Slot{}, false
	}
	for _, before := range slices.Backward(t.s.Matters) {
		if before.Carried || before.Status == dialog.Collecting || t.now.Sub(before.OpenedAt) > 24*time.Hour {
			continue
		}
		s, ok := before.Slots["phone"]
		return s, ok && s.State != ""
	}
	return dialog.Slot{}, false
}

// put writes a slot and records it. It says whether anything changed.
func (t *scene) put(m *dialog.Matter, c Command, from string, by dialog.By) bool {
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
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSlot, By: by, Slot: c.Slot, Value: c.Value, Raw: c.Raw, Note: c.Note, Ref: from})
	if c.Slot == "phone" && old.Value != "" && c.Value != "" && (by == dialog.ByResident || by == dialog.ByAgent) {
		t.renumber(m, old.Value, c.Value)
	}
	if by == dialog.ByResident && c.Note == "" && !slices.Contains(m.Flags, dialog.FlagAnonymous) {
		switch c.Slot {
		case "phone":
			t.s.Phone = c.Value
		case "name":
			t.s.Name = c.Value
		}
	}
	if c.Slot == "what" && c.Note == "" {
		m.Title = titled(c.Value)
	}
	if c.Slot == "where" || c.Slot == "what" {
		t.gridTold(m)
	}
	return true
}

// opensTitle are words before a matter that are no part of it: 喂,你好,还有个事, …
var opensTitle = pattern.MustCompile(`(?i)^(?:(?:喂+|你们?好|您好|同志|师傅|领导|老师|请问|麻烦(?:问)?一下|问一下|那个|就是|这样的|是这样|哎+|唉+|嗯+|额+|我(?:想|要)?(?:反映|说|问|报|讲)(?:一下|一?个(?:问题|事情?|情况)|一?件事情?|下)+|我(?:有|这里有|这边有)(?:一?个|一?件)(?:事情?|问题)(?:要|想)?(?:反映|说|问)?|对了|另外|顺便(?:说|问)?一?下?|还有一?[件个](?:事情?|问题)?|再说一?[件个]事?|hello|hi|hey|good (?:morning|afternoon|evening)|excuse me|by the way|btw|also|one more thing|another thing|there is another (?:thing|problem)|sorry|dear (?:sir|madam|sirs|sir or madam|sir/madam|team|all|xiaoxing)|i (?:really )?hope (?:that )?(?:you|someone|somebody) (?:can|could|might) (?:please )?help(?: me| us)?(?: with this)?|(?:can|could) (?:you|someone|somebody) (?:please )?help(?: me| us)?|please help(?: me| us)?|help please|i (?:have|need) (?:a|some) (?:problem|question|help))(?:[,，。.!！?？:：~ ]+|$))+`)

// titled cuts a story to what fits a list: twelve Chinese characters, or so many
// letters as take the same room.
func titled(words string) string {
	words = withoutOpening(words)
	if pattern.HasHan(words) {
		return phrases.Short(words, 12)
	}
	return phrases.Short(words, 28)
}

// takeFacts fills every empty slot the words say something about, and says which.
func (t *scene) takeFacts(m *dialog.Matter, msg message) []string {
	var taken []string
	for _, c := range t.factsIn(m, msg, "") {
		if c.Slot == "what" && !t.hasSubstance(c.Value) && (m.Status == dialog.Collecting || len([]rune(c.Value)) < 4) {
			continue // to a person one may say anything; the bot needs a matter
		}
		c = t.onto(m, c, t.text)
		if (!m.Has(c.Slot) || c.Slot == "where" && t.saysMore(m.Slots["where"], c)) && t.told(m, c, msg) {
			taken = append(taken, c.Slot)
		}
	}
	t.classify(m)
	t.infer(m, msg)
	return taken
}

// infer takes down the options the words clearly say. It is the bot's reading, not
// the resident's answer.
func (t *scene) infer(m *dialog.Matter, msg message) {
	for _, words := range []string{msg.text, m.Slots["what"].Value} { // the story may be older than the category
		for _, c := range t.inferred(m, words) {
			if !m.Settled(c.Slot) {
				t.put(m, c, msg.from(), dialog.BySystem)
			}
		}
	}
	t.daysAhead(m, msg)
	t.keptFromSubject(m)
	t.flagsOfFacts(m)
	t.forSomebody(m, msg.text)
}

// daysAhead takes down a deadline or the day something is needed by: the words may be
// older than the category, and only a category says that its dates lie ahead. A day
// past that was taken before makes room for one: the card was lost yesterday, and is
// needed by Friday.
func (t *scene) daysAhead(m *dialog.Matter, msg message) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok {
		return
	}
	open := func(s catalog.Slot) bool {
		return !m.Settled(s.Key) || m.Has(s.Key) && s.Check(m.Slots[s.Key].Value, t.now) != nil
	}
	for _, words := range []string{msg.text, m.Slots["what"].Value} {
		t.addDates(m, words, func(slot, value, raw string) {
			if s, ok := c.Slot(slot); ok && s.NotBefore != nil && open(s) && s.Check(value, t.now) == nil {
				t.put(m, Command{Do: DoSet, Slot: slot, Value: value, Raw: raw}, msg.from(), dialog.ByResident)
			}
		})
	}
}

// hasSubstance says whether words alone can be the story: the model sees a matter in
// them. One Latin word is a matter only where the model is sure.
func (t *Listener) hasSubstance(text string) bool {
	r := t.rank(text)
	if r.Substance() && (pattern.HasHan(text) || len(strings.Fields(text)) > 1 || r.Sure()) || r.None() < surelyChat && t.tellsLife(text) {
		return true
	}
	spoken := withoutFillers(text)
	return spoken != "" && t.rank(spoken).Substance()
}

// surelyChat is how sure the model must be that a long message about people is no matter.
const surelyChat = 0.9

// tellsLife says that words are long enough for a story and speak of people and of when,
// where or how much: 我爸去年过世了,房子写他名字,我哥说女儿没份.
func (t *Listener) tellsLife(text string) bool {
	if n := len([]rune(text)); n < 18 || n > 400 || !pattern.HasHan(text) || len(understand.Persons(text, "zh")) == 0 {
		return false
	}
	return len(understand.Dates(text, t.now, "zh")) > 0 || len(understand.Amounts(text)) > 0 || pattern.HoldsAny(text, []string{"房子", "地", "钱", "孩子"})
}

// hint remembers that the words hint at harm and leave it open.
func (t *scene) hint(m *dialog.Matter, text string) {
	if !slices.Contains(m.Hints, hintHarm) && t.hintsAtHarm(m, text) {
		m.Hints = append(m.Hints, hintHarm)
	}
}
