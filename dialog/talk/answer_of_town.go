package talk

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/answers"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// answered answers a question by what the town has written down for it: only where the
// first thing told is clearly a question and nothing more, never a report or complaint,
// never in doubt. True when it did.
func (t *Talk) answered(m *dialog.Matter, msg hear.Message) bool {
	if t.Settings.Answers == nil || m.Filled() > 0 || len(m.Flags)+len(m.Hints) > 0 || msg.Command != understand.None || msg.Choice != "" ||
		len(msg.Pieces) != 1 || msg.Pin() != nil || len(msg.Media()) > 0 || msg.Contact() != "" {
		return false
	}
	if q := t.State.Asking; q != nil && q.Asks != "what" {
		return false
	}
	text := understand.Simplify(msg.Text)
	if !t.onlyAsks(text) {
		return false
	}
	if f := t.Look(text); f.Card || f.Hint || len(f.Flags) > 0 {
		return false
	}
	a, ok := t.Settings.Answers.Find(t.Lang(), text)
	if !ok || !t.belongs(a, text) {
		return false
	}
	t.giveAnswer(m, a, msg.Text)
	return true
}

// belongs says that the classifier, where it knows the category, thinks the question is
// of no other.
func (t *Talk) belongs(a answers.Answer, text string) bool {
	if _, known := classify.ClassOf(a.Category); !known {
		return true
	}
	best := t.Rank(text).Best().Category
	return best == a.Category || best == classify.None
}

// giveAnswer says it, with the day it was checked and the way to a person.
func (t *Talk) giveAnswer(m *dialog.Matter, a answers.Answer, question string) {
	choices := []dialog.Choice{{Key: "1", Label: t.Word("answer_helps"), Value: "yes"}, {Key: "2", Label: t.Word("answer_person"), Value: "no"}}
	m.Heard = question
	t.State.Asking = &dialog.Question{Asks: dialog.AskConfirm, About: dialog.AboutAnswer, Choices: choices, Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: t.AnswerText(a), Choices: choices, Asks: dialog.AskConfirm, UseBy: t.Now.Add(say.WordUseBy)})
}

// AnswerText is an answer of the town with the day it was checked.
func (t *Talk) AnswerText(a answers.Answer) string {
	day := a.Checked.Format("2 Jan 2006")
	if t.Lang() == "zh" {
		day = a.Checked.Format("2006年1月2日")
	}
	return t.Phrase("answered", phrases.Vars{"text": a.Text[t.Lang()], "day": day})
}

// afterAnswer treats what follows an answer of the town's; true when that was all. Other
// words go on as if nothing had been answered: where they tell no matter by themselves,
// the question is the matter.
func (t *Talk) afterAnswer(m *dialog.Matter, msg hear.Message) bool {
	q := t.State.Asking
	if q == nil || q.About != dialog.AboutAnswer {
		return false
	}
	i := hear.PickOne(msg.Text, q.Choices)
	if msg.Choice != "" {
		i = hear.Offered(q.Choices, msg.Choice)
	}
	yes, no := understand.YesNo(msg.Text) == understand.Yes, understand.YesNo(msg.Text) == understand.No
	done := []understand.Command{understand.Thanks, understand.Drop, understand.Skip}
	switch {
	case i == 0, i < 0 && (yes || slices.Contains(done, msg.Command)):
		t.helped(m)
		return true
	case i == 1, i < 0 && no:
		t.Human("")
		return true
	case msg.Choice != "" || msg.Command != understand.None && msg.Command != understand.NewMatter:
		return false // about the conversation itself; the question stays open
	}
	t.State.Asking = nil
	words, question := t.Rank(msg.Text), t.Rank(m.Heard)
	switch told := t.HasSubstance(msg.Text) && msg.Command == understand.None; {
	case told && words.Sure() && words.Best().Category != question.Best().Category, told && t.onlyAsks(msg.Text):
		m.Heard = "" // another matter, or another question
	case told:
		t.takeQuestion(m)
		t.addWords(m, msg.Text, msg.From())
	default:
		t.takeQuestion(m)
	}
	return false
}

// answerAgain says the answer once more.
func (t *Talk) answerAgain(m *dialog.Matter) {
	if a, ok := t.Settings.Answers.Find(t.Lang(), understand.Simplify(m.Heard)); ok {
		t.giveAnswer(m, a, m.Heard)
		return
	}
	t.takeQuestion(m) // in the other language there is none
	t.next(m)
}

// helped lets a question go that the town's answer was enough for.
func (t *Talk) helped(m *dialog.Matter) {
	id := m.ID
	t.Change(dialog.Change{Case: id, Kind: dialog.ChangeDropped, By: dialog.ByResident})
	t.Remove(id)
	t.Send(dialog.Reply{Text: t.Phrase("thanks", nil), Case: id, UseBy: t.Now.Add(say.WordUseBy)})
}

// takeQuestion makes the question that was answered the matter, for a person.
func (t *Talk) takeQuestion(m *dialog.Matter) {
	question := m.Heard
	m.Heard, t.State.Asking = "", nil
	if question == "" {
		return
	}
	t.TakeFacts(m, hear.Message{Pieces: []dialog.Piece{{At: t.In.At, Text: question}}, Text: question})
	if !m.Has("what") {
		t.addWords(m, question, "")
	}
}

// questions are the words of a question; telling are words of a report, a complaint or
// a wish that somebody acts, which a question may hold as well ("为什么还没给我办").
var (
	questions = map[string][]string{
		"zh": {"吗", "么", "什么", "啥", "怎么", "咋", "如何", "哪", "几点", "几号", "几天", "多少", "多久", "能不能", "可不可以", "要不要", "是不是", "是否", "有没有", "请问", "?", "\uff1f"},
		"en": {"?", "what ", "which ", "where ", "when ", "how ", "do i ", "can i ", "is it ", "is the ", "are the ", "does ", "could i "},
	}
	telling = map[string][]string{
		"zh": {"为什么", "为啥", "凭什么", "怎么还", "怎么不", "怎么没", "投诉", "举报", "反映", "反应", "态度", "不给", "不让", "不肯", "不办", "拒绝", "刁难", "踢皮球", "推来推去", "还没", "没人", "没给", "没办", "没回", "不管", "一直",
			"坏了", "欠", "骗", "打我", "打人", "吵", "骂", "漏", "几趟", "几次", "多次", "白跑", "又", "匿名", "帮我", "帮忙", "替我", "给我办", "上门", "代办", "乱收", "多收", "收了我"},
		"en": {"why", "complain", "report", "refuse", "rude", "still", "never", "nobody", "no one", "broken", "owe", "cheat", "for me", "help me", "again", "waited", "waiting", "won't", "wont", "didn't", "hasn't", "anonym", "somebody come", "someone come", "already"},
	}
	questionMost = map[string]int{"zh": 40, "en": 120} // characters: whoever writes more tells something
)

// onlyAsks says that a text is a question and tells nothing: nobody is named, no sum, no
// number, nothing that went wrong.
func (t *Talk) onlyAsks(text string) bool {
	lang := t.Lang()
	lower := " " + strings.ToLower(text)
	has := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(lower, w) })
	}
	if len([]rune(text)) > questionMost[lang] || !has(questions[lang]) || has(telling["zh"]) || has(telling["en"]) {
		return false
	}
	other := func(p understand.Person) bool { return p.Role == understand.Other }
	return !slices.ContainsFunc(t.Persons(text), other) && len(understand.Amounts(text))+len(t.Phones(text)) == 0
}
