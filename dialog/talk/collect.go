package talk

import (
	"maps"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// Collect treats a message while its matter is being collected.
func (t *Talk) Collect(m *dialog.Matter, msg hear.Message) {
	t.remindLater(m)
	if len(m.Slots) > 0 && m.Title != "" && msg.Command == understand.Greeting {
		t.Before(t.Phrase("welcome_back", phrases.Vars{"title": t.Aloud(m)}))
		t.again(m)
		return
	}
	if msg.Command == understand.None && msg.Choice == "" && hear.Announces(msg.Text) && (t.State.Asking == nil || t.State.Asking.Asks == "what") && msg.Pin() == nil && len(msg.Media()) == 0 && msg.Contact() == "" {
		t.goAhead(m)
		return
	}
	if msg.Command == understand.None && msg.Choice == "" && !m.Has("what") && (t.State.Asking == nil || t.State.Asking.Asks == "what") && len(msg.Media()) == 0 && t.AnnouncesInSecret(msg.Text) {
		t.Flag(m, dialog.FlagConfidential)
		t.Before(t.Phrase("confidential", nil))
		t.goAhead(m)
		return
	}
	if t.State.Greeted && t.State.Asking == nil && m.Filled() == 0 && msg.Choice == "" && understand.YesNo(msg.Text) == understand.Yes && len(msg.Media()) == 0 {
		t.Tell(t.Phrase("goodbye", nil)) // a last 好的 after all is done
		return
	}
	if n, only := hear.OnlyIntroduces(msg.Text); only && msg.Command == understand.None && msg.Choice == "" && !m.Has("what") && len(msg.Media()) == 0 && (t.State.Asking == nil || t.State.Asking.Asks == "what") {
		t.Put(m, hear.Command{Slot: "name", Value: n.Value, Raw: n.Raw}, msg.From(), dialog.ByResident)
		t.goAhead(m)
		return
	}
	if msg.Command == understand.None && msg.Choice == "" && m.Filled() == 0 && len(msg.Media()) == 0 && hear.OnlyPraises(msg.Text) {
		t.Tell(t.Phrase("thanks", nil))
		return
	}
	if msg.Command == understand.None && msg.Choice == "" && !m.Has("what") && len(msg.Media()) == 0 && (t.State.Asking == nil || t.State.Asking.Asks == "what") && hear.OnlyDescribes(msg.Text) {
		m.Heard = strings.TrimPrefix(m.Heard+"\n"+msg.Text, "\n")
		t.goAhead(m)
		return
	}
	if t.notYet(m, msg) {
		return
	}
	if t.onlyMedia(m, msg) {
		return
	}
	if len(t.State.Matters) > 1 && (msg.Command == understand.NotFixed || understand.StillBroken(msg.Text)) {
		if t.notFixedAfterAll(m, msg) || t.tooLate(m, msg) {
			return
		}
	}
	if t.hintElsewhere(m, msg) || t.picturesSoon(m, msg) || t.inPinyin(m, msg) || t.afterAnswer(m, msg) || t.answered(m, msg) {
		return
	}
	msg = t.splitSecond(m, msg)
	if t.toldAndMended(m, msg) {
		return
	}
	turned := t.namedOrNot(m, msg)
	if turned && isOnlyWord(msg.Text) && t.State.Asking != nil {
		if t.State.Asking.Asks != dialog.AskMenu {
			t.carryOut(m, msg, nil) // 实名 is nobody's name
			return
		}
		t.Before(t.Phrase("got_short", nil))
		t.sayTurned(m)
		t.again(m)
		return
	}
	cmds := t.Read(m, msg)
	if t.onlyKept(m, msg, cmds) {
		return
	}
	if turned && len(cmds) == 1 && cmds[0].Do == hear.DoNo {
		t.sayTurned(m)
		t.again(m) // what was wrong is right now
		return
	}
	t.carryOut(m, msg, cmds)
}

// isOnlyWord says that a message is too short to tell anything beside what was
// understood in it.
func isOnlyWord(text string) bool {
	return len([]rune(text)) <= 6 || len(strings.Fields(text)) <= 2 && !pattern.HasHan(text)
}

// carryOut is the machine: it does what the commands say and then whatever comes
// next. A command that answers by itself ends the turn.
func (t *Talk) carryOut(m *dialog.Matter, msg hear.Message, cmds []hear.Command) {
	q := t.State.Asking
	var taken, changed []string
	added, kind := false, m.Category
	before := maps.Clone(m.Slots)
	if t.turned != "" {
		changed, before[t.turned] = append(changed, t.turned), t.turnedFrom
	}
	if q != nil && m.Has("what") && hear.PassesOver(q.Asks, msg.Text, cmds) {
		t.addWords(m, msg.Text, msg.From()) // 不放心,想找人查查 gives no number, and tells why
	}
	for _, c := range cmds {
		c = t.Onto(m, c, t.Text)
		switch c.Do {
		case hear.DoSet:
			if (t.Takes(m, q, c) || c.Slot == "what" && !m.Has("what") && accuses(cmds)) && t.told(m, c, msg) {
				taken = append(taken, c.Slot)
				if c.Slot == "phone" && c.Note == dialog.Skipped {
					t.Before(t.Phrase(hear.NotCalled(msg.Text), nil))
				}
			}
		case hear.DoCorrect:
			if t.Put(m, c, msg.From(), dialog.ByResident) && !slices.Contains(changed, c.Slot) {
				changed = append(changed, c.Slot)
			}
		case hear.DoCategory:
			changed = append(changed, "category")
			was := m.Category
			t.Categorise(m, c.Value, 1, true, dialog.ByResident)
			if was == c.Value {
				t.Before(t.Phrase("got", phrases.Vars{"taken": t.categoryName(m)}))
			} else if was != "" {
				t.Before(t.Phrase("recategorised", phrases.Vars{"category": t.categoryName(m)}))
			}
		case hear.DoAdd:
			t.addWords(m, c.Text, msg.From())
			t.sayAdded(q, c.Text)
			added = true
		default:
			if t.meta(m, msg, c) {
				return
			}
		}
	}
	t.sayChanged(m, unsaid(q, added, changed, before), before)
	if len(changed) == 0 && slices.ContainsFunc(cmds, func(c hear.Command) bool { return c.Do == hear.DoCorrect }) {
		t.Before(t.Phrase("got_short", nil)) // it says so already
	}
	if q != nil && q.Asks == "phone" && slices.Contains(taken, "name") && !m.Settled("phone") {
		if q.Tries == 0 && hear.HalfOf(msg.Text) != "" {
			t.halfNumber(q, msg.Text) // 我姓莫,电话1386790
			return
		}
		t.leaveOpen(m, "phone") // a name alone answers the one question for both
	}
	if q != nil && slices.Contains(taken, q.Asks) || slices.Contains(changed, "category") {
		m.Lost = 0
	}
	if len(taken) > 0 {
		t.hint(m, msg.Text)
	}
	t.classify(m)
	t.hearReached(m, msg)
	t.promiseKept(m, msg)
	if q == nil {
		t.keepsBackInStory(m, msg)
	}
	if q != nil && q.Asks == "phone" && slices.Contains(taken, "phone") {
		t.Infer(m, hear.Message{Pieces: msg.Pieces}) // 打我隔壁小店的… says nothing about the matter
	} else {
		t.Infer(m, msg)
	}
	if flags := t.FlagsOfFacts(m); len(flags) > 0 {
		t.DangerAnswered(m, flags)
		return
	}
	if q != nil && len(cmds) > 0 && len(taken)+len(changed) == 0 && len([]rune(msg.Text)) >= 4 && pattern.HasLetters(msg.Text) &&
		!slices.ContainsFunc(cmds, func(c hear.Command) bool { return c.Do != hear.DoSet }) && m.Has("what") {
		t.addWords(m, msg.Text, msg.From()) // nothing that is told gets lost
		t.Before(t.Phrase("got_short", nil))
	}
	if q != nil && m.Has("what") && !added && t.HoldsOthersPhone(m, msg.Text) {
		t.addWords(m, msg.Text, msg.From()) // another's number, and whose the number is
		added = true
	}
	if q != nil && m.Has("what") && !added && hear.TellsOn(q.Asks, msg.Text, taken, cmds) {
		t.addWords(m, msg.Text, msg.From()) // 腰椎骨折,花了四万多: told where a name was asked for
		t.surelyElse(m)
	}
	if q != nil && (added || len(taken) > 0 && len(q.Choices) > 1) && q.Tries > 1 && q.Asks != dialog.AskConfirm && !slices.Contains(taken, q.Asks) {
		t.leaveOpen(m, q.Asks)
	}
	if q != nil && (len(taken) > 0 || added) && !slices.Contains(taken, q.Asks) && q.Tries == 0 && q.Asks != dialog.GridSlot {
		// Another question was answered than the one asked: that one comes again.
		m.Order = slices.DeleteFunc(m.Order, func(key string) bool { return key == q.Asks })
	}
	t.echo(m, q, taken)
	if q != nil && q.Asks != dialog.AskConfirm && len(changed) > 0 && !slices.Contains(taken, q.Asks) && !slices.Contains(changed, q.Asks) {
		t.notCounted(m, q)
	}
	if q.AtSummary() && m.Category == kind && t.showsOnly(m, before, changed) {
		t.sendIt(m)
		return
	}
	t.next(m)
}

// notCounted gives a question back to the budget that comes again only because
// something told before was corrected; nor was it misunderstood.
func (t *Talk) notCounted(m *dialog.Matter, q *dialog.Question) {
	m.Asked = max(0, m.Asked-1)
	if t.State.Asking == q {
		again := *q
		again.Tries-- // ask adds one
		t.State.Asking = &again
	}
}

// addWords puts words to the story.
func (t *Talk) addWords(m *dialog.Matter, words, from string) {
	what := m.Slots["what"].Value
	if strings.Contains(what, words) || strings.Contains(what, t.asTyped(words)) || len(what) > storyMost {
		return
	}
	title := m.Title
	if what != "" {
		words = what + "\n" + words
	}
	t.asksTheLaw(m, words)
	t.talksItOver(m, words)
	t.Put(m, hear.Command{Slot: "what", Value: words, Raw: words}, from, dialog.ByResident)
	if title != "" {
		m.Title = title
	}
}

// echo says back what was taken, when it is more than the bare answer to a question.
func (t *Talk) echo(m *dialog.Matter, q *dialog.Question, taken []string) {
	if len(taken) == 0 || (q != nil && len(taken) == 1 && taken[0] == q.Asks && q.Asks != "what") {
		return
	}
	cut, story := 16, 30
	if t.Lang() == "en" {
		cut, story = 32, 64
	}
	if t.OnSMS() && !t.State.Greeted { // with the greeting before it and the question behind, one SMS
		story = story * 2 / 5
	}
	var said []string
	for _, key := range []string{"when", "where", "who", "amount", "name", "phone"} {
		if slices.Contains(taken, key) && m.Slots[key].By == dialog.ByResident && m.Slots[key].State == "" {
			said = append(said, t.shown(m, key, cut))
		}
	}
	if slices.Contains(taken, "what") { // parts of a story read oddly by themselves
		said = []string{phrases.Short(strings.TrimRight(maskOtherPhones(hear.WithoutOpening(m.Slots["what"].Value)), ".。"), story)} // the phrase ends it
	}
	if len(said) == 0 {
		return
	}
	sep := "、"
	if t.Lang() == "en" {
		sep = ", "
	}
	t.Echoed = t.Phrase("got", phrases.Vars{"taken": strings.Join(said, sep)})
	if last := said[len(said)-1]; strings.HasSuffix(last, "?") || strings.HasSuffix(last, "\uff1f") || strings.HasSuffix(last, "吗") {
		t.Echoed = askedOnce.Replace(t.Echoed)
	}
}

// askedOnce leaves one mark where a question that is said back ends a sentence.
var askedOnce = strings.NewReplacer("?。", "？", "？。", "？", "吗。", "吗？", "?.", "?")

// onlyMedia answers pictures, voice and files that come without words.
func (t *Talk) onlyMedia(m *dialog.Matter, msg hear.Message) bool {
	media := msg.Media()
	if len(media) == 0 || msg.Text != "" || msg.Pin() != nil || msg.Choice != "" || msg.Contact() != "" {
		return false
	}
	kind := "photo"
	for _, md := range media {
		if md.Kind == "voice" {
			kind = "voice"
		}
	}
	switch {
	case kind == "voice":
		t.Tell(t.Phrase("voice", nil))
	case m.Has("what"):
		t.Before(t.Phrase("photo_more", nil))
		if t.State.Asking.AtSummary() {
			t.sendIt(m)
		} else {
			t.again(m)
		}
		return true
	default:
		t.Tell(t.Phrase("photo", nil))
	}
	if t.State.Asking == nil {
		t.State.Asking = &dialog.Question{Asks: "what", Case: m.ID, At: t.Now}
	}
	if n := len(t.Turn.Replies); n > 0 {
		t.Turn.Replies[n-1].Asks = t.State.Asking.Asks
	}
	return true
}
