package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/pattern"
)

// leads say outright that something else follows; asides may.
var (
	leads  = []string{"还有一件", "还有件", "还有个事", "另一件", "另外一件", "另外还有", "再说一件", "再报一件", "another thing", "another problem", "another matter", "one more thing", "there is also another"}
	asides = []string{"另外", "对了", "顺便", "also ", "by the way", "btw"}
)

// by is a word before such a lead: 对了还有件事.
var by = pattern.MustCompile(`(?i)^(?:对了|哦|噢|嗯|那个|另外|顺便|oh|by the way|and)[,， ]*`)

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
	if _, corrects := t.Correction(text); corrects {
		return false
	}
	r := t.Rank(text)
	if startsWith(text, leads) || startsWith(strings.TrimLeft(by.ReplaceAllString(text, ""), ",， "), leads) {
		return r.Substance()
	}
	if !r.Sure() || r.Best().Category == m.Category {
		return false
	}
	if startsWith(text, asides) {
		return true
	}
	if StorySize(text) <= placeSize && !complains.MatchString(text) {
		return false // 借给我表弟 五万
	}
	// A time, a name or a number is far likelier about the matter at hand, and so is a
	// place, unless it is another one than was told. Words without any fact tell no matter.
	told := false
	for _, c := range WithoutWhat(t.FactsIn(m, Message{Text: text}, q.Asks)) {
		switch {
		case c.Slot == "where" && m.Has("where") && !t.VaguePlace(m.Slots["where"]):
			told = told || c.Value != m.Slots["where"].Value && !IsFact([]Command{c}, text) && (StorySize(text) > placeSize || t.Rank(t.withoutPlaces(text)).Sure())
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
	story := t.Rank(m.Slots["what"].Value)
	return !slices.ContainsFunc(story.Top(3), func(g classify.Guess) bool { return g.Category == r.Best().Category && g.P >= sameMatter })
}

// complains is a word of something that is wrong, or that is wanted: without one a few words
// tell no matter of their own.
var complains = pattern.MustCompile(`(?i)[没不坏漏堵吵打骂欠骗偷占裂塌倒臭脏乱被噪断破烂掉闷拖赖丢赌病苦怕愁死伤]|投诉|举报|反映|想问|怎么|申请|要办|想办|办理|补办|报销|纠纷|违建|积水|失眠|\b(?:no|not|won'?t|didn'?t|doesn'?t|isn'?t|never|broken|leak\w*|block\w*|noise|noisy|owe[sd]?|stole\w*|cheat\w*|smell\w*|dirty|rubbish|need|want|how|apply|report|complain|out|dark|dead|hole|crack\w*)\b`)

// placeSize is how many characters, or words, a place with the way to it has at most.
const placeSize = 14

// withoutPlaces are words without the places in them: 就罗埠大桥下来那个红绿灯 tells no matter.
func (t *Listener) withoutPlaces(text string) string {
	for _, p := range t.placesIn(text, t.Lang()) {
		text = strings.Replace(text, p.Raw, " ", 1)
	}
	return text
}

// sameMatter is how likely a kind must have been for the story so far, that more words of
// that kind belong to it.
const sameMatter = 0.03
