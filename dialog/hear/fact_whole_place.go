package hear

import (
	"strings"

	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// Words around a place that was asked for: 我家在…, 就在…那边吧.
var (
	beforePlace = pattern.MustCompile(`^(?:[嗯哦噢呃额喔][,， ]*)?(?:那个[,， ]*)?(?:就是|就在|是在|是|在|(?:地址|地点|位置)(?:是在|是|在)?[:：]?|(?:我们|我|俺)?家?(?:就)?(?:都)?(?:住在|开在|租在|住|在|是))?[:： ]*`)
	afterPlace  = pattern.MustCompile(`(?:(?:整个村子?|全村|整个小区|整栋楼|整幢楼|整条街)?都(?:是这样|是|有|这样|一样)的?)?(?:的)?(?:那里|那边|这边|这里|那儿|那块|那一带|这一带)?(?:吧|呀|啊|哦|呢|咯|嘛|喏)?[。.!！~ ]*$`)
	// whereabouts is where a place lies, told before it: 城北那个 of 城北那个安置房工地.
	whereabouts = pattern.MustCompile(`^\p{Han}{2,6}?(?:那个|这个|那家|那边的?|这边的?|那头的?|那里的?|附近的?|边上的?|旁边的?|的)$`)
	// goesOn opens a clause that leads on from a place: 往里走第三户.
	goesOn = pattern.MustCompile(`^(?:往|进去|进村|从|靠|过|离|就在|旁边|对面|隔壁|第|村[后前东西南北头尾边]|[屋院]后|倒数|最|左|右|东|西|南|北|后面|前面|后头|前头|门口|村口|转|拐|沿|顺)`)
	// noPlaceWord is a word that no description of a place holds.
	noPlaceWord = pattern.MustCompile(`[我他她你您了没不坏漏堵打骂欠想要]|什么|时候|电话|手机|号码|今天|昨|前天|上周|去年|每天|一直|姓|名字|叫|留下|[爹爸妈]`)
)

var (
	// joinsLandmark stands between a village and the spot in it.
	joinsLandmark = pattern.MustCompile(`^[,， ]+(?:就|是)?在?(?:靠近|靠着|靠|挨着|挨)?$|^(?:靠近|靠着|靠|挨着|挨)$`)
	// leansOn is a spot that is no place by itself: 靠河那边, 靠山脚.
	leansOn = pattern.MustCompile(`^[,， ]*(?:就|是)?在?(?:靠近|靠着|靠|挨着|挨)\p{Han}{1,5}?(?:那边|这边|那头|那里|那块|边上|旁边|那(?:$|[,，。;； 的])|一[边头](?:$|[,，。;； 的]))`)
	// onASide ends a spot that tells where in a village.
	onASide = pattern.MustCompile(`(?:旁边?|边上|边|对面|后面|前面|后头|前头|背后|附近|门口|路口|桥头|桥下|屋后|底下)$`)
)

// withLandmark joins the spot told right behind a village to it: 麻园村,靠水塘那.
func (t *Listener) withLandmark(text string, p understand.Finding, found []understand.Finding) understand.Finding {
	if !pattern.HasHan(p.Raw) || p.End > len(text) || !t.townKnows(p.Raw) && !namesSettlement(p.Raw) {
		return p
	}
	end := p.End
	if spot := leansOn.FindString(text[p.End:]); spot != "" {
		end += len(strings.TrimRight(spot, ",，。;； 的"))
	} else {
		for _, f := range found {
			if f.Start > p.End && joinsLandmark.MatchString(text[p.End:f.Start]) && onASide.MatchString(f.Raw) && !t.townKnows(f.Raw) && !namesSettlement(f.Raw) && !homeZh.MatchString(f.Raw) {
				end = f.End
			}
		}
	}
	if end > p.End {
		p.Raw, p.End = text[p.Start:end], end
		p.Value = p.Raw
		return p
	}
	if ofVillage.MatchString(text[:p.Start]) { // 我是莲塘村村民,… 我们村文化礼堂门口的公厕
		for _, f := range found {
			if spot := ownEstate.ReplaceAllString(strings.TrimPrefix(f.Raw, "我们村"), ""); f.Start > p.End && onASide.MatchString(spot) && !t.townKnows(spot) && !namesSettlement(spot) && !homeZh.MatchString(spot) {
				p.Raw += spotZh + spot
				p.Value = p.Raw
				break
			}
		}
	}
	return p
}

// ofVillage stands before the village whose people the teller is one of.
var ofVillage = pattern.MustCompile(`(?:^|[,，。;； ])我们?(?:是|住在?|就?在)$`)

// withWhereabouts joins where a place lies to it, in a message that is the place and little
// else: 城北那个安置房工地.
func (t *Listener) withWhereabouts(text string, p understand.Finding) understand.Finding {
	if at := stretchOfRoad.FindStringIndex(text); at != nil && at[0] <= p.Start && p.End <= at[1] {
		p.Start, p.End, p.Raw = at[0], at[1], text[at[0]:at[1]]
		p.Value = p.Raw
		return p
	}
	lead := len(beforePlace.FindString(text))
	if len([]rune(text)) > 16 || p.Start <= lead || p.End > len(text) || !IsFact([]Command{{Raw: p.Raw}}, text[p.Start:]) {
		return p
	}
	if before := text[lead:p.Start]; whereabouts.MatchString(before) && !noPlaceWord.MatchString(before) {
		p.Start, p.Raw = lead, text[lead:p.End]
		p.Value = p.Raw
	}
	return p
}

// stretchOfRoad is a way between two places: 从村口到小学那一段.
var stretchOfRoad = pattern.MustCompile(`从\p{Han}{1,10}到\p{Han}{1,10}?(?:那|这)?(?:一)?(?:段|截)路?`)

// beforePlaceEn are words before a place that say nothing of it.
var beforePlaceEn = pattern.MustCompile(`(?i)^(?:it'?s |it is |located |we are |i am |i'm |address:? ?(?:is )?)?(?:(?:at|in|from) (?:the )?)?`)

// roomEn is a room behind an estate: Sunny Garden 3-402.
var roomEn = pattern.MustCompile(`^,? #?[0-9]{1,3}(?:-[0-9]{1,4}){1,2}\b`)

// wholePlaceEn is the same in English: "on the way to Shuangxi after the bridge", "Sunny
// Garden 3-402".
func (t *Listener) wholePlaceEn(text string, p understand.Finding) understand.Finding {
	whole := strings.TrimRight(text, " .,!")
	if !strings.HasPrefix(strings.ToLower(whole), "in front") {
		whole = whole[len(beforePlaceEn.FindString(whole)):]
	}
	beside := strings.TrimSpace(strings.Replace(whole, p.Raw, "", 1))
	if beside == "" || p.Raw == "" || len(strings.Fields(text)) > 12 || strings.ContainsAny(beside, "!?;") || !allPlacesEn(beside) || tellingEn.MatchString(text) || someonesName.MatchString(text) || len(t.Dates(text))+len(t.Phones(text)) > 0 {
		return p
	}
	if len(strings.Fields(beside)) < 2 && !aSpotEn.MatchString(beside) && !strings.ContainsAny(beside, "0123456789") {
		return p
	}
	p.Start, p.End = strings.Index(text, whole), strings.Index(text, whole)+len(whole)
	p.Raw, p.Value = whole, whole
	return p
}

// aSpotEn is one word that tells a place more closely beside a village: Xingxue primary.
var aSpotEn = pattern.MustCompile(`(?i)^(?:primary|elementary|middle|secondary|high|kindergarten|nursery|school|college|clinic|hospital|surgery|market|square|plaza|park|playground|pond|lake|river|canal|bridge|crossing|crossroads|junction|roundabout|corner|gate|entrance|stop|station|bus|terminal|car ?park|parking|temple|church|mosque|shrine|cemetery|hall|office|library|pharmacy|bank|post|shop|supermarket|store|factory|mill|warehouse|works|farm|fields?|orchard|garages?|basement|toilets?|wc|gym|pool|court|tower|north|south|east|west|northside|southside|upper|lower|centre|center)$`)

// someonesName brings a name beside a place, and is no part of it.
var someonesName = pattern.MustCompile(`(?i)\b(?:my|his|her|their|our|the) (?:\w+ )?name(?:'s| is|:)|\bnamed\b|\bcalled\b`)

// allPlacesEn says that every clause beside a place tells more of it: the house behind the school.
func allPlacesEn(beside string) bool {
	if !strings.Contains(beside, ",") {
		return true
	}
	for clause := range strings.SplitSeq(beside, ",") {
		if clause = strings.TrimSpace(clause); clause != "" && !placeEn.MatchString(clause) {
			return false
		}
	}
	return true
}

// wholePlace reads the answer to the question for a place: what stands behind the place
// that is understood (双溪村村委会往里走第三户) leads to the house, and is part of it.
func (t *Listener) wholePlace(text string, p understand.Finding) understand.Finding {
	if !pattern.HasHan(text) {
		return t.wholePlaceEn(text, p)
	}
	if len([]rune(text)) > 40 || p.Start < 0 || p.End > len(text) {
		return p
	}
	if lead := beforePlace.FindString(text); p.Start != len(lead) && p.Start != 0 {
		return p
	}
	end := p.End
	for _, clause := range inClauses(text[p.End:]) {
		words := strings.Trim(clause, " ,，。;；.、")
		at := end + strings.Index(text[end:], clause)
		if words == "" {
			continue
		}
		if n := len([]rune(words)); n > 14 || noPlaceWord.MatchString(strings.ReplaceAll(words, "过了", "过")) || len(understand.Dates(words, t.Now, t.Lang())) > 0 || len(understand.Phones(words)) > 0 {
			break
		}
		if at > p.End { // another clause must lead on by itself
			q, ok := t.PlaceIn(words)
			if !goesOn.MatchString(words) && (!ok || 2*len(q.Raw) < len(words)) {
				break
			}
		}
		end = at + len(clause)
	}
	whole := strings.TrimRight(text[p.Start:end], " ,，。;；.、")
	if cut := afterPlace.ReplaceAllString(whole, ""); len(cut) >= len(p.Raw) {
		whole = cut
	}
	if len(whole) > len(p.Raw) {
		p.Value, p.Raw, p.End = whole, whole, p.Start+len(whole)
	}
	return p
}
