package hear

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
)

// aMeasure is a number and the word it counts, alone: 三个月, 4 days.
var aMeasure = pattern.MustCompile(`^(?:about |for |有)?([0-9]+|[一二两三四五六七八九十]+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)( ?(?:个月|天|年|周|个星期|个礼拜|星期|小时|days?|weeks?|months?|years?|hours?))了?$`)

// dayParts are ways to say a day within a month or a week.
var dayParts = []*pattern.Pattern{
	pattern.MustCompile(`初[一二三四五六七八九十]|廿[一二三四五六七八九]`), pattern.MustCompile(`(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[号日]`),
	pattern.MustCompile(`(?:周|星期|礼拜)[一二三四五六日天]`), pattern.MustCompile(`(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b`),
}

// dayCorrected puts another day into the month or week that was told: 是初九 after 上个月初八.
func (t *Listener) dayCorrected(m *dialog.Matter, newer string) (Command, bool) {
	when, newer := m.Slots["when"], strings.TrimSpace(newer)
	for _, part := range dayParts {
		was := part.FindString(when.Raw)
		if !m.Has("when") || was == "" || was == when.Raw || part.FindString(newer) != newer {
			continue
		}
		whole := strings.Replace(when.Raw, was, newer, 1)
		for _, d := range t.Dates(whole) {
			return Command{Do: DoCorrect, Slot: "when", Value: d.Value, Raw: whole}, true
		}
	}
	return Command{}, false
}

// changesMind opens or closes an answer that takes the one before back: 还是保密吧.
var changesMind = pattern.MustCompile(`(?i)还是|改成|改为|换成|应该是|\b(?:instead|rather|actually|after all|change (?:it )?to)\b`)

// optionChanged reads another option of a question that was answered.
func (t *Listener) optionChanged(m *dialog.Matter, text string) (Command, bool) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || len([]rune(text)) > 40 || pattern.HasHan(text) && len([]rune(text)) > 14 || !changesMind.MatchString(text) {
		return Command{}, false
	}
	for _, s := range c.Slots {
		if len(s.Options) == 0 || !m.Has(s.Key) || m.Slots[s.Key].By != dialog.ByResident {
			continue
		}
		words := strings.Trim(changesMind.ReplaceAllString(text, ""), " ,，。.!不吧了啊no")
		if value, raw, ok := AnswerOptions(s, words); ok && value != m.Slots[s.Key].Value && !setsDanger(s, value) {
			return Command{Do: DoCorrect, Slot: s.Key, Value: value, Raw: raw}, true
		}
	}
	return Command{}, false
}

// endsIn gives the last digits of a number anew: 尾号是44.
var endsIn = pattern.MustCompile(`(?i)(?:尾号|末尾|最后[两三四几]?位|(?:电话|手机|号码)号?(?:的|是)?最后(?:几个|是)?|\bends? (?:in|with)|\blast (?:(?:two|three|four) )?digits(?: are)?)\D{0,4}([0-9]{1,6})(?:$|\D)`)

// sayDigits are digits as they are said, one by one.
var sayDigits = strings.NewReplacer("零", "0", "〇", "0", "洞", "0", "一", "1", "幺", "1", "二", "2", "两", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "拐", "7", "八", "8", "九", "9")

// inDigits writes the last digits told in words: 末一位是六, 最后两位应该是七七.
var (
	endWords = pattern.MustCompile(`尾号|末尾|末[一两二三四]?位|最后[一两二三四几]?[位个]`)
	endSaid  = pattern.MustCompile(`(?:应该是|应是|改成|改为|是)([零〇洞一幺二两三四五六七拐八九0-9]{1,4})(?:[,，。.!！ ]*(?:不是[^,，。]*)?)$`)
)

func inDigits(text string) string {
	if !endWords.MatchString(text) {
		return text
	}
	if told := endSaid.FindStringSubmatch(text); told != nil {
		return "尾号" + sayDigits.Replace(told[1])
	}
	return text
}

