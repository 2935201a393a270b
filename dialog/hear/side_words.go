package hear

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/pattern"
)

// How a side's words are read. A yes is made of words of consent and nothing else; a no
// begins with it and is short. All else is unclear, and binds nobody.

var (
	asksOfTable  = pattern.MustCompile(`(?i)[?？]|吗|呢[。 ]*$|怎么|什么|为啥|谁|多少|\b(?:what|why|how|who|when|where|which)\b`)
	hedges       = pattern.MustCompile(`(?i)考虑|想想|想一想|商量|看看|等等|等一下|晚点|以后再|再说|不知道|不确定|如果|要是|除非|只要|要看|才|他|她|对方|人家|不是不|没说不|可能|也许|差不多|原则上|大概|deal with it|good for (?:you|him|her|them)\b|\b(?:if|unless|maybe|perhaps|think|later|depends|probably|not sure|he|she|they|once|when|unsure|almost|guess)\b`)
	butWords     = pattern.MustCompile(`(?i)但|不过|可是|就是|另外|还要|前提|\b(?:but|except|however|provided|only)\b`)
	wantsElse    = pattern.MustCompile(`(?i)要改|改成|改为|改一下|修改|换成|能不能|可不可以|能否|少一点|多一点|再少|再多|分[两二三四五六几0-9]+(?:次|期|个月)|延|推迟|最多|顶多|至多|月底|月初|年底|先给|要现金|现金|换个|太多|太少|太高|太低|太晚|太早|\b(?:at most|in cash|cash|change|instead|rather|lower|higher|less|more time|instal(?:l)?ments?|too (?:much|little|high|low|late|soon))\b`)
	notMine      = pattern.MustCompile(`(?i)(?:打|发|找|认|弄|搞|寄)错(?:人|号|了)|错号|号码(?:不对|错)|不是我(?:的(?:事|号码?|手机|电话))?(?:本人)?(?:[,，。.!！~ ]|啊|呀|$)|(?:新|换)(?:的|了)?(?:手机|电话)?号|我不是(?:他|她|本人|这个人|你们?要找)|我?(?:不认识|不晓得)(?:他|她|这个?人|你们)|查无此人|\b(?:wrong (?:number|person)|not me|isn'?t me\b|not my number|new number|don'?t know (?:him|her|them|this person|anyone|who))\b`)
	noToTable    = pattern.MustCompile(`(?i)^(?:我|我们|本人|真的|实在|坚决|绝|拒|对不起|抱歉|[,，。 ])*(?:不(?:想|愿意?|要|去|来|参加|同意|谈|调解|用|行|可以|可能|答应|接受|干|签|认可?|打算|感兴趣|需要)|没(?:兴趣|什么好谈的?|门)|拒绝|反对|免谈|休想|算了|别(?:再|来|发|找|烦)|滚)|^(?:no|nope|never|not (?:interested|coming|joining|acceptable|agreed?)|(?:i |we )?(?:don'?t|do not|won'?t|will not|will never|can(?:'?t|not) (?:agree|accept|come|join))|(?:i |we )?(?:refuse|decline|reject|disagree)|leave me alone|stop|no way|not a chance|(?:i'?m |i am |i )?not (?:pay|accept|agree|sign|do|giv|talk|go)\w*)\b`)
	regretsYes   = pattern.MustCompile(`(?i)^(?:我|我们|本人|对不起|不好意思|还是|又|现在|想|要|刚才|刚刚|之前|说的|答应的|同意的|的|都|也)*(?:反悔|后悔|变卦|改(?:变)?主意|不算数?)(?:了|啦|吧)?$|^(?:sorry|i|i've|i’ve|we|now|have|do|want to|would like to|[, ])*(?:changed my mind|take (?:it|that|my (?:yes|word|consent)) back|regret (?:it|that|agreeing))(?: now)?$`)
	noWay        = pattern.MustCompile(`(?i)^(?:你|你们)?(?:做梦|想得?美|没门|门都没有|休想|想都别想|扯淡|凭什么|不可能)|一分(?:钱)?(?:都|也)?(?:不|没|别)|in your dreams|over my dead body|forget it|\b(?:i'?m|i am|we'?re|we are) not (?:going to |gonna )?(?:pay|accept|agree|sign)\w*|\b(?:won'?t|will not) (?:pay|accept|agree|sign)\b`)
	explicit     = pattern.MustCompile(`(?i)(?:同意|接受|认可).*(?:方案|协议|稿)|\b(?:agree|ok|fine|happy) (?:to|with) (?:the |this |your )?(?:proposal|agreement|draft)`)
	courtesy     = pattern.MustCompile(`(?i)^(?:谢谢?|多谢|感谢|辛苦|麻烦|劳烦|拜托|你好|您好|喂|嗨)[\p{Han}]{0,5}$|^(?:thanks?|thank you|cheers|hi|hello|hey|please|mate)\b(?: \w+){0,2}$`)
	notNot       = pattern.MustCompile(`(?i)不是不`)
	willTalk     = pattern.MustCompile(`(?i)参加|谈|愿意|同意|接受调解|\b(?:join|talk|take part|count me in|come|willing)\b`)
	beforeNumber = pattern.MustCompile(`(?i)^(?:我?(?:选择?|回复?|答)|i (?:choose|pick)|option|number)[::\s]*`)
	clauseCut    = pattern.MustCompile(`[,，。.!！?？;；、~\n…]+`)
	noneOfIt     = pattern.MustCompile(`(?i)^(?:我|他|她|对方|还|一直|到现在|都|根本|并|钱|也|剩下的?|余款|[,， ])*(?:一分(?:钱)?(?:都|也)?)?(?:没有?|未)(?:收到|拿到|给|付|做|修|到账?|看?见到?|看到|有)?|^(?:no|nope|not yet|not (?:received|paid|done|fixed)|(?:he |she |they |i )?(?:haven'?t|hasn'?t|didn'?t|has not|have not|did not)|nothing)\b`)
	fineSaid     = pattern.MustCompile(`(?i)没问题|没事|没关系|没意见|不好意思|no (?:worries|doubt)|no problem|no objection|don'?t know|don'?t mind`)
	consents     = pattern.MustCompile(`(?i)同意|愿意|参加|接受|答应|认可|没有?意见|没有?问题|可以|行|好|谈|来|嗯|要得|\b(?:agree|agreed|accept|yes|yep|yeah|ok|okay|sure|fine|join|talk|count me in|why not|come|part|willing|good|alright|right|no problem)\b`)
	binds        = pattern.MustCompile(`(?i)同意|就这样|就这么|按这|成交|照办|^中$|^成$|得行|要得|接受|答应|认可|没有?意见|没有?问题|可以|行|好|\b(?:agree|agreed|accept|yes|yep|yeah|ok|okay|sure|fine|good|alright|deal|fair|live with|works for me|no problem)\b`)
	gotIt        = pattern.MustCompile(`(?i)收到|到了|拿到|到账|给了|付了|修好|办好|办了|做到|做好|\b(?:received|got|paid|done|fixed|yes)\b`)
	yesWords     = pattern.MustCompile(`(?i)^(?:我们?|本人|咱们?|那|就(?:这样|这么(?:办|定))?|按(?:这个|这样?|方案|你们?说的)(?:来|办|做)|成交|照办|定了|(?:谈|来|去)就(?:谈|来|去)|去|中|得行|成|嘛|呗|噻|咯|喽|嘞|好的?|好嘞|行|嗯+|哦|是的?|对的?|可以的?|完全|都|也|愿意|肯定|一定|当然|同意|参加|接受|答应|认可|没有?意见|没有?问题|谈一谈|谈谈?|来|要得|勉强|调解|这个|这份|方案|协议|第[0-9]+稿|稿|的|了|吧|啊|呀|啦|哈|您|谢谢|麻烦了|已经|钱|收到|拿到|到账|给了|付了|修好|办好|办了|做到|做好|[\s,，。.!！、~])+$`)
	numberOnly   = pattern.MustCompile(`^[\s(（]*[0-9０-９一二三四五][\s.。)）、!！]*$`)
)

