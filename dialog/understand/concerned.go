package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// Who a matter is about, when it is not about the teller.

// suffers go on with somebody to whom something was done, or whom something befell.
var (
	suffersZh = pattern.MustCompile(`^[^我,，。;；!！?？\n]{0,14}?(?:[,，](?:今天|昨天|前天|昨晚|上周|上个月|最近|经常|总是|老是|天天|又|还|就|今年|在学校|在厂里|在工地|在单位|[0-9一二三四五六七八九十]+岁|,|，)*)?(?:被|遭|挨|让人|给人)[^我\n]{0,12}?(?:打|骂|骗|欺|咬|撞|伤|砍|抢|偷|辞|开除|解雇|裁|扣|欠|赶|赖|侮|辱|霸凌|排挤|孤立|威胁|虐|摸|猥|勒索|烫|压|砸|夹|电|推|踢|抓|关|冒|坑|拖)`)
	befellZh  = pattern.MustCompile(`^[^我,，。;；!！?？\n]{0,12}?(?:受了?伤|摔|跌|骨折|病了|生病|住院|瘫痪|失业|失眠|抑郁|上当|出了?事|工伤|(?:没|拿|讨|要|领)不?到?(?:拿到|领到|工资|工钱|补贴|赔偿|养老金)|拿不到|领不到|不肯(?:上学|吃|说话)|不想上学|不去上学|没人管|没人照顾|没饭吃)`)
	// owed gives the one spoken of before as the one to whom it was done: 老板欠他八千
	owedZh = pattern.MustCompile(`(?:^|[^我们])(?:欠|拖欠|克扣|扣|压|压着|不给|没给|不肯给|不发|没发|少发|少给|不付|没付|不赔|没赔|不还|打伤|打|骂|骗|欺负|欺|霸凌|威胁|撞伤|撞|咬伤|咬|砸伤|辞退|开除|赶走|赶|推|踢|堵|排挤|勒索|虐待)(?:了|过|着)?[他她]`)
	// deedToZh stands before the one to whom it was done: 打了我儿子
	deedToZh = pattern.MustCompile(`(?:欠|拖欠|克扣|扣|不给|没给|不发|没发|不付|没付|不赔|打伤|打|骂|骗|欺负|欺|霸凌|威胁|撞伤|撞倒|撞|咬伤|咬|砸伤|辞退|开除|赶走|赶|推倒|推|踢|排挤|勒索|虐待|带走|抢)(?:了|过|着)?(?:我|我们|我家|咱|俺)?(?:的)?$`)
	ofTheirs = pattern.MustCompile(`^(?:今年)?(?:[0-9一二三四五六七八九十]+岁?)?(?:,|，)?的?(?:的)(?:工资|工钱|工伤|押金|赔偿|医药费|养老金|补贴|补助|低保|残疾证|身份证|户口|医保|社保|退休|钱|腿|手|头|病)`)

	suffersEn = pattern.MustCompile(`^(?: \w+| who| is| \d+|,){0,6}? (?:was|were|got|gets|is|are|has been|have been|being|keeps getting|is being) (?:\w+ly |\w+ )?(?:hit|beaten|hurt|injured|cheated|robbed|bitten|fired|sacked|bullied|threatened|attacked|scammed|knocked|run over|unpaid|laid off|abused|assaulted|owed|dismissed|kicked|punched|harassed|evicted|tricked|burned|burnt|crushed|insulted|teased|picked on|ignored|picked|pushed)\b`)
	befellEn  = pattern.MustCompile(`^(?: \w+|,){0,7}? (?:no (?:salary|wages?|pay|payment)\b|not (?:get |been |be )?paid|fell|lost|broke|cannot|can't|hasn't been paid|has not been paid|wasn't paid|was not paid|never got|did not get|didn't get|won't go to school|refuses to go to school|stopped going to school|won't eat|cries|is ill|is sick|is depressed)\b`)
	owedEn    = pattern.MustCompile(`\b(?:owes?|owed|hit|hits|beat|beats|hurt|hurts|cheated|bit|bites|fired|sacked|bull(?:y|ies|ied)|threaten(?:s|ed)|attacked|scammed|pay|paid|pays|kicked|punched|robbed|pushed|harass(?:es|ed)) (?:him|her)\b`)
	deedToEn  = pattern.MustCompile(`\b(?:owes?|owed|hit|hits|beat|beats|beat up|hurt|hurts|cheated|bit|fired|sacked|bull(?:y|ies|ied)|threaten(?:s|ed)|attacked|scammed|pay|paid|pays|kicked|punched|robbed|pushed|harass(?:es|ed)|knocked down|ran over|tricked)(?: \w+)? (?:my|our) (?:\w+ )?$`)
	theirsEn  = pattern.MustCompile(`^'s? (?:\w+ )?(?:wages?|salary|pay|deposit|pension|leg|arm|money|injury|subsidy|allowance)\b`)
)

