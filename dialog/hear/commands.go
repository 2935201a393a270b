package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
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
	DoRefuse    Do = "refuse" // does not agree to what a summary asks to agree to
	DoSkip      Do = "skip"
	DoUnknown   Do = "unknown"
	DoBack      Do = "back"
	DoRepeat    Do = "repeat"
	DoRestart   Do = "restart" // Text: the new story, where it was told in the same breath
	DoDrop      Do = "drop"
	DoMistake   Do = "mistake" // somebody else was meant
	DoWhy       Do = "why"
	DoWait      Do = "wait"
	DoHelp      Do = "help"
	DoStatus    Do = "status"
	DoSummary   Do = "summary"
	DoNewMatter Do = "new" // Text: its words, if any
	DoLanguage  Do = "language"
	DoMyData    Do = "mydata"
	DoThanks    Do = "thanks"
	DoGreeting  Do = "greeting"
	DoUnclear   Do = "unclear" // an answer to a closed question that is none
	DoAdd       Do = "add"     // Text: words that belong to the story
	DoAsk       Do = "ask"     // a question back, which a person will answer
)

// Command is one thing a message asks for.
type Command struct {
	Do    Do
	Slot  string
	Value string
	Raw   string
	Note  dialog.SlotState
	Text  string
}

// plain are the commands of the resident's that need no more than their name.
var plain = map[understand.Command]Do{
	understand.Skip: DoSkip, understand.Back: DoBack, understand.Repeat: DoRepeat,
	understand.Restart: DoRestart, understand.Drop: DoDrop, understand.Why: DoWhy,
	understand.Wait: DoWait, understand.Help: DoHelp, understand.Status: DoStatus,
	understand.Summary: DoSummary, understand.MyData: DoMyData,
	understand.SayChinese: DoLanguage, understand.SayEnglish: DoLanguage,
	understand.Thanks: DoThanks, understand.Greeting: DoGreeting,
}

// Read turns a message into commands, by rules. It changes nothing.
func (t *Listener) Read(m *dialog.Matter, msg Message) []Command {
	q := t.State.Asking
	if msg.Choice != "" {
		if cmds := t.ReadChoice(m, q, msg.Choice); cmds != nil {
			return cmds
		}
		return []Command{{Do: DoRepeat}} // a button of an earlier question
	}
	if cameByMistake(m, msg.Text) {
		return []Command{{Do: DoMistake}}
	}
	if q != nil && q.Asks != dialog.AskConfirm && onlySorry.MatchString(msg.Text) {
		return []Command{{Do: DoUnclear, Text: msg.Text}}
	}
	if q != nil {
		if cmds := t.ReadAnswer(m, q, msg); cmds != nil {
			return cmds
		}
	}
	if words, ok := insteadOf(msg.Text); ok && m.Has("what") && t.HasSubstance(words) {
		return []Command{{Do: DoRestart, Text: words}}
	}
	if msg.Command == understand.NewMatter {
		return []Command{{Do: DoNewMatter, Text: msg.Rest}}
	}
	if q != nil && q.Asks != dialog.AskMenu && !m.Settled("phone") && (q.Asks != "phone" && KeepsContact(msg.Text) || m.Has("what") && wantsWriting(msg.Text)) {
		kept := Command{Do: DoSet, Slot: "phone", Note: dialog.Skipped} // told before it was asked
		if name, ok := t.nameWithoutNumber(msg.Text); ok && !m.Has("name") {
			return []Command{name, kept}
		}
		return []Command{kept}
	}
	if do, ok := plain[msg.Command]; ok && !(do == DoSkip && q != nil && q.Asks == "phone" && len(understand.Phones(msg.Text)) > 0) {
		return []Command{{Do: do, Text: msg.Rest}}
	}
	if asksWho(msg.Text) {
		return []Command{{Do: DoHelp}}
	}
	if asksBack(msg.Text) {
		return []Command{{Do: DoSummary}}
	}
	if m.Has("what") && backsOut(msg.Text) {
		if q != nil && q.Asks == dialog.AskConfirm && q.About != dialog.AboutSummary && q.About != dialog.AboutDrop {
			return []Command{{Do: DoNo}}
		}
		return []Command{{Do: DoDrop}}
	}
	if q != nil && asksWhy(msg.Text) {
		return []Command{{Do: DoWhy}}
	}
	if cmds := t.ReadCorrection(m, msg); cmds != nil && !(q != nil && (q.Asks == "phone" || len(t.Phones(msg.Text)) > 0) && onlyNames(m, cmds)) {
		return cmds
	}
	if t.isSecondMatter(m, q, msg.Text) {
		return []Command{{Do: DoNewMatter, Text: msg.Text}}
	}
	if t.onlyAsksBack(m, q, msg) {
		return []Command{{Do: DoAsk}}
	}
	return t.ReadFacts(m, q, msg)
}

