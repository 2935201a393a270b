package dialog

import (
	"fmt"
	"slices"
	"strings"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/understand"
)

// hintHarm is the hint that makes the danger questions worth asking.
const hintHarm = catalog.HintHarm

// slot finds a slot of the matter's category; before there is one, the slots every
// category knows.
func (t *scene) slot(m *Matter, key string) (catalog.Slot, bool) {
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
	case "wish":
		return catalog.Slot{Key: key, Level: catalog.Agent, Type: catalog.TypeText}, true
	}
	return catalog.Slot{}, false
}

// has says whether a slot has a value.
func (m *Matter) has(key string) bool {
	s, ok := m.Slots[key]
	return ok && s.State == ""
}

// settled says whether a slot needs no question any more: it has a value, or is
// known to be unknown or skipped.
func (m *Matter) settled(key string) bool {
	_, ok := m.Slots[key]
	return ok
}

// knownContact copies what the person told us in an earlier matter, and on SMS the
// number the words come from.
func (t *scene) knownContact(m *Matter) {
	if t.onSMS() && isPhoneAddress(t.in.From.Local()) {
		t.put(m, Command{Slot: "phone", Value: t.in.From.Local(), Raw: t.in.From.Local()}, "", BySystem)
	} else if t.s.Phone != "" {
		t.put(m, Command{Slot: "phone", Value: t.s.Phone, Raw: t.s.Phone}, "", BySystem)
	}
	if t.s.Name != "" {
		t.put(m, Command{Slot: "name", Value: t.s.Name, Raw: t.s.Name}, "", BySystem)
	}
}

