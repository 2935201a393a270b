package dialog

import (
	"slices"
	"strings"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/understand"
)

// readFacts reads words that are neither an answer to a closed question nor a
// command: what they say about any slot, and the bare answer to an open question.
func (t *scene) readFacts(m *Matter, q *Question, msg message) []Command {
	asked := ""
	if q != nil {
		asked = q.Asks
	}
	facts := t.factsIn(m, msg, asked)
	has := func(slot string) bool {
		return slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == slot })
	}
	onlyWhat := !slices.ContainsFunc(facts, func(c Command) bool { return c.Slot != "what" })
	switch {
	case asked == AskMenu:
		return append(withoutWhat(facts), Command{Do: DoUnclear, Text: msg.text})
	case q == nil || asked == "what" || !m.has("what"):
		return facts
	case asked == AskConfirm && q.About != AboutSummary:
		return []Command{{Do: DoUnclear, Text: msg.text}}
	case asked == AskConfirm:
		return t.atSummary(m, msg, facts, onlyWhat)
	}
	facts = withoutWhat(facts)
	for i, c := range facts {
		// "the contractor, called Huang" names more than the contractor.
		if asked == "who" && c.Slot == "who" && namesNobody(c.Value) && len([]rune(msg.text)) <= 30 {
			facts[i].Value, facts[i].Raw = msg.text, msg.text
		}
	}
	if i := slices.IndexFunc(facts, func(c Command) bool { return c.Slot == asked }); i >= 0 {
		// One name may read as a place and as a person: it is what was asked for.
		answer := facts[i].Raw
		facts = slices.DeleteFunc(facts, func(c Command) bool {
			return c.Slot != asked && c.Raw != "" && strings.Contains(answer, c.Raw) && c.Slot != "phone"
		})
	}
	if !has(asked) {
		// "anonymous" answers another question than the one asked.
		for _, c := range t.inferred(m, msg.text) {
			if strings.EqualFold(c.Raw, strings.TrimSpace(msg.text)) && !m.settled(c.Slot) {
				return []Command{c}
			}
		}
	}
	if !has(asked) && msg.text != "" {
		if c, ok := t.bareAnswer(m, asked, msg.text, onlyWhat); ok {
			facts = append(facts, c)
		}
	}
	switch {
	case asked == "phone" && !has("phone") && !has("name") && len(facts) == 0:
		return []Command{{Do: DoUnclear, Text: msg.text}}
	case len(facts) == 0 && msg.text != "":
		return []Command{{Do: DoUnclear, Text: msg.text}}
	}
	return facts
}

func withoutWhat(facts []Command) []Command {
	return slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "what" })
}

// bareAnswer takes the whole message as the answer to an open question of that
// slot's type.
func (t *scene) bareAnswer(m *Matter, key, text string, nothingElse bool) (Command, bool) {
	slot, ok := t.slot(m, key)
	if !ok {
		return Command{}, false
	}
	n := len([]rune(text))
	words := hasLetters(text) && !holdsAny(text, rudeWords)
	set := func(value string) (Command, bool) {
		if slot.Check(value, t.now) != nil {
			return Command{}, false
		}
		return Command{Do: DoSet, Slot: key, Value: value, Raw: text}, true
	}
	switch slot.Type {
	case catalog.TypeText:
		return set(text)
	case catalog.TypePlace:
		if words && nothingElse && n >= 2 && n <= 60 && !t.rank(text).Sure() {
			return Command{Do: DoSet, Slot: key, Value: text, Raw: text}, true
		}
	case catalog.TypeString:
		if !words && slot.Pattern == "" {
			return Command{}, false
		}
		if nothingElse && n >= 1 && n <= 40 || key == "who" && n <= 40 {
			return Command{Do: DoSet, Slot: key, Value: text, Raw: text}, true
		}
	case catalog.TypeMoney:
		if a, ok := amountIn(text, true); ok {
			return set(a.Value)
		}
	case catalog.TypeNumber:
		if v, ok := understand.Number(text); ok {
			return set(itoa(v))
		}
	case catalog.TypeDate, catalog.TypeDatetime:
		if d := understand.Dates(text, t.now, t.lang()); len(d) > 0 {
			return set(d[0].Value)
		}
	}
	return Command{}, false
}