// yesTokens are the words an English yes is made of.
const yesTokens = " i we i'll ill im i'm will do yes yep yeah ok okay sure fine agree agreed accept join happy to the this with proposal agreement draft that's it is it's good please thanks thank you come take part of course willing in and all right alright no problem deal talk let's lets count me why not can live fair enough sounds works for whatever well that received got paid done fixed money everything was has been "

// onlyYes says that a text is made of words of consent and nothing else: whoever says more
// is left to the mediator.
func onlyYes(text string) bool {
	if pattern.HasHan(text) {
		return yesWords.MatchString(text)
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.!;", r) })
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool {
		return !strings.Contains(yesTokens, " "+strings.ReplaceAll(w, "’", "'")+" ")
	})
}

// ofHome puts words of the country into those of the town.
var ofHome = strings.NewReplacer("莫得", "没有", "冇得", "没有", "冇", "没", "木有", "没有", "阔以", "可以")

// notAsked takes what only looks like a question out of words.
var notAsked = strings.NewReplacer("没什么", "", "why not", "yes")

// notHedging takes what only looks like a doubt out of words.
var notHedging = strings.NewReplacer("不可能", "不行", "刚才", "先前")

// tone is how a clause sounds.
type tone int

const (
	toneElse   tone = iota
	toneYes         // words of consent alone
	toneNo          // begins with a no, and is short
	toneThanks      // courtesy, which changes nothing
	toneAsks        // a question
	toneOpen        // a condition, a doubt, somebody else's will
	toneBut
)

