package talk

import (
	"maps"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// notInDanger takes up the everyday matter of whoever got a card for nothing: a matter of its
// own begins, with all that was told, beside the case that was handed off in alarm. Nothing
// is taken back of that one: its agent reads the words and decides. True when it answered.
//
// Who was beaten at home or spoke of death may be made to say that all is well. They are
// taken at their word only for another matter, told in the same message or before the cry,
// and no word of the cry goes on into it.
func (t *Talk) notInDanger(m *dialog.Matter, msg hear.Message) bool {
	if !m.Alerted || m.Owner != "" || m.Status != dialog.Unclaimed || msg.Choice != "" || msg.Command != understand.None {
		return false
	}
	rest, denies := hear.DeniesDanger(msg.Text)
	fine := !denies && hear.IsFine(msg.Text)
	if !denies && !fine {
		return false
	}
	secret := slices.Contains(m.Flags, dialog.FlagDomesticViolence)
	grave := secret || slices.Contains(m.Flags, dialog.FlagSuicideRisk)
	told, calm := m.Slots["what"].Value, t.calmWords(m)
	everyday := denies && t.HasSubstance(rest)
	switch {
	case secret && (!everyday || !t.Rank(rest).Sure()):
		return false
	case grave && fine:
		m.HeardAt = t.Now
		t.Tell(t.Phrase("despair_fine", nil))
		return true
	case grave && !everyday && calm == "":
		return false
	case fine && calm == "":
		m.HeardAt, t.State.Asking = t.Now, nil
		t.Tell(t.Phrase("danger_over", nil))
		return true
	case grave, everyday: // what alarmed is not what it is about
		told = calm
	}
	if everyday {
		told = strings.TrimPrefix(told+"\n"+rest, "\n")
	}
	kind := m.Category
	if !m.Chosen && (grave || everyday || m.Confidence == 0) { // the alarm decided it, or other words were said
		kind = ""
	}
	t.takeUp(m, msg, told, kind)
	return true
}

// calmWords are the words of a story that do not alarm by themselves.
func (t *Talk) calmWords(m *dialog.Matter) string {
	story := m.Slots["what"]
	if len(story.Parts) == 0 && !t.Look(story.Value).Card {
		return story.Value
	}
	var calm []string
	for _, p := range story.Parts {
		if p.Start < p.End && p.End <= len(story.Value) && !t.Look(story.Value[p.Start:p.End]).Card {
			calm = append(calm, strings.TrimSpace(story.Value[p.Start:p.End]))
		}
	}
	return strings.Join(calm, "\n")
}

// takeUp begins the everyday matter beside the case that was handed off in alarm. A kind
// of "" is left to the words of the story.
func (t *Talk) takeUp(m *dialog.Matter, msg hear.Message, story, kind string) {
	alarmed, known, sure, chosen := m.ID, maps.Clone(m.Slots), m.Confidence, m.Chosen
	phrase := "danger_denied"
	switch {
	case slices.Contains(m.Flags, dialog.FlagDomesticViolence): // somebody else may read along
		phrase = "domestic_denied"
	case slices.Contains(m.Flags, dialog.FlagSuicideRisk):
		phrase = "despair_denied"
	}
	d := t.Draft()
	if d == nil {
		d = t.Begin()
	}
	if d == nil {
		return
	}
	t.State.Current, t.State.Asking, d.Before = d.ID, nil, alarmed
	for _, key := range everydayFacts {
		if s, ok := known[key]; ok && s.State == "" && !d.Has(key) {
			t.Put(d, hear.Command{Slot: key, Value: s.Value, Raw: s.Raw}, s.From, s.By)
		}
	}
	if story != "" && !d.Has("what") {
		t.Put(d, hear.Command{Slot: "what", Value: story, Raw: story}, msg.From(), dialog.ByResident)
	}
	if _, ok := t.Catalog.Category(kind); ok {
		t.Categorise(d, kind, sure, chosen, dialog.BySystem)
	}
	t.remindLater(d)
	t.Before(t.Phrase(phrase, nil))
	if !d.Has("what") {
		t.State.Asking = &dialog.Question{Asks: "what", Case: d.ID, At: t.Now}
		t.Send(dialog.Reply{Text: t.Phrase("new", nil), Asks: "what", UseBy: t.Now.Add(say.QuestionUseBy)})
		return
	}
	t.TakeFacts(d, msg)
	t.next(d)
}

// everydayFacts are what goes on from a case of alarm into an everyday matter: nothing that
// was answered about the danger.
var everydayFacts = []string{"where", "when", "who", "amount", "phone", "name", "wish"}
