package understand

import (
	"frontdoor/dialog/pattern"
)

// A wish for somebody, built freely: 叫你们的人来跟我说, "I'd rather talk to
// somebody". Whoever tells of others who send or talk to people has another
// beginning: 隔壁找人来跟我说, "he refuses to talk to somebody".
var (
	humanBegins = `(?:^|[\s,，.。;；!！?？:：、…~—])(?:我要求|我想要|我要|我想|我|你们?|您|能不能|能否|可不可以|可以|能|请|麻烦|快点|快|赶紧|赶快|马上|还是|不如|干脆|那|就|直接|先|再|必须|算了|求求|求|给我|帮我|替我)*`
	humanSender = `(?:找|叫|派|换|喊|请|让|安排|来)(?:你们?那?里?的?|你们(?:单位|镇里|村里|中心)的?)?(?:一?[个位])?(?:真|活|大活)?人(?:过来|出来|来)?`
	humanTalks  = `(?:说话|说|讲|聊|谈|对话|沟通|解释|回个?电话|打个?电话|回电|联系)`
	// with whom: whatever is said after it, the person is to talk
	humanToMe = pattern.MustCompile(humanBegins + humanSender + `(?:跟|和|同|与|给)(?:我们?|咱们?)` + humanTalks)
	// without: nothing else may be asked of the person (来修, 来看看)
	humanCalled = pattern.MustCompile(humanBegins + `(?:给我(?:找|叫|换|喊)(?:一?[个位])(?:真|活)?人(?:过来|出来|来)` + humanTalks + `*|` + humanSender + humanTalks + `+)(?:一下|一声)?[吧啊呀嘛呢行不吗]*(?:$|[\s,，.。;；!！?？:：、…~—])`)

	humanSomeone = pattern.MustCompile(`(?:^|[.,;!?:，。\n] ?|\b(?:and|so|but|please|just) )(?:(?:please|just|sorry|ok|okay|hi|hello|no|could|can|may|might|i|i'd|i’d|would|much|rather|prefer|like|want|wish|need|wanna|to|let|me|is|it|there|possible|how|do|actually|really|still) )*(?:talk|speak|chat)(?:ing)? (?:to|with) (?:someone|somebody|anyone|anybody)\b`)
	humanRings   = pattern.MustCompile(`(?:^|[.,;!?:，。\n] ?|\b(?:and|so|but|please|just) )(?:(?:please|just|can|could|will|would|i|want|need|like|i'd) )*(?:(?:have|get|let|ask|tell) )?(?:someone|somebody|anyone|a person) (?:please |to )*(?:call|ring|phone|talk to|speak to|speak with|talk with) (?:me|us)\b`)
)

// wantsSomebody sees the wish for a person who talks, not for one who repairs.
func wantsSomebody(s string) bool {
	if sendsFor(s) && (humanToMe.MatchString(s) || humanCalled.MatchString(s)) {
		return true
	}
	return hasLatin(s) && (humanSomeone.MatchString(s) || humanRings.MatchString(s))
}

// senders are the last characters of the words that open humanSender.
var senders = pattern.NewChars("找叫派换喊请让排来")

// farthest is how many characters behind them the 人 of humanSender may stand: 找你们单位的
// 一个大活人.
const farthest = 10

// sendsFor says that humanSender may stand in a text: without it nobody is wanted in Chinese.
func sendsFor(s string) bool {
	last := -farthest - 1
	for i, n := 0, 0; i < len(s); n++ {
		r, size := pattern.Decode(s, i)
		if r == '人' && n-last <= farthest {
			return true
		}
		if senders.Has(r) {
			last = n
		}
		i += size
	}
	return false
}

// heartEnglish: whoever is low and wants somebody to talk to asks for counselling.
func heartEnglish(s string) bool {
	return hasLatin(s) && heartEnglishWords.In(s)
}

var heartEnglishWords = pattern.NewWords("feel", "lonely", "alone", "depress", "anxious", "anxiety", "sad", "grief", "stress", "can't sleep", "cannot sleep", "mental", "worries", "crying")
