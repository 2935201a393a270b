package hear

import (
	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
)

// AboutTheSame says that words go on about the case spoken of just now, instead of a yes: "it's got
// bigger", 就是那个,还没来人.
func AboutTheSame(text string) bool {
	text = pattern.Small(text)
	return goesOnAboutIt.MatchString(text) && !SpeaksOfAnother(text)
}

var (
	goesOnAboutIt = pattern.MustCompile(`^(?:it'?s|it has|it is|it)(?: (?:got|getting|become|becoming|now|still|also|even|much|worse|bigger|not|been|keeps|just|gets|going))\b|^(?:that one|that'?s the one|the same|same one|the old one)\b|^(?:就是|还是|是)(?:它|那个|那件|那一件|这个|这件|老的|原来那|之前那|上次那)(?:[,，。 了的]|$)|^(?:它|越来越|现在更|更(?:大|严重|厉害|糟|多))`)
	somethingNew  = pattern.MustCompile(`\b(?:new|another|different|other)\b|新的|新事|另|别的|不是|不一样`)
)

// AsksWhen is true for the question when somebody comes or answers.
func AsksWhen(text string) bool {
	text = pattern.Small(text)
	return len([]rune(text)) <= 60 && (whenCome.MatchString(text) || pattern.HoldsAny(text, []string{"什么时候能", "什么时候来", "什么时候有", "什么时候可以", "什么时候会", "几时", "啥时候", "还要多久", "要等多久", "多久能", "多久才", "要多久", "多长时间", "几天能", "几天修", "几天办", "几天才", "几天可以", "when will", "when can", "when does", "how long will", "how long does", "how soon"}))
}

// whenCome is the same question in the English people speak: "when somebody will come?".
var whenCome = pattern.MustCompile(`\bwhen\b.{0,24}\b(?:come|coming|arrive|answer|reply|call|fix|fixed|repair|repaired|done)\b`)

// theSame goes on with what was told: 养老院那边也停了水 after a cut of water.
var theSame = pattern.MustCompile(`也(?:停|断|漏|堵|淹|不亮|没亮|一样|是一样|这样|是这样)`)

// followsUp opens a short question about what was just told: 是不是要再交一次材料, 那要带身份证吗.
var followsUp = pattern.MustCompile(`^(?:那么?|是不是|要不要|还要|还需要|需不需要|需要|我要|要|再|用不用|还用)`)

// keepFrom asks that somebody is not told.
var keepFrom = pattern.MustCompile(`^(?:请|你们?|您)*(?:不想|不要|别|不能|不敢|先别|千万别)(?:让|给|告诉|跟)[^,，。]{1,8}(?:知道|晓得|说|讲)?[。 ]*$`)

// IsNew says that words after a hand-off are about something else: surely of
// another kind, or a whole story about another place.
func (t *Listener) IsNew(m *dialog.Matter, text string) bool {
	if len([]rune(text)) < 4 || !m.Has("what") {
		return false
	}
	if len([]rune(text)) <= 20 && keepFrom.MatchString(text) {
		return false // 不想让老公知道 is about the matter that was told
	}
	if len([]rune(text)) <= 16 && theSame.MatchString(text) || AsksWhen(text) && (len([]rune(text)) <= 14 || !pattern.HasHan(text) && len(text) <= 40) {
		return false
	}
	if len([]rune(text)) <= 16 && followsUp.MatchString(text) && AsksBackAt(text) {
		return false
	}
	r := t.Rank(text)
	return r.Sure() && r.Best().Category != m.Category && m.Category != ""
}

// SpeaksOfAnother says that words name another matter, or deny this one.
func SpeaksOfAnother(text string) bool { return somethingNew.MatchString(text) }

// praise and its turn: whoever tells how well they were helped says which case it is about,
// and asks for nothing.
var (
	praise     = pattern.MustCompile(`真好|真当好|太好了|特别好|人好|好人|很好|蛮好|挺好|不错|耐心|热心|贴心|负责|过意不去|感谢|感激|谢谢|多亏|辛苦|锦旗|表扬|夸|\b(?:lovely|wonderful|great|brilliant|so kind|very kind|patient|helpful|grateful|thank|appreciate|excellent|amazing)\b`)
	praiseTurn = pattern.MustCompile(`但|不过|可是|只是|就是(?:有|没|还|太)|还(?:没|差|少|是)|没(?:修|弄|办|到|解决|处理)|又(?:坏|漏|来)|怎么|[?？吗]|另外|\b(?:but|however|although|though|except|still|yet|also|another|not)\b`)
)

// Praises says that words are praise and nothing else.
func Praises(text string) bool {
	text = pattern.Small(text)
	return praise.MatchString(text) && !praiseTurn.MatchString(text)
}

// bestMarks is the best score in marks of the resident's own: 给她100分, "ten out of ten", 五星.
var bestMarks = pattern.MustCompile(`^(?:我|肯定|当然|必须|绝对)*(?:给|打)?(?:他|她|你们?|您|小\p{Han}|我)?(?:打|个|一个)?(?:100|一百|十|10|满|120|一百二十)分[!！。. ]*$|^(?:5|五)(?:颗)?(?:星|星好评)[!！。. ]*$|^(?:i(?:'d| would)? give (?:it|her|him|you|them) )?(?:an? )?(?:10|ten)(?: out of |/)(?:10|ten)[!. ]*$|^(?:5|five) stars?[!. ]*$`)

// FullMarks says that words give the best score in marks of their own.
func FullMarks(text string) bool { return bestMarks.MatchString(pattern.Small(text)) }
