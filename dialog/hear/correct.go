package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// ReadCorrection reads "not this, that" and finds the slot that is meant; several of
// them in one message are read one by one, so that none gets lost.
func (t *Listener) ReadCorrection(m *dialog.Matter, msg Message) []Command {
	if len(m.Slots) == 0 {
		return nil
	}
	if cmds := roomsCorrected(m, msg.Text); cmds != nil {
		return cmds
	}
	if cmds := t.readSeveral(m, msg); cmds != nil {
		return cmds
	}
	return t.readOne(m, msg)
}

// takesBack opens the second half of "2900, not 1900".
var takesBack = pattern.MustCompile(`(?i)^(不是|不叫|不在|而不是|not |instead of |rather than )`)

// readSeveral reads a message that is nothing but corrections and new values, the
// first of them a correction; nil when it is anything else.
func (t *Listener) readSeveral(m *dialog.Matter, msg Message) []Command {
	clauses := inParts(msg.Text)
	if len(clauses) < 2 { // one correction is for readOne
		return nil
	}
	read := func(from, to int) []Command {
		said := strings.Trim(andEnd.ReplaceAllString(strings.Join(clauses[from:to], ""), ""), " ,.;\uff0c\uff1b。")
		part := Message{Pieces: msg.Pieces, Text: strings.TrimPrefix(said, "and ")}
		if cmds := t.readOne(m, part); cmds != nil || from == 0 || to-from > 1 || takesBack.MatchString(said) {
			return cmds
		}
		facts := WithoutWhat(t.FactsIn(m, part, ""))
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

// kinds put a matter under a kind by words of their own.
var kinds = []string{"属于", "应该属于", "应该算", "算是", "算", "归到", "归", "放到", "it belongs to", "it is about", "this is about"}

// ofKind says that one of the kinds' words stands in a text.
var ofKind = pattern.NewWords(kinds...)

// thinks opens what somebody says about the kind of their matter: 这个应该归办事代办吧.
var thinks = pattern.MustCompile(`^(?:我觉得|我看|我想|这个事?|这件事?|这事|这|那|应该|还是|得|要){1,3}`)

// kindTold is the category that a clause puts the matter under.
func (t *Listener) kindTold(text string) (string, bool) {
	if !ofKind.In(text) {
		return "", false
	}
	for clause := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",，。;.", r) }) {
		clause = thinks.ReplaceAllString(strings.TrimSpace(clause), "")
		for _, lead := range kinds {
			if rest, ok := strings.CutPrefix(clause, lead); ok {
				if key, ok := t.categoryNamed(strings.TrimRight(rest, "吧的类里 ")); ok {
					return key, true
				}
			}
		}
	}
	return "", false
}

