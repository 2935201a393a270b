package script

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
)

// secondMatter notes words about something else and goes on with the first.
func (t *scene) secondMatter(m *dialog.Matter, msg message, words string) {
	if m.Filled() == 0 {
		if words == "" {
			t.greet(m)
			return
		}
		sub := message{pieces: msg.pieces, text: words}
		t.carryOut(m, sub, t.readFacts(m, nil, sub))
		return
	}
	t.s.Parked = append(t.s.Parked, dialog.Piece{ID: t.in.ID, Seq: t.in.Seq, At: t.in.At, Text: words})
	t.before(t.phrase("parked", nil))
	t.again(m)
}

// offerSecond asks whether the noted matter is to be reported now.
func (t *scene) offerSecond() {
	m := t.matter()
	words := t.words(t.s.Parked)
	if words == "" {
		t.s.Parked = nil
		if m != nil {
			t.newMatter(m, "")
		}
		return
	}
	if m == nil {
		m = &dialog.Matter{}
	}
	t.confirm(m, "second", dialog.AboutSecond, phrases.Vars{"title": titled(besides.ReplaceAllString(words, ""))})
}

// takeSecond begins the noted matter.
func (t *scene) takeSecond() {
	words := besides.ReplaceAllString(t.words(t.s.Parked), "")
	t.s.Parked = nil
	t.s.Asking = nil
	t.before(t.phrase("second_go", nil))
	m := t.matter()
	if m == nil {
		if m = t.begin(); m == nil {
			return
		}
		msg := message{pieces: []dialog.Piece{t.piece()}, text: words}
		t.carryOut(m, msg, t.readFacts(m, nil, msg))
		return
	}
	t.newMatter(m, words)
}

// leaveSecond lets it go.
func (t *scene) leaveSecond() {
	t.s.Parked = nil
	t.s.Asking = nil
	t.tell(t.phrase("second_no", nil))
}

// leads say outright that something else follows; asides may.
var (
	leads  = []string{"还有一件", "还有件", "还有个事", "另一件", "另外一件", "另外还有", "再说一件", "再报一件", "another thing", "another problem", "another matter", "one more thing", "there is also another"}
	asides = []string{"另外", "对了", "顺便", "also ", "by the way", "btw"}
)

// by is a word before such a lead: 对了还有件事.
var by = pattern.MustCompile(`(?i)^(?:对了|哦|噢|嗯|那个|另外|顺便|oh|by the way|and)[,， ]*`)

// another begins a second matter in the middle of a first message.
var another = pattern.MustCompile(`(?i)[,，。;；.!！\n]\s*(?:另外|还有一件事?|还有件事|还有个事|另一件事?|顺便(?:问|说|反映)?一?下?|再说一件|(?:and )?also,? |another (?:thing|problem|matter),? |one more thing,? |by the way,? )`)

// inItsStead puts another matter in the place of the one told: 算了路灯先不说,主要是老板欠我工资.
var inItsStead = pattern.MustCompile(`(?i)^(?:算了|哎|唉|嗯|那|好了|等等|等下)*[,，。 ]*(?:这个|那个|这件|那件)?\p{Han}{0,6}?(?:的?事情?)?(?:就|先|都|暂时)*(?:不说|不管|不提|不讲|不报|放一边|放一放|算了)(?:它|他|了|吧)*[,，。 ]+(?:我|这次|今天|现在)*(?:主要|其实|真正|现在|还是|关键|要紧|最要紧|最急|最主要)(?:的)?(?:是|想|要|说|报|讲|问|反映|找你们)*(?:的)?(?:是)?[:：,， ]*(.{4,})$|^(?:ok |well,? |wait,? |no,? )?(?:never ?mind|forget|leave|skip|drop)(?: about)?(?: the [a-z ]{2,30}?| that| it| this)?[,.; ]+(?:for now[,.; ]+)?(?:the (?:real|main|actual|bigger) (?:problem|thing|issue) is(?: that)?|it'?s mainly|mainly|actually|what i really (?:want|need|came for) is|i really (?:want|need) to report)[,: ]*(.{6,})$`)

// insteadOf is the matter that words put in the place of the one told before.
func insteadOf(text string) (words string, ok bool) {
	got := inItsStead.FindStringSubmatch(strings.TrimSpace(text))
	if got == nil {
		return "", false
	}
	return got[1] + got[2], true
}

// besides opens words about a second matter, and is no part of it.
var besides = pattern.MustCompile(`(?i)^(?:(?:and )?(?:also|by the way|btw|another thing|one more thing)[,:]? +|(?:另外|对了|顺便(?:说|问)?一?下?|还有一?[件个]事情?)[,，:： ]*)+`)

