package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// People are asked one thing and go on telling another: 没赔 or 多大,半亩吧 where the
// village was asked for, 七个人 where the boss was. That is more of the story, not the
// answer; it joins the story, and the question comes again.

var (
	// placeChars are characters that names of places and words for them hold.
	placeChars = pattern.NewChars("村庄里头边口路街巷弄桥塘溪山坞湾店厂楼幢栋号室门区苑园校场站寺庙河江田组队镇乡县市城岭坪畈宅湖坝渠沟井亭祠堂院府社港洲岸屋家这那")
	// tellingChars are characters of sentences, which no bare name holds.
	tellingChars = pattern.NewChars("了没不是有我你您他她吧呢吗就还都也要给说讲钱块元多少亩斤米岁年月天次想找让叫把被很太才又因所但如果怎什谁")
	// countsPeople is how many were wronged, and nobody's name.
	countsPeople = pattern.MustCompile(`^(?:一共|总共|有|我们|大概)*(?:[0-9]{1,3}|[一二两三四五六七八九十几]{1,3})(?:来|多)?(?:个|名|位)(?:多)?(?:人|工人|工友|老乡|同事|农民工)?$`)
	tellingEn    = pattern.MustCompile(`(?i)\b(?:i|he|she|they|we|it|it's|its|was|were|is|are|not|didn'?t|doesn'?t|don'?t|won'?t|can'?t|said|says?|paid|no|never|because|since|want|need|have|has|had)\b`)
	// notNamedEn opens English words of a story, short as they may be: "many flies", "broke my wrist".
	notNamedEn = pattern.MustCompile(`(?i)^(?:many|some|lots?|very|too|really|only|still|also|just|now|then|since|for|about|last|almost|over [0-9]|every|both|broke|broken|hurt|lost|fell|cut|paid|worked|left|asked|called|came|went|took|started|stopped|moved|single|pregnant)\b|^(?:big|huge|small|deep|dark|wide|long|dirty|smelly|bad|terrible|awful|loud|wet|old|new|dangerous|urgent|today|yesterday|now|soon)[.! ]*$`)
	lacksEn    = pattern.MustCompile(`(?i)^(?:no|without|nothing|none of|all of|every|[0-9]{1,4}) [a-z]+|^(?:there(?:'?s| is| are| were)|we(?:'re| are| were)|about|around|all|maybe|us)* ?(?:[0-9]{1,4}|two|three|four|five|six|seven|eight|nine|ten|a dozen|several|some|many)(?: or (?:[0-9]{1,2}|so|more))? (?:of us|people|workers|guys|men|women|families|colleagues)\b`)
	placeEn    = pattern.MustCompile(`(?i)\b(?:in|at|near|by|behind|opposite|next to|road|street|lane|village|town|estate|building|block|flat|house|garden|community|school|market|bridge|gate|park|station|shop|hotel|factory)\b|[0-9]`)
	// noPlaceEither are words with such characters that tell how somebody is.
	noPlaceEither = pattern.MustCompile(`^(?:上身|下身|身上|他|她|人|当时)?(?:穿|戴|背|拿|拄)着?|衣服|裤子|帽子|头发|个子|身高|[0-9一二三四五六七八九十]岁|住院|出院|下岗|失业|(?:上|放|退|开)学|读书|坐牢|生病|开刀|没工作|没人|(?:卡|存折|折子|账户|账号|证|表格|单子|收据|合同)(?:上|里)?$`)
	// ownOrUnknown opens words for somebody whose relation is not on our list, or whom the
	// resident does not know: 我三弟, 不晓得谁.
	ownOrUnknown = pattern.MustCompile(`^(?:(?:就?是)?(?:我们?|俺|咱)(?:家|的)?|不(?:晓得|知道|清楚|认识).*)`)
	// isCalled is what brings a name, of whomever: "it's called", 叫, 姓.
	isCalled = pattern.MustCompile(`(?i)\b(?:called|named|name is|name's|name)\b|叫[^我你您他她人]|姓`)
)

// goesOnTelling says that words where a place or the other side was asked for are neither,
// but more of the story. What was understood as an answer never comes here.
func (t *Listener) goesOnTelling(asked, text string) bool {
	switch asked {
	case "where":
		return understand.IsLength(text) || !LikePlace(text) || aFullName(text)
	case "who":
		return understand.IsLength(text) || !t.likeSomebody(text)
	case "name", "phone":
		return understand.IsLength(text)
	}
	return false
}

// LikePlace says that words which no list knows may be a place all the same.
func LikePlace(text string) bool {
	if !pattern.HasHan(text) {
		return placeEn.MatchString(text) || len(strings.Fields(text)) <= 3 && !tellingEn.MatchString(text) && !notNamedEn.MatchString(text)
	}
	if noPlaceEither.MatchString(text) {
		return false
	}
	if strings.ContainsFunc(text, placeChars.Has) {
		return true
	}
	return len([]rune(text)) <= 6 && !strings.ContainsFunc(text, tellingChars.Has)
}