// done says that something was done to, or befell, the person text[from:to].
func (p *personReader) done(from, to int) bool {
	ahead, behind := p.s[:from], p.s[to:]
	if suffersZh.MatchString(behind) || befellZh.MatchString(behind) || ofTheirs.MatchString(behind) || owedZh.MatchString(behind) || deedToZh.MatchString(ahead) {
		return true
	}
	return hasLatin(p.s) && (suffersEn.MatchString(behind) || befellEn.MatchString(behind) || owedEn.MatchString(behind) || deedToEn.MatchString(ahead) || theirsEn.MatchString(behind))
}

// dead goes on after somebody who is not alive any more.
var dead = pattern.MustCompile(`^(?i:,? (?:has|had|just|suddenly|recently|sadly|who))*,?(?i: (?:died|passed away|is dead|is gone|was killed))\b|^(?:他|她|刚|刚刚|才|已经|前年|去年|今年|上个?月|前几?天|突然|意外|因病|生病|车祸|早就|早|都)*(?:去世|过世|死了|不在了|病故|病逝|离世)`)

// Dead says that the words behind somebody tell that they are dead: nothing is done for
// them any more. "My husband died in August": the widow asks for herself.
func Dead(behind string) bool { return dead.MatchString(behind) }

// origin goes on after somebody with where they come from, or what they are by trade.
var origin = pattern.MustCompile(`^(?i:'s| is| was|,)(?i: a| an| the| also| originally)*(?i: (?:chinese|foreign(?:er)?|local|american|british|english|french|german|russian|ukrainian|indian|japanese|korean|vietnamese|filipino|filipina|thai|african|nigerian|pakistani|canadian|australian|citizen|soldier|teacher|doctor|farmer|worker|driver|officer|from)\b)|^(?:也|就|都)?是(?:个|一个)?(?:中国|外国|本地|外地|本村|这里|这边|当地|[\p{Han}]{2,3}(?:省|市|县|镇))?(?:人|的|党员|军人|老师|医生|农民|工人|老党员|退伍军人)`)

// OnlyOrigin says that the words behind somebody tell who they are and not what they need:
// "my husband is Chinese and I need a permit" is asked for the wife.
func OnlyOrigin(behind string) bool {
	return origin.MatchString(behind) && !ofThem.MatchString(behind)
}

// ofThem speaks of somebody told before: 她残疾证丢了, "her card".
var ofThem = pattern.MustCompile(`[他她]|\b(?i:he|she|his|her|him)\b`)

// Suffers says whether something was done to, or befell, a person found in a text.
func Suffers(text string, q Person) bool {
	p := &personReader{text: text, s: fold(text)}
	return p.done(q.Start, q.End)
}

// ofMine: a friend, workmate or neighbour of the speaker's own, to whom something was done.
func (p *personReader) ofMine(from, to int, relation string) bool {
	switch relation {
	case "friend", "colleague", "school", "tenant":
	case "neighbour":
		return p.mine(from) && (suffersZh.MatchString(p.s[to:]) || suffersEn.MatchString(p.s[to:]))
	default:
		return false
	}
	return p.mine(from) && p.done(from, to)
}

// worksFor goes on with a friend who works for somebody: it is they who are not paid.
var worksFor = pattern.MustCompile(`^,? (?:she |he )?(?:is |was )?(?:works?|worked|working|employed) (?:in|at|for|as)\b|^在[^,，。我]{1,12}(?:上班|打工|干活|做工|做事|做了)`)

// mine: 我朋友, "my friend".
func (p *personReader) mine(from int) bool {
	lead := skipSpaceBack(p.s, from)
	for _, w := range []string{"我", "我的", "我们", "我有个", "我一个", "my", "our"} {
		if strings.HasSuffix(p.s[:lead], w) {
			return true
		}
	}
	return false
}

