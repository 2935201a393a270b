package script

import (
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// reasons are the answers to "what was wrong?": whether the case is reopened, in the
// order of the phrase score_reason.
var reasons = []struct {
	key    string
	reopen bool
}{{"not done", true}, {"bad result", true}, {"too slow", false}, {"unfriendly", false}, {"other", false}}

// scored treats the answer to "are you satisfied?" and to the reason after a 3.
func (t *scene) scored(q *dialog.Question, msg message) bool {
	m := t.s.Matter(q.Case)
	if m == nil {
		return false
	}
	if q.About == dialog.AboutReason {
		return t.reasoned(m, q, msg)
	}
	i := slices.IndexFunc(q.Choices, func(c dialog.Choice) bool { return c.Value == msg.choice })
	if i < 0 && msg.choice == "" && msg.cmd == understand.None {
		i = pickOne(msg.text, q.Choices)
	}
	if i < 0 && msg.choice == "" && fullMarks.MatchString(pattern.Small(msg.text)) {
		i = 0
	}
	if i < 0 && msg.cmd == understand.None && understand.StillBroken(msg.text) && !speaksOfAnother(msg.text) && !t.anotherPlace(m, msg.text) && t.ofSameKind(m, msg.text) {
		t.openAgain(m)
		return true
	}
	if i < 0 && msg.cmd == understand.None && praises(msg.text) {
		t.tell(t.phrase("praised", nil)) // the score is still open
		return true
	}
	if i < 0 {
		if msg.cmd != understand.Thanks {
			t.s.Asking = nil
		}
		return false
	}
	m.Score = i + 1
	t.s.Asking = nil
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeScored, By: dialog.ByResident, Value: strconv.Itoa(m.Score)})
	if m.Score < 3 {
		t.tell(t.phrase("scored."+strconv.Itoa(m.Score), nil))
		return true
	}
	text := t.phrase("score_reason", nil)
	_, options, _ := strings.Cut(text, "?")
	t.s.Asking = &dialog.Question{Asks: dialog.AskScore, About: dialog.AboutReason, Choices: written(options, "1", "2", "3", "4", "5"), Case: m.ID, At: t.now}
	t.send(dialog.Reply{Text: text, Choices: t.s.Asking.Choices, Asks: dialog.AskScore, UseBy: t.now.Add(questionUseBy)})
	return true
}

// fullMarks is the best score in marks of the resident's own: 给她100分, "ten out of ten", 五星.
var fullMarks = pattern.MustCompile(`^(?:我|肯定|当然|必须|绝对)*(?:给|打)?(?:他|她|你们?|您|小\p{Han}|我)?(?:打|个|一个)?(?:100|一百|十|10|满|120|一百二十)分[!！。. ]*$|^(?:5|五)(?:颗)?(?:星|星好评)[!！。. ]*$|^(?:i(?:'d| would)? give (?:it|her|him|you|them) )?(?:an? )?(?:10|ten)(?: out of |/)(?:10|ten)[!. ]*$|^(?:5|five) stars?[!. ]*$`)

// ofSameKind says that words are not surely of another kind than the case.
func (t *scene) ofSameKind(m *dialog.Matter, text string) bool {
	r := t.rank(text)
	return !r.Sure() || r.Best().Category == m.Category
}

// praise and its turn: whoever tells how well they were helped says which case it is about,
// and asks for nothing.
var (
	praise     = pattern.MustCompile(`真好|真当好|太好了|特别好|人好|好人|很好|蛮好|挺好|不错|耐心|热心|贴心|负责|过意不去|感谢|感激|谢谢|多亏|辛苦|锦旗|表扬|夸|\b(?:lovely|wonderful|great|brilliant|so kind|very kind|patient|helpful|grateful|thank|appreciate|excellent|amazing)\b`)
	praiseTurn = pattern.MustCompile(`但|不过|可是|只是|就是(?:有|没|还|太)|还(?:没|差|少|是)|没(?:修|弄|办|到|解决|处理)|又(?:坏|漏|来)|怎么|[?？吗]|另外|\b(?:but|however|although|though|except|still|yet|also|another|not)\b`)
)