// atSummary reads free words said when the summary is shown: facts in them change
// what is written, anything else is added to the story.
func (t *scene) atSummary(m *Matter, msg message, facts []Command, onlyWhat bool) []Command {
	if onlyWhat {
		if key, ok := t.categoryNamed(msg.text); ok {
			return []Command{{Do: DoCategory, Value: key}}
		}
		if len([]rune(msg.text)) >= 2 {
			return []Command{{Do: DoAdd, Text: msg.text}}
		}
		return []Command{{Do: DoUnclear, Text: msg.text}}
	}
	var cmds []Command
	for _, c := range facts {
		if c.Slot != "what" {
			c.Do = DoCorrect
			cmds = append(cmds, c)
		}
	}
	return cmds
}

// readCorrection reads "not this, that" and finds the slot that is meant.
func (t *scene) readCorrection(m *Matter, msg message) []Command {
	if len(m.Slots) == 0 {
		return nil
	}
	c, ok := understand.Correction(msg.text, t.lang())
	if !ok || strings.TrimSpace(c.New) == "" {
		return nil
	}
	if c.Slot == "category" || c.Slot == "" {
		if key, ok := t.categoryNamed(c.New); ok {
			return []Command{{Do: DoCategory, Value: key}}
		}
	}
	if c.Slot == "category" {
		return []Command{{Do: DoAll}}
	}
	sub := message{pieces: msg.pieces, text: c.New}
	if c.Slot != "" {
		return t.correctSlot(m, c.Slot, sub)
	}
	var cmds []Command
	for _, f := range t.factsIn(m, sub, t.slotHolding(m, c.Old)) {
		if f.Slot == "what" {
			continue
		}
		f.Do = DoCorrect
		cmds = append(cmds, f)
	}
	if held := t.slotHolding(m, c.Old); held != "" && !slices.ContainsFunc(cmds, func(x Command) bool { return x.Slot == held }) {
		if f := t.correctSlot(m, held, sub); f != nil {
			return f
		}
	}
	return cmds
}

// correctSlot reads the new value of the slot a correction names.
func (t *scene) correctSlot(m *Matter, key string, sub message) []Command {
	for _, f := range t.factsIn(m, sub, key) {
		if f.Slot == key {
			f.Do = DoCorrect
			return []Command{f}
		}
	}
	if slot, ok := t.slot(m, key); ok {
		if value, raw, ok := answerOptions(slot, sub.text); ok && len(slot.Options) > 0 {
			return []Command{{Do: DoCorrect, Slot: key, Value: value, Raw: raw}}
		}
	}
	if c, ok := t.bareAnswer(m, key, sub.text, true); ok {
		c.Do = DoCorrect
		return []Command{c}
	}
	return nil
}

// slotHolding finds the slot in whose words the old value stands; "" for none.
func (t *scene) slotHolding(m *Matter, old string) string {
	old = strings.TrimSpace(old)
	if old == "" {
		return ""
	}
	for _, key := range slotOrder(m) {
		s := m.Slots[key]
		if key != "what" && s.State == "" && (strings.Contains(s.Raw, old) || strings.Contains(old, s.Raw) || s.Value == old) {
			return key
		}
	}
	return ""
}

// marks begin words about something else.
var marks = []string{"还有一件", "还有件", "另外", "另一件", "对了", "顺便", "还有个事", "再说一件", "also ", "another thing", "by the way", "one more thing", "btw"}

// isSecondMatter says that words in the middle are about something else: they say so,
// or they answer nothing and are surely of another kind.
func (t *scene) isSecondMatter(m *Matter, q *Question, text string) bool {
	if q == nil || q.Asks == "what" || q.Asks == AskMenu || m.Category == "" || !m.has("what") || len([]rune(text)) < 6 {
		return false
	}
	r := t.rank(text)
	if !r.Sure() || r.Best().Category == m.Category {
		return false
	}
	lower := strings.ToLower(text)
	if slices.ContainsFunc(marks, func(w string) bool { return strings.HasPrefix(lower, w) }) {
		return true
	}
	// A place, a time, a name or a number is far likelier about the matter at hand.
	return r.Best().P >= 0.9 && !slices.ContainsFunc(t.factsIn(m, message{text: text}, q.Asks), func(c Command) bool {
		return c.Slot == q.Asks || slices.Contains([]string{"where", "when", "name", "phone"}, c.Slot)
	})
}