// readOne reads a message as one correction.
func (t *Listener) readOne(m *dialog.Matter, msg Message) []Command {
	if cmds := t.calledBeside(m, msg.Text); cmds != nil {
		return cmds
	}
	for _, read := range []func(*dialog.Matter, string) (Command, bool){t.otherCalled, t.optionChanged, t.sumAnew, lastDigits} {
		if c, ok := read(m, msg.Text); ok {
			return []Command{c}
		}
	}
	if key, ok := t.kindTold(msg.Text); ok {
		return []Command{{Do: DoCategory, Value: key}}
	}
	if key, ok := t.kindNotThat(msg.Text); ok {
		return []Command{{Do: DoCategory, Value: key}}
	}
	c, ok := t.Correction(msg.Text)
	if !ok {
		if c, ok := houseMended(m, msg.Text); ok {
			return []Command{c}
		}
		if f, ok := t.measured(m, isNow.ReplaceAllString(msg.Text, "")); ok {
			return []Command{f}
		}
	}
	if !ok || strings.TrimSpace(c.New) == "" {
		return nil
	}
	c = whoseName(m, c)
	if c.Slot == "category" || c.Slot == "" {
		if key, ok := t.categoryNamed(c.New); ok {
			return []Command{{Do: DoCategory, Value: key}}
		}
	}
	if c.Slot == "category" {
		return []Command{{Do: DoAll}}
	}
	if f, ok := endsAnew(m, c.Old, c.New); ok && c.Slot != "amount" {
		return []Command{f}
	}
	if c.Slot == "" || c.Guessed {
		if f, ok := t.houseCorrected(m, c.New, c.Old, c.Guessed); ok {
			return []Command{f}
		}
	}
	if c.Slot == "phone" {
		if f, ok := t.numberOfHouse(m, c.New); ok {
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
	sub := Message{Pieces: msg.Pieces, Text: c.New}
	if c.Slot != "" {
		return t.correctSlot(m, c.Slot, sub)
	}
	var cmds []Command
	for _, f := range t.FactsIn(m, sub, t.slotHolding(m, c.Old)) {
		if f.Slot == "what" || f.Slot == "amount" && !m.Has("amount") && houseNumber.MatchString(strings.TrimSpace(c.Old)) {
			continue // 不是401 是402 is no money where none was told
		}
		f.Do = DoCorrect
		cmds = append(cmds, f)
	}
	if first, _, _ := strings.Cut(strings.ReplaceAll(c.New, "，", ","), ","); m.Has("who") && understand.OnlyRelation(first) && understand.OnlyRelation(m.Slots["who"].Value) && !slices.ContainsFunc(cmds, func(x Command) bool { return x.Slot == "who" }) {
		cmds = append(cmds, Command{Do: DoCorrect, Slot: "who", Value: strings.TrimSpace(first), Raw: first}) // 说错了,是表弟
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
	if len(cmds) == 0 && m.Has("amount") {
		// "不是工资,是押金,3500": a bare sum beside other words.
		if all := bareSum.FindAllString(c.New, -1); len(all) > 0 {
			if a, ok := t.AmountIn(all[len(all)-1], true); ok {
				return []Command{{Do: DoCorrect, Slot: "amount", Value: a.Value, Raw: a.Raw}, {Do: DoAdd, Text: msg.Text}}
			}
		}
	}
	return cmds
}

// houseNumber is a bare number of up to four digits, as houses and rooms have.
var houseNumber = pattern.MustCompile(`^[0-9]{1,4}$`)

// shortNumber is too short for a phone, and may stand before the reason: "24, that's my shop".
var shortNumber = pattern.MustCompile(`^ *([0-9]{1,4})(?:号)? *(?:$|[,.，。;])`)

// numberOfHouse corrects the one number in the place, where "the number" that is corrected is
// no phone's: "change the number to 24" after "Old Street, no. 22".
func (t *Listener) numberOfHouse(m *dialog.Matter, newer string) (Command, bool) {
	got := shortNumber.FindStringSubmatch(newer)
	was := anyNumber.FindAllString(m.Slots["where"].Raw, 2)
	if got == nil || len(was) != 1 || !m.Has("where") {
		return Command{}, false
	}
	value := strings.Replace(m.Slots["where"].Raw, was[0], got[1], 1)
	return Command{Do: DoCorrect, Slot: "where", Value: value, Raw: value}, true
}

var anyNumber = pattern.MustCompile(`[0-9]+`)

// spelled explains a character of a name: 吴建钧,钧是千钧一发的钧.
var spelled = pattern.MustCompile(`^([^,，。 ]{2,5})[,，。 ]+\p{Han}(?:是|字是|就是)?[^,，。]{1,8}的\p{Han}[。 ]*$`)

// whoseName: 名字写错了,是吴建钧 after 吴建军, from one who has not told their own name yet,
// is about the other side.
func whoseName(m *dialog.Matter, c understand.Correct) understand.Correct {
	if c.Slot != "name" && c.Slot != "who" && c.Slot != "" {
		return c
	}
	if name := spelled.FindStringSubmatch(c.New); name != nil {
		c.New = name[1]
	}
	if c.Slot == "name" && c.Old == "" && !m.Has("name") && m.Has("who") && alike(m.Slots["who"].Value, c.New) {
		c.Slot = "who"
	}
	return c
}

// alike says that a name differs from the end of another by one character.
func alike(was, is string) bool {
	a, b := []rune(strings.TrimSpace(was)), []rune(strings.TrimSpace(is))
	if len(b) < 2 || len(a) < len(b) {
		return false
	}
	a = a[len(a)-len(b):]
	differ := 0
	for i := range b {
		if a[i] != b[i] {
			differ++
		}
	}
	return differ == 1
}

// bareSum is a number of two digits or more, in groups or not.
var bareSum = pattern.MustCompile(`[0-9]{1,3}(,[0-9]{3})+|[0-9]{2,}`)

// correctSlot reads the new value of the slot a correction names.
func (t *Listener) correctSlot(m *dialog.Matter, key string, sub Message) []Command {
	for _, f := range t.FactsIn(m, sub, key) {
		if f.Slot == key {
			f.Do = DoCorrect
			return []Command{f}
		}
	}
	if slot, ok := t.Slot(m, key); ok {
		if value, raw, ok := AnswerOptions(slot, sub.Text); ok && len(slot.Options) > 0 {
			return []Command{{Do: DoCorrect, Slot: key, Value: value, Raw: raw}}
		}
	}
	if c, ok := t.bareAnswer(m, key, sub.Text, true); ok {
		c.Do = DoCorrect
		return []Command{c}
	}
	return nil
}

// slotHolding finds the slot in whose words the old value stands; "" for none.
func (t *Listener) slotHolding(m *dialog.Matter, old string) string {
	old = strings.TrimSpace(old)
	if old == "" {
		return ""
	}
	for _, key := range m.SlotKeys() {
		s := m.Slots[key]
		if key != "what" && s.State == "" && (strings.Contains(s.Raw, old) || strings.Contains(old, s.Raw) || s.Value == old) {
			return key
		}
	}
	return ""
}

// mistaken are words that say the one before was wrong.
var mistaken = []string{"打错", "写错", "说错", "发错", "输错", "弄错", "搞错", "记错", "错了", "不对", "更正", "说顺嘴", "嘴快", "讲错", "说岔", "搞混", "弄混", "说反", "记混", "哦不", "噢不", "啊不", "改一下", "改成", "改为", "其实", "刚问了", "刚查了", "查了一下", "翻了一下", "对了是", "准确说", "准确的说", "wrong", "mistake", "typo", "sorry", "correction", "i mean", "actually"}

// sumNamed is a message that is a sum and what it is for: 医药费3600.
var sumNamed = pattern.MustCompile(`(?i)^(?:就|是|那个|对了|哦)*(?:医药费|医疗费|药费|工资|工钱|押金|金额|费用|租金|房租|货款|赔偿|欠款|欠的|钱|总共|一共|总数)(?:是|共|一共|总共|应该是|改成|有|为|:|：| )*[0-9一二两三四五六七八九十百千万.,]+(?:元|块钱?|万)?[。.! ]*$|^(?:the )?(?:bill|deposit|wages?|rent|sum|amount|total|fee|debt|salary|money)(?: is| was|:)? (?:now )?[0-9][0-9,.]*(?: ?(?:yuan|rmb))?[.! ]*$`)

// correcting makes corrections of facts that are told, though not asked for, to a slot
// that holds something else: the message is little more than the new value, or says
// that the old one was wrong.
func (t *Listener) correcting(m *dialog.Matter, facts []Command, text string) []Command {
	for i, c := range facts {
		old := m.Slots[c.Slot]
		if !slices.Contains([]string{"where", "when", "amount"}, c.Slot) || old.State != "" || old.By != dialog.ByResident || old.Value == c.Value || c.Raw == "" {
			continue
		}
		if c.Slot == "where" && NamesNowhere(c.Raw) && !t.townKnows(c.Raw) || strings.Contains(old.Raw, c.Raw) && c.Slot == "where" {
			continue
		}
		if IsFact(facts[i:i+1], text) || c.Slot == "amount" && sumNamed.MatchString(text) || pattern.HoldsAny(strings.ToLower(text), mistaken) && (len([]rune(text)) <= 40 || !pattern.HasHan(text) && len(text) <= 100) {
			facts[i].Do = DoCorrect
		}
	}
	return facts
}
