package dialog

import (
	"slices"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

// readCorrection reads "not this, that" and finds the slot that is meant; several of
// them in one message are read one by one, so that none gets lost.
func (t *scene) readCorrection(m *Matter, msg message) []Command {
	if len(m.Slots) == 0 {
		return nil
	}
	if cmds := t.readSeveral(m, msg); cmds != nil {
		return cmds
	}
	return t.readOne(m, msg)
}

// clause ends one, but not within 2,900.
var clause = pattern.MustCompile(`[,;.]?\s+and\s|[,;.](?:[^0-9]|$)|[\x{FF0C}\x{FF1B}。]`)

// andEnd is what joins two clauses.
var andEnd = pattern.MustCompile(`[,;.]?\s+and\s$`)

// takesBack opens the second half of "2900, not 1900".
var takesBack = pattern.MustCompile(`(?i)^(不是|不叫|不在|而不是|not |instead of |rather than )`)

// inClauses cuts a message where a clause ends; every piece keeps its stop.
func inClauses(text string) []string {
	all := make([]string, 0, 8)
	for from := 0; from < len(text); {
		at := clause.FindStringIndex(text[from:])
		if at == nil {
			return append(all, text[from:])
		}
		end := from + at[0]
		if strings.Contains(text[end:from+at[1]], "and") {
			end = from + at[1]
		} else {
			_, width := utf8.DecodeRuneInString(text[end:])
			end += width
		}
		all, from = append(all, text[from:end]), end
	}
	return all
}

// readSeveral reads a message that is nothing but corrections and new values, the
// first of them a correction; nil when it is anything else.
func (t *scene) readSeveral(m *Matter, msg message) []Command {
	clauses := inClauses(msg.text)
	read := func(from, to int) []Command {
		said := strings.Trim(andEnd.ReplaceAllString(strings.Join(clauses[from:to], ""), ""), " ,.;\uff0c\uff1b。")
		part := message{pieces: msg.pieces, text: strings.TrimPrefix(said, "and ")}
		if cmds := t.readOne(m, part); cmds != nil || from == 0 || to-from > 1 || takesBack.MatchString(said) {
			return cmds
		}
		facts := withoutWhat(t.factsIn(m, part, ""))
		for i := range facts {
			facts[i].Do = DoCorrect
		}
		return facts
	}
	var cmds []Command
	count := 0
	for from := 0; from < len(clauses); count++ {
		var found []Command
		to := from
		for len(found) == 0 && to < min(len(clauses), from+3) {
			to++
			found = read(from, to)
		}
		if len(found) == 0 || slices.ContainsFunc(found, func(c Command) bool { return c.Do != DoCorrect && c.Do != DoCategory }) {
			return nil
		}
		cmds, from = append(cmds, found...), to
	}
	if count < 2 {
		return nil
	}
	return cmds
}

// readOne reads a message as one correction.
func (t *scene) readOne(m *Matter, msg message) []Command {
	for _, read := range []func(*Matter, string) (Command, bool){t.otherCalled, t.optionChanged, lastDigits} {
		if c, ok := read(m, msg.text); ok {
			return []Command{c}
		}
	}
	for clause := range strings.FieldsFuncSeq(msg.text, func(r rune) bool { return strings.ContainsRune(",,。;.", r) }) {
		for _, lead := range []string{"属于", "应该属于", "应该算", "算是", "归", "it belongs to", "it is about", "this is about"} {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(clause), lead); ok {
				if key, ok := t.categoryNamed(rest); ok {
					return []Command{{Do: DoCategory, Value: key}}
				}
			}
		}
	}
	c, ok := t.correction(msg.text)
	if !ok {
		if f, ok := t.measured(m, isNow.ReplaceAllString(msg.text, "")); ok {
			return []Command{f}
		}
	}
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
	if c.Slot == "" || c.Guessed {
		if f, ok := t.houseCorrected(m, c.New, c.Old, c.Guessed); ok {
			return []Command{f}
		}
	}
	if f, ok := partCorrected(m, c.New, c.Old); ok {
		return []Command{f}
	}
	if c.Slot == "when" || t.slotHolding(m, c.Old) == "when" {
		if f, ok := t.dayCorrected(m, c.New); ok {
			return []Command{f}
		}
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
	if len(cmds) == 0 {
		if f, ok := t.measured(m, c.New); ok {
			return []Command{f}
		}
	}
	if len(cmds) == 0 && m.has("amount") {
		// "不是工资,是押金,3500": a bare sum beside other words.
		if all := bareSum.FindAllString(c.New, -1); len(all) > 0 {
			if a, ok := t.amountIn(all[len(all)-1], true); ok {
				return []Command{{Do: DoCorrect, Slot: "amount", Value: a.Value, Raw: a.Raw}, {Do: DoAdd, Text: msg.text}}
			}
		}
	}
	return cmds
}

// bareSum is a number of two digits or more, in groups or not.
var bareSum = pattern.MustCompile(`[0-9]{1,3}(,[0-9]{3})+|[0-9]{2,}`)

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

// mistaken are words that say the one before was wrong.
var mistaken = []string{"打错", "写错", "说错", "发错", "输错", "弄错", "搞错", "记错", "错了", "不对", "更正", "改一下", "改成", "改为", "其实", "wrong", "mistake", "typo", "sorry", "correction", "i mean", "actually"}

// correcting makes corrections of facts that are told, though not asked for, to a slot
// that holds something else: the message is little more than the new value, or says
// that the old one was wrong.
func (t *scene) correcting(m *Matter, facts []Command, text string) []Command {
	for i, c := range facts {
		old := m.Slots[c.Slot]
		if !slices.Contains([]string{"where", "when", "amount"}, c.Slot) || old.State != "" || old.By != ByResident || old.Value == c.Value || c.Raw == "" {
			continue
		}
		if c.Slot == "where" && namesNowhere(c.Raw) && !t.townKnows(c.Raw) || strings.Contains(old.Raw, c.Raw) && c.Slot == "where" {
			continue
		}
		if isFact(facts[i:i+1], text) || holdsAny(text, mistaken) && len([]rune(text)) <= 40 {
			facts[i].Do = DoCorrect
		}
	}
	return facts
}
