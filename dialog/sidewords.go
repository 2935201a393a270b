package dialog

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/mediation"
	"frontdoor/dialog/pattern"
)

// How a side's words are read. A yes is made of words of consent and nothing else; a no
// begins with it and is short. All else is unclear, and binds nobody.

var (
	leavesTable   = pattern.MustCompile(`(?i)^(?:我|我要|我想|我们)?(?:退出|退出调解|不调解了|不谈了|不想调解了|不参加调解了|i withdraw|withdraw from (?:the )?mediation|leave (?:the )?mediation|i(?:'m| am)? leav(?:e|ing) (?:the )?mediation)[。.!! ]*$`)
	namesProposal = pattern.MustCompile(`(?i)^(?:我|我们|i )?(?:对)?(不同意|同意|反悔|要改|agree (?:to|with)|refuse|reject|want to change|take back)( )?(?:这个|这份|上面的|刚才的|你们的|the |your )?(?:调解)?(?:方案|协议|稿|第([0-9]+)稿|proposal|agreement)(?:了|吧)?[。.!! ]*$`)
	asksOfTable   = pattern.MustCompile(`(?i)[?？]|吗|呢[。 ]*$|怎么|什么|为啥|谁|多少|\b(?:what|why|how|who|when|where|which)\b`)
	hedges        = pattern.MustCompile(`(?i)考虑|想想|想一想|商量|看看|等等|等一下|晚点|以后再|再说|不知道|不确定|如果|要是|除非|只要|要看|才|他|她|对方|人家|不是不|没说不|可能|也许|差不多|原则上|大概|\b(?:if|unless|maybe|perhaps|think|later|depends|probably|not sure|he|she|they|once|when|unsure|almost|guess)\b`)
	butWords      = pattern.MustCompile(`(?i)但|不过|可是|就是|另外|还要|前提|\b(?:but|except|however|provided|only)\b`)
	wantsElse     = pattern.MustCompile(`(?i)要改|改成|改为|改一下|修改|换成|能不能|可不可以|能否|少一点|多一点|再少|再多|分[两二三四五六几0-9]+(?:次|期|个月)|延|推迟|太多|太少|太高|太低|太晚|太早|\b(?:change|instead|rather|lower|higher|less|more time|instal(?:l)?ments?|too (?:much|little|high|low|late|soon))\b`)
	notMine       = pattern.MustCompile(`(?i)(?:打|发|找|认|弄|搞|寄)错(?:人|号|了)|错号|号码(?:不对|错)|不是我(?:的事|本人)?|我不是(?:他|她|本人|这个人|你们?要找)|我?(?:不认识|不晓得)(?:他|她|这个?人|你们)|查无此人|\b(?:wrong (?:number|person)|not me|isn'?t me|don'?t know (?:him|her|them|this person|anyone|who))\b`)
	noToTable     = pattern.MustCompile(`(?i)^(?:我|我们|本人|真的|实在|坚决|绝|拒|对不起|抱歉|[,,。 ])*(?:不(?:想|愿意?|要|去|来|参加|同意|谈|调解|用|行|可以|可能|答应|接受|干|签|认可?|打算|感兴趣|需要)|没(?:兴趣|什么好谈的?|门)|拒绝|反对|免谈|休想|算了|别(?:再|来|发|找|烦))|^(?:no|nope|never|not (?:interested|coming|joining|acceptable|agreed?)|(?:i |we )?(?:don'?t|do not|won'?t|will not|will never|can(?:'?t|not) (?:agree|accept|come|join))|(?:i |we )?(?:refuse|decline|reject|disagree)|leave me alone|stop)\b`)
	noneOfIt      = pattern.MustCompile(`(?i)^(?:我|他|她|对方|还|一直|到现在|都|根本|并|钱|也|[,, ])*(?:没有?|未)(?:收到|拿到|给|付|做|修|到账?|见到?|有)?|^(?:no|nope|not yet|not (?:received|paid|done|fixed)|(?:he |she |they |i )?(?:haven'?t|hasn'?t|didn'?t|has not|have not|did not)|nothing)\b`)
	fineSaid      = pattern.MustCompile(`(?i)没问题|没事|没关系|没意见|不好意思|no problem|no objection|don'?t know|don'?t mind`)
	consents      = pattern.MustCompile(`(?i)同意|愿意|参加|接受|答应|认可|没有?意见|没有?问题|可以|行|好|谈|来|嗯|要得|\b(?:agree|agreed|accept|yes|yep|yeah|ok|okay|sure|fine|join|come|part|willing|good|alright|right|no problem)\b`)
	binds         = pattern.MustCompile(`(?i)同意|接受|答应|认可|没有?意见|没有?问题|可以|行|好|\b(?:agree|agreed|accept|yes|yep|yeah|ok|okay|sure|fine|good|alright|no problem)\b`)
	gotIt         = pattern.MustCompile(`(?i)收到|拿到|到账|给了|付了|修好|办好|办了|做到|做好|\b(?:received|got|paid|done|fixed|yes)\b`)
	yesWords      = pattern.MustCompile(`(?i)^(?:我们?|本人|咱们?|那|就|好的?|好嘞|行|嗯+|哦|是的?|对的?|可以的?|完全|都|也|愿意|肯定|一定|当然|同意|参加|接受|答应|认可|没有?意见|没有?问题|谈一谈|谈谈?|来|要得|勉强|调解|这个|这份|方案|协议|第[0-9]+稿|稿|的|了|吧|啊|呀|啦|哈|您|谢谢|麻烦了|已经|钱|收到|拿到|到账|给了|付了|修好|办好|办了|做到|做好|[\s,,。.!!、~])+$`)
	numberOnly    = pattern.MustCompile(`^[\s((]*[0-90-9一二三四五][\s.。))、!!]*$`)
)

