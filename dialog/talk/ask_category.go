package talk

import (
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// menuSMS is how many options an SMS may list.
const menuSMS = 5

// findCategory finds out what kind of matter it is; false when it had to ask.
// Surely known: nothing is asked. Words with substance: the three likeliest and
// "other". Words without: first another way of saying it, then the whole list,
// then a person.
func (t *Talk) findCategory(m *dialog.Matter) bool {
	if m.Has("what") && m.Asked < t.Catalog.Questions {
		r := t.Gist(m.Slots["what"].Value)
		if keys := t.likely(r.All()); t.HasSubstance(m.Slots["what"].Value) && len(keys) > 0 {
			t.menuLikely(m, keys)
			return false
		}
	}
	if m.Asked >= t.Catalog.Questions && m.Filled() > 0 {
		t.Guess(m)
		return true // an agent will sort it
	}
	if m.Has("what") {
		t.menuAll(m)
		return false
	}
	if len(m.Slots) > 0 && (m.Lost == 0 || m.Lost == 1 && t.toldNow(m)) && slices.ContainsFunc(m.SlotKeys(), func(k string) bool { return m.Slots[k].By == dialog.ByResident }) {
		m.Lost++
		t.ask(m, "what", 1)
		return false
	}
	t.lost(m)
	return false
}

// toldNow says that this message told something beside the story: 就昨天晚上七点多 after 昨天.
func (t *Talk) toldNow(m *dialog.Matter) bool {
	for _, s := range m.Slots {
		if s.By == dialog.ByResident && s.State == "" && s.Raw != "" && strings.Contains(t.Text, s.Raw) {
			return true
		}
	}
	return false
}

// likely keeps the keys this catalogue knows, at most three.
func (t *Talk) likely(all []classify.Guess) []string {
	var keys []string
	for _, g := range all {
		if _, ok := t.Catalog.Category(g.Category); ok && len(keys) < 3 {
			keys = append(keys, g.Category)
		}
	}
	return keys
}

// lost answers words without substance, each time in another way.
func (t *Talk) lost(m *dialog.Matter) {
	m.Lost++
	if text := t.Text; len([]rune(text)) >= 4 && understand.YesNo(text) == understand.Unclear && pattern.HasLetters(text) {
		m.Heard = strings.TrimPrefix(m.Heard+"\n"+text, "\n")
	}
	switch m.Lost {
	case 1:
		m.Asked++
		t.State.Asking = &dialog.Question{Asks: "what", Case: m.ID, At: t.Now}
		t.Send(dialog.Reply{Text: t.Phrase("rephrase", nil), Asks: "what", UseBy: t.Now.Add(say.QuestionUseBy)})
	case 2:
		t.menuAll(m)
	default:
		t.Human("")
	}
}

// goAhead answers words that only announce something: it asks for the matter by an
// example; not counted.
func (t *Talk) goAhead(m *dialog.Matter) {
	if m.Has("what") {
		t.again(m)
		return
	}
	t.State.Asking = &dialog.Question{Asks: "what", Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: t.Phrase("go_ahead", nil), Asks: "what", UseBy: t.Now.Add(say.QuestionUseBy)})
}

// greet says hello and asks for the story; not counted.
func (t *Talk) greet(m *dialog.Matter) {
	if m.Has("what") {
		t.again(m)
		return
	}
	if !t.State.Greeted {
		t.Introduced, t.Greets = true, true
	} else if t.State.Used["greet"] == 0 {
		t.Phrase("greet", nil) // the long one, that says who we are, is for the first time
	}
	t.State.Asking = &dialog.Question{Asks: "what", Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: t.Phrase("greet", nil), Asks: "what", UseBy: t.Now.Add(say.QuestionUseBy)})
}

// menuLikely offers the likeliest categories.
func (t *Talk) menuLikely(m *dialog.Matter, keys []string) {
	m.Asked++
	choices := t.categoryChoices(keys)
	choices = append(choices, dialog.Choice{Key: strconv.Itoa(len(choices) + 1), Label: t.Word("other"), Value: dialog.ChoiceOther})
	t.offer(m, "menu", "", choices)
}

// menuAll offers every category: all at once on chat, page by page on SMS.
func (t *Talk) menuAll(m *dialog.Matter) {
	m.Asked++
	t.offer(m, "menu_all", dialog.AboutAll, t.menuFrom(0))
}

