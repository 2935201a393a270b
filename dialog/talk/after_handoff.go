package talk

import (
	"maps"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// Afterwards treats words about a matter that was handed off, while the bot has the
// word: additions, corrections, scores, "not fixed", something new.
func (t *Talk) Afterwards(m *dialog.Matter, msg hear.Message) {
	if d := t.Draft(); d != nil && t.State.Asking != nil && t.State.Asking.Case == d.ID {
		// A case was named in the middle of another: the intake goes on after it.
		defer func() {
			if t.State.Asking != nil && t.State.Asking.Case == d.ID {
				t.State.Current = d.ID
			}
		}()
	}
	if t.notInDanger(m, msg) || t.answersOpen(m, msg) {
		return
	}
	if t.childsSecret(m, msg) {
		return
	}
	closed := m.Status == dialog.Resolved || m.Status == dialog.Archived
	if t.notFixed(m, msg) {
		return
	}
	switch msg.Command {
	case understand.Thanks:
		t.Tell(t.Phrase("thanks", nil))
		return
	case understand.Status:
		if _, ok := t.Named(msg.Text); ok {
			t.show(m)
			return
		}
		t.status()
		return
	case understand.MyData:
		t.SayMyData()
		return
	case understand.Drop, understand.Restart:
		if closed {
			t.Tell(t.Phrase("nothing_to_drop", nil))
			return
		}
		t.added(m, msg)
		return
	case understand.Back, understand.Skip, understand.Repeat, understand.Why: // no question is open
		t.Tell(t.Phrase("nothing_open", phrases.Vars{"case": string(m.ID)}))
		return
	case understand.NewMatter:
		if msg.Rest != "" && !closed && !t.Rank(msg.Rest).Sure() {
			msg.Text, msg.Command = msg.Rest, understand.None
			t.added(m, msg) // "one more thing: the pole number is A12"
			return
		}
		t.newMatter(m, msg.Rest)
		return
	case understand.SayChinese, understand.SayEnglish:
		t.Tell(t.Phrase("lang", nil))
		return
	case understand.Wait:
		t.Tell(t.Phrase("wait", nil))
		return
	case understand.Summary:
		t.Tell(t.Phrase("so_far", phrases.Vars{"lines": strings.Join(t.lines(m, 20), "\n")}))
		return
	case understand.Greeting:
		if m.Alerted && !closed {
			m.HeardAt = t.Now
			t.Tell(t.Phrase("danger_heard", nil))
			return
		}
		if closed || m.Carried {
			t.newMatter(m, "")
			return
		}
		t.Tell(t.Phrase("status.one", t.Standing(m)))
		return
	}
	switch {
	case t.ofAnotherSpeaker(m, msg):
	case closed:
		t.afterClosing(m, msg)
	case m.Alerted && t.Now.Sub(m.OpenedAt) < 24*time.Hour:
		t.added(m, msg) // whoever is in danger is not asked what it is about
	case !t.NamesCase(msg.Text) && !hear.AboutTheSame(msg.Text) && t.IsNew(m, msg.Text):
		t.newMatter(m, msg.Text)
	case t.whichOne(m, msg):
	default:
		t.added(m, msg)
	}
}

// answersOpen treats the answer to a question asked after the hand-off; false when
// there is none, or the words are something else.
func (t *Talk) answersOpen(m *dialog.Matter, msg hear.Message) bool {
	q := t.State.Asking
	if q == nil || q.Case != m.ID && q.Asks != dialog.AskPick && q.Asks != dialog.AskScore {
		return false
	}
	switch q.Asks {
	case dialog.AskScore:
		return t.scored(q, msg)
	case dialog.AskPick:
		return t.picked(q, msg)
	case dialog.AskConfirm:
		cmds := t.readChoiceOrAnswer(m, q, msg)
		if len(cmds) == 0 {
			return t.wentOn(m, q, msg)
		}
		if cmds[0].Do == hear.DoYes {
			t.agreed(m, q)
		} else {
			t.denied(m, q)
		}
		return true
	case "where":
		if q.About != dialog.AboutDanger {
			return false
		}
		return t.whereAnswered(m, msg)
	}
	return false
}

func (t *Talk) readChoiceOrAnswer(m *dialog.Matter, q *dialog.Question, msg hear.Message) []hear.Command {
	if msg.Choice != "" {
		return t.ReadChoice(m, q, msg.Choice)
	}
	return t.ReadAnswer(m, q, msg)
}

// wentOn: something else was said instead of yes or no.
func (t *Talk) wentOn(m *dialog.Matter, q *dialog.Question, msg hear.Message) bool {
	switch q.About {
	case dialog.AboutReopen:
		if msg.Command != understand.None {
			return false
		}
		if t.sameAlbum() {
			t.State.Parked = append(t.State.Parked, t.Piece())
			return true
		}
		if hear.AboutTheSame(msg.Text) {
			t.aboutOld(m)
			return true
		}
		t.State.Asking = nil
		if r := t.Rank(msg.Text); r.Sure() {
			t.newMatter(m, t.Words(append(t.State.Parked, t.Piece())))
			return true
		}
		t.State.Parked = nil
		t.Tell(t.Phrase("noted_old", phrases.Vars{"case": string(m.ID)}))
		return true
	case dialog.AboutSecond:
		if msg.Command == understand.None && hear.AsksBackAt(msg.Text) && (!t.Rank(msg.Text).Sure() || t.Rank(msg.Text).Best().Category == m.Category) { // "can he really do that?"
			t.Before(t.Phrase("asked", nil))
			t.offerSecond()
			return true
		}
		if msg.Command == understand.None && !t.HasSubstance(msg.Text) {
			t.offerSecond()
			return true
		}
	}
	t.State.Asking = nil
	return false
}

// whereAnswered takes the place asked for on a card.
func (t *Talk) whereAnswered(m *dialog.Matter, msg hear.Message) bool {
	if msg.Command != understand.None && msg.Command != understand.Skip {
		return false
	}
	t.State.Asking = nil
	told := false
	for _, c := range t.FactsIn(m, msg, "where") {
		if c.Slot == "where" {
			t.Put(m, t.Onto(m, c, t.Text), msg.From(), dialog.ByResident)
			told = true
		}
	}
	// "没事了" and the like are no place: a place is not said with 了.
	if !told && !strings.Contains(msg.Text, "了") && msg.Text != "" && hear.LikePlace(msg.Text) && understand.YesNo(msg.Text) == understand.Unclear && !understand.Unknown(msg.Text) && msg.Command == understand.None {
		told = t.Put(m, t.Onto(m, hear.Command{Slot: "where", Value: msg.Text, Raw: msg.Text}, t.Text), msg.From(), dialog.ByResident)
	}
	if !told && hear.IsWell(m, msg.Text) {
		m.HeardAt = t.Now
		t.Tell(t.Phrase("danger_over", nil))
		return true
	}
	if !told && slices.ContainsFunc(t.FactsIn(m, msg, ""), func(c hear.Command) bool { return c.Slot == "phone" || c.Slot == "amount" }) {
		return false // a number and no place: what it tells is kept like all words after a card
	}
	if !told {
		m.HeardAt = t.Now
		t.Tell(t.Phrase("danger_heard", nil))
		return true
	}
	t.TakeFacts(m, msg)
	t.Tell(t.Phrase("danger_added", phrases.Vars{"where": t.shown(m, "where", 20)}))
	return true
}

// added puts words to a case that is with people, and says so once while nobody has
// taken it.
func (t *Talk) added(m *dialog.Matter, msg hear.Message) {
	changed := false
	kept := slices.Contains(m.Flags, dialog.FlagConfidential)
	t.KeptByWords(m, msg.Text)
	if !kept && slices.Contains(m.Flags, dialog.FlagConfidential) && len([]rune(msg.Text)) <= 24 {
		m.HeardAt = t.Now
		t.Tell(t.Phrase("confidential", nil))
		return
	}
	before := maps.Clone(m.Slots)
	var slots []string
	for _, c := range t.ReadCorrection(m, msg) {
		if c.Do == hear.DoCorrect && t.Put(m, t.Onto(m, c, t.Text), msg.From(), dialog.ByResident) {
			slots, changed = append(slots, c.Slot), true
		}
		if c.Do == hear.DoCategory {
			t.Categorise(m, c.Value, 1, true, dialog.ByResident)
			t.Before(t.Phrase("recategorised", phrases.Vars{"category": t.categoryName(m)}))
			changed = true
		}
	}
	t.sayChanged(m, slots, before)
	if changed {
		t.FlushLead()
		return
	}
	taken := t.TakeFacts(m, msg)
	if m.Alerted && slices.Contains(taken, "where") {
		t.Tell(t.Phrase("danger_added", phrases.Vars{"where": t.shown(m, "where", 20)}))
		return
	}
	if slices.Contains(m.Flags, dialog.FlagDomesticViolence) && hear.SaysYes(msg.Text) { // the card asked for a 1 when they can talk
		t.Tell(t.Phrase("domestic_ready", nil))
		return
	}
	if m.Alerted {
		t.heardInDanger(m, msg, taken)
		return
	}
	if hear.AsksWhen(msg.Text) {
		t.Tell(t.standsDetailed(m))
		return
	}
	if m.Status == dialog.Unclaimed && understand.YesNo(msg.Text) != understand.Unclear { // 对的 adds nothing
		t.Lead = nil
		return
	}
	t.received(m, msg, taken)
}

// newMatter begins another matter beside one that is with people. The words that
// begin it become its first event.
func (t *Talk) newMatter(m *dialog.Matter, words string) {
	before := m.ID
	d := t.Draft()
	if d == nil {
		d = t.Begin()
	}
	if d == nil {
		return
	}
	t.State.Current = d.ID
	if !t.State.Matter(before).Carried {
		d.Before = before
	}
	if t.Home == before {
		t.Home = d.ID
		t.rehome(d.ID)
	}
	if words == "" {
		t.State.Asking = &dialog.Question{Asks: "what", Case: d.ID, At: t.Now}
		phrase := "new"
		if hear.Announces(t.Text) {
			phrase = "go_ahead" // "anyone there?"
		}
		t.Send(dialog.Reply{Text: t.Phrase(phrase, nil), Asks: "what", UseBy: t.Now.Add(say.QuestionUseBy)})
		return
	}
	t.remindLater(d)
	msg := hear.Message{Pieces: []dialog.Piece{{ID: t.In.ID, At: t.In.At, Text: words}}, Text: words}
	t.carryOut(d, msg, t.ReadFacts(d, nil, msg))
}

// received says that words reached a case. Facts are said back and a question is promised an
// answer, always; other words are acknowledged once in a while, not line by line.
func (t *Talk) received(m *dialog.Matter, msg hear.Message, taken []string) {
	var noted []string
	for _, key := range taken {
		if slices.Contains([]string{"where", "who", "amount", "phone", "name"}, key) {
			noted = append(noted, t.SlotWord(key))
		}
	}
	key, vars := "added", phrases.Vars{"case": string(m.ID)}
	switch {
	case len(noted) > 0:
		key, vars = "added_facts", phrases.Vars{"case": string(m.ID), "taken": strings.Join(noted, map[string]string{"zh": "、", "en": ", "}[t.Lang()])}
	case hear.AsksBackAt(msg.Text), strings.HasPrefix(msg.Text, "为什么"), strings.HasPrefix(msg.Text, "凭什么"):
		key, vars = "added_question", nil
	case m.Status == dialog.Unclaimed && m.Receipted && t.tellsWhole(msg.Text):
		key = "added_or_new"
	case m.Status == dialog.Unclaimed && m.Receipted && len(taken) == 0 && t.Now.Sub(m.HeardAt) < receivedAgain:
		t.Lead = nil
		return
	}
	m.Receipted, m.HeardAt = true, t.Now
	t.Tell(t.Phrase(key, vars))
}

// receivedAgain is how often words that only add to a case are acknowledged.
const receivedAgain = 5 * time.Minute

// tellsWhole says that words could stand for a matter of their own: nobody tells that into
// silence.
func (t *Talk) tellsWhole(text string) bool {
	return len([]rune(text)) >= 6 && t.HasSubstance(text) && t.Rank(text).Sure()
}
