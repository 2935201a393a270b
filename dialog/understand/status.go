package understand

import (
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

var (
	statusEndings = []string{"怎么样了", "怎样了", "有结果吗", "有结果了吗", "有结果没", "有进展吗", "有进展了吗", "到哪一步了", "什么进度", "进度", "有消息吗", "有消息了吗", "修好了吗", "处理了吗", "处理了没", "办到哪了", "到哪了", "办到哪一步", "有消息没", "有信没", "咋样了", "弄好没有", "办好没有", "修好没有", "处理好没有", "有结果没有", "办好了吗", "办好了没", "解决了吗", "有人管了吗", "什么时候修", "什么时候处理"}
	statusAbout   = []string{"报的", "报过的", "反映的", "投诉的", "上次", "上回", "之前", "前几天报", "我的事", "我的案", "我那件事", "那件事", "那个事", "编号", "说的"}
	statusPhrases = []string{"status of ", "any news on ", "any news about ", "any update on ", "any update about ", "any updates on ", "any updates about ", "is there any update on ", "is there any news on ", "is there any news about ", "what's going on with my ", "whats going on with my ", "what is going on with my ", "what about my report", "what about my case", "what happened to my report", "what happened to my case", "what happened with my report", "what happened with my case", "how is my report", "how's my report", "how is my case", "how's my case", "progress of my", "progress on my", "check the status of ", "what is the status of my", "what's the status of my"}
)

// asksStatus sees the question how a matter stands: 上次报的路灯怎么样了, "any news
// on my report", or a case number beside a status word. rest is the whole text,
// or the case number alone.
func asksStatus(text string) (rest string, ok bool) {
	s := strings.TrimSpace(fold(text))
	if utf8.RuneCountInString(s) > 60 {
		return "", false
	}
	if no, others, found := cutCaseNumber(strings.TrimSpace(text)); found {
		if c := commandWords[key(others)]; Command(c) == Status || alone(key(others)) == Status || key(others) == "" {
			return no, true
		}
	}
	for _, p := range statusPhrases {
		if strings.HasPrefix(s, p) && (strings.Contains(s, "my ") || strings.Contains(s, "case") || strings.Contains(s, "report")) {
			return text, true
		}
	}
	if reportedBefore.MatchString(s) || stillThere.MatchString(s) {
		return text, true
	}
	plain := strings.TrimRight(s, "?？。.!！啊呀呢 ")
	for _, e := range statusEndings {
		if !strings.HasSuffix(plain, e) {
			continue
		}
		for _, a := range statusAbout {
			if strings.Contains(plain, a) && utf8.RuneCountInString(plain) <= 24 {
				return text, true
			}
		}
	}
	return "", false
}

// reportedBefore asks after what was reported, and says nothing of how it is: 我上礼拜报的那个路灯呢, "any
// word on that pothole I reported".
var reportedBefore = pattern.MustCompile(`^(?:请问|你好|您好|那|我|我们|之前|以前|上次|上回|上个?(?:月|周|星期|礼拜)|前几天|前天|昨天|早上|刚才|[,， ]){1,5}(?:跟你们?|向你们)?(?:报|反映|投诉|登记|上报)(?:过|上去|上来)?的(?:那个|那件|那条)?[^,，。!！?？]{0,10}(?:呢|呐|啊)[?？ ]*$|^(?:hi|hello|hey|sorry)?[, ]*(?:is there |have you got |do you have )?any (?:word|news|updates?|progress|movement)(?: yet)? (?:on|about|with|regarding) (?:the|that|this|my|our) [^.,!?]{2,30}? (?:i|we)(?: have|'ve)? (?:reported|told you about|wrote about|sent in|mentioned|complained about)(?: [^.,!?]{2,20})?[? ]*$`)

// stillThere asks whether what was told before is still known: 我前两天说的那个事还在不在, "do you
// still have what I told you".
var stillThere = pattern.MustCompile(`^(?:请问|你好|您好|喂|[,， ])*(?:我|我们)?(?:之前|以前|上次|上回|上周|前[两几]天|昨天|前天|早上|刚才|那天)?(?:跟|和|给|向)?(?:你们?|您)?(?:说|讲|报|提|反映|发)(?:过|起)?的?(?:那|这)?(?:个|件|些)?(?:事情?|东西|问题|话)?(?:还在不在|还在吗|还在不|还有没有|还有吗|还算数吗|还作数吗|还记得吗|记得吗|还记不记得|丢了没|没丢吧|没了吗)[?？呀啊 ]*$|^(?:hi|hello|hey|sorry)?[, ]*(?:do you (?:still )?(?:have|remember)|is (?:it|that) still there|have you still got) (?:what i|my (?:report|message|case|problem|thing))(?: (?:told|said|wrote|sent|reported)(?: you| to you)?)?(?: (?:before|yesterday|last week|on \w+|the other day))?\?*$`)

// cutCaseNumber takes a number read aloud like JH-07-00421-3 out of a text:
// up to four letters, then three groups of digits.
func cutCaseNumber(text string) (no, others string, ok bool) {
	for i := 0; i < len(text); i++ {
		if !isLatin(text[i]) || i > 0 && isLatin(text[i-1]) {
			continue
		}
		j := i
		for j < len(text) && isLatin(text[j]) {
			j++
		}
		k, groups := j, 0
		for k+1 < len(text) && text[k] == '-' && isDigit(text[k+1]) {
			for k++; k < len(text) && isDigit(text[k]); k++ {
			}
			groups++
		}
		if j-i <= 4 && groups >= 2 {
			return text[i:k], text[:i] + " " + text[k:], true
		}
	}
	return "", text, false
}