// menuPage shows the next page of the list, from the beginning after the last.
func (t *Talk) menuPage(m *dialog.Matter, q *dialog.Question) {
	all := t.Catalog.Categories()
	from := 0
	for i, c := range all {
		if q != nil && len(q.Choices) > 1 && q.Choices[len(q.Choices)-2].Value == c.Key {
			from = i + 1
		}
	}
	if from >= len(all) {
		from = 0
	}
	t.offer(m, "menu_all", dialog.AboutAll, t.menuFrom(from))
}

// menuFrom are the categories from one on, as many as fit, with "more" behind them.
func (t *Talk) menuFrom(from int) []dialog.Choice {
	var keys []string
	for _, c := range t.Catalog.Categories()[from:] {
		keys = append(keys, c.Key)
	}
	if !t.OnSMS() || len(keys) <= menuSMS && from == 0 {
		return t.categoryChoices(keys)
	}
	more := len(keys) > menuSMS || from > 0
	if len(keys) > menuSMS-1 {
		keys = keys[:menuSMS-1]
	}
	choices := t.categoryChoices(keys)
	if more {
		choices = append(choices, dialog.Choice{Key: strconv.Itoa(len(choices) + 1), Label: t.Word("more"), Value: dialog.ChoiceMore})
	}
	return choices
}

func (t *Talk) categoryChoices(keys []string) []dialog.Choice {
	var choices []dialog.Choice
	for i, k := range keys {
		c, _ := t.Catalog.Category(k)
		choices = append(choices, dialog.Choice{Key: strconv.Itoa(i + 1), Label: c.Short(t.Lang()), Value: k})
	}
	return choices
}

// offer asks a menu.
func (t *Talk) offer(m *dialog.Matter, phrase, about string, choices []dialog.Choice) {
	t.State.Asking = &dialog.Question{Asks: dialog.AskMenu, About: about, Choices: choices, Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{
		Text: t.Phrase(phrase, phrases.Vars{"options": t.listed(choices)}), Choices: choices,
		Asks: dialog.AskMenu, UseBy: t.Now.Add(say.QuestionUseBy),
	})
}

// unclear answers what is no answer to the question: once more in other words, then
// on without it.
func (t *Talk) unclear(m *dialog.Matter, q *dialog.Question, msg hear.Message) {
	if q == nil {
		t.next(m)
		return
	}
	if q.Asks == dialog.AskMenu {
		t.unclearMenu(m, q, msg)
		return
	}
	if q.Asks == dialog.AskConfirm {
		t.unclearConfirm(m, q, msg)
		return
	}
	if q.Asks == "what" && m.Category == "" {
		t.lost(m)
		return
	}
	if q.Tries > 0 || m.Asked >= t.Catalog.Questions || q.Asks == dialog.GridSlot && !hear.SaysYes(msg.Text) { // 对 names no grid of several
		if m.Has("what") && !hear.ToldAgain(m, msg.Text) && hear.TellsAnyway(q.Asks, msg.Text) {
			t.addWords(m, msg.Text, msg.From())
			t.Infer(m, msg)
		}
		t.leaveOpen(m, q.Asks)
		t.next(m)
		return
	}
	if q.Asks == "phone" && t.UnnamedNow { // who stays unnamed is asked for no name again
		t.addWords(m, msg.Text, msg.From())
		t.next(m)
		return
	}
	if q.Asks == "phone" && !otherNumber.MatchString(msg.Text) && (hear.LooksLikeNumber(msg.Text) || hear.HalfOf(msg.Text) != "" && len([]rune(msg.Text)) <= 14) {
		t.halfNumber(q, msg.Text)
		return
	}
	if q.Asks != "what" && hear.AsksBackAt(msg.Text) {
		t.askedBack(m, q, msg)
		return
	} else if q.Asks == "phone" && len([]rune(msg.Text)) >= 4 && pattern.HasLetters(msg.Text) || q.Asks == "phone" && hear.StorySize(msg.Text) == hear.PartHan && pattern.HasHan(msg.Text) && m.Has("what") && !hear.Excuses(msg.Text) || q.Asks == "where" && t.Rank(msg.Text).Sure() || m.Has("what") && !hear.ToldAgain(m, msg.Text) && hear.TellsAnyway(q.Asks, msg.Text) {
		t.addWords(m, msg.Text, msg.From())
		t.Before(t.Phrase("got_short", nil))
	} else {
		t.Before(t.Phrase("again", nil))
	}
	t.ask(m, q.Asks, 1)
}

