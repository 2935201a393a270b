package script

import (
	"slices"
	"strconv"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// handOver opens the case for agents and tells its number and when a person answers.
func (t *Talk) handOver(m *dialog.Matter) {
	if slices.Contains(m.Flags, dialog.FlagAnonymous) && t.fileUnnamed(m) {
		if len(t.State.Parked) > 0 {
			t.offerSecond()
		}
		return
	}
	t.open(m, t.Town.FirstReplyDue(t.Now), false)
	key := "handed"
	if slices.Contains(m.Flags, dialog.FlagAnonymous) {
		t.before(t.phrase("anonymous", nil))
	} else if slices.Contains(m.Flags, dialog.FlagConfidential) {
		t.before(t.phrase("confidential", nil))
	}
	t.send(dialog.Reply{Text: t.phrase(key, phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(wordUseBy)})
	if len(t.State.Parked) > 0 {
		t.offerSecond()
	}
}

// open makes the case visible to agents.
func (t *Talk) open(m *dialog.Matter, due time.Time, urgent bool) {
	if c, ok := t.Catalog.Category(m.Category); ok && c.Urgent(t.known(m)) {
		urgent = true
	}
	m.Urgent = m.Urgent || urgent
	t.keptByWords(m, m.Slots["what"].Value)
	m.Status, m.OpenedAt, m.Due, m.Files = dialog.Unclaimed, t.Now, due, nil
	t.State.Asking = nil
	t.State.Burst = nil
	t.stopWakes(dialog.WakeBurst, dialog.WakeReminder, dialog.WakeAbandon, dialog.WakeExpiry)
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeOpened, By: dialog.BySystem, Due: due, Urgent: m.Urgent})
	if m.Before != "" {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeLinked, By: dialog.BySystem, Value: string(m.Before)})
		if t.State.Matter(m.Before) != nil {
			t.change(dialog.Change{Case: m.Before, Kind: dialog.ChangeLinked, By: dialog.BySystem, Value: string(m.ID)})
		}
	}
}

// promise says by when a person answers, never sooner than people are back.
func (t *Talk) promise(m *dialog.Matter) string {
	due := m.Due.In(t.Town.Zone)
	if m.Due.IsZero() || due.Before(t.Now) {
		due = t.Town.FirstReplyDue(t.Now)
	}
	if due.IsZero() {
		return t.phrase("promise.none", nil)
	}
	vars := phrases.Vars{"hour": t.hour(due), "day": t.day(due)}
	open := t.Town.Open(t.Now)
	switch days := daysBetween(t.Now, due); {
	case days == 0:
		return t.phrase("promise.today", vars)
	case !open && days == 1:
		return t.phrase("promise.tomorrow", vars)
	case !open:
		return t.phrase("promise.later", vars)
	default:
		return t.phrase("promise.soon", vars)
	}
}

func (t *Talk) hour(at time.Time) string {
	if t.Lang() == "en" {
		return at.Format("15:04")
	}
	if at.Minute() == 0 {
		return strconv.Itoa(at.Hour()) + "点"
	}
	return at.Format("15:04")
}

var weekdaysZh = []string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

func (t *Talk) day(at time.Time) string {
	switch {
	case t.Lang() == "en" && daysBetween(t.Now, at) < 7:
		return at.Format("Mon")
	case t.Lang() == "en":
		return at.Format("2 Jan")
	case daysBetween(t.Now, at) == 1:
		return "明天"
	case daysBetween(t.Now, at) < 7:
		return weekdaysZh[at.Weekday()]
	}
	return strconv.Itoa(int(at.Month())) + "月" + strconv.Itoa(at.Day()) + "日"
}

func daysBetween(a, b time.Time) int {
	ya, ma, da := a.Date()
	yb, mb, db := b.Date()
	x := time.Date(ya, ma, da, 0, 0, 0, 0, time.UTC)
	y := time.Date(yb, mb, db, 0, 0, 0, 0, time.UTC)
	return int(y.Sub(x).Hours() / 24)
}

// human hands the matter to a person at once, with a number and no form first.
// Words said beside the wish are taken down.
func (t *Talk) human(rest string) {
	m := t.matter()
	if m != nil && (m.Status == dialog.Resolved || m.Status == dialog.Archived) {
		m = t.draft()
		if m == nil {
			m = t.begin()
		}
		if m != nil {
			t.State.Current, t.home = m.ID, m.ID
			t.rehome(m.ID)
		}
	}
	if m == nil {
		return
	}
	if m.Status != dialog.Collecting {
		t.flag(m, dialog.FlagHuman)
		t.tell(t.phrase("human_again", phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}))
		return
	}
	t.tellMasked()
	if q := t.State.Asking; q != nil && q.About == dialog.AboutAnswer {
		t.takeQuestion(m)
	}
	if rest != "" && !hear.OnlyWantsSomebody(rest) {
		t.takeFacts(m, hear.Message{Pieces: []dialog.Piece{t.piece()}, Text: rest})
	}
	t.flag(m, dialog.FlagHuman)
	t.guess(m)
	t.open(m, t.Town.FirstReplyDue(t.Now), false)
	key := "human"
	if m.Has("what") {
		key = "human_known"
	}
	t.send(dialog.Reply{Text: t.phrase(key, phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(wordUseBy)})
}

