package script

import (
	"maps"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// afterwards treats words about a matter that was handed off, while the bot has the
// word: additions, corrections, scores, "not fixed", something new.
func (t *scene) afterwards(m *dialog.Matter, msg message) {
	if d := t.draft(); d != nil && t.s.Asking != nil && t.s.Asking.Case == d.ID {
		// A case was named in the middle of another: the intake goes on after it.
		defer func() {
			if t.s.Asking != nil && t.s.Asking.Case == d.ID {
				t.s.Current = d.ID
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
	switch msg.cmd {
	case understand.Thanks:
		t.tell(t.phrase("thanks", nil))
		return
	case understand.Status:
		if _, ok := t.named(msg.text); ok {
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
		if msg.rest != "" && !closed && !t.rank(msg.rest).Sure() {
			msg.text, msg.cmd = msg.rest, understand.None
			t.added(m, msg) // "one more thing: the pole number is A12"
			return
		}
		t.newMatter(m, msg.rest)
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
			m.HeardAt = t.now
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
	case m.Alerted && t.now.Sub(m.OpenedAt) < 24*time.Hour:
		t.added(m, msg) // whoever is in danger is not asked what it is about
	case !t.namesCase(msg.text) && !aboutTheSame(msg.text) && t.isNew(m, msg.text):
		t.newMatter(m, msg.text)
	case t.whichOne(m, msg):
	default:
		t.added(m, msg)
	}
}

// answersOpen treats the answer to a question asked after the hand-off; false when
// there is none, or the words are something else.
func (t *scene) answersOpen(m *dialog.Matter, msg message) bool {
	q := t.s.Asking
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
		if cmds[0].Do == DoYes {
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

func (t *scene) readChoiceOrAnswer(m *dialog.Matter, q *dialog.Question, msg message) []Command {
	if msg.choice != "" {
		return t.readChoice(m, q, msg.choice)
	}
	return t.readAnswer(m, q, msg)
}

// wentOn: something else was said instead of yes or no.
func (t *scene) wentOn(m *dialog.Matter, q *dialog.Question, msg message) bool {
	switch q.About {
	case dialog.AboutReopen:
		if msg.cmd != understand.None {
			return false
		}
		if t.sameAlbum() {
			t.s.Parked = append(t.s.Parked, t.piece())
			return true
		}
		if aboutTheSame(msg.text) {
			t.aboutOld(m)
			return true
		}
		t.s.Asking = nil
		if r := t.rank(msg.text); r.Sure() {
			t.newMatter(m, t.words(append(t.s.Parked, t.piece())))
			return true
		}
		t.s.Parked = nil
		t.tell(t.phrase("noted_old", phrases.Vars{"case": string(m.ID)}))
		return true
	case dialog.AboutSecond:
		if msg.cmd == understand.None && asksBackAt(msg.text) && (!t.rank(msg.text).Sure() || t.rank(msg.text).Best().Category == m.Category) { // "can he really do that?"
			t.before(t.phrase("asked", nil))
			t.offerSecond()
			return true
		}
		if msg.cmd == understand.None && !t.hasSubstance(msg.text) {
			t.offerSecond()
			return true
		}
	}
	t.s.Asking = nil
	return false
}

// aboutTheSame says that words go on about the case spoken of just now, instead of a yes: "it's got
// bigger", 就是那个,还没来人.
func aboutTheSame(text string) bool {
	text = pattern.Small(text)
	return goesOnAboutIt.MatchString(text) && !speaksOfAnother(text)
}

var (
	goesOnAboutIt = pattern.MustCompile(`^(?:it'?s|it has|it is|it)(?: (?:got|getting|become|becoming|now|still|also|even|much|worse|bigger|not|been|keeps|just|gets|going))\b|^(?:that one|that'?s the one|the same|same one|the old one)\b|^(?:就是|还是|是)(?:它|那个|那件|那一件|这个|这件|老的|原来那|之前那|上次那)(?:[,，。 了的]|$)|^(?:它|越来越|现在更|更(?:大|严重|厉害|糟|多))`)
	somethingNew  = pattern.MustCompile(`\b(?:new|another|different|other)\b|新的|新事|另|别的|不是|不一样`)
)

// whereAnswered takes the place asked for on a card.
func (t *scene) whereAnswered(m *dialog.Matter, msg message) bool {
	if msg.cmd != understand.None && msg.cmd != understand.Skip {
		return false
	}
	t.s.Asking = nil
	told := false
	for _, c := range t.factsIn(m, msg, "where") {
		if c.Slot == "where" {
			t.put(m, t.onto(m, c, t.text), msg.from(), dialog.ByResident)
			told = true
		}
	}
	// "没事了" and the like are no place: a place is not said with 了.
	if !told && !strings.Contains(msg.text, "了") && msg.text != "" && likePlace(msg.text) && understand.YesNo(msg.text) == understand.Unclear && !understand.Unknown(msg.text) && msg.cmd == understand.None {
		told = t.put(m, t.onto(m, Command{Slot: "where", Value: msg.text, Raw: msg.text}, t.text), msg.from(), dialog.ByResident)
	}
	if !told && isWell(m, msg.text) {
		m.HeardAt = t.now
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
func (t *scene) added(m *dialog.Matter, msg message) {
	changed := false
	kept := slices.Contains(m.Flags, dialog.FlagConfidential)
	t.keptByWords(m, msg.text)
	if !kept && slices.Contains(m.Flags, dialog.FlagConfidential) && len([]rune(msg.text)) <= 24 {
		m.HeardAt = t.now
		t.tell(t.phrase("confidential", nil))
		return
	}
	before := maps.Clone(m.Slots)
	var slots []string
	for _, c := range t.readCorrection(m, msg) {
		if c.Do == DoCorrect && t.put(m, t.onto(m, c, t.text), msg.from(), dialog.ByResident) {
			slots, changed = append(slots, c.Slot), true
		}
		if c.Do == DoCategory {
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
	if slices.Contains(m.Flags, dialog.FlagDomesticViolence) && saysYes(msg.text) { // the card asked for a 1 when they can talk
		t.tell(t.phrase("domestic_ready", nil))
		return
	}
	if m.Alerted {
		t.heardInDanger(m, msg)
		return
	}
	if asksWhen(msg.text) {
		t.tell(t.standsDetailed(m))
		return
	}
	if m.Status == dialog.Unclaimed && (m.Receipted || understand.YesNo(msg.text) != understand.Unclear) { // 对的 adds nothing
		t.lead = nil
		return
	}
	m.Receipted = true
	t.tell(t.phrase("added", phrases.Vars{"case": string(m.ID)}))
}

// asksWhen is true for the question when somebody comes or answers.
func asksWhen(text string) bool {
	text = pattern.Small(text)
	return len([]rune(text)) <= 60 && (whenCome.MatchString(text) || pattern.HoldsAny(text, []string{"什么时候能", "什么时候来", "什么时候有", "什么时候可以", "什么时候会", "几时", "啥时候", "还要多久", "要等多久", "多久能", "多久才", "要多久", "多长时间", "几天能", "when will", "when can", "when does", "how long will", "how long does", "how soon"}))
}

// whenCome is the same question in the English people speak: "when somebody will come?".
var whenCome = pattern.MustCompile(`\bwhen\b.{0,24}\b(?:come|coming|arrive|answer|reply|call|fix|fixed|repair|repaired|done)\b`)

// saysYes is true for a one and for a yes as the whole message.
func saysYes(text string) bool {
	return strings.TrimSpace(text) == "1" || understand.YesNo(text) == understand.Yes
}

// theSame goes on with what was told: 养老院那边也停了水 after a cut of water.
var theSame = pattern.MustCompile(`也(?:停|断|漏|堵|淹|不亮|没亮|一样|是一样|这样|是这样)`)

// keepFrom asks that somebody is not told.
var keepFrom = pattern.MustCompile(`^(?:请|你们?|您)*(?:不想|不要|别|不能|不敢|先别|千万别)(?:让|给|告诉|跟)[^,，。]{1,8}(?:知道|晓得|说|讲)?[。 ]*$`)

// isNew says that words after a hand-off are about something else: surely of
// another kind, or a whole story about another place.
func (t *Listener) isNew(m *dialog.Matter, text string) bool {
	if len([]rune(text)) < 4 || !m.Has("what") {
		return false
	}
	if len([]rune(text)) <= 20 && keepFrom.MatchString(text) {
		return false // 不想让老公知道 is about the matter that was told
	}
	if len([]rune(text)) <= 16 && theSame.MatchString(text) || asksWhen(text) && (len([]rune(text)) <= 14 || !pattern.HasHan(text) && len(text) <= 40) {
		return false
	}
	r := t.rank(text)
	return r.Sure() && r.Best().Category != m.Category && m.Category != ""
}

// newMatter begins another matter beside one that is with people. The words that
// begin it become its first event.
func (t *scene) newMatter(m *dialog.Matter, words string) {
	before := m.ID
	d := t.draft()
	if d == nil {
		d = t.begin()
	}
	if d == nil {
		return
	}
	t.s.Current = d.ID
	if !t.s.Matter(before).Carried {
		d.Before = before
	}
	if t.home == before {
		t.home = d.ID
		t.rehome(d.ID)
	}
	if words == "" {
		t.s.Asking = &dialog.Question{Asks: "what", Case: d.ID, At: t.now}
		phrase := "new"
		if announces(t.text) {
			phrase = "go_ahead" // "anyone there?"
		}
		t.send(dialog.Reply{Text: t.phrase(phrase, nil), Asks: "what", UseBy: t.now.Add(questionUseBy)})
		return
	}
	t.remindLater(d)
	msg := message{pieces: []dialog.Piece{{ID: t.in.ID, At: t.in.At, Text: words}}, text: words}
	t.carryOut(d, msg, t.readFacts(d, nil, msg))
}

// speaksOfAnother says that words name another matter, or deny this one.
func speaksOfAnother(text string) bool { return somethingNew.MatchString(text) }
