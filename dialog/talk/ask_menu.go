package talk

import (
	"slices"
	"strconv"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// menuSMS is how many options an SMS may list.
const menuSMS = 5

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
