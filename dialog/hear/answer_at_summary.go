package hear

import (
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// atSummary reads free words said when the summary is shown: facts in them change
// what is written, anything else is added to the story.
func (t *Listener) atSummary(m *dialog.Matter, msg Message, facts []Command, onlyWhat bool) []Command {
	if p, ok := t.PlaceIn(msg.Text); ok && theirHome(msg.Text[:p.Start]) && !slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "where" }) {
		cmds := []Command{{Do: DoAdd, Text: msg.Text}}
		for _, c := range WithoutWhat(facts) {
			if !m.Has(c.Slot) {
				cmds = append(cmds, Command{Do: DoCorrect, Slot: c.Slot, Value: c.Value, Raw: c.Raw})
			}
		}
		return cmds
	}
	if c, ok := t.answersLate(m, msg.Text); ok {
		return []Command{c}
	}
	if onlyWhat {
		if key, ok := t.categoryNamed(msg.Text); ok {
			return []Command{{Do: DoCategory, Value: key}}
		}
		if len([]rune(msg.Text)) >= 2 {
			return []Command{{Do: DoAdd, Text: msg.Text}}
		}
		return []Command{{Do: DoUnclear, Text: msg.Text}}
	}
	var cmds []Command
	for _, c := range facts {
		if c.Slot == "what" {
			continue
		}
		if c.Slot == "who" && m.Has("who") {
			if whole, names := bossOf(m.Slots["who"], c); !names {
				cmds = append(cmds, Command{Do: DoAdd, Text: msg.Text}) // 老板说下个月发 tells more, and who it is less
				continue
			} else if whole != c.Value && !pattern.HoldsAny(msg.Text, mistaken) {
				c.Value = whole
			}
		}
		if t.onlyBeside(m, c, msg.Text) {
			cmds = append(cmds, Command{Do: DoAdd, Text: msg.Text})
			continue
		}
		c.Do = DoCorrect
		cmds = append(cmds, c)
	}
	if t.tellsBeside(m, msg.Text, cmds) {
		cmds = append(cmds, Command{Do: DoAdd, Text: msg.Text}) // 昨晚老头骑车差点掉进去 tells more than when
	}
	return cmds
}

// answersLate reads at the summary the answer to a question with options that was asked and
// left open: 安全的,没有那种事.
func (t *Listener) answersLate(m *dialog.Matter, text string) (Command, bool) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || BesideFacts(text, nil, answerHan, answerWords) {
		return Command{}, false
	}
	for _, s := range c.Slots {
		if len(s.Options) == 0 || !slices.Contains(m.Order, s.Key) || m.Has(s.Key) {
			continue
		}
		if value, raw, ok := AnswerOptions(s, text); ok {
			return Command{Do: DoSet, Slot: s.Key, Value: value, Raw: raw}, true
		}
	}
	return Command{}, false
}

// An answer to a question with options has at most so many characters, or words.
const answerHan, answerWords = 12, 8

// tellsBeside says that words at the summary bring what was not known yet, and go on with the
// story as well.
func (t *Listener) tellsBeside(m *dialog.Matter, text string, cmds []Command) bool {
	return len(cmds) > 0 && !pattern.HoldsAny(strings.ToLower(text), mistaken) && !slices.ContainsFunc(cmds, func(c Command) bool {
		return c.Do == DoAdd || m.Has(c.Slot) || slices.Contains([]string{"name", "phone", "identity", "who"}, c.Slot)
	}) && (BesideFacts(text, cmds, storyHan, storyWords) || cmds[0].Slot == "wish" && BesideFacts(text, cmds, PartHan+2, PartWords))
}

// bossOf joins the boss that is told after a firm to it; names is false where the newer words
// only say again what somebody is, of whom more is known.
func bossOf(old dialog.Slot, newer Command) (whole string, names bool) {
	less := namesNobody(newer.Value) || understand.OnlyRelation(newer.Value)
	switch {
	case less && !namesNobody(old.Value) && !understand.OnlyRelation(old.Value):
		return "", false
	case less || strings.Contains(old.Value, newer.Value) || !slices.Contains(bosses, understand.RelationOf(newer.Value)) || !pattern.HoldsAny(strings.ToLower(old.Value), houses) && !aFirmName.MatchString(old.Value):
		return newer.Value, true
	case pattern.HasHan(newer.Value):
		return old.Value + "," + newer.Value, true
	}
	return old.Value + ", " + newer.Value, true
}

// bosses run a firm; aFirmName is one by its trade: 顺达五金.
var (
	bosses    = []string{"老板", "老板娘", "厂长", "经理", "负责人", "包工头", "工头", "boss", "owner", "manager"}
	aFirmName = pattern.MustCompile(`(?:五金|服饰|电子|玩具|家具|塑料|塑胶|模具|机械|包装|印刷|食品|针织|纺织|建材|装饰|物流|快递|门业|箱包|鞋业|科技|贸易|集团|木业|电镀|电机|电器|制衣|服装|建工|建设|餐饮|塑业|纸业|家居|灯饰|汽配|外贸|药业|工贸|实业|商贸)$`)
)

// onlyBeside says that a time, a sum or somebody in words said at the summary is a part of
// the story, and not meant instead of what stands there: "I want money for the 2 months".
func (t *Listener) onlyBeside(m *dialog.Matter, c Command, text string) bool {
	if !m.Has(c.Slot) || !slices.Contains([]string{"when", "amount", "who"}, c.Slot) || m.Slots[c.Slot].By != dialog.ByResident || pattern.HoldsAny(strings.ToLower(text), mistaken) || t.Takes(m, nil, c) {
		return false
	}
	if strings.HasSuffix(strings.TrimRight(text, " 。.!！元块了吧"), strings.TrimRight(c.Raw, "元块")) {
		return false // 不止,我翻了记录,是一万零八百
	}
	if c.Slot == "amount" && roughly.MatchString(m.Slots["amount"].Raw) && !roughly.MatchString(c.Raw) && closeTo(m.Slots["amount"].Value, c.Value) {
		return false // 八千六 after 八千多
	}
	return BesideFacts(text, []Command{c}, besideHan, besideWords)
}

// roughly marks a sum that is not exact.
var roughly = pattern.MustCompile(`(?i)多|左右|大概|大约|约|几|来块|上下|差不多|\b(?:about|around|roughly|nearly|almost|some)\b`)

// closeTo says that two sums lie within a third of one another.
func closeTo(was, is string) bool {
	a, errA := strconv.ParseFloat(was, 64)
	b, errB := strconv.ParseFloat(is, 64)
	return errA == nil && errB == nil && b > a*2/3 && b < a*3/2
}

// So many characters or words beside a fact at the summary are more of the story.
const besideHan, besideWords = 6, 5
