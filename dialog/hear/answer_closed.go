package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

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
		if q.About == dialog.AboutDrop && goesOnAfterAll(text) {
			return []Command{{Do: DoNo}}
		}
		if q.About == dialog.AboutSummary && givesUp(text) {
			return []Command{{Do: DoDrop}}
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
		if q.About == dialog.AboutSummary && !m.Has("name") && !m.Has("phone") {
			if name, ok := t.nameWithoutNumber(text); ok { // this is Mary O'Brien, no phone sorry
				name.Do = DoCorrect
				return []Command{name, {Do: DoSet, Slot: "phone", Note: dialog.Skipped}}
			}
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
			if msg.Command == understand.Drop || strings.Contains(text, "算了") || strings.Contains(text, "不用") || strings.Contains(text, "不要") || givesUp(text) {
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
		if m.Has("what") && (q.Asks == "where" && asksWhereTo.MatchString(text) || wondersIf.MatchString(text)) {
			return []Command{{Do: DoAsk}} // 不晓得去哪里办 asks, and tells of no place
		}
		if m.Has("what") && len(slot.Options) == 0 && notYetDone.MatchString(text) {
			return []Command{{Do: DoAdd, Text: text}}
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

// asksWhereTo asks where one has to go for it.
var asksWhereTo = pattern.MustCompile(`(?i)^(?:我)?(?:也)?(?:不(?:知道|晓得|清楚)|想问|请问)?(?:是|要|该|应该|得)*(?:去|到|在)(?:哪里?|什么地方|哪个(?:窗口|部门|单位)|哪儿)(?:去)?(?:办|弄|申请|报名?|问|交|领|登记)[的啊呀呢吗]*[?？。 ]*$|^(?:i )?(?:don'?t know |not sure |no idea )?where (?:to|do i|should i|can i) (?:go|apply|do (?:it|this|that)|register|hand it in)[?. ]*$`)

// wondersIf asks whether something can be had, though it says that this is not known: 不知道能不能
// 申请点补助.
var wondersIf = pattern.MustCompile(`(?i)^(?:我|也|就是|就|想问)*不(?:知道|晓得|清楚)(?:我|我们|这|这个|这种|他|她|家里)*(?:能不能|可不可以|可以不可以|行不行|该不该|会不会|有没有(?:补助|补贴|办法|地方)|怎么(?:办|弄|搞|申请))[^,，。]{0,16}$|^(?:i )?(?:don'?t know|not sure|wonder(?:ing)?) (?:if|whether) (?:i|we|he|she|they|there) (?:can|could|may|is|are|qualif\w+)\b.{0,60}$`)

// notYetDone says that something has not been done yet, and no to nothing: 还没借.
var notYetDone = pattern.MustCompile(`^(?:钱|我|我们|人|都)?还没有?(?:借|给|签|去|办|买|付|写|拿|报|找|问|交|转|打|发|动|开始|生|结|领)[^,，。 吗么]{0,5}$`)

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
