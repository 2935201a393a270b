package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// others are words before a number that say it is somebody else's.
var others = []string{"他的", "她的", "他电话", "她电话", "他手机", "她手机", "他号码", "她号码", "他叫", "她叫", "对方", "工头叫", "工头姓", "厂长叫", "厂长姓", "经理叫", "经理姓", "司机叫", "司机姓", "老板", "邻居", "房东", "his ", "her ", "their ", "mother ", "father ", "brother ", "boss", "landlord", "neighbour", "neighbor"}

// mine are words before a number that say it is the speaker's.
var mine = []string{"我的", "我电话", "我手机", "我叫", "我是", "我姓", "我号码", "打我", "联系我", "找我", "回我", "给我", "本人", "my ", "me ", "i am ", "i'm ", "mine"}

// ownPhone finds the resident's own number: not one said to be another's. Whose it is
// says the last person spoken of before it in the same sentence; the number before it
// ends what was said of one person.
func (t *Listener) ownPhone(text string, answer bool) (understand.Finding, bool) {
	phones := t.Phones(text)
	for i, p := range phones {
		from := 0
		if i > 0 {
			from = phones[i-1].End
		}
		ahead := halfMarks(strings.ToLower(text[from:p.Start]))
		if i := strings.LastIndexAny(ahead, "!?\n"); i >= 0 {
			ahead = ahead[i+1:]
		}
		if i := strings.LastIndex(ahead, "。"); i >= 0 {
			ahead = ahead[i+len("。"):]
		}
		if !t.ofAnother(ahead, answer) || answer && noneOfOwn.MatchString(text[:p.Start]) {
			return p, true
		}
	}
	return understand.Finding{}, false
}

// HoldsOthersPhone says that words bring a number that is not, or not only, the teller's: one
// beside their own, the foreman's, or that of the daughter by whom they are reached.
func (t *Listener) HoldsOthersPhone(m *dialog.Matter, text string) bool {
	phones := t.Phones(text)
	return len(phones) > 1 || len(phones) == 1 && (m.Slots["phone"].Value != phones[0].Value || throughKin.MatchString(text))
}

// throughKin is a number of somebody by whom the teller is reached: 打我女儿电话吧 138….
var throughKin = pattern.MustCompile(`(?:打|找|联系|是)(?:给)?我(?:家|的)?(?:大|小|二)?(?:儿子|女儿|闺女|老婆|老公|爱人|妹妹|姐姐|哥哥|弟弟|妈|爸|孙子|孙女|外甥|侄子|侄女|媳妇|儿媳妇?|女婿|邻居|隔壁|朋友|同事)[^,，。0-9]{0,6}[0-9]|(?i:\b(?:call|text|ring|phone|it'?s) my (?:son|daughter|wife|husband|brother|sister|mum|mother|dad|father|neighbou?r|friend)\b)`)

// noneOfOwn says that somebody has no telephone: a neighbour's number is how they are reached.
var noneOfOwn = pattern.MustCompile(`(?i)(?:没|没有|不会用)(?:电话|手机)|(?:电话|手机)(?:都|也)?(?:没有|没)|\bno (?:phone|mobile|cell)\b|\b(?:don'?t|do not|doesn'?t) have a (?:phone|mobile)\b`)

// ofAnother says that the words before a number speak last of somebody else.
func (t *Listener) ofAnother(ahead string, answer bool) bool {
	ahead = halfMarks(ahead)
	if answer && titledSelf.MatchString(ahead) {
		return false
	}
	self, other := last(ahead, mine), last(ahead, others)
	for _, w := range []string{"我", " me "} { // 老板欠我工资,电话…: what is said of the speaker ends it
		if i := strings.LastIndex(ahead, w); i > other && !strings.HasPrefix(ahead[i:], "我的电话") {
			self = max(self, i)
		}
	}
	if clause := ahead[strings.LastIndexAny(ahead, ",;")+1:]; last(clause, others) >= 0 && last(clause, mine) < last(clause, others) {
		return true
	}
	if self >= 0 && self > other {
		// 我叫…: the number behind is the speaker's, unless another is named between.
		other = -1
	}
	introduced := slices.ContainsFunc([]string{"电话", "手机", "号码", "phone", "number", "tel", "mobile"}, func(w string) bool {
		return strings.Contains(ahead[strings.LastIndexAny(ahead, ",;")+1:], w)
	})
	if !introduced {
		return false
	}
	if other > self {
		return true
	}
	for _, p := range t.Persons(ahead) {
		lives := strings.Contains(ahead[p.End:], "住") || strings.Contains(ahead[p.End:], "的电话") || strings.Contains(ahead[p.End:], "的手机") || strings.Contains(ahead[p.End:], "lives")
		if p.Start > self && !namesNobody(p.Value) && (!answer || lives) && p.Role == understand.Other {
			return true
		}
	}
	return possessed(ahead)
}

// titledSelf is how somebody in business calls himself before the own number: 陈老板 138….
var titledSelf = pattern.MustCompile(`^(?:我?是|叫我|我)?\p{Han}(?:老板娘?|师傅|经理|老师|总|医生|会计|主任)[,，:： ]*(?:电话|手机)?[:： ]*$`)

// possessed: 张三的电话是, "Zhang San's number is": somebody's who is not the speaker.
func possessed(ahead string) bool {
	for _, w := range []string{"的电话", "的手机", "的号码", "的联系电话", "'s number", "'s phone", "'s mobile"} {
		i := strings.LastIndex(ahead, w)
		if i < 0 {
			continue
		}
		whose := strings.TrimSpace(ahead[:i])
		if !strings.HasSuffix(whose, "我") && !strings.HasSuffix(whose, "本人") && !strings.HasSuffix(whose, "我们") && !strings.HasSuffix(whose, "自己") && whose != "" {
			return true
		}
	}
	return false
}

// last is where the last of the words begins; -1 for none. An English one is not cut out
// of a longer word: no "her " in Teacher.
func last(text string, words []string) int {
	at := -1
	for _, w := range words {
		for i := strings.LastIndex(text, w); i >= 0; i = strings.LastIndex(text[:i], w) {
			if i == 0 || w[0] >= 0x80 || text[i-1] < 'a' || text[i-1] > 'z' {
				at = max(at, i)
				break
			}
		}
	}
	return at
}
