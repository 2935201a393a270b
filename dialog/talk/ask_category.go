package talk

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

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

// notYet answers words before the matter that are no part of it and no nonsense either:
// anger, who is there for something, a lost number, and when people are there. True when it did.
func (t *Talk) notYet(m *dialog.Matter, msg hear.Message) bool {
	if msg.Command != understand.None || msg.Choice != "" || len(msg.Media()) > 0 || msg.Pin() != nil {
		return false
	}
	first := !m.Has("what") && (t.State.Asking == nil || t.State.Asking.Asks == "what")
	switch {
	case hear.AsksHours(msg.Text) && t.Town.HoursOn(t.Now) != "":
		t.Before(t.Phrase("hours_today", phrases.Vars{"hours": t.Town.HoursOn(t.Now)}))
	case hear.AsksHours(msg.Text):
		t.Before(t.Phrase("closed_today", nil))
	case first && m.Filled() == 0 && hear.LacksNumber(msg.Text):
		t.Before(t.Phrase("no_number_needed", nil))
	case first && hear.OnlyScolds(msg.Text):
		t.Before(t.Phrase("we_act", nil))
	case first && hear.OnlyAsksWhom(msg.Text) && !t.HasSubstance(msg.Text):
		m.Heard = strings.TrimPrefix(m.Heard+"\n"+msg.Text, "\n")
		t.Before(t.Phrase("right_place", nil))
	default:
		return false
	}
	t.goAhead(m)
	return true
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