// yesTokens are the words an English yes is made of.
const yesTokens = " i we i'll ill im i'm will do yes yep yeah ok okay sure fine agree agreed accept join happy to the this with proposal agreement draft that's it is it's good please thanks thank you come take part of course willing in and all right alright no problem received got paid done fixed money everything was has been "

// onlyYes says that a text is made of words of consent and nothing else: whoever says more
// is left to the mediator.
func onlyYes(text string) bool {
	if hasHan(text) {
		return yesWords.MatchString(text)
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.!;", r) })
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool {
		return !strings.Contains(yesTokens, " "+strings.ReplaceAll(w, "’", "'")+" ")
	})
}

// readSide reads an answer in words; -1 where it is not clear.
func readSide(about mediation.Kind, text string, choices []Choice) int {
	bare := strings.Trim(text, "。.!!,, ")
	for i, c := range choices {
		if strings.EqualFold(bare, c.Label) {
			return i
		}
	}
	if numberOnly.MatchString(text) {
		if i := strings.Index("一二三四五", bare) / len("一"); strings.Contains("一二三四五", bare) && i < len(choices) {
			return i
		}
		return pickOne(text, choices)
	}
	asks, hedged := asksOfTable.MatchString(strings.ReplaceAll(text, "没什么", "")), hedges.MatchString(strings.ReplaceAll(text, "不可能", "不行"))
	but := butWords.MatchString(text)
	long := utf8.RuneCountInString(text) > 20 && hasHan(text) || len(strings.Fields(text)) > 10
	no := !long && !but && !fineSaid.MatchString(text) && noToTable.MatchString(text)
	yes := !but && !long && onlyYes(text)
	switch about {
	case mediation.Release:
		switch {
		case asks:
		case notMine.MatchString(text):
			return 2
		case hedged:
		case no:
			return 1
		case yes && consents.MatchString(text):
			return 0
		}
	case mediation.Propose:
		named := binds.MatchString(text) && (but || strings.ContainsFunc(text, unicode.IsDigit))
		switch {
		case wantsElse.MatchString(text), named && !yes && !no && !asks && !hedged:
			return 2
		case asks, hedged:
		case no:
			return 1
		case yes && binds.MatchString(text):
			return 0
		}
	case mediation.Ask:
		switch {
		case asks, but, long, strings.Contains(text, "一半"), strings.Contains(text, "部分"):
		case noneOfIt.MatchString(text) && !fineSaid.MatchString(text):
			return 1
		case yes && gotIt.MatchString(text):
			return 0
		}
	}
	return -1
}