// onlyNames says that a "correction" is nothing but the name that was just asked for; the
// number may stand behind it.
func onlyNames(m *dialog.Matter, cmds []Command) bool {
	return !m.Has("name") && !slices.ContainsFunc(cmds, func(c Command) bool { return c.Do != DoCorrect || c.Slot != "name" })
}

// asksWho sees the question who is speaking here.
func asksWho(text string) bool {
	text = strings.ToLower(strings.Trim(text, " ?。.!"))
	return len([]rune(text)) <= 40 && orMachine.MatchString(text) || len([]rune(text)) <= 28 && slices.ContainsFunc([]string{
		"你是谁", "您是谁", "你是机器人", "你是机器吧", "是不是机器人", "是不是真人", "是机器人吗", "你是真人", "是真人吗", "你会干嘛", "你能干嘛", "你能做什么", "你会什么", "你是干什么的", "这是什么平台", "怎么用",
		"who are you", "are you a bot", "are you human", "are you a robot", "what can you do", "how does this work", "is this a bot",
	}, func(w string) bool { return strings.Contains(text, w) && len(text)-len(w) <= 8 })
}

// orMachine asks whether a person or a machine answers, or what may be brought here: 你是真人
// 还是机器, 那你能管啥, "am I talking to a real person".
var orMachine = pattern.MustCompile(`(?:真人|活人|人)还是(?:个)?(?:机器|电脑|程序|ai)|(?:机器人?|电脑|程序|ai)还是(?:个)?(?:真人|活人|人)|^(?:那|那么|请问)?[,， ]*(?:你们?|您|这里|这儿)?(?:这里|这儿|都|到底|究竟)*(?:能|可以|会|是)?(?:管|帮忙?|干|办)(?:些|点)?(?:啥|什么|哪些)(?:事情?|忙|的|呀|啊)*$|\b(?:talking|speaking|chatting|writing) (?:to|with) (?:a|an) (?:real |actual )?(?:human|person|robot|bot|machine)\b|^are you (?:a )?(?:real|actual)(?: person| human)?(?: or .*)?$|^is (?:this|it) (?:a )?(?:real|actual) (?:person|human)(?: or .*)?$|\b(?:human|person) or (?:a )?(?:ro)?bot\b|^(?:so )?what (?:can|do) you (?:help|deal) with$`)

// asksBack sees the question what was told so far.
func asksBack(text string) bool {
	return len([]rune(text)) <= 40 && pattern.HoldsAny(text, []string{"what did i tell", "what have i told", "what did i say", "what have i said", "what do you have so far", "我刚才说了什么", "我刚才说到", "我前面说了什么", "我都说了什么", "我说到哪"})
}

// ReadChoice reads a tapped button.
func (t *Listener) ReadChoice(m *dialog.Matter, q *dialog.Question, value string) []Command {
	if q == nil {
		return nil
	}
	i := Offered(q.Choices, value)
	if i < 0 {
		return nil
	}
	return t.chosen(m, q, q.Choices[i])
}

// Offered finds what was tapped among the choices, -1 where it is none of them.
// What is typed may come as a button, and a button by its number.
func Offered(choices []dialog.Choice, value string) int {
	i := slices.IndexFunc(choices, func(c dialog.Choice) bool { return c.Value == value })
	if i < 0 {
		i = slices.IndexFunc(choices, func(c dialog.Choice) bool { return c.Key == value })
	}
	return i
}

// chosen says what one of the offered choices means.
func (t *Listener) chosen(m *dialog.Matter, q *dialog.Question, c dialog.Choice) []Command {
	switch {
	case c.Value == "skip":
		return []Command{{Do: DoSkip}}
	case q.Asks == dialog.AskConfirm && c.Value == "yes":
		return []Command{{Do: DoYes}}
	case q.Asks == dialog.AskConfirm:
		return []Command{{Do: DoNo}}
	case q.Asks == dialog.AskMenu && c.Value == dialog.ChoiceOther:
		return []Command{{Do: DoAll}}
	case q.Asks == dialog.AskMenu && c.Value == dialog.ChoiceMore:
		return []Command{{Do: DoMore}}
	case q.Asks == dialog.AskMenu:
		return []Command{{Do: DoCategory, Value: c.Value}}
	}
	return []Command{{Do: DoSet, Slot: q.Asks, Value: c.Value, Raw: c.Label}}
}

