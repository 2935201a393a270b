package talk

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// agreed carries out a yes to whatever was asked.
func (t *Talk) agreed(m *dialog.Matter, q *dialog.Question) {
	if q == nil || q.Asks != dialog.AskConfirm {
		t.again(m)
		return
	}
	switch q.About {
	case dialog.AboutSummary:
		t.consents(m)
	case dialog.AboutRestart:
		t.restart(m, true)
	case dialog.AboutDrop:
		t.drop(m, true)
	case dialog.AboutSecond:
		t.takeSecond()
	case dialog.AboutReopen:
		t.aboutOld(m)
	case dialog.AboutAlike:
		t.goAlong(m, q)
	default:
		t.again(m)
	}
}

// denied carries out a no.
func (t *Talk) denied(m *dialog.Matter, q *dialog.Question) {
	if q == nil || q.Asks != dialog.AskConfirm {
		t.again(m)
		return
	}
	switch q.About {
	case dialog.AboutSummary:
		if q.Tries > 0 && noThanks.MatchString(t.Text) {
			t.sendIt(m) // asked for more, and not whether it is right
			return
		}
		t.Send(dialog.Reply{Text: t.Phrase("summary_wrong", nil), Asks: dialog.AskConfirm, UseBy: t.Now.Add(say.QuestionUseBy)})
	case dialog.AboutRestart, dialog.AboutDrop:
		t.Before(t.Phrase("kept", nil))
		t.State.Asking = nil
		t.again(m)
	case dialog.AboutSecond:
		t.leaveSecond()
	case dialog.AboutReopen:
		t.aboutNew()
	case dialog.AboutAlike:
		t.goAlone(m)
	default:
		t.again(m)
	}
}

// noThanks says that there is nothing to add.
var noThanks = pattern.MustCompile(`(?i)^(?:no|nope|nah)[,.! ]+(?:thanks?|thank (?:you|u)|thx|thnx|tnx|ta|ty|cheers)[.! ]*$|^(?:不用|不要|没有)了?[,，。 ]*(?:谢谢|谢了|多谢)[你您了啊]?[。.! ]*$`)

// unclearConfirm answers what is neither yes nor no.
func (t *Talk) unclearConfirm(m *dialog.Matter, q *dialog.Question, msg hear.Message) {
	switch {
	case q.About == dialog.AboutSummary:
		t.Send(dialog.Reply{Text: t.Phrase("summary_wrong", nil), Asks: dialog.AskConfirm, UseBy: t.Now.Add(say.QuestionUseBy)})
	case (q.About == dialog.AboutRestart || q.About == dialog.AboutDrop) && hear.BesideFacts(msg.Text, nil, hear.PartHan, hear.PartWords):
		// Who goes on telling throws nothing away.
		t.Before(t.Phrase("kept", nil))
		t.State.Asking = nil
		facts := hear.WithoutWhat(t.FactsIn(m, msg, ""))
		if hear.BesideFacts(msg.Text, facts, hear.PartHan, hear.PartWords) {
			t.addWords(m, msg.Text, msg.From())
		}
		t.carryOut(m, msg, facts)
	default:
		t.again(m)
	}
}

// again asks the open question once more, in other words; not counted.
func (t *Talk) again(m *dialog.Matter) {
	q := t.State.Asking
	if m == nil {
		t.FlushLead()
		return
	}
	if q == nil {
		if m.Status != dialog.Collecting {
			t.FlushLead()
			return
		}
		if len(m.Slots) == 0 || !m.Has("what") && m.Category == "" {
			t.greet(m)
			return
		}
		m.Asked = max(0, m.Asked-1)
		t.next(m)
		return
	}
	switch {
	case q.Asks == dialog.AskConfirm && q.About == dialog.AboutSummary:
		t.Summary(m)
	case q.Asks == dialog.AskConfirm && q.About == dialog.AboutRestart:
		t.confirm(m, "restart_ask", dialog.AboutRestart, nil)
	case q.Asks == dialog.AskConfirm && q.About == dialog.AboutDrop:
		t.confirm(m, "drop_ask", dialog.AboutDrop, nil)
	case q.Asks == dialog.AskConfirm && q.About == dialog.AboutSecond:
		t.offerSecond()
	case q.Asks == dialog.AskConfirm && q.About == dialog.AboutAnswer:
		t.answerAgain(m)
	case q.Asks == dialog.AskConfirm && q.About == dialog.AboutAlike:
		t.AskAlike(m, *q.Other)
	case q.Asks == dialog.AskConfirm:
		t.confirm(m, "about_or_new", dialog.AboutReopen, phrases.Vars{"case": string(m.ID), "title": t.Aloud(m)})
	case q.Asks == dialog.AskMenu && q.About == dialog.AboutAll:
		t.offer(m, "menu_all", dialog.AboutAll, q.Choices)
	case q.Asks == dialog.AskMenu:
		t.offer(m, "menu", "", q.Choices)
	case q.Asks == dialog.AskPick, q.Asks == dialog.AskScore:
		t.FlushLead()
	case q.Asks == "what" && m.Category == "":
		t.Send(dialog.Reply{Text: t.Phrase("ask.what", nil), Asks: "what", UseBy: t.Now.Add(say.QuestionUseBy)})
	default:
		t.question(m, q.Asks, "", q.Tries)
	}
}

