package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// AddDates puts the first date that lies where the category's slots allow it: what
// happened lies back, a deadline ahead.
func (t *Listener) AddDates(m *dialog.Matter, text string, add func(slot, value, raw string)) {
	dates := t.Dates(text)
	if len(dates) == 0 {
		return
	}
	var slots []catalog.Slot
	c, known := t.Catalog.Category(m.Category)
	if known {
		for _, s := range c.Slots {
			if s.Type == catalog.TypeDate || s.Type == catalog.TypeDatetime {
				slots = append(slots, s)
			}
		}
	}
	filled := map[string]bool{}
	for _, d := range dates {
		if livedSo.MatchString(text[:d.Start]) || passesBy(text, d) || reachableThen(text, d) || d.Recurring && eachTime(text, d) || d.Recurring && usual.MatchString(text[:d.Start]) || d.Raw == "过年" && aheadOf.MatchString(text[:d.Start]) || untilThen.MatchString(text[:d.Start]) && strings.Contains(d.Value, "T") || ofSpeaking.MatchString(text[d.End:]) || t.aGrade(m, text, d) {
			continue
		}
		slot := ""
		for _, s := range slots {
			if !filled[s.Key] && s.NotBefore != nil && d.Future && s.Check(d.Value, t.Now) == nil {
				slot = s.Key
				break
			}
		}
		if slot == "" && !d.Future {
			slot = "when"
		}
		if slot != "" && !filled[slot] {
			filled[slot] = true
			add(slot, d.Value, d.Raw)
		}
	}
}

// livedSo stands before how long somebody has been married or has lived somewhere.
var livedSo = pattern.MustCompile(`(?:结婚|成家|认识|在一起|嫁过来|嫁到这里|怀孕|怀了|怀孕期|来这里|来这边|住这里|住在这里)(?:都|已经|也|快|有)*$`)

// Times that are not those of the matter: how often people pass there, and when the teller
// can be reached.
var (
	passing   = pattern.MustCompile(`^(?:都|要|得|还)*(?:从|在|打)?[^,，。;； ]{0,5}(?:经过|路过|走过|来往|上下班|上下学|上学|放学|接送|进出|出入|过|走)|(?i)^ ?[^.,;]{0,14}\b(?:walk|walks|pass|passes|cross|crosses|use|uses|go past|goes past|go by|goes by)\b`)
	reachable = pattern.MustCompile(`^(?:以?后|之后|以前|之前|前|再|才|都|就|我|一般|比较|可以|能|左右|的时候)*(?:有空|没空|有时间|没时间|方便|不方便|在家等|在家$|联系|打(?:给我|我)?电话|打给我|打来|回我|回电|接电话|别打|不要打|可以打|再打|打(?:$|[,，。 吧])|才下班|休息$|下班$)`)
	reachEn   = pattern.MustCompile(`(?i)\b(?:call|phone|ring|reach|text|contact|free|available|off work|at home)\b[^.,;]{0,24}$|[0-9]{6,}[,.]?(?: only| best| but)?(?: after| before| from| between| until)? $`)
	dayPast   = pattern.MustCompile(`(?i)昨|前天|上[周个月礼星]|去年|今天|刚|[月号日]|\b(?:ago|last|yesterday|today|this)\b`)
	passingEn = pattern.MustCompile(`(?i)\b(?:walk|walks|pass|passes|cross|crosses|use|uses|go|goes) (?:past|by|there|through|over|it|here|this way|that way)?[^.,;]{0,12}$`)
)

// usual stands before what used to be, and is no more: 平时每天都接电话的.
var usual = pattern.MustCompile(`(?i)(?:平时|平常|以前|往常|本来|原来|一向|向来|从前)(?:他|她|我|我们|都|是|也)*$|\b(?:usually|normally|used to)\b[^.,;]{0,24}$`)

// aheadOf stands before a festival that is still to come: 没钱回家过年.
var aheadOf = pattern.MustCompile(`(?:回家|回去|回老家|回乡|等着?|快要?|就要|要|想|准备|马上|拿什么|怎么|没法|没钱)$`)

// untilThen stands before the hour something goes on to: they work until 2 am.
var untilThen = pattern.MustCompile(`(?i)\b(?:until|till|til|up to)(?: about| around)? $`)

// ofSpeaking goes on with what the teller does while telling it: 我今天喝多了, 今天想问问.
var ofSpeaking = pattern.MustCompile(`^(?:我|是|就|特意|专门|也)*(?:喝(?:了|多|醉|点)|才(?:知道|看到|听说|晓得|发现)|想(?:问|来|反映|咨询|了解)|来(?:问|反映|咨询)|心情|冒昧|打扰|特[意地来]|写信|在这|跟你|给你们|打(?:$|[,，。 来]|电话|给我))`)

// aGrade says that 初一 is a class at school and no day of the moon's month.
func (t *Listener) aGrade(m *dialog.Matter, text string, d understand.Date) bool {
	return grade.MatchString(d.Raw) && ofSchool.MatchString(m.Slots["what"].Value+text)
}

var (
	grade    = pattern.MustCompile(`^初[一二三]$`)
	ofSchool = pattern.MustCompile(`学校|同学|老师|班[级主]|孩子|儿子|女儿|转学|上学|读书`)
)

// eachTime says that a time that comes again only says for how long a sum is: 每个月四千五.
func eachTime(text string, d understand.Date) bool {
	return slices.ContainsFunc(understand.Amounts(text), func(a understand.Amount) bool {
		gap := a.Start - d.End
		return gap >= 0 && gap <= len("工资是") || d.Start-a.End >= 0 && d.Start-a.End <= len(" a ")
	}) || sumBehind.MatchString(text[d.End:])
}

// sumBehind is a sum without its coin: 四千五.
var sumBehind = pattern.MustCompile(`^(?:工资|拿|给|是|就|才)*[0-9一二两三四五六七八九]+(?:[,0-9]*|[千百万][一二三四五六七八九百]*)(?:块|元|$)`)

// passesBy says that a time that comes again is when people go there: 小孩天天从那里过.
func passesBy(text string, d understand.Date) bool {
	return strings.HasPrefix(d.Value, "R:") && (passing.MatchString(text[d.End:]) || passingEn.MatchString(text[:d.Start]))
}

// reachableThen says that a time is when the teller can be reached: 晚上八点后有空.
func reachableThen(text string, d understand.Date) bool {
	return !dayPast.MatchString(d.Raw) && (reachable.MatchString(text[d.End:]) || reachEn.MatchString(text[:d.Start]))
}