// aFullName says that words are a family name with a whole given name, and no village is
// called so: 王桂英.
func aFullName(text string) bool {
	return len([]rune(text)) == 3 && plainName.MatchString(text) && !strings.ContainsFunc(text, placeChars.Has)
}

// likeSomebody says that words which name nobody we know of may name a firm or a person.
func (t *Listener) likeSomebody(text string) bool {
	if isCalled.MatchString(text) {
		return true
	}
	if t.tellsOfOwn(text) {
		return false
	}
	if len(t.Persons(text)) > 0 || pattern.HoldsAny(strings.ToLower(text), houses) {
		return true
	}
	if !pattern.HasHan(text) {
		return len(strings.Fields(text)) <= 5 && !tellingEn.MatchString(text) && !lacksEn.MatchString(text) && !notNamedEn.MatchString(text)
	}
	text = strings.TrimRight(text, "吧呢啊呀的 。.")
	text = ownOrUnknown.ReplaceAllString(text, "")
	return !countsPeople.MatchString(text) && len([]rune(text)) <= 16 && !strings.ContainsFunc(text, tellingChars.Has)
}

// tellsOfOwn says that words are a sentence about the teller or theirs, and name nobody on the
// other side: 两个孩子都还小 我没工作, "my kids are small, i have no job".
func (t *Listener) tellsOfOwn(text string) bool {
	if ownTrade.MatchString(text) {
		return true
	}
	persons := t.Persons(text)
	if slices.ContainsFunc(persons, func(p understand.Person) bool { return p.Role == understand.Other }) {
		return false
	}
	if ofMyself.MatchString(text) {
		return true
	}
	beside := StorySize(text)
	for _, p := range persons {
		beside -= StorySize(p.Raw)
	}
	return len(persons) > 0 && (pattern.HasHan(text) && beside >= PartHan && isSaidOf.MatchString(text) || !pattern.HasHan(text) && beside > PartWords && tellingEn.MatchString(text))
}

var (
	// ofMyself begins a clause with what the teller has, is or does: 我没工作.
	ofMyself = pattern.MustCompile(`(?:^|[,，。;； ])(?:我|我们|咱们?|俺)(?:也|又|都|就|还|现在|已经|自己|一个人|真的?)*(?:没|不|很|太|有|要|想|在|去|做|干|靠|带着|身体|岁|[0-9一二三四五六七八九十]+岁)|(?i:(?:^|[,.;] ?)(?:i|we)(?:'m|'ve| am| have| had| can'?t| cannot| don'?t| need| want| live| lost)\b)`)
	// isSaidOf is what is said of somebody: 都还小, 在读书.
	isSaidOf = pattern.MustCompile(`都|还|才|很|太|在读|在上|上学|读书|生病|[0-9一二三四五六七八九十]+(?:岁|个月)|没|不|[了着过]`)
)

// Excuses says that words hold some of who gives no answer.
func Excuses(text string) bool { return excusing.MatchString(text) }

// excusing are words of who gives no answer, and nothing else.
var excusing = pattern.MustCompile(`(?i)再说|等[下会]|以后|回头|晚点|电话|手机|号码|姓名|名字|匿名|实名|留|跳过|不[说讲填写给]|告诉|知道|晓得|清楚|不用|随便|谢谢|好的|机器|\b(?:phones?|numbers?|names?|skip|know|sure|anonymous|prefer|rather|thanks?|thx|ta|cheers|ok|okay|share|give|tell|leave)\b`)

// An excuse is short: from so many characters or words on, words tell something as well.
const excuseHan, excuseWords = 10, 10

// PassesOver says that a message which was taken for a mere yes, no or skip tells more than
// that.
func PassesOver(asked, text string, cmds []Command) bool {
	if len(cmds) != 1 {
		return false
	}
	switch cmds[0].Do {
	case DoYes, DoNo, DoSkip, DoUnknown:
		return slices.Contains([]string{"where", "who", "name", "phone", "identity"}, asked) && TellsAnyway(asked, text) && !saysSendIt(text)
	}
	return false
}

// TellsAnyway says that words which answer nothing are worth keeping: they are long enough
// for a part of the story, and no excuse for giving none.
func TellsAnyway(asked, text string) bool {
	return asked != "what" && asked != dialog.AskMenu && asked != dialog.AskConfirm &&
		(!Excuses(text) || BesideFacts(text, nil, excuseHan, excuseWords) && !pattern.HoldsAny(strings.ToLower(text), []string{"留", "匿名", "实名", "anonym"})) &&
		!pattern.HoldsAny(text, phrases.RudeWords) && BesideFacts(text, nil, PartHan+1, 2)
}
