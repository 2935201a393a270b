package dialog

import (
	"slices"
	"strings"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/understand"
)

// Do is one row of the closed list of what a message may ask of an intake.
type Do string

// The closed list. Rules read them out of the words today; whatever reads them
// another day, the machine that carries them out stays the same.
const (
	DoSet       Do = "set"      // Slot, Value, Raw, or Note for unknown and skipped
	DoCorrect   Do = "correct"  // Slot, Value, Raw: what was said before was wrong
	DoCategory  Do = "category" // Value: a person names the category
	DoMore      Do = "more"     // the next page of the menu
	DoAll       Do = "all"      // the menu of all categories
	DoYes       Do = "yes"
	DoNo        Do = "no"
	DoSkip      Do = "skip"
	DoUnknown   Do = "unknown"
	DoBack      Do = "back"
	DoRepeat    Do = "repeat"
	DoRestart   Do = "restart"
	DoDrop      Do = "drop"
	DoWhy       Do = "why"
	DoWait      Do = "wait"
	DoHelp      Do = "help"
	DoStatus    Do = "status"
	DoSummary   Do = "summary"
	DoNewMatter Do = "new" // Text: its words, if any
	DoLanguage  Do = "language"
	DoMyData    Do = "mydata"
	DoErase     Do = "erase"
	DoThanks    Do = "thanks"
	DoGreeting  Do = "greeting"
	DoUnclear   Do = "unclear" // an answer to a closed question that is none
	DoAdd       Do = "add"     // Text: words that belong to the story
)

// Command is one thing a message asks for.
type Command struct {
	Do    Do
	Slot  string
	Value string
	Raw   string
	Note  SlotState
	Text  string
}

// plain are the commands of the resident's that need no more than their name.
var plain = map[understand.Command]Do{
	understand.Skip: DoSkip, understand.Back: DoBack, understand.Repeat: DoRepeat,
	understand.Restart: DoRestart, understand.Drop: DoDrop, understand.Why: DoWhy,
	understand.Wait: DoWait, understand.Help: DoHelp, understand.Status: DoStatus,
	understand.Summary: DoSummary, understand.MyData: DoMyData, understand.Erase: DoErase,
	understand.SayChinese: DoLanguage, understand.SayEnglish: DoLanguage,
	understand.Thanks: DoThanks, understand.Greeting: DoGreeting,
}

// read turns a message into commands, by rules. It changes nothing.
func (t *scene) read(m *Matter, msg message) []Command {
	q := t.s.Asking
	if msg.choice != "" {
		if cmds := t.readChoice(m, q, msg.choice); cmds != nil {
			return cmds
		}
		return []Command{{Do: DoRepeat}} // a button of an earlier question
	}
	if q != nil {
		if cmds := t.readAnswer(m, q, msg); cmds != nil {
			return cmds
		}
	}
	if msg.cmd == understand.NewMatter {
		return []Command{{Do: DoNewMatter, Text: msg.rest}}
	}
	if do, ok := plain[msg.cmd]; ok {
		return []Command{{Do: do}}
	}
	if asksWho(msg.text) {
		return []Command{{Do: DoHelp}}
	}
	if asksBack(msg.text) {
		return []Command{{Do: DoSummary}}
	}
	if q != nil && asksWhy(msg.text) {
		return []Command{{Do: DoWhy}}
	}
	if cmds := t.readCorrection(m, msg); cmds != nil {
		return cmds
	}
	if t.isSecondMatter(m, q, msg.text) {
		return []Command{{Do: DoNewMatter, Text: msg.text}}
	}
	return t.readFacts(m, q, msg)
}

// asksWho sees the question who is speaking here.
func asksWho(text string) bool {
	text = strings.ToLower(strings.Trim(text, " ?。.!"))
	return len([]rune(text)) <= 28 && slices.ContainsFunc([]string{
		"你是谁", "您是谁", "你是机器人", "是机器人吗", "你是真人", "是真人吗", "你会干嘛", "你能干嘛", "你能做什么", "你会什么", "你是干什么的", "这是什么平台", "怎么用",
		"who are you", "are you a bot", "are you human", "are you a robot", "what can you do", "how does this work", "is this a bot",
	}, func(w string) bool { return strings.Contains(text, w) && len(text)-len(w) <= 8 })
}

// asksBack sees the question what was told so far.
func asksBack(text string) bool {
	return len([]rune(text)) <= 40 && holdsAny(text, []string{"what did i tell", "what have i told", "what did i say", "what have i said", "what do you have so far", "我刚才说了什么", "我刚才说到", "我前面说了什么", "我都说了什么", "我说到哪"})
}

