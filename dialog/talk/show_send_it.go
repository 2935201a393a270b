package talk

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// The summary is shown once. What is told or put right while it stands open is said back by
// itself, and how to send it; nobody reads eight lines again for each word they add.

// showsOnly says that the summary would differ from the one shown in nothing but the slots
// that were just said to have changed, and the story. Else it has to be read again.
func (t *Talk) showsOnly(m *dialog.Matter, before map[string]dialog.Slot, changed []string) bool {
	if len(t.Agenda(m)) > 0 || t.sensitive(m) != (m.Wording != "") {
		return false
	}
	for _, key := range m.SlotKeys() {
		was, had := before[key]
		is := m.Slots[key]
		if key == "what" || slices.Contains(changed, key) || had && was.Value == is.Value && was.State == is.State {
			continue
		}
		if slot, ok := t.Slot(m, key); is.State == "" && (slices.Contains(summaryOrder, key) || ok && slot.Label.Zh != "" && !t.OnSMS()) {
			return false
		}
	}
	return true
}

// unsaid are the changes still to be told: words that were just said back at the summary have
// told what they filled.
func unsaid(q *dialog.Question, added bool, changed []string, before map[string]dialog.Slot) []string {
	if !added || !q.AtSummary() {
		return changed
	}
	return slices.DeleteFunc(slices.Clone(changed), func(key string) bool { return before[key].Value == "" })
}

// sayAdded says that words were put to the story; at the summary which ones, for the story is
// not shown again there.
func (t *Talk) sayAdded(q *dialog.Question, words string) {
	switch {
	case !q.AtSummary():
		t.Before(t.Phrase("got_short", nil))
	case hear.AsksBackAt(words):
		t.Before(t.Phrase("asked", nil))
	default:
		cut := 24
		if t.Lang() == "en" {
			cut = 48
		}
		t.Before(t.Phrase("got", phrases.Vars{"taken": phrases.Short(maskOtherPhones(words), cut)}))
	}
}

// sendIt says how the matter is sent as it stands; the summary stays open. It asks nothing
// again, so it is no question.
func (t *Talk) sendIt(m *dialog.Matter) {
	t.Echoed = ""
	if t.turned == "" {
		t.sayUnnamed()
	}
	choices := t.yesNo()
	t.State.Asking = &dialog.Question{Asks: dialog.AskConfirm, About: dialog.AboutSummary, Choices: choices, Tries: 1, Case: m.ID, At: t.Now}
	phrase := "send_it"
	if m.Wording != "" {
		phrase += "_consent"
	}
	t.Send(dialog.Reply{Text: t.Phrase(phrase, nil), Choices: choices, UseBy: t.Now.Add(say.QuestionUseBy)})
}

// yesNo are the buttons below a summary.
func (t *Talk) yesNo() []dialog.Choice {
	return []dialog.Choice{{Key: "1", Label: t.Word("yes"), Value: "yes"}, {Key: "2", Label: t.Word("no"), Value: "no"}}
}
