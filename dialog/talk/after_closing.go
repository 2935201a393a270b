package talk

import (
	"slices"
	"strconv"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// reasons are the answers to "what was wrong?": whether the case is reopened, in the
// order of the phrase score_reason.
var reasons = []struct {
	key    string
	reopen bool
}{{"not done", true}, {"bad result", true}, {"too slow", false}, {"unfriendly", false}, {"other", false}}

// scored treats the answer to "are you satisfied?" and to the reason after a 3.
func (t *Talk) scored(q *dialog.Question, msg hear.Message) bool {
	m := t.State.Matter(q.Case)
	if m == nil {
		return false
	}
	if q.About == dialog.AboutReason {
		return t.reasoned(m, q, msg)
	}
	i := slices.IndexFunc(q.Choices, func(c dialog.Choice) bool { return c.Value == msg.Choice })
	if i < 0 && msg.Choice == "" && msg.Command == understand.None {
		i = hear.PickOne(msg.Text, q.Choices)
	}
	if i < 0 && msg.Choice == "" && hear.FullMarks(msg.Text) {
		i = 0
	}
	if i < 0 && msg.Command == understand.None && understand.StillBroken(msg.Text) && !hear.SpeaksOfAnother(msg.Text) && !t.anotherPlace(m, msg.Text) && t.ofSameKind(m, msg.Text) {
		t.openAgain(m)
		return true
	}
	if i < 0 && msg.Command == understand.None && hear.Praises(msg.Text) {
		t.Tell(t.Phrase("praised", nil)) // the score is still open
		return true
	}
	if i < 0 {
		if msg.Command != understand.Thanks {
			t.State.Asking = nil
		}
		return false
	}
	m.Score = i + 1
	t.State.Asking = nil
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeScored, By: dialog.ByResident, Value: strconv.Itoa(m.Score)})
	if m.Score < 3 {
		t.Tell(t.Phrase("scored."+strconv.Itoa(m.Score), nil))
		return true
	}
	text := t.Phrase("score_reason", nil)
	options := behindQuestion(text)
	t.State.Asking = &dialog.Question{Asks: dialog.AskScore, About: dialog.AboutReason, Choices: written(options, "1", "2", "3", "4", "5"), Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: text, Choices: t.State.Asking.Choices, Asks: dialog.AskScore, UseBy: t.Now.Add(say.QuestionUseBy)})
	return true
}

// ofSameKind says that words are not surely of another kind than the case.
func (t *Talk) ofSameKind(m *dialog.Matter, text string) bool {
	r := t.Rank(text)
	return !r.Sure() || r.Best().Category == m.Category
}

func (t *Talk) reasoned(m *dialog.Matter, q *dialog.Question, msg hear.Message) bool {
	i := slices.IndexFunc(q.Choices, func(c dialog.Choice) bool { return c.Value == msg.Choice })
	if i < 0 && msg.Choice == "" && msg.Command == understand.None {
		i = hear.PickOne(msg.Text, q.Choices)
	}
	t.State.Asking = nil
	if i < 0 && msg.Command != understand.None {
		return false
	}
	reason, reopens := msg.Text, false
	if i >= 0 && i < len(reasons) {
		reason, reopens = reasons[i].key, reasons[i].reopen
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeScored, By: dialog.ByResident, Value: "3", Text: reason})
	if reopens {
		t.Reopen(m)
		return true
	}
	t.Tell(t.Phrase("scored_recorded", nil))
	return true
}

// tooLate files a case that was closed too long ago anew, with what is known of it:
// nobody is asked to tell it twice. False when there is no such case.
func (t *Talk) tooLate(m *dialog.Matter, msg hear.Message) bool {
	var closed []*dialog.Matter
	for i := range t.State.Matters {
		if o := &t.State.Matters[i]; o.Status == dialog.Archived || t.longClosed(o) {
			closed = append(closed, o)
		}
	}
	if len(closed) == 0 || m.Has("what") {
		return false
	}
	old := closed[len(closed)-1]
	if meant := t.MeantBy(msg.Text, closed); len(meant) > 0 {
		old = meant[len(meant)-1]
	} else if msg.Command != understand.NotFixed {
		return false
	}
	m.Before = old.ID
	words := old.Slots["what"].Value
	if words == "" {
		words = old.Title
	}
	t.Put(m, hear.Command{Slot: "what", Value: words + "\n" + msg.Text, Raw: msg.Text}, msg.From(), dialog.ByResident)
	for _, key := range []string{"where", "who"} {
		if old.Has(key) {
			t.Put(m, hear.Command{Slot: key, Value: old.Slots[key].Value, Raw: old.Slots[key].Raw}, "", dialog.BySystem)
		}
	}
	if _, ok := t.Catalog.Category(old.Category); ok {
		t.Categorise(m, old.Category, 1, true, dialog.BySystem)
	}
	t.Before(t.Phrase("too_late", phrases.Vars{"case": string(old.ID)}))
	t.next(m)
	return true
}

// Reopen gives a closed case back to the agent who had it, or to the queue.
func (t *Talk) Reopen(m *dialog.Matter) {
	t.State.Asking = nil
	t.Leave(m) // what ended as one need not have ended for all
	m.Status, m.Carried = dialog.Unclaimed, false
	if m.Owner != "" {
		m.Status = dialog.InProgress
	}
	m.Outcome, m.Receipted = "", true
	m.Due = t.Town.FirstReplyDue(t.Now)
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReopened, By: dialog.ByResident, Due: m.Due})
	key := "reopened"
	if m.Owner == "" {
		key = "reopened_queue"
	}
	t.Send(dialog.Reply{Text: t.Phrase(key, phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
}

// afterClosing treats other words after a case was closed: asked once what they are
// about; without an answer they are a note on the old case.
func (t *Talk) afterClosing(m *dialog.Matter, msg hear.Message) {
	if t.sameAlbum() {
		return
	}
	if msg.Text == "" {
		t.Tell(t.Phrase("noted_old", phrases.Vars{"case": string(m.ID)}))
		return
	}
	if m.WentOn {
		if t.Rank(msg.Text).Sure() {
			t.newMatter(m, msg.Text)
			return
		}
		t.Tell(t.Phrase("noted_old", phrases.Vars{"case": string(m.ID)}))
		return
	}
	m.WentOn = true
	t.State.Parked = msg.Pieces
	t.confirm(m, "about_or_new", dialog.AboutReopen, phrases.Vars{"case": string(m.ID), "title": t.Aloud(m)})
}
