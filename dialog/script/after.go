package script

import (
	"maps"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// afterwards treats words about a matter that was handed off, while the bot has the
// word: additions, corrections, scores, "not fixed", something new.
func (t *Talk) afterwards(m *dialog.Matter, msg hear.Message) {
	if d := t.draft(); d != nil && t.State.Asking != nil && t.State.Asking.Case == d.ID {
		// A case was named in the middle of another: the intake goes on after it.
		defer func() {
			if t.State.Asking != nil && t.State.Asking.Case == d.ID {
				t.State.Current = d.ID
			}
		}()
	}
	if t.answersOpen(m, msg) {
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
		t.tell(t.phrase("thanks", nil))
		return
	case understand.Status:
		if _, ok := t.Named(msg.Text); ok {
			t.show(m)
			return
		}
		t.status()
		return
	case understand.MyData:
		t.sayMyData()
		return
	case understand.Drop, understand.Restart:
		if closed {
			t.tell(t.phrase("nothing_to_drop", nil))
			return
		}
		t.added(m, msg)
		return
	case understand.Back, understand.Skip, understand.Repeat, understand.Why: // no question is open
		t.tell(t.phrase("nothing_open", phrases.Vars{"case": string(m.ID)}))
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
		t.tell(t.phrase("lang", nil))
		return
	case understand.Wait:
		t.tell(t.phrase("wait", nil))
		return
	case understand.Summary:
		t.tell(t.phrase("so_far", phrases.Vars{"lines": strings.Join(t.lines(m, 20), "\n")}))
		return
	case understand.Greeting:
		if m.Alerted && !closed {
			m.HeardAt = t.Now
			t.tell(t.phrase("danger_heard", nil))
			return
		}
		if closed || m.Carried {
			t.newMatter(m, "")
			return
		}
		t.tell(t.phrase("status.one", t.standing(m)))
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
			t.State.Parked = append(t.State.Parked, t.piece())
			return true
		}
		if hear.AboutTheSame(msg.Text) {
			t.aboutOld(m)
			return true
		}
		t.State.Asking = nil
		if r := t.Rank(msg.Text); r.Sure() {
			t.newMatter(m, t.words(append(t.State.Parked, t.piece())))
			return true
		}
		t.State.Parked = nil
		t.tell(t.phrase("noted_old", phrases.Vars{"case": string(m.ID)}))
		return true
	case dialog.AboutSecond:
		if msg.Command == understand.None && hear.AsksBackAt(msg.Text) && (!t.Rank(msg.Text).Sure() || t.Rank(msg.Text).Best().Category == m.Category) { // "can he really do that?"
			t.before(t.phrase("asked", nil))
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
			t.put(m, t.Onto(m, c, t.text), msg.From(), dialog.ByResident)
			told = true
		}
	}
	// "没事了" and the like are no place: a place is not said with 了.
	if !told && !strings.Contains(msg.Text, "了") && msg.Text != "" && hear.LikePlace(msg.Text) && understand.YesNo(msg.Text) == understand.Unclear && !understand.Unknown(msg.Text) && msg.Command == understand.None {
		told = t.put(m, t.Onto(m, hear.Command{Slot: "where", Value: msg.Text, Raw: msg.Text}, t.text), msg.From(), dialog.ByResident)
	}
	if !told && hear.IsWell(m, msg.Text) {
		m.HeardAt = t.Now
		t.tell(t.phrase("danger_over", nil))
		return true
	}
	if !told {
		t.tell(t.phrase("danger_heard", nil))
		return true
	}
	t.tell(t.phrase("danger_added", phrases.Vars{"where": t.shown(m, "where", 20)}))
	return true
}

// added puts words to a case that is with people, and says so once while nobody has
// taken it.
func (t *Talk) added(m *dialog.Matter, msg hear.Message) {
	changed := false
	kept := slices.Contains(m.Flags, dialog.FlagConfidential)
	t.keptByWords(m, msg.Text)
	if !kept && slices.Contains(m.Flags, dialog.FlagConfidential) && len([]rune(msg.Text)) <= 24 {
		m.HeardAt = t.Now
		t.tell(t.phrase("confidential", nil))
		return
	}
	before := maps.Clone(m.Slots)
	var slots []string
	for _, c := range t.ReadCorrection(m, msg) {
		if c.Do == hear.DoCorrect && t.put(m, t.Onto(m, c, t.text), msg.From(), dialog.ByResident) {
			slots, changed = append(slots, c.Slot), true
		}
		if c.Do == hear.DoCategory {
			t.categorise(m, c.Value, 1, true, dialog.ByResident)
			t.before(t.phrase("recategorised", phrases.Vars{"category": t.categoryName(m)}))
			changed = true
		}
	}
	t.sayChanged(m, slots, before)
	if changed {
		t.flushLead()
		return
	}
	if taken := t.takeFacts(m, msg); m.Alerted && slices.Contains(taken, "where") {
		t.tell(t.phrase("danger_added", phrases.Vars{"where": t.shown(m, "where", 20)}))
		return
	}
	if slices.Contains(m.Flags, dialog.FlagDomesticViolence) && hear.SaysYes(msg.Text) { // the card asked for a 1 when they can talk
		t.tell(t.phrase("domestic_ready", nil))
		return
	}
	if m.Alerted {
		t.heardInDanger(m, msg)
		return
	}
	if hear.AsksWhen(msg.Text) {
		t.tell(t.standsDetailed(m))
		return
	}
	if m.Status == dialog.Unclaimed && (m.Receipted || understand.YesNo(msg.Text) != understand.Unclear) { // 对的 adds nothing
		t.lead = nil
		return
	}
	m.Receipted = true
	t.tell(t.phrase("added", phrases.Vars{"case": string(m.ID)}))
}

// newMatter begins another matter beside one that is with people. The words that
// begin it become its first event.
func (t *Talk) newMatter(m *dialog.Matter, words string) {
	before := m.ID
	d := t.draft()
	if d == nil {
		d = t.begin()
	}
	if d == nil {
		return
	}
	t.State.Current = d.ID
	if !t.State.Matter(before).Carried {
		d.Before = before
	}
	if t.home == before {
		t.home = d.ID
		t.rehome(d.ID)
	}
	if words == "" {
		t.State.Asking = &dialog.Question{Asks: "what", Case: d.ID, At: t.Now}
		phrase := "new"
		if hear.Announces(t.text) {
			phrase = "go_ahead" // "anyone there?"
		}
		t.send(dialog.Reply{Text: t.phrase(phrase, nil), Asks: "what", UseBy: t.Now.Add(questionUseBy)})
		return
	}
	t.remindLater(d)
	msg := hear.Message{Pieces: []dialog.Piece{{ID: t.in.ID, At: t.in.At, Text: words}}, Text: words}
	t.carryOut(d, msg, t.ReadFacts(d, nil, msg))
}