// toneOf judges one clause; asked says that a question mark ended it.
func toneOf(about mediation.Kind, clause string, asked bool) tone {
	switch {
	case courtesy.MatchString(clause):
		return toneThanks
	case asked || asksOfTable.MatchString(notAsked.Replace(clause)):
		return toneAsks
	case hedges.MatchString(notHedging.Replace(clause)):
		return toneOpen
	case butWords.MatchString(clause):
		return toneBut
	case !fineSaid.MatchString(clause) && noToTable.MatchString(clause) && utf8.RuneCountInString(clause) <= noLongest,
		about == mediation.Propose && (noWay.MatchString(clause) || regretsYes.MatchString(clause)):
		return toneNo
	case onlyYes(clause):
		return toneYes
	}
	return toneElse
}

// noLongest is how long a no may be: what is longer tells a story.
const noLongest = 48

// tones judges a text clause by clause.
func tones(about mediation.Kind, text string) map[tone][]string {
	all := map[tone][]string{}
	for len(text) > 0 {
		clause, asked := text, false
		text = ""
		if at := clauseCut.FindStringIndex(clause); at != nil {
			asked = strings.ContainsAny(clause[at[0]:at[1]], "?？")
			clause, text = clause[:at[0]], clause[at[1]:]
		}
		parts := []string{clause}
		if pattern.HasHan(clause) {
			parts = strings.Fields(clause) // on a phone a blank is a comma
		}
		for n, part := range parts {
			if part = strings.TrimSpace(part); part != "" {
				k := toneOf(about, part, asked && n == len(parts)-1)
				all[k] = append(all[k], part)
			}
		}
	}
	return all
}

// sideNumber reads an answer by number: 1, 选1, 回1, 1.参加, 1️⃣; false where it is none.
func sideNumber(text string, choices []dialog.Choice) (int, bool) {
	bare := strings.TrimSpace(beforeNumber.ReplaceAllString(strings.NewReplacer("\ufe0f", "", "\u20e3", "").Replace(text), ""))
	for i, c := range choices {
		rest, found := strings.CutPrefix(bare, c.Key)
		if rest = strings.Trim(rest, " .。、:：)）"); found && strings.EqualFold(rest, c.Label) {
			return i, true
		}
	}
	if !OnlyNumber(bare) {
		return -1, false
	}
	bare = strings.Trim(bare, "。.!！,， ")
	if i := strings.Index("一二三四五", bare) / len("一"); strings.Contains("一二三四五", bare) && i < len(choices) {
		return i, true
	}
	return PickOne(bare, choices), true
}