// ReadAnswer reads words as the answer to a closed question; nil when they are none.
func (t *Listener) ReadAnswer(m *dialog.Matter, q *dialog.Question, msg Message) []Command {
	text := msg.Text
	switch q.Asks {
	case dialog.AskConfirm:
		if msg.Command == understand.Drop {
			switch q.About {
			case dialog.AboutDrop:
				return []Command{{Do: DoYes}}
			case dialog.AboutSecond:
				return []Command{{Do: DoNo}}
			}
			return nil
		}
		if q.About == dialog.AboutSummary && len([]rune(text)) > 3 {
			if cmds := t.ReadCorrection(m, msg); cmds != nil {
				return cmds // "不对,是人民路" says what is right at once
			}
			if _, rest, ok := strings.Cut(halfMarks(msg.Text), ","); ok && PickOne(text, q.Choices) >= 0 {
				// "不对,我叫李强13900000133": a yes or no, and who the speaker is.
				facts := slices.DeleteFunc(t.FactsIn(m, Message{Pieces: msg.Pieces, Text: rest}, ""), func(c Command) bool { return c.Slot != "name" && c.Slot != "phone" })
				if len(facts) > 0 {
					return t.atSummary(m, msg, facts, false)
				}
			}
		}
		if q.About == dialog.AboutSummary && KeepsContact(text) && !m.Has("phone") {
			if first, _, ok := strings.Cut(halfMarks(text), ","); ok && oneCapital.MatchString(first) && !m.Has("name") { // Mei, no phone
				return []Command{{Do: DoCorrect, Slot: "name", Value: first, Raw: first}, {Do: DoSet, Slot: "phone", Note: dialog.Skipped}}
			}
			return []Command{{Do: DoSet, Slot: "phone", Note: dialog.Skipped}}
		}
		if t.refusesAt(m, q, text) {
			return []Command{{Do: DoRefuse}}
		}
		if q.About == dialog.AboutSummary && thinksAgain.MatchString(text) {
			return []Command{{Do: DoDrop}}
		}
		if q.About == dialog.AboutSummary && nothingMore.MatchString(text) {
			return []Command{{Do: DoYes}}
		}
		if q.About == dialog.AboutSummary && lacksSomething(text) {
			return nil // "no contract" is more of the story
		}
		i := PickOne(text, q.Choices)
		if rest := text[len(opensAnswer.FindString(text)):]; i < 0 && rest != "" && strings.Trim(rest, "0123456789") == "" {
			i = PickOne(rest, q.Choices) // ok 1
		}
		if i >= 0 && !(q.About == dialog.AboutSummary && onlyWithin(text)) {
			return t.chosen(m, q, q.Choices[i])
		}
		switch understand.YesNo(text) {
		case understand.Yes:
			return []Command{{Do: DoYes}}
		case understand.No:
			return []Command{{Do: DoNo}}
		}
		if q.About == dialog.AboutAlike {
			return readAlike(text)
		}
	case dialog.AskMenu:
		if cmds := t.ReadCorrection(m, msg); len(cmds) > 0 && !slices.ContainsFunc(cmds, func(c Command) bool { return c.Do != DoCorrect }) {
			return cmds // "it's 2900, not 1900" picks no category
		}
		place, placed := t.PlaceIn(text)
		names := func(label string) bool { // "Shuangxi village" is a place and picks no "village matter"
			return !placed || strings.Contains(strings.ToLower(label), strings.ToLower(place.Raw))
		}
		if i := PickOne(text, q.Choices); i >= 0 && names(q.Choices[i].Label) {
			return t.chosen(m, q, q.Choices[i])
		}
		if key, ok := t.categoryNamed(text); ok {
			return []Command{{Do: DoCategory, Value: key}}
		}
		if understand.YesNo(text) == understand.No {
			if msg.Command == understand.Drop || strings.Contains(text, "算了") || strings.Contains(text, "不用") || strings.Contains(text, "不要") {
				return []Command{{Do: DoDrop}}
			}
			return []Command{{Do: DoAll}}
		}
	default:
		if q.About == dialog.AboutReminder && (understand.YesNo(text) == understand.No || msg.Command == understand.Drop) {
			return []Command{{Do: DoDrop, Note: dialog.Skipped}}
		}
		slot, ok := t.Slot(m, q.Asks)
		if !ok {
			return nil
		}
		if q.Asks == dialog.GridSlot {
			if c, ok := t.readGrid(m, q, text); ok {
				return []Command{c}
			}
		}
		if len(slot.Options) > 0 {
			if value, raw, ok := AnswerOptions(slot, text); ok {
				return append([]Command{{Do: DoSet, Slot: slot.Key, Value: value, Raw: raw}}, t.besideAnswer(m, msg, slot.Key)...)
			}
			if cmds := t.givesName(m, slot, text); cmds != nil {
				return cmds
			}
		}
		if msg.Command == understand.Drop {
			return nil // 不报了 is a no too, but first the word that was taught for dropping
		}
		if understand.Unknown(text) && q.Asks != "who" && pattern.HoldsAny(strings.ToLower(text), []string{"谁", " who "}) {
			return []Command{{Do: DoUnclear, Text: text}} // 不知道是谁 tells about the other side
		}
		if understand.Unknown(text) || t.knowsNot(q.Asks, text) {
			return []Command{{Do: DoUnknown}}
		}
		if understand.YesNo(text) == understand.Yes {
			return []Command{{Do: DoUnclear, Text: text}}
		}
		if slot.Level != catalog.Must && understand.YesNo(text) == understand.No {
			return []Command{{Do: DoSkip}}
		}
		if putsOff(text) {
			return []Command{{Do: DoWait}}
		}
		if q.Asks == "phone" {
			if name, ok := t.nameWithoutNumber(text); ok {
				return []Command{name, {Do: DoSet, Slot: "phone", Note: dialog.Skipped}}
			}
		}
		if q.Asks == "phone" && wantsWriting(text) {
			return nil
		}
		if q.Asks == "phone" && (refuses(text) || refusesContact(text)) {
			return []Command{{Do: DoSkip}}
		}
		if strings.TrimSpace(text) == "0" && slot.Level != catalog.Must {
			return []Command{{Do: DoSkip}}
		}
	}
	return nil
}