// put writes a slot and records it. It says whether anything changed.
func (t *scene) put(m *Matter, c Command, from string, by By) bool {
	old, had := m.Slots[c.Slot]
	if had && old.Value == c.Value && old.State == c.Note {
		return false
	}
	next := Slot{Value: c.Value, Raw: c.Raw, State: c.Note, From: from, By: by}
	if had {
		next.Prior = old.Prior
		if old.State == "" {
			next.Prior = append(slices.Clone(old.Prior), old.Value)
		}
	}
	if m.Slots == nil {
		m.Slots = map[string]Slot{}
	}
	m.Slots[c.Slot] = next
	t.change(Change{Case: m.ID, Kind: ChangeSlot, By: by, Slot: c.Slot, Value: c.Value, Raw: c.Raw, Note: c.Note, Ref: from})
	if by == ByResident && c.Note == "" && !slices.Contains(m.Flags, FlagAnonymous) {
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
	return true
}

// titled cuts a story to what fits a list: twelve Chinese characters, or so many
// letters as take the same room.
func titled(words string) string {
	if hasHan(words) {
		return short(words, 12)
	}
	return short(words, 28)
}

// takeFacts fills every empty slot the words say something about, and says which.
func (t *scene) takeFacts(m *Matter, msg message) []string {
	var taken []string
	for _, c := range t.factsIn(m, msg, "") {
		if c.Slot == "what" && !t.hasSubstance(c.Value) && (m.Status == Collecting || len([]rune(c.Value)) < 4) {
			continue // to a person one may say anything; the bot needs a matter
		}
		if !m.has(c.Slot) && t.put(m, c, msg.from(), ByResident) {
			taken = append(taken, c.Slot)
		}
	}
	t.classify(m)
	t.infer(m, msg)
	return taken
}

// infer takes down the options the words clearly say. It is the bot's reading, not
// the resident's answer.
func (t *scene) infer(m *Matter, msg message) {
	for _, c := range t.inferred(m, msg.text) {
		if !m.settled(c.Slot) {
			t.put(m, c, msg.from(), BySystem)
		}
	}
	t.flagsOfFacts(m)
}

// hasSubstance says whether words alone can be the story: the model sees a matter
// in them.
func (t *scene) hasSubstance(text string) bool {
	return t.rank(text).Substance()
}

// factsIn reads a message for every slot that any category knows. Asked is the slot
// the question was about: there a bare answer counts.
func (t *scene) factsIn(m *Matter, msg message, asked string) []Command {
	text, lang := msg.text, t.lang()
	var facts []Command
	add := func(slot, value, raw string) {
		if value != "" {
			facts = append(facts, Command{Do: DoSet, Slot: slot, Value: value, Raw: raw})
		}
	}
	if p := msg.pin(); p != nil {
		at := fmt.Sprintf("%.6f,%.6f", p.Lat, p.Lon)
		add("where", at, at)
	} else if p, ok := t.placeIn(text, lang); ok {
		add("where", p.Value, p.Raw)
	}
	t.addDates(m, text, lang, add)
	named := asked == "phone" || asked == "name" || len([]rune(text)) <= 24 && len(understand.Phones(text)) > 0
	if p, ok := otherSide(text, lang); ok && !named {
		add("who", p.Value, p.Raw)
	}
	if a, ok := amountIn(text, asked == "amount"); ok {
		add("amount", a.Value, a.Raw)
	}
	if c := msg.contact(); c != "" {
		if found := understand.Phones(c); len(found) > 0 {
			add("phone", found[0].Value, c)
		}
	} else if p, ok := ownPhone(text); ok {
		add("phone", p.Value, p.Raw)
	}
	if n, ok := understand.Name(text, named); ok && !t.townKnows(n.Raw) {
		add("name", n.Value, n.Raw)
	}
	if w, ok := understand.Wish(text, lang); ok {
		add("wish", w.Value, w.Raw)
	}
	alone := slices.ContainsFunc(facts, func(c Command) bool { return c.Slot != "wish" && strings.Trim(text, " .,。!?") == c.Raw })
	if text != "" && !alone {
		story := text
		if m.Heard != "" && !strings.Contains(m.Heard, text) {
			story = m.Heard + "\n" + text
		}
		add("what", story, story)
	}
	return facts
}

// did are words that make one's own relation the other side.
var did = []string{"借了我", "借我", "欠我", "欠了我", "打我", "打了我", "骂我", "骗我", "骗了我", "撞了我", "不还", "owes me", "owed me", "borrowed", "hit me", "cheated me"}

// otherSide finds who the story is against: the other side, or a relation of one's
// own who did something to the speaker.
func otherSide(text, lang string) (understand.Person, bool) {
	persons := understand.Persons(text, lang)
	var unnamed understand.Person
	for _, p := range persons {
		switch {
		case p.Role != understand.Other:
		case !namesNobody(p.Value):
			return p, true
		case unnamed.Value == "":
			unnamed = p
		}
	}
	if unnamed.Value != "" {
		return unnamed, true
	}
	for _, p := range persons {
		next := strings.ToLower(text[p.End:min(len(text), p.End+40)])
		if p.Role == understand.Concerned && slices.ContainsFunc(did, func(w string) bool { return strings.Contains(next, w) }) {
			return p, true
		}
	}
	return understand.Person{}, false
}

// placeIn finds the place of the story: one the town knows before others, then the
// longest.
func (t *scene) placeIn(text, lang string) (understand.Finding, bool) {
	known := func(s string) []understand.Match {
		var matches []understand.Match
		for _, p := range t.Town.FindPlaces(s) {
			matches = append(matches, understand.Match{ID: p.ID, Name: p.Name, Start: p.Start, End: p.End})
		}
		return matches
	}
	found := understand.Places(text, known, lang)
	if len(found) == 0 {
		return understand.Finding{}, false
	}
	weight := func(f understand.Finding) int {
		n := len([]rune(f.Raw))
		if len(t.Town.FindPlaces(f.Raw)) > 0 {
			n += 1000
		}
		return n
	}
	best := found[0]
	for _, f := range found[1:] {
		if weight(f) > weight(best) {
			best = f
		}
	}
	return best, true
}

// addDates puts the first date that lies where the category's slots allow it: what
// happened lies back, a deadline ahead.
func (t *scene) addDates(m *Matter, text, lang string, add func(slot, value, raw string)) {
	var slots []catalog.Slot
	c, known := t.Catalog.Category(m.Category)
	if known {
		for _, s := range c.Slots {
			if s.Type == catalog.TypeDate || s.Type == catalog.TypeDatetime {
				slots = append(slots, s)
			}
		}
	}
	filled := map[string]bool{}
	for _, d := range understand.Dates(text, t.now, lang) {
		slot := ""
		for _, s := range slots {
			if !filled[s.Key] && s.NotBefore != nil && d.Future && s.Check(d.Value, t.now) == nil {
				slot = s.Key
				break
			}
		}
		if slot == "" && !d.Future {
			slot = "when"
		}
		if slot != "" && !filled[slot] {
			filled[slot] = true
			add(slot, d.Value, d.Raw)
		}
	}
}

// owing are words that say which of several sums the matter is about.
var owing = []string{"一共", "共", "总", "合计", "欠", "没给", "未付", "拖欠", "total", "owe", "unpaid", "altogether"}

// amountIn finds the sum the story is about: one beside a word of owing, else the
// largest.
func amountIn(text string, asked bool) (understand.Amount, bool) {
	var best understand.Amount
	weight := -1.0
	for _, a := range understand.Amounts(text) {
		if a.Bare && !asked && len(a.Value) < 3 { // "5000" alone is a sum, "5" an option
			continue
		}
		var v float64
		if _, err := fmt.Sscanf(a.Value, "%g", &v); err != nil {
			continue
		}
		around := strings.ToLower(text[max(0, a.Start-12):min(len(text), a.End+12)])
		if slices.ContainsFunc(owing, func(w string) bool { return strings.Contains(around, w) }) {
			v += 1e12
		}
		if v > weight {
			best, weight = a, v
		}
	}
	return best, weight >= 0
}

// others are words before a number that say it is somebody else's.
var others = []string{"他的", "她的", "对方", "老板", "邻居", "房东", "他电话", "她电话", "老板电话", "his ", "her ", "their ", "boss", "landlord", "neighbour"}

// ownPhone finds the resident's own number: not one said to be another's.
func ownPhone(text string) (understand.Finding, bool) {
	for _, p := range understand.Phones(text) {
		ahead := strings.ToLower(text[max(0, p.Start-30):p.Start])
		if i := strings.LastIndexAny(ahead, ",。;\n"); i >= 0 {
			ahead = ahead[i:]
		}
		if !slices.ContainsFunc(others, func(w string) bool { return strings.Contains(ahead, w) }) {
			return p, true
		}
	}
	return understand.Finding{}, false
}

// inferred are the options of the category's questions that the words clearly say.
func (t *scene) inferred(m *Matter, text string) []Command {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || text == "" {
		return nil
	}
	var facts []Command
	for _, s := range c.Slots {
		if len(s.Options) == 0 {
			continue
		}
		// Danger in free words is for package safety to see, which knows idioms,
		// negation and the past; a danger answer is only taken from an answer.
		if value, raw, ok := s.Infer(text); ok && !setsDanger(s, value) {
			facts = append(facts, Command{Do: DoSet, Slot: s.Key, Value: value, Raw: raw})
		}
	}
	return facts
}

// setsDanger says that an answer puts a flag of danger on the case.
func setsDanger(s catalog.Slot, value string) bool {
	return slices.ContainsFunc(s.FlagsFor(value), func(f string) bool { return isDanger(Flag(f)) })
}

// isDanger says that a flag hands the case off at once.
func isDanger(f Flag) bool {
	return f == FlagEmergency || f == FlagSuicideRisk || f == FlagDomesticViolence
}

// known gives the facts conditions look at.
func (t *scene) known(m *Matter) catalog.Facts {
	f := catalog.Facts{Now: t.now, Values: map[string]string{}, Hints: m.Hints}
	for key, s := range m.Slots {
		if s.State == "" {
			f.Values[key] = s.Value
		}
	}
	for _, flag := range m.Flags {
		f.Flags = append(f.Flags, string(flag))
	}
	return f
}

// classify sets the category while none was chosen by a person.
func (t *scene) classify(m *Matter) {
	if m.Chosen || m.Category != "" || !m.has("what") {
		return
	}
	if all := t.Catalog.Categories(); len(all) == 1 {
		t.categorise(m, all[0].Key, 1, false, BySystem)
		return
	}
	r := t.rank(m.Slots["what"].Value)
	if best := r.Best(); r.Sure() {
		if _, ok := t.Catalog.Category(best.Category); ok {
			t.categorise(m, best.Category, best.P, false, BySystem)
		}
	}
}

// categorise sets the category; what was collected stays.
func (t *scene) categorise(m *Matter, key string, sure float64, chosen bool, by By) {
	m.Chosen = m.Chosen || chosen
	if m.Category == key {
		return
	}
	m.Category, m.Confidence = key, sure
	t.change(Change{Case: m.ID, Kind: ChangeCategory, By: by, Value: key, Confidence: sure})
	t.flagsOfFacts(m)
}

// flagsOfFacts adds the flags that the known answers set, and says whether one of
// them is danger.
func (t *scene) flagsOfFacts(m *Matter) (danger []Flag) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok {
		return nil
	}
	var flags []Flag
	for _, f := range c.Flags(t.known(m)) {
		switch flag := Flag(f); {
		case !isDanger(flag):
			flags = append(flags, flag)
		case !slices.Contains(m.Flags, flag):
			danger = append(danger, flag)
		}
	}
	t.flag(m, flags...)
	return danger
}

// forgetWho takes name and phone out of a case that became anonymous.
func (t *scene) forgetWho(m *Matter) {
	for _, key := range []string{"name", "phone"} {
		if _, ok := m.Slots[key]; ok {
			delete(m.Slots, key)
			t.change(Change{Case: m.ID, Kind: ChangeSlot, By: BySystem, Slot: key})
		}
	}
}

// flag adds flags to a matter and records the new ones.
func (t *scene) flag(m *Matter, flags ...Flag) {
	var added []Flag
	for _, f := range flags {
		if !slices.Contains(m.Flags, f) {
			m.Flags = append(m.Flags, f)
			added = append(added, f)
		}
	}
	if len(added) > 0 {
		t.change(Change{Case: m.ID, Kind: ChangeFlagged, By: BySystem, Flags: added})
	}
	if slices.Contains(added, FlagAnonymous) {
		t.forgetWho(m)
	}
}