// unclearMenu: whoever goes on telling instead of choosing is not asked to choose
// again. The likeliest kind is taken and stands in the summary, where one word mends
// it. Only words that tell nothing get another list.
func (t *Talk) unclearMenu(m *dialog.Matter, q *dialog.Question, msg hear.Message) {
	told := hear.WithoutWhat(t.FactsIn(m, msg, ""))
	facts := len(told) > 0
	if name := m.Slots["name"]; m.Has("what") && name.From == msg.From() && hear.IsFact([]hear.Command{{Raw: name.Raw}}, msg.Text) {
		t.Before(t.Phrase("got", phrases.Vars{"taken": name.Value}))
		t.again(m) // 李芳 picks nothing, and nobody is lost who says it
		return
	}
	substance := msg.Text != "" && t.HasSubstance(msg.Text) && !(hear.IsFact(told, msg.Text) && m.Has("what"))
	if substance {
		t.addWords(m, msg.Text, msg.From())
		t.TakeFacts(m, msg)
		if r := t.Rank(msg.Text); r.Sure() && m.Category == "" && (q.About == dialog.AboutAll || hear.Offered(q.Choices, r.Best().Category) >= 0) {
			if _, ok := t.Catalog.Category(r.Best().Category); ok {
				t.Categorise(m, r.Best().Category, r.Best().P, false, dialog.BySystem)
			}
		}
	}
	yes := q.About == "" && understand.YesNo(msg.Text) == understand.Yes // to the first of the list
	option := !substance && !facts && (yes || t.answersLikeliest(m, q, msg))
	if (facts || substance || option) && m.Has("what") {
		t.Guess(m)
		if m.Category == "" && q.About == "" {
			t.takeLikeliest(m, q)
		}
	}
	if m.Category != "" {
		m.Lost = 0
		t.Infer(m, msg)
		if flags := t.FlagsOfFacts(m); len(flags) > 0 {
			t.DangerAnswered(m, flags)
			return
		}
		t.next(m)
		return
	}
	if m.Asked >= t.Catalog.Questions {
		t.next(m)
		return
	}
	m.Lost = max(m.Lost, 1)
	if q.About == dialog.AboutAll {
		m.Lost = 2
	}
	t.lost(m)
}

// takeLikeliest takes the first kind of a menu that its reader answered with more of the
// story. Nobody is asked on a mere guess whether they want to die.
func (t *Talk) takeLikeliest(m *dialog.Matter, q *dialog.Question) {
	for _, choice := range q.Choices {
		if c, ok := t.Catalog.Category(choice.Value); ok && !slices.ContainsFunc(c.Slots, hear.AsksOfHarm) {
			t.Categorise(m, c.Key, 0, false, dialog.BySystem)
			return
		}
	}
}

// answersLikeliest says that words answer a question the likeliest kind would ask.
func (t *Talk) answersLikeliest(m *dialog.Matter, q *dialog.Question, msg hear.Message) bool {
	c, ok := t.Catalog.Category(q.Choices[0].Value)
	if !ok || q.About == dialog.AboutAll || len([]rune(msg.Text)) < 2 {
		return false
	}
	for _, s := range c.Slots {
		if len(s.Options) == 0 || s.Level == catalog.Agent {
			continue
		}
		if value, raw, ok := hear.AnswerOptions(s, msg.Text); ok && understand.YesNo(msg.Text) == understand.Unclear && !m.Settled(s.Key) {
			return t.Put(m, hear.Command{Slot: s.Key, Value: value, Raw: raw}, msg.From(), dialog.ByResident)
		}
	}
	return false
}

// leaveOpen marks a slot that stays without an answer. It is unknown: skipped is what
// the resident skips.
func (t *Talk) leaveOpen(m *dialog.Matter, key string) {
	if !m.Has(key) {
		t.Put(m, hear.Command{Slot: key, Note: dialog.Unknown}, "", dialog.BySystem)
	}
	if key == "phone" && !m.Settled("name") {
		t.Put(m, hear.Command{Slot: "name", Note: dialog.Unknown}, "", dialog.BySystem)
	}
}

// otherNumber is a number of something else: a car's plate, an order, a bill.
var otherNumber = pattern.MustCompile(`(?i)[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-Z]|车牌|单号|订单|编号|合同号|案号|户号|\b(?:plate|order|invoice|bill|receipt|case|ticket|contract) `)