// guess takes the likeliest category where a case goes to people before anybody was asked.
func (t *Talk) guess(m *dialog.Matter) {
	if m.Category != "" || !m.Has("what") {
		return
	}
	r := t.Gist(m.Slots["what"].Value)
	keys := t.likely(r.All())
	if !r.Substance() || len(keys) == 0 {
		return
	}
	key := keys[0]
	if c, ok := t.Catalog.Category(key); ok && len(keys) > 1 && r.Best().P < surelyHeart && slices.ContainsFunc(c.Slots, hear.AsksOfHarm) {
		key = keys[1] // 孩子上学的事: nobody is asked on a mere guess whether they want to die
	}
	t.categorise(m, key, r.Best().P, false, dialog.BySystem)
}

// surelyHeart is how likely a kind must be that begins with the question for one's safety,
// to be taken unasked.
const surelyHeart = 0.6

// fromHome asks that somebody who looks after a child is not told: 不告诉我妈行吗.
var fromHome = pattern.MustCompile(`(?i)(?:别|不要|不会|不|不能|千万别|能不能不|可不可以不|可以不)(?:跟|和|给|让)?(?:告诉|通知|讲|说|联系|知道|打电话)?(?:我|给我)?的?(?:妈|爸|家里|家长|爷爷|奶奶|外婆|外公|老师|班主任|学校|姐|哥|任何人|别人)(?:妈|爸|人)?(?:知道|说|讲|打电话)?|\b(?:don'?t|do not|won'?t|will not|not going to|not|never|without) (?:please )?(?:tell(?:ing)?|call(?:ing)?|let|inform(?:ing)?)\b.{0,10}\b(?:mum|mom|mother|dad|father|parents?|teachers?|school|family|grandma|grandpa|anyone|anybody)\b|保密|(?:打电话)?(?:给|告诉|通知|联系)(?:我)?(?:的)?(?:爸|妈|家长|老师|家里|爷爷|奶奶)[^,，。]{0,4}(?:吗|么|不)|(?:爸|妈|家长|老师|家里|爷爷|奶奶)[^,，。]{0,4}知道(?:吗|么)|\bwill (?:you|they|somebody|someone) (?:tell|call|inform) (?:my )?(?:mum|mom|mother|dad|father|parents?|teachers?|school|family)\b|\bwill my (?:mum|mom|mother|dad|father|parents?|teachers?|family) (?:find out|know|hear)\b`)

// childsSecret answers a child who asks that home or school is not told: grown-ups will hear
// the child first, and nobody promises to keep it.
func (t *Talk) childsSecret(m *dialog.Matter, msg hear.Message) bool {
	if !slices.Contains(m.Flags, dialog.FlagMinor) || msg.Choice != "" || len([]rune(msg.Text)) > 60 || !fromHome.MatchString(msg.Text) {
		return false
	}
	m.HeardAt = t.Now
	t.tell(t.phrase("minor_secret", nil))
	return true
}

// forChildren is where a child's matter goes whose words say no kind for sure.
const forChildren = "care"

// minor hands a child's matter to a person at once; true when it answered. A child
// whose case is with people already is not told again.
func (t *Talk) minor() bool {
	if t.State.Stopped {
		return false
	}
	m := t.matter()
	if m == nil || slices.Contains(m.Flags, dialog.FlagMinor) {
		return false
	}
	if m.Owner != "" { // people have it: they read that it is a child, and a table halts
		t.flag(m, dialog.FlagMinor)
		return false
	}
	t.hearLanguage(t.text, understand.None)
	t.flag(m, dialog.FlagMinor)
	if m.Alerted && m.Status != dialog.Collecting && !slices.Contains(m.Flags, dialog.FlagDomesticViolence) {
		// The card spoke to a grown-up; a child is told that it did right.
		t.takeFacts(m, hear.Message{Pieces: []dialog.Piece{t.piece()}, Text: t.text})
		t.State.Asking, m.HeardAt = nil, t.Now
		t.send(dialog.Reply{Text: t.phrase("minor", phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(wordUseBy)})
		return true
	}
	if m.Status != dialog.Collecting {
		return false
	}
	pieces := append(t.takeBurst(), t.piece())
	t.takeFacts(m, hear.Message{Pieces: pieces, Text: t.words(pieces)})
	if _, known := t.Catalog.Category(forChildren); known && m.Category == "" && !t.Gist(m.Slots["what"].Value).Sure() {
		t.categorise(m, forChildren, 0, false, dialog.BySystem)
	}
	t.guess(m)
	t.open(m, t.Town.FirstReplyDue(t.Now), true)
	t.introduced = true
	t.send(dialog.Reply{Text: t.phrase("minor", phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(wordUseBy)})
	return true
}

// rehome moves the words of this input to another case.
func (t *Talk) rehome(id dialog.CaseID) {
	for i := range t.said {
		t.said[i].Case = id
	}
}