// notKnown opens an answer that tells only that it is not known: 不知道叫什么路.
var notKnown = pattern.MustCompile(`(?i)^(?:我)?(?:也)?(?:真的?)?(?:不知道|不清楚|不晓得|说不清|说不好|记不清|不记得|忘了)|^(?:sorry,? )?(?:i )?(?:really )?(?:don't know|do not know|dont know|not sure|have no idea|no idea|can't say|don't remember) (?:the|what|which|where|how|his|her|its)`)

// nameNotKnown is an answer of which the name is all that is spoken of, and not known.
var nameNotKnown = pattern.MustCompile(`(?i)^(?:厂名|店名|公司名?|单位名?|老板名?|名字|全名|姓名|叫什么|叫啥|姓什么|姓啥)(?:名字)?(?:我|我们)?(?:真的?|也|就|倒)?(?:不知道|不清楚|不晓得|忘了|记不得|记不清)[了啊呀的。]*$|^(?:i )?(?:don'?t|do not) know (?:the|his|her|its|their) (?:full )?name[. ]*$`)

// knowsNot says that a short answer tells that a place, a time or a sum is not known.
func (t *Listener) knowsNot(asked, text string) bool {
	if asked == "who" && nameNotKnown.MatchString(text) {
		return true // 厂名不知道 is no factory
	}
	if !slices.Contains([]string{"where", "when", "amount"}, asked) || len([]rune(text)) > 40 || pattern.HasHan(text) && len([]rune(text)) > 14 || !notKnown.MatchString(text) {
		return false
	}
	p, placed := t.PlaceIn(text)
	return !placed || NamesNowhere(p.Raw) && !t.townKnows(p.Raw)
}

// besideAnswer are facts told beside the answer to a question with options.
func (t *Listener) besideAnswer(m *dialog.Matter, msg Message, slot string) []Command {
	if len([]rune(msg.Text)) < 4 {
		return nil
	}
	if first, rest, cut := strings.Cut(strings.ReplaceAll(msg.Text, "，", ","), ","); cut && (len([]rune(first)) <= 8 || !pattern.HasHan(first) && len(first) <= 24) {
		if s, ok := t.Slot(m, slot); ok {
			if _, _, alone := AnswerOptions(s, first); alone {
				msg.Text = strings.TrimSpace(rest) // 保密,陈水根 13905790001
			}
		}
	}
	return slices.DeleteFunc(t.FactsIn(m, msg, ""), func(c Command) bool { return c.Slot == slot || c.Slot == "what" })
}