// written reads the options out of a phrase that lists them ("1删 2不删"), so that
// buttons and words say the same.
func written(options string, values ...string) []dialog.Choice {
	var choices []dialog.Choice
	for i, value := range values {
		n := strconv.Itoa(i + 1)
		_, rest, _ := strings.Cut(options, n)
		label, _, _ := strings.Cut(rest, " "+strconv.Itoa(i+2))
		choices = append(choices, dialog.Choice{Key: n, Label: strings.Trim(label, " 。."), Value: value})
	}
	return choices
}

// behindQuestion is what stands behind the first question mark, of either script.
func behindQuestion(text string) string {
	at := strings.IndexAny(text, "?？")
	if at < 0 {
		return ""
	}
	_, mark := utf8.DecodeRuneInString(text[at:])
	return text[at+mark:]
}

// confirm asks a yes or no; the phrase ends in a question mark and two options.
func (t *Talk) confirm(m *dialog.Matter, phrase, about string, vars phrases.Vars) {
	text := t.Phrase(phrase, vars)
	choices := written(behindQuestion(text), "yes", "no")
	t.State.Asking = &dialog.Question{Asks: dialog.AskConfirm, About: about, Choices: choices, Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: text, Choices: choices, Asks: dialog.AskConfirm, UseBy: t.Now.Add(say.QuestionUseBy)})
}

// skip leaves out what was asked. A must slot gives its reason once first. True
// when that answered the turn.
func (t *Talk) skip(m *dialog.Matter, q *dialog.Question, do hear.Do) bool {
	if q == nil || q.Asks == dialog.AskConfirm {
		t.again(m)
		return true
	}
	if q.Asks == dialog.AskMenu && m.Has("what") && q.About == "" {
		if t.Guess(m); m.Category != "" { // who will not choose lets the agent sort it
			t.Infer(m, hear.Message{})
			return false
		}
	}
	if q.Asks == dialog.AskMenu {
		m.Lost = max(m.Lost, 1)
		t.lost(m)
		return true
	}
	slot, _ := t.Slot(m, q.Asks)
	if do == hear.DoSkip && slot.Level == catalog.Must && !slices.Contains(m.Reasoned, q.Asks) {
		m.Reasoned = append(m.Reasoned, q.Asks)
		t.Send(dialog.Reply{
			Text: t.Phrase("must_once", phrases.Vars{"why": t.reason(q.Asks)}), Asks: q.Asks,
			Choices: q.Choices, UseBy: t.Now.Add(say.QuestionUseBy),
		})
		return true
	}
	if do == hear.DoSkip && q.Asks == "phone" {
		t.Before(t.Phrase("skipped", nil))
	} else {
		t.Before(t.Phrase("unknown", nil))
	}
	note := dialog.Unknown // a must slot is never merely skipped
	if do == hear.DoSkip && slot.Level != catalog.Must {
		note = dialog.Skipped
	}
	if q.Asks == "what" && m.Category == "" {
		t.Lead = nil
		t.lost(m)
		return true
	}
	if !m.Has(q.Asks) {
		t.Put(m, hear.Command{Slot: q.Asks, Note: note}, t.In.ID, dialog.ByResident)
	}
	if q.Asks == "phone" && !m.Settled("name") {
		t.Put(m, hear.Command{Slot: "name", Note: note}, t.In.ID, dialog.ByResident)
	}
	return false
}

// reason is why a question is asked.
func (t *Talk) reason(key string) string {
	if t.Settings.Phrases.Has("why." + key) {
		return t.Phrase("why."+key, nil)
	}
	return t.Phrase("why.other", nil)
}

// why gives the reason and asks the same again; not counted.
func (t *Talk) why(m *dialog.Matter, q *dialog.Question) {
	if q == nil {
		t.help()
		return
	}
	if reason := t.reason(q.Asks); papers.MatchString(t.Text) {
		t.Before(t.Phrase("why.papers", nil))
	} else {
		t.Before(reason)
	}
	t.again(m)
}

// back asks for the slot before; not counted.
func (t *Talk) back(m *dialog.Matter) {
	current := ""
	if t.State.Asking != nil {
		current = t.State.Asking.Asks
	}
	order := m.Order
	if i := slices.Index(order, current); i >= 0 {
		order = order[:i]
	}
	if len(order) == 0 {
		if current == dialog.AskConfirm {
			t.Send(dialog.Reply{Text: t.Phrase("summary_wrong", nil), Asks: dialog.AskConfirm, UseBy: t.Now.Add(say.QuestionUseBy)})
			return
		}
		if key := t.lastTold(m); key != "" {
			t.question(m, key, "", 0)
			return
		}
		t.Before(t.Phrase("nothing_back", nil))
		t.again(m)
		return
	}
	key := order[len(order)-1]
	t.question(m, key, "", 0)
}

// lastTold is the last must slot that was told without being asked for: "back" at the
// first question asks for it after all. "" for none.
func (t *Talk) lastTold(m *dialog.Matter) string {
	c, _ := t.Catalog.Category(m.Category)
	last := ""
	for _, s := range c.Musts() {
		if s.Key != "what" && m.Has(s.Key) && m.Slots[s.Key].By == dialog.ByResident {
			last = s.Key
		}
	}
	return last
}