// lastDigits corrects the end of the resident's number.
func lastDigits(m *dialog.Matter, text string) (Command, bool) {
	phone := m.Slots["phone"]
	if !m.Has("phone") || phone.By != dialog.ByResident || len(phone.Value) < 8 {
		return Command{}, false
	}
	found := endsIn.FindStringSubmatch(inDigits(text))
	if found == nil {
		return Command{}, false
	}
	value := phone.Value[:len(phone.Value)-len(found[1])] + found[1]
	return Command{Do: DoCorrect, Slot: "phone", Value: value, Raw: text}, value != phone.Value
}

// endsAnew puts other last digits to the resident's number: 不是1111 是1112.
func endsAnew(m *dialog.Matter, was, is string) (Command, bool) {
	phone := m.Slots["phone"]
	was, is = strings.Trim(was, " 。.,，"), strings.TrimPrefix(strings.Trim(is, " 。.,，"), "最后是")
	if !m.Has("phone") || phone.By != dialog.ByResident || len(was) < 2 || len(was) != len(is) || strings.Trim(was+is, "0123456789") != "" || !strings.HasSuffix(phone.Value, was) {
		return Command{}, false
	}
	value := strings.TrimSuffix(phone.Value, was) + is
	return Command{Do: DoCorrect, Slot: "phone", Value: value, Raw: is}, true
}

// isNow opens a value told anew: 是四个月.
var isNow = pattern.MustCompile(`(?i)^(?:(?:(?:no|wait|sorry|actually|oh|i mean|make that|不对|哦|不)[,，. ]+)+(?:应该是|其实是|一共是?|是|it's|it is|it was|for)?|应该是|其实是|一共是?|是|it's|it is|it was|for) ?`)

// measured reads a new number for a time that was told in the same measure: "it's 3 months"
// after "hasn't paid me for 2 months".
func (t *Listener) measured(m *dialog.Matter, newer string) (Command, bool) {
	found := aMeasure.FindStringSubmatch(pattern.Small(strings.TrimSpace(newer)))
	when := m.Slots["when"]
	if found == nil || !m.Has("when") || when.Raw == "" || strings.Contains(when.Raw, strings.TrimSpace(newer)) {
		return Command{}, false
	}
	unit := strings.TrimSuffix(strings.TrimSpace(found[2]), "s")
	was := pattern.MustCompile(`(?i)(?:[0-9]+|[一二两三四五六七八九十]+|[a-z]+) ?` + unit + `s?`).FindString(when.Raw)
	if was == "" {
		return Command{}, false
	}
	now := found[1] + found[2]
	for _, text := range []string{strings.Replace(when.Raw, was, now, 1), strings.Replace(m.Slots["what"].Value, was, now, 1)} { // 拖了三个月: only the story says since when
		for _, d := range t.Dates(text) {
			if strings.Contains(d.Raw, now) {
				return Command{Do: DoCorrect, Slot: "when", Value: d.Value, Raw: d.Raw}, true
			}
		}
	}
	return Command{}, false
}

// hourOf is the part of a day, or the hour, behind a day.
var hourOf = pattern.MustCompile(`(?i)(?:凌晨|清早|大清早|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|深夜).*$|,? (?:at|around|about)? ?(?:night|morning|afternoon|evening|noon|midnight|[0-9]{1,2}(?::[0-9]{2})? ?[ap]m)$`)

// withHour keeps the part of the day where only another day is told: 上上个星期五 after 上个星期五
// 晚上 is 上上个星期五晚上.
func (t *Listener) withHour(old dialog.Slot, c Command) Command {
	hour := hourOf.FindString(old.Raw)
	if hour == "" || hour == old.Raw || old.State != "" || hourOf.MatchString(c.Raw) || len(c.Value) != len("2006-01-02") {
		return c
	}
	for _, d := range t.Dates(c.Raw + hour) {
		if d.Raw == c.Raw+hour {
			c.Value, c.Raw = d.Value, d.Raw
		}
	}
	return c
}