// praises says that words are praise and nothing else.
func praises(text string) bool {
	text = pattern.Small(text)
	return praise.MatchString(text) && !praiseTurn.MatchString(text)
}

func (t *scene) reasoned(m *dialog.Matter, q *dialog.Question, msg message) bool {
	i := slices.IndexFunc(q.Choices, func(c dialog.Choice) bool { return c.Value == msg.choice })
	if i < 0 && msg.choice == "" && msg.cmd == understand.None {
		i = pickOne(msg.text, q.Choices)
	}
	t.s.Asking = nil
	if i < 0 && msg.cmd != understand.None {
		return false
	}
	reason, reopens := msg.text, false
	if i >= 0 && i < len(reasons) {
		reason, reopens = reasons[i].key, reasons[i].reopen
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeScored, By: dialog.ByResident, Value: "3", Text: reason})
	if reopens {
		t.reopen(m)
		return true
	}
	t.tell(t.phrase("scored_recorded", nil))
	return true
}

// tooLate files a case that was closed too long ago anew, with what is known of it:
// nobody is asked to tell it twice. False when there is no such case.
func (t *scene) tooLate(m *dialog.Matter, msg message) bool {
	var closed []*dialog.Matter
	for i := range t.s.Matters {
		if o := &t.s.Matters[i]; o.Status == dialog.Archived || t.longClosed(o) {
			closed = append(closed, o)
		}
	}
	if len(closed) == 0 || m.Has("what") {
		return false
	}
	old := closed[len(closed)-1]
	if meant := t.meantBy(msg.text, closed); len(meant) > 0 {
		old = meant[len(meant)-1]
	} else if msg.cmd != understand.NotFixed {
		return false
	}
	m.Before = old.ID
	words := old.Slots["what"].Value
	if words == "" {
		words = old.Title
	}
	t.put(m, Command{Slot: "what", Value: words + "\n" + msg.text, Raw: msg.text}, msg.from(), dialog.ByResident)
	for _, key := range []string{"where", "who"} {
		if old.Has(key) {
			t.put(m, Command{Slot: key, Value: old.Slots[key].Value, Raw: old.Slots[key].Raw}, "", dialog.BySystem)
		}
	}
	if _, ok := t.Catalog.Category(old.Category); ok {
		t.categorise(m, old.Category, 1, true, dialog.BySystem)
	}
	t.before(t.phrase("too_late", phrases.Vars{"case": string(old.ID)}))
	t.next(m)
	return true
}

// reopen gives a closed case back to the agent who had it, or to the queue.
func (t *scene) reopen(m *dialog.Matter) {
	t.s.Asking = nil
	t.leave(m) // what ended as one need not have ended for all
	m.Status, m.Carried = dialog.Unclaimed, false
	if m.Owner != "" {
		m.Status = dialog.InProgress
	}
	m.Outcome, m.Receipted = "", true
	m.Due = t.Town.FirstReplyDue(t.now)
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReopened, By: dialog.ByResident, Due: m.Due})
	key := "reopened"
	if m.Owner == "" {
		key = "reopened_queue"
	}
	t.send(dialog.Reply{Text: t.phrase(key, phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.now.Add(wordUseBy)})
}

// afterClosing treats other words after a case was closed: asked once what they are
// about; without an answer they are a note on the old case.
func (t *scene) afterClosing(m *dialog.Matter, msg message) {
	if t.sameAlbum() {
		return
	}
	if msg.text == "" {
		t.tell(t.phrase("noted_old", phrases.Vars{"case": string(m.ID)}))
		return
	}
	if m.WentOn {
		if t.rank(msg.text).Sure() {
			t.newMatter(m, msg.text)
			return
		}
		t.tell(t.phrase("noted_old", phrases.Vars{"case": string(m.ID)}))
		return
	}
	m.WentOn = true
	t.s.Parked = msg.pieces
	t.confirm(m, "about_or_new", dialog.AboutReopen, phrases.Vars{"case": string(m.ID), "title": t.aloud(m)})
}