// ReadSide reads an answer in words; -1 where it is not clear. To come and talk binds nobody,
// and may stand among other words; to agree must stand alone.
func ReadSide(about mediation.Kind, text string, choices []dialog.Choice) int {
	bare := strings.Trim(text, "。.!！,， ")
	for i, c := range choices {
		if strings.EqualFold(bare, c.Label) {
			return i
		}
	}
	text = ofHome.Replace(text)
	if i, ok := sideNumber(text, choices); ok {
		return i
	}
	said := tones(about, text)
	yes, no, open := said[toneYes], len(said[toneNo]) > 0, len(said[toneOpen])+len(said[toneBut]) > 0
	asks := slices.ContainsFunc(said[toneAsks], consents.MatchString) || len(said[toneAsks]) > 0 && len(yes) == 0 && !no
	alone := len(said[toneElse])+len(said[toneAsks]) == 0
	switch about {
	case mediation.Release:
		var told []string
		for k, clauses := range said {
			if k != toneAsks {
				told = append(told, clauses...)
			}
		}
		switch {
		case slices.ContainsFunc(told, notMine.MatchString):
			return 2
		case asks, open:
		case no && len(yes) == 0:
			return 1
		case !no && (alone && slices.ContainsFunc(yes, consents.MatchString) || slices.ContainsFunc(yes, willTalk.MatchString)):
			return 0
		}
	case mediation.Propose:
		binding := binds.MatchString(text)
		another := binding && (len(said[toneBut]) > 0 || strings.ContainsFunc(text, unicode.IsDigit))
		switch {
		case wantsElse.MatchString(text) && !notNot.MatchString(text):
			return 2
		case another && len(said[toneAsks]) == 0 && len(said[toneOpen]) == 0 && !(alone && len(yes) > 0 && !open) && !no:
			return 2
		case len(said[toneAsks]) > 0, open:
		case no && len(yes) == 0:
			return 1
		case !no && (alone && slices.ContainsFunc(yes, binds.MatchString) || slices.ContainsFunc(yes, explicit.MatchString)):
			return 0
		}
	case mediation.Ask:
		switch {
		case len(said[toneAsks]) > 0, len(said[toneBut]) > 0, strings.Contains(text, "一半"), strings.Contains(text, "部分"):
		case noneOfIt.MatchString(text) && !fineSaid.MatchString(text) && utf8.RuneCountInString(text) <= noLongest:
			return 1
		case alone && len(said[toneOpen]) == 0 && slices.ContainsFunc(yes, gotIt.MatchString):
			return 0
		}
	}
	return -1
}

// OnlyNumber says that words are the number of a choice, or would be.
func OnlyNumber(text string) bool { return numberOnly.MatchString(text) }

var leavingTable = pattern.MustCompile(`(?i)^(?:我|我要|我想|我们)?(?:退出(?:(?:这个|这次)?调解)?了?|不(?:想)?(?:调解|谈|参加(?:调解)?)了)[。.!！ ]*$|^(?:i(?:'m| am| want to|'d like to| would like to)? )?(?:withdraw(?:ing)?|(?:leav(?:e|ing)|quit(?:ting)?|withdraw(?:ing)?)(?: from)? (?:the |this )?mediation)(?: now)?[.! ]*$`)

// LeavesTable says that a side leaves the table.
func LeavesTable(text string) bool { return leavingTable.MatchString(text) }

var proposalNamed = pattern.MustCompile(`(?i)^(?:我|我们|i )?(?:对)?(不同意|同意|反悔|要改|agree (?:to|with)|disagree with|refuse|reject|want to change|take back)( )?(?:这个|这份|上面的|刚才的|你们的|the |your )?(?:调解)?(?:方案|协议|稿|第[0-9一二三四五六七八九]+稿|proposal|agreement|draft(?: [0-9]+)?)(?:了|吧)?[。.!！ ]*$`)

// NamesProposal finds what a side says to a proposal that it names: the verdict and what joins
// it to the name; nil where none is named.
func NamesProposal(text string) []string { return proposalNamed.FindStringSubmatch(text) }

var draftNamed = pattern.MustCompile(`(?i)第\s*([0-9一二三四五六七八九]+)\s*(?:稿|版|个方案)|\b(?:draft|version|proposal)\s*(?:no\.?\s*)?([0-9]+)\b`)

// NamesDraft finds the number of the draft that words name, in Chinese or in English; nil for none.
func NamesDraft(text string) []string { return draftNamed.FindStringSubmatch(text) }

var askingWho = pattern.MustCompile(`(?i)[你您]们?(?:到底|究竟)?是?(?:谁|哪[个儿]|干(?:嘛|啥|什么)|做(?:啥|什么)的)|^谁[啊呀呢]|哪位|哪里的|什么(?:事|人|单位)|啥事|谈什么|骗子|诈骗|真的假的|\bwho(?:'?s| is| are)?\b|what (?:is this|about|for)|scam|fraud|spam`)

// AsksWhoInvites says that an invited side asks who writes, about what, or whether it is a fraud.
func AsksWhoInvites(text string) bool { return askingWho.MatchString(text) }