// asksWhy sees a short "what do you need my number for".
func asksWhy(text string) bool {
	text = strings.ToLower(text)
	if len([]rune(text)) > 12 && !strings.HasPrefix(text, "why do you") {
		return false
	}
	for _, w := range []string{"为啥", "为什么", "干嘛", "凭什么", "why "} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// readChoice reads a tapped button.
func (t *scene) readChoice(m *Matter, q *Question, value string) []Command {
	if q == nil {
		return nil
	}
	i := slices.IndexFunc(q.Choices, func(c Choice) bool { return c.Value == value })
	if i < 0 {
		// What is typed may come as a button, and a button by its number.
		i = slices.IndexFunc(q.Choices, func(c Choice) bool { return c.Key == value })
	}
	if i < 0 {
		return nil
	}
	return t.chosen(m, q, q.Choices[i])
}

// chosen says what one of the offered choices means.
func (t *scene) chosen(m *Matter, q *Question, c Choice) []Command {
	switch {
	case c.Value == "skip":
		return []Command{{Do: DoSkip}}
	case q.Asks == AskConfirm && c.Value == "yes":
		return []Command{{Do: DoYes}}
	case q.Asks == AskConfirm:
		return []Command{{Do: DoNo}}
	case q.Asks == AskMenu && c.Value == choiceOther:
		return []Command{{Do: DoAll}}
	case q.Asks == AskMenu && c.Value == choiceMore:
		return []Command{{Do: DoMore}}
	case q.Asks == AskMenu:
		return []Command{{Do: DoCategory, Value: c.Value}}
	}
	return []Command{{Do: DoSet, Slot: q.Asks, Value: c.Value, Raw: c.Label}}
}

// readAnswer reads words as the answer to a closed question; nil when they are none.
func (t *scene) readAnswer(m *Matter, q *Question, msg message) []Command {
	text := msg.text
	switch q.Asks {
	case AskConfirm:
		if msg.cmd == understand.Drop {
			switch q.About {
			case AboutDrop:
				return []Command{{Do: DoYes}}
			case AboutSecond:
				return []Command{{Do: DoNo}}
			}
			return nil
		}
		if q.About == AboutSummary && len([]rune(text)) > 3 {
			if cmds := t.readCorrection(m, msg); cmds != nil {
				return cmds // "不对,是人民路" says what is right at once
			}
		}
		if i := pickOne(text, q.Choices); i >= 0 {
			return t.chosen(m, q, q.Choices[i])
		}
		switch understand.YesNo(text) {
		case understand.Yes:
			return []Command{{Do: DoYes}}
		case understand.No:
			return []Command{{Do: DoNo}}
		}
	case AskMenu:
		place, placed := t.placeIn(text, t.lang())
		names := func(label string) bool { // "Shuangxi village" is a place and picks no "village matter"
			return !placed || strings.Contains(strings.ToLower(label), strings.ToLower(place.Raw))
		}
		if i := pickOne(text, q.Choices); i >= 0 && names(q.Choices[i].Label) {
			return t.chosen(m, q, q.Choices[i])
		}
		if key, ok := t.categoryNamed(text); ok {
			return []Command{{Do: DoCategory, Value: key}}
		}
		if understand.YesNo(text) == understand.No {
			if strings.Contains(text, "算了") || strings.Contains(text, "不用") || strings.Contains(text, "不要") {
				return []Command{{Do: DoDrop}}
			}
			return []Command{{Do: DoAll}}
		}
	default:
		if q.About == AboutReminder && (understand.YesNo(text) == understand.No || msg.cmd == understand.Drop) {
			return []Command{{Do: DoDrop, Note: Skipped}}
		}
		slot, ok := t.slot(m, q.Asks)
		if !ok {
			return nil
		}
		if len(slot.Options) > 0 {
			if value, raw, ok := answerOptions(slot, text); ok {
				return append([]Command{{Do: DoSet, Slot: slot.Key, Value: value, Raw: raw}}, t.besideAnswer(m, msg, slot.Key)...)
			}
		}
		if understand.Unknown(text) {
			return []Command{{Do: DoUnknown}}
		}
		if understand.YesNo(text) == understand.Yes {
			return []Command{{Do: DoUnclear, Text: text}}
		}
		if slot.Level != catalog.Must && understand.YesNo(text) == understand.No {
			return []Command{{Do: DoSkip}}
		}
		if q.Asks == "phone" && refuses(text) {
			return []Command{{Do: DoSkip}}
		}
		if strings.TrimSpace(text) == "0" && slot.Level != catalog.Must {
			return []Command{{Do: DoSkip}}
		}
	}
	return nil
}

// besideAnswer are facts told beside the answer to a question with options.
func (t *scene) besideAnswer(m *Matter, msg message, slot string) []Command {
	if len([]rune(msg.text)) < 4 {
		return nil
	}
	return slices.DeleteFunc(t.factsIn(m, msg, ""), func(c Command) bool { return c.Slot == slot || c.Slot == "what" })
}

// pickOne reads a number, a word or the beginning of one against what was offered;
// -1 when it is none of them.
func pickOne(text string, choices []Choice) int {
	labels := make([][]string, len(choices))
	for i, c := range choices {
		labels[i] = []string{c.Label}
	}
	for i, c := range choices {
		if strings.EqualFold(strings.TrimSpace(text), c.Value) {
			return i
		}
	}
	if got := understand.Options(text, labels, false); len(got) == 1 {
		return got[0]
	}
	return -1
}

// answerOptions reads an answer to a question with options.
func answerOptions(slot catalog.Slot, text string) (value, raw string, ok bool) {
	labels := make([][]string, len(slot.Options))
	for i, o := range slot.Options {
		labels[i] = append([]string{o.Text.Zh, o.Text.En}, append(slices.Clone(o.WordsZh), o.WordsEn...)...)
	}
	got := understand.Options(text, labels, slot.Type == catalog.TypeMulti)
	switch {
	case got == nil:
		if value, raw, ok := slot.Infer(text); ok {
			return value, raw, true
		}
		if key, ok := withinOne(slot, text); ok {
			return key, text, true
		}
		return yesNoOption(slot, text)
	case len(got) == 0:
		return "", "", false
	}
	var keys []string
	for _, i := range got {
		keys = append(keys, slot.Options[i].Key)
	}
	slices.Sort(keys)
	return strings.Join(slices.Compact(keys), ","), text, true
}

// withinOne finds the one option whose label holds the words ("保密" of "对被反映人保密").
func withinOne(slot catalog.Slot, text string) (key string, ok bool) {
	words := strings.ToLower(strings.TrimSpace(text))
	if len([]rune(words)) < 2 {
		return "", false
	}
	for _, o := range slot.Options {
		if strings.Contains(strings.ToLower(o.Text.Zh), words) || strings.Contains(strings.ToLower(o.Text.En), words) {
			if ok {
				return "", false
			}
			key, ok = o.Key, true
		}
	}
	return key, ok
}

// yesNoOption reads a plain "no" where the first option is the harmless one, that
// is: where it is the only one that says nothing is wrong.
func yesNoOption(slot catalog.Slot, text string) (string, string, bool) {
	if understand.YesNo(text) != understand.No && !denies(text) || len(slot.Options) == 0 || slot.Type != catalog.TypeChoice {
		return "", "", false
	}
	for _, o := range slot.Options {
		for part := range strings.SplitSeq(o.Text.Zh, ",") { // "安全,没有"
			if strings.HasPrefix(part, "没有") || strings.HasPrefix(part, "不") || part == "否" {
				return o.Key, text, true
			}
		}
	}
	return "", "", false
}

// refuses says that a short answer will not tell a name or a number.
func refuses(text string) bool {
	return len([]rune(text)) <= 8 && startsWith(text, []string{"不说", "不想", "不留", "不给", "不方便", "不愿", "不写", "不告诉", "别问"}) ||
		len([]rune(text)) <= 30 && startsWith(text, []string{"i'd rather not", "i would rather not", "rather not", "i won't", "not telling", "prefer not", "i prefer not", "don't want"})
}

// denies says that a short answer says no with more words: 没有那种想法.
func denies(text string) bool {
	return len([]rune(text)) <= 12 && startsWith(text, []string{"没有", "没那", "没想", "不会", "不想", "从没", "并没", "没什么"}) ||
		len(strings.Fields(text)) <= 6 && startsWith(text, []string{"no ", "no,", "not ", "none", "never"})
}

// categoryNamed finds the one category whose name the words are.
func (t *scene) categoryNamed(text string) (string, bool) {
	var labels [][]string
	all := t.Catalog.Categories()
	for _, c := range all {
		labels = append(labels, []string{c.Title.Zh, c.Title.En, c.Label.Zh, c.Label.En, strings.NewReplacer("与", "", "和", "", "、", "").Replace(c.Title.Zh)})
	}
	if strings.Trim(text, "0123456789 ") == "" {
		return "", false
	}
	words := strings.ToLower(strings.Trim(text, " .。!"))
	for _, filler := range []string{"应该是", "属于", "这是", "是", "it is ", "it's ", "this is ", "a ", "an "} {
		words = strings.TrimPrefix(words, filler)
	}
	if p, ok := t.placeIn(text, t.lang()); ok && t.townKnows(p.Raw) {
		return "", false
	}
	if len([]rune(words)) > 24 || len([]rune(words)) > 8 && hasHan(words) {
		return "", false // a sentence that holds the word is not its name
	}
	if got := understand.Options(words, labels, false); len(got) == 1 && slices.ContainsFunc(labels[got[0]], func(l string) bool {
		return strings.HasPrefix(strings.TrimPrefix(strings.ToLower(l), "a "), words) || strings.HasPrefix(words, strings.ToLower(l))
	}) {
		return all[got[0]].Key, true
	}
	return "", false
}
