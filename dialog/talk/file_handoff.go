package talk

import (
	"slices"
	"strconv"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
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
	t.Open(m, t.Town.FirstReplyDue(t.Now), false)
	key := "handed"
	if slices.Contains(m.Flags, dialog.FlagAnonymous) {
		t.Before(t.Phrase("anonymous", nil))
	} else if slices.Contains(m.Flags, dialog.FlagConfidential) {
		t.Before(t.Phrase("confidential", nil))
	}
	t.Send(dialog.Reply{Text: t.Phrase(key, phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
	if len(t.State.Parked) > 0 {
		t.offerSecond()
	}
}

// Open makes the case visible to agents.
func (t *Talk) Open(m *dialog.Matter, due time.Time, urgent bool) {
	if c, ok := t.Catalog.Category(m.Category); ok && c.Urgent(t.known(m)) {
		urgent = true
	}
	m.Urgent = m.Urgent || urgent
	t.KeptByWords(m, m.Slots["what"].Value)
	m.Status, m.OpenedAt, m.Due, m.Files = dialog.Unclaimed, t.Now, due, nil
	t.State.Asking = nil
	t.State.Burst = nil
	t.StopWakes(dialog.WakeBurst, dialog.WakeReminder, dialog.WakeAbandon, dialog.WakeExpiry)
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeOpened, By: dialog.BySystem, Due: due, Urgent: m.Urgent})
	if m.Before != "" {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeLinked, By: dialog.BySystem, Value: string(m.Before)})
		if t.State.Matter(m.Before) != nil {
			t.Change(dialog.Change{Case: m.Before, Kind: dialog.ChangeLinked, By: dialog.BySystem, Value: string(m.ID)})
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
		return t.Phrase("promise.none", nil)
	}
	vars := phrases.Vars{"hour": t.Hour(due), "day": t.Day(due)}
	open := t.Town.Open(t.Now)
	switch days := daysBetween(t.Now, due); {
	case days == 0:
		return t.Phrase("promise.today", vars)
	case !open && days == 1:
		return t.Phrase("promise.tomorrow", vars)
	case !open:
		return t.Phrase("promise.later", vars)
	default:
		return t.Phrase("promise.soon", vars)
	}
}

// Hour is a time of the day as it is said: 9点, 15:04.
func (t *Talk) Hour(at time.Time) string {
	if t.Lang() == "en" {
		return at.Format("15:04")
	}
	if at.Minute() == 0 {
		return strconv.Itoa(at.Hour()) + "点"
	}
	return at.Format("15:04")
}

var weekdaysZh = []string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Day is a day as it is said: 明天 or a weekday within a week, else the date.
func (t *Talk) Day(at time.Time) string {
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

// Human hands the matter to a person at once, with a number and no form first.
// Words said beside the wish are taken down.
func (t *Talk) Human(rest string) {
	m := t.Matter()
	if m != nil && (m.Status == dialog.Resolved || m.Status == dialog.Archived) {
		m = t.Draft()
		if m == nil {
			m = t.Begin()
		}
		if m != nil {
			t.State.Current, t.Home = m.ID, m.ID
			t.rehome(m.ID)
		}
	}
	if m == nil {
		return
	}
	if m.Status != dialog.Collecting {
		t.Flag(m, dialog.FlagHuman)
		t.Tell(t.Phrase("human_again", phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}))
		return
	}
	t.TellMasked()
	if q := t.State.Asking; q != nil && q.About == dialog.AboutAnswer {
		t.takeQuestion(m)
	}
	if rest != "" && !hear.OnlyWantsSomebody(rest) {
		t.TakeFacts(m, hear.Message{Pieces: []dialog.Piece{t.Piece()}, Text: rest})
	}
	t.Flag(m, dialog.FlagHuman)
	t.Guess(m)
	t.Open(m, t.Town.FirstReplyDue(t.Now), false)
	key := "human"
	if m.Has("what") {
		key = "human_known"
	}
	t.Send(dialog.Reply{Text: t.Phrase(key, phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
}

// Guess takes the likeliest category where a case goes to people before anybody was asked.
func (t *Talk) Guess(m *dialog.Matter) {
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
	t.Categorise(m, key, r.Best().P, false, dialog.BySystem)
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
	t.Tell(t.Phrase("minor_secret", nil))
	return true
}

// forChildren is where a child's matter goes whose words say no kind for sure.
const forChildren = "care"

// Minor hands a child's matter to a person at once; true when it answered. A child
// whose case is with people already is not told again.
func (t *Talk) Minor() bool {
	if t.State.Stopped {
		return false
	}
	m := t.Matter()
	if m == nil || slices.Contains(m.Flags, dialog.FlagMinor) {
		return false
	}
	if m.Owner != "" { // people have it: they read that it is a child, and a table halts
		t.Flag(m, dialog.FlagMinor)
		return false
	}
	t.HearLanguage(t.Text, understand.None)
	t.Flag(m, dialog.FlagMinor)
	if m.Alerted && m.Status != dialog.Collecting && !slices.Contains(m.Flags, dialog.FlagDomesticViolence) {
		// The card spoke to a grown-up; a child is told that it did right.
		t.TakeFacts(m, hear.Message{Pieces: []dialog.Piece{t.Piece()}, Text: t.Text})
		t.State.Asking, m.HeardAt = nil, t.Now
		t.Send(dialog.Reply{Text: t.Phrase("minor", phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
		return true
	}
	if m.Status != dialog.Collecting {
		return false
	}
	pieces := append(t.TakeBurst(), t.Piece())
	t.TakeFacts(m, hear.Message{Pieces: pieces, Text: t.Words(pieces)})
	if _, known := t.Catalog.Category(forChildren); known && m.Category == "" && !t.Gist(m.Slots["what"].Value).Sure() {
		t.Categorise(m, forChildren, 0, false, dialog.BySystem)
	}
	t.Guess(m)
	t.Open(m, t.Town.FirstReplyDue(t.Now), true)
	t.Introduced = true
	t.Send(dialog.Reply{Text: t.Phrase("minor", phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
	return true
}

// rehome moves the words of this input to another case.
func (t *Talk) rehome(id dialog.CaseID) {
	for i := range t.Said {
		t.Said[i].Case = id
	}
}