// tells are the words of telling for somebody: 替我妈问, 帮邻居报.
var (
	tellsZh = pattern.MustCompile(`(?:帮|替|代|(?:^|[^没不肯未少还])给)(?:我们?|咱们?|俺)?(?:家|村里?|楼[上下])?(?:的|一个|个)?$`)
	tellsTo = pattern.MustCompile(`^\p{Han}{0,6}?(?:报|问|反映|说|投诉|咨询|办|查|打听|求助|申请|登记|领|申诉|讨|要|拍|发|写|打字)`)
	tellsEn = pattern.MustCompile(`(?:\bon behalf of|\b(?:report|reporting|asking|ask|calling|writing|write|call|here|message|apply|applying|texting|this is|it is|it's) (?:this |you |in |something )?for)(?: \w+(?:'s)?)?$`)
	forThem = pattern.MustCompile(`我是?(?:帮|替|代)(?:别人|人家|人|他|她|他们|老人)(?:家)?(?:来)?(?:报|问|反映|说|投诉|咨询|办|打听|求助|申请)|(?:帮|替)(?:他|她|他们|人家)(?:报|问|反映|说|投诉|咨询|申请)|不是我[的自]?[己事]?,?是我?(?:爸|妈|儿|女|孙|爷|奶|邻|朋友|同事)|\bon (?:his|her|their|someone's|somebody's) behalf\b|\b(?:so|that'?s why) i (?:write|am writing|report|ask|text)(?: (?:this|you|here))? (?:for (?:him|her|them))\b|\b(?:he|she|they)(?:'s| is| are) (?:too )?(?:afraid|scared|shy|old|busy)[^.!?\n]{0,12} so i (?:write|report|ask|text|am)|\b(?:reporting|asking|writing|calling) (?:this )?for (?:him|her|them|someone else|somebody else|a friend|a neighbou?r)\b`)
)

// oneOfOurs tells of somebody in the village or house who needs care: 我们村有个孤老头子.
var oneOfOurs = pattern.MustCompile(`(?:我们?|咱们?|俺)?(?:村|小区|楼|单元|隔壁|这里|这边|边上|组)(?:里|上|头)?有(?:一?[个位户]|[一两几]个)(?:[\p{Han}]{0,4})(?:老头|老人|老太|老爷子|孤寡|孤老|残疾|五保|困难户|孤儿|寡妇)`)

// ForSomebody says that the words are told for somebody else, outright.
// Persons are those found in the text.
func ForSomebody(text string, persons []Person) bool {
	p := &personReader{text: text, s: fold(text)}
	if forThem.MatchString(p.s) || oneOfOurs.MatchString(p.s) {
		return true
	}
	for _, q := range persons {
		lead := p.s[:skipSpaceBack(p.s, q.Start)]
		if tellsZh.MatchString(lead) && tellsTo.MatchString(p.s[q.End:]) || tellsEn.MatchString(lead) {
			return true
		}
	}
	return false
}

// under18 are ages and schools of children.
var (
	under18Zh = pattern.MustCompile(`(?:^|[^0-9一二三四五六七八九十百])(?:1[0-7]|[1-9]|十[一二三四五六七]?|[一两二三四五六七八九])(?:周?岁|岁半|个月大)(?:[^月]|$)|未成年|(?:上|读|念|在|才)?(?:小学|初中|幼儿园)(?:[一二三四五六]年级|生|[一二三])?|[一二三四五六七八九]年级|[初高][一二三](?:[^十]|$)|高中生|中学生|还在(?:上|读)高中`)
	under18En = pattern.MustCompile(`\b(?:1[0-7]|[1-9])[- ]?(?:years?[- ]old|yrs? old|yo|y/o|months? old)\b|\b(?:aged|is|only|just|turned|,) ?(?:1[0-7]|[1-9])(?:$|[ ,.;)](?:and|years? old|he|she|was|is|got|has)?)|\((?:1[0-7]|[1-9])\)|\bin (?:grade (?:1[0-2]|[1-9])|primary|elementary|middle school|junior high|kindergarten|the \w+ grade)\b|\bunder ?age\b|\btoddler\b|\bteenage(?:r|d)?\b`)
	childZh   = pattern.NewWords(strings.Fields("孩子 小孩 娃 囡 女儿 闺女 儿子 孙子 孙女 外孙 侄子 侄女 侄儿 外甥 弟 妹 宝宝 学生 男孩 女孩 小朋友 丫头 同学")...)
	childEn   = pattern.MustCompile(`\b(?:son|daughter|child|children|kids?|boy|girl|grandson|granddaughter|grandchild|nephew|niece|brother|sister|cousin|stepson|stepdaughter|baby|toddler|pupil|student|teenager|twins)s?\b`)
)

// Child says that the text speaks of somebody under 18 who is not the speaker: the age
// or the school stands in the same sentence as a word for a child.
func Child(text string) bool {
	s := fold(text)
	for start := 0; start < len(s); {
		end := start
		for end < len(s) && !isSentenceEnd(runeAt(s, end)) {
			end += width(s, end)
		}
		one := s[start:end]
		if childZh.In(one) && under18Zh.MatchString(one) || childEn.MatchString(one) && under18En.MatchString(one) {
			return true
		}
		start = end + width(s, min(end, len(s)-1))
	}
	return false
}