// splitSecond cuts a second matter off the first message, where both halves are surely of
// different kinds, and keeps it for later.
func (t *scene) splitSecond(m *dialog.Matter, msg message) message {
	if m.Has("what") || msg.choice != "" {
		return msg
	}
	if first, second, ok := t.twoNamed(msg.text); ok {
		t.s.Parked = append(t.s.Parked, dialog.Piece{ID: msg.from(), At: t.in.At, Text: second})
		t.before(t.phrase("parked", nil))
		msg.text = first
		return msg
	}
	at := another.FindStringIndex(msg.text)
	if at == nil {
		return msg
	}
	first, second := msg.text[:at[0]], strings.TrimLeft(msg.text[at[0]:], ",，。;；.!！\n ")
	a, b := t.rank(first), t.rank(msg.text[at[1]:])
	if !a.Sure() || !b.Sure() || a.Best().Category == b.Best().Category {
		return msg
	}
	t.s.Parked = append(t.s.Parked, dialog.Piece{ID: msg.from(), At: t.in.At, Text: second})
	t.before(t.phrase("parked", nil))
	msg.text = first
	return msg
}

// two counts two matters in one message: 有两个事,一个是…,一个是…; "two things: first …, second …".
var two = pattern.MustCompile(`(?is)^(.{0,24}?)(?:一个是?|一件是?|一是|第一[个件]?(?:事情?)?是?|首先|\b(?:first(?:ly)?|one is|the first(?: one)? is|number one)|1[.、)])[,，:： ]*(.{4,}?)[,，。;；.!\n ]+(?:and )?(?:(?:另外?|还有)?一个是?|(?:另外?|还有)?一件是?|二是|第二[个件]?(?:事情?)?是?|其次|second(?:ly)?|the (?:other|second)(?: one)? is|another is|number two|2[.、)])[,，:： ]*(.{4,})$`)

// twoNamed parts a message that counts two matters of different kinds.
func (t *scene) twoNamed(text string) (first, second string, ok bool) {
	got := two.FindStringSubmatch(text)
	if got == nil || t.rank(got[1]).Sure() {
		return "", "", false
	}
	first, second = strings.TrimSpace(got[2]), strings.TrimSpace(got[3])
	a, b := t.rank(first), t.rank(second)
	return first, second, t.hasSubstance(first) && t.hasSubstance(second) && a.Best().Category != b.Best().Category && (a.Sure() || b.Sure())
}

func startsWith(text string, words []string) bool {
	text = pattern.Small(text)
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(text, w) })
}

// isSecondMatter says that words in the middle are about something else: they say so,
// or they answer nothing and are surely of another kind.
func (t *Listener) isSecondMatter(m *dialog.Matter, q *dialog.Question, text string) bool {
	if q == nil || q.Asks == "what" || q.Asks == dialog.AskMenu || m.Category == "" || !m.Has("what") || len([]rune(text)) < 6 {
		return false
	}
	if _, corrects := t.correction(text); corrects {
		return false
	}
	r := t.rank(text)
	if startsWith(text, leads) || startsWith(strings.TrimLeft(by.ReplaceAllString(text, ""), ",， "), leads) {
		return r.Substance()
	}
	if !r.Sure() || r.Best().Category == m.Category {
		return false
	}
	if startsWith(text, asides) {
		return true
	}
	// A time, a name or a number is far likelier about the matter at hand, and so is a
	// place, unless it is another one than was told. Words without any fact tell no matter.
	told := false
	for _, c := range withoutWhat(t.factsIn(m, message{text: text}, q.Asks)) {
		switch {
		case c.Slot == "where" && m.Has("where") && !t.vaguePlace(m.Slots["where"]):
			told = told || c.Value != m.Slots["where"].Value && !isFact([]Command{c}, text) && (storySize(text) > placeSize || t.rank(t.withoutPlaces(text)).Sure())
		case c.Slot == q.Asks, slices.Contains([]string{"where", "when", "name", "phone"}, c.Slot):
			return false
		default:
			told = true
		}
	}
	if !told || r.Best().P < 0.9 {
		return false
	}
	// 低保不公平, and then 村主任的亲戚都有: one matter that was of two kinds from the start.
	story := t.rank(m.Slots["what"].Value)
	return !slices.ContainsFunc(story.Top(3), func(g classify.Guess) bool { return g.Category == r.Best().Category && g.P >= sameMatter })
}

// placeSize is how many characters, or words, a place with the way to it has at most.
const placeSize = 14

// withoutPlaces are words without the places in them: 就罗埠大桥下来那个红绿灯 tells no matter.
func (t *Listener) withoutPlaces(text string) string {
	for _, p := range t.placesIn(text, t.lang()) {
		text = strings.Replace(text, p.Raw, " ", 1)
	}
	return text
}

// sameMatter is how likely a kind must have been for the story so far, that more words of
// that kind belong to it.
const sameMatter = 0.03
