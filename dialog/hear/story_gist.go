package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog/classify"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// What a story is about, without who tells it and the words that only fill.

// Gist ranks a story: as a whole, else without chat, without who tells it and what is only
// said while speaking, else by the one clause that says it. Where none is sure it is the
// ranking of the most that tells a matter at all.
func (t *Listener) Gist(story string) classify.Ranking {
	if asked := asksWhereAbout.FindStringIndex(story); asked != nil {
		if r := t.Rank(story[asked[1]:]); r.Substance() {
			return r
		}
	}
	whole := t.Rank(story)
	if whole.Sure() {
		return whole
	}
	for _, less := range []func(string) string{t.withoutChat, withoutTeller, withoutFillers} {
		if rest := less(story); rest != "" {
			r := t.Rank(rest)
			if r.Sure() {
				return r
			}
			if !whole.Substance() && r.Substance() {
				whole = r
			}
		}
	}
	telling := t.tellingClause(story, whole, clauseStops, 6, surelyClause)
	if telling == "" && pattern.HasHan(story) && len([]rune(story)) <= shortStory { // 我不会打字 路坏了
		if words := t.tellingClause(story, whole, clauseStops+" ", 3, surelyWords); t.Rank(words).Best().Category == whole.Best().Category {
			telling = words
		}
	}
	if telling != "" {
		return t.Rank(telling)
	}
	return whole
}

var (
	// teller is the clause in which somebody says who they are: 我是后山村的村干部老曹.
	teller = pattern.MustCompile(`(?i)(?:^|[,，。;；!！ \n])(?:你好|您好|喂|hello|hi)?[,，。!！ ]*(?:我(?:是|叫|姓|今年)[^,，。;；!！\n ]{1,14}|本人[^,，。;；!！\n ]{1,14}|(?:i am|i'm|my name is|this is) [^,.;!\n]{1,40})[,，。;；.!！\n ]+`)
	// fillers are said while one thinks, or talks into a telephone: they tell nothing.
	fillers = pattern.MustCompile(`^喂+|你们?好|您好|那个那个|(?:那个|就是|这个)?我?(?:就)?(?:想|要|来)?(?:反映|反应|说|问|讲|报|咨询)(?:一下|一个事情?|个事情?|个情况)+|就是说|就是|然后(?:呢)?|那个|这个|怎么说呢|的话|什么的|不是|它|了嘛|嘛|啊|呀|哦|嗯|呃|额|哎|呢|你们?看(?:看)?|能不能|可不可以|麻烦(?:你们?|您)?|赶紧|赶快|谢谢(?:你们?|您)?|对吧|是吧|知道吧`)
)

// asksWhereAbout asks where something is complained about, before the something.
var asksWhereAbout = pattern.MustCompile(`(?i)^(?:hi|hello|hey|please|,|\.| )*(?:who|where) (?:do|can|should|could|would) (?:i|we) (?:talk|speak|complain|report|turn|go|ask|call)(?: to)?(?: someone| anyone| somebody)? (?:about |of )?|^(?:请问|你好|您好|,|，| )*(?:去|到|在)?(?:哪里|哪儿|哪个部门|向谁|跟谁|找谁)(?:可以|能|去)?(?:投诉|举报|反映)(?:一下)?`)

// dictated is the length, in characters, from which words without fillers are looked at.
const dictated = 30

// manners are what is polite before a story, and no part of it.
var manners = pattern.MustCompile(`^(?:(?:尊敬的|各位)?(?:领导|同志|师傅|老师|工作人员)?们?(?:您|你)们?好(?:啊|呀)?[,，。!！ ]+|(?:首先|非常)?(?:很)?感谢[^,，。!！]{0,24}[,，。!！]+|(?:不好意思|打扰(?:一下|了|您了)|冒昧打扰(?:了)?|麻烦(?:您|你们?)了)[,，。!！ ]*)+`)

// WithoutOpening is a story from where it begins to tell of the matter.
func WithoutOpening(story string) string {
	rest := manners.ReplaceAllString(story, "")
	if rest = opensTitle.ReplaceAllString(rest, ""); len([]rune(rest)) >= 4 {
		return rest
	}
	return story
}

// withoutTeller is a story without the clause that says who tells it; "" where there is none.
func withoutTeller(story string) string {
	at := teller.FindStringIndex(story)
	if at == nil || len([]rune(story[at[1]:])) < 6 {
		return ""
	}
	return story[:at[0]] + story[at[1]:]
}

// withoutFillers is spoken Chinese without what only fills it; "" where that is not much.
func withoutFillers(story string) string {
	n := len([]rune(story))
	if n < dictated || n > 400 || !pattern.HasHan(story) {
		return ""
	}
	rest := fillers.ReplaceAllString(story, "")
	if kept := len([]rune(rest)); kept > n-6 || kept < 8 {
		return ""
	}
	return rest
}

// withoutChat is a story without the short clauses that tell nothing, 想想还是报一下; "" where
// it is all story, or all chat.
func (t *Listener) withoutChat(story string) string {
	if len([]rune(story)) > 120 || !pattern.HasHan(story) {
		return ""
	}
	clauses, kept := inClauses(story), ""
	for _, c := range clauses {
		words := strings.Trim(c, " ,，。;；.!！\n")
		if n := len([]rune(words)); n <= 12 && t.Rank(words).None() >= classify.SubstanceNone && len(understand.Persons(words, "zh")) == 0 {
			continue
		}
		kept += c
	}
	if kept = strings.TrimLeft(kept, " ,，。;；.\n"); kept == "" || kept == story {
		return ""
	}
	return kept
}

// shortStory is the longest story, in characters, that is looked through word by word.
const shortStory = 24

// clauseStops end a clause.
const clauseStops = "\n。,，;；!！?？"

// surelyClause is how sure the model must be of one clause to sort the whole story by it,
// surelyWords of a few words between blanks.
const surelyClause, surelyWords = 0.7, 0.95

// tellingClause is the clause that says what a story is about, where the rest only says
// who tells it and why: 替隔壁老陈问的 · 他家门口阴沟堵了半个月 · 他自己不会弄手机. "" where no
// clause is sure, two are about different kinds, or the whole is hardly of that kind.
func (t *Listener) tellingClause(story string, whole classify.Ranking, stops string, least int, sure float64) string {
	if len([]rune(story)) > 400 {
		return ""
	}
	telling, kind, best := "", "", 0.0
	for clause := range strings.FieldsFuncSeq(story, func(r rune) bool { return strings.ContainsRune(stops, r) }) {
		if clause = strings.TrimSpace(clause); len([]rune(clause)) < least || len(clause) == len(story) {
			continue
		}
		r := t.Rank(clause)
		if !r.Sure() {
			continue
		}
		if kind != "" && r.Best().Category != kind {
			return ""
		}
		if kind = r.Best().Category; r.Best().P > best {
			telling, best = clause, r.Best().P
		}
	}
	if best < sure || !slices.ContainsFunc(whole.Top(3), func(g classify.Guess) bool { return g.Category == kind }) {
		return ""
	}
	return telling
}
