package hear

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// VaguePlace says that a place could be anywhere: no place of the town's, and nothing
// in it but words every village has.
func (t *Listener) VaguePlace(s dialog.Slot) bool {
	_, known := t.Town.Place(s.Value)
	return !known && !t.townKnows(s.Raw) && NamesNowhere(s.Raw)
}

// SaysMore says that a place told later tells more than the one taken: where the first
// could be anywhere, or only the second is on the town's list, or it is the same one
// with more words.
func (t *Listener) SaysMore(old dialog.Slot, later Command) bool {
	if NamesNowhere(later.Raw) && !t.townKnows(later.Raw) {
		return false
	}
	return t.VaguePlace(old) || t.townKnows(later.Raw) && !t.townKnows(old.Raw) ||
		later.Raw != old.Raw && old.Raw != "" && strings.Contains(later.Raw, old.Raw)
}

// A part of an address inside an estate or a street.
var (
	unitZh = pattern.MustCompile(`([0-9]+|[一二三四五六七八九十]+)(幢|栋|号楼|单元|楼|层|室|号)`)
	unitEn = pattern.MustCompile(`(?i)\b(building|block|bldg|number|no|unit|flat|apartment|room|floor)\s*(no\.?\s*)?[0-9]+[a-z]?\b`)
)

// spotZh and spotEn stand between a village and the spot in it that was told apart from it.
const spotZh, spotEn = " · ", ", "

// SpotIn is what stands between a village and the spot in it, in a language.
func SpotIn(lang string) string {
	if lang == "en" {
		return spotEn
	}
	return spotZh
}

// standsAlone ends a house of the town that lies in no village told after it.
var standsAlone = pattern.MustCompile(`^\p{Han}{2,6}(?:医院|车站|银行|大厅|中心|法院|派出所)$`)

// withSpot joins a village told now with the spot told before: 我家门口的排水沟 and 杨村 is
// "杨村 · 我家门口的排水沟". Another village keeps the spot.
func (t *Listener) withSpot(old dialog.Slot, c Command) Command {
	if NamesNowhere(c.Raw) && !t.townKnows(c.Raw) || !pattern.HasLetters(c.Raw) {
		return c
	}
	between := spotZh
	if !pattern.HasHan(c.Raw + old.Raw) {
		between = spotEn // no dot in the letters of an SMS
	}
	if standsAlone.MatchString(old.Raw) {
		return c // 枫塘村 after 中心医院: neither lies in the other
	}
	spot := old.Raw
	if !t.VaguePlace(old) && !t.noSettlement(old) {
		_, after, joined := strings.Cut(old.Raw, spotZh)
		if !joined {
			return c
		}
		spot = after
	} else if unit := unitAlone.FindString(spot); unit != "" && strings.HasPrefix(spot, unit) && !aSpot(spot[len(unit):]) {
		spot = unit // of 3幢的电梯
		if pattern.HasHan(spot) {
			between = "" // 罗埠花园3幢
		}
	}
	spot = ownEstate.ReplaceAllString(spot, "") // 锦绣苑 · 地下车库
	if !aSpot(spot) || strings.Contains(c.Raw, spot) || pattern.HasHan(c.Raw) && aSpot(beyondSettlement(c.Raw)) {
		return c
	}
	whole := strings.TrimSpace(c.Raw) + between + spot
	c.Value, c.Raw = whole, whole
	return c
}

// ownEstate opens a spot told before its estate was named: 我们小区的地下车库.
var ownEstate = pattern.MustCompile(`^(?:我们|咱们|我|咱)?(?:(?:小区|社区)(?:里|内)?|村[里内])的?`)

// beyondSettlement is what a place says behind its village, estate or street: 公交站旁边 of
// 枫塘村公交站旁边.
func beyondSettlement(words string) string {
	at := settled.FindStringIndex(words)
	if at == nil {
		return ""
	}
	return unitAlone.ReplaceAllString(words[at[1]:], "")
}

// noSettlement says that a place is a landmark without the village or street it stands in:
// 菜市场对面的公厕.
func (t *Listener) noSettlement(old dialog.Slot) bool {
	return old.By == dialog.ByResident && pattern.HasLetters(old.Raw) && pattern.HasHan(old.Raw) && !t.townKnows(old.Raw) && !namesSettlement(old.Raw) && !strings.ContainsAny(old.Raw, "0123456789")
}

// inSettlement says that a place told later is a landmark without a village, and the one
// told before had one: it lies there.
func (t *Listener) inSettlement(old dialog.Slot, c Command) bool {
	return pattern.HasHan(c.Raw) && pattern.HasHan(old.Raw) && !strings.Contains(old.Raw, spotZh) && (t.townKnows(old.Raw) || namesSettlement(old.Raw)) && settled.MatchString(old.Raw) &&
		!t.townKnows(c.Raw) && !namesSettlement(c.Raw) && !unitZh.MatchString(c.Raw) && !strings.Contains(c.Raw, old.Raw)
}

// Onto puts a house, unit or room told alone onto the place it is part of: 21幢 after
// 罗埠花园12幢门口 is 罗埠花园21幢门口; and another day onto the hour. Text is the whole message.
func (t *Listener) Onto(m *dialog.Matter, c Command, text string) Command {
	if c.Slot == "when" && c.Do == DoCorrect && !strings.Contains(text, "时间") && !strings.Contains(text, "time") { // 时间是前天 tells all of it
		return t.withHour(m.Slots["when"], c)
	}
	old, had := m.Slots["where"]
	if c.Slot != "where" || !had || old.State != "" || old.Raw == "" {
		return c
	}
	if t.inSettlement(old, c) { // 村委会旁边 after 白沙村: the village stays
		if alsoThere.MatchString(text) && beyondSettlement(old.Raw) != "" {
			whole := old.Raw + "、" + c.Raw // 桥头那盏也不亮: the same fault in a second spot
			c.Value, c.Raw = whole, whole
			return c
		}
		whole := old.Raw
		if pattern.HoldsAny(text, mistaken) || strings.Contains(text, "不是") {
			whole = settled.FindString(old.Raw)
		}
		c.Value, c.Raw = whole+spotZh+c.Raw, whole+spotZh+c.Raw
		return c
	}
	if t.VaguePlace(old) || strings.ContainsAny(c.Raw, "路街桥村") || strings.Contains(old.Raw, spotZh) && t.townKnows(c.Raw) || t.noSettlement(old) && t.townKnows(c.Raw) {
		return t.withSpot(old, c)
	}
	if room := strings.TrimSpace(c.Raw); len(room) <= 5 && strings.Trim(room, "0123456789-") == "" {
		c.Value, c.Raw = old.Raw+" "+room, old.Raw+" "+room
		return c
	}
	unit, kind, between := unitZh, 2, ""
	if !pattern.HasHan(c.Raw) {
		unit, kind, between = unitEn, 1, ", "
	}
	if at := unit.FindStringIndex(c.Raw); at == nil || at[0] != 0 || len(c.Raw)-at[1] > at[1] && unit.FindStringIndex(c.Raw[at[1]:]) == nil {
		return c
	}
	whole := old.Raw
	for _, part := range unit.FindAllStringSubmatch(c.Raw, -1) {
		i := slices.IndexFunc(unit.FindAllStringSubmatch(whole, -1), func(was []string) bool { return sameUnit(was[kind], part[kind]) })
		if i < 0 {
			whole += between + part[0]
			continue
		}
		at := unit.FindAllStringIndex(whole, -1)[i]
		whole = whole[:at[0]] + part[0] + whole[at[1]:]
	}
	c.Value, c.Raw = whole, whole
	return c
}

// sameUnit: 幢, 栋 and 号楼 name the same thing.
func sameUnit(a, b string) bool {
	house := []string{"幢", "栋", "号楼", "building", "block", "bldg", "number", "no"}
	a, b = strings.ToLower(a), strings.ToLower(b)
	return a == b || slices.Contains(house, a) && slices.Contains(house, b)
}

// home stands before where somebody lives or comes from.
var home = pattern.MustCompile(`(?i)(住在?|家在|家住|老家是?在?|户口在|对方是|对方在|他是|她是|那人是|\b(lives?|living|lived|resides|stays|staying|is|comes?|works?)( now)? (in|at|on|near|from)( the)?)\s*$`)

// ofSpeaker says that words are about the speaker.
var ofSpeaker = pattern.MustCompile(`(?i)我|咱|本人|\b(i|i'm|my|we|our|it|that|this|place|address|location|happened)\b`)

// theirHome says that a place told after these words is where another person lives,
// and not where it happened.
func theirHome(before string) bool {
	clauses := inClauses(before)
	if len(clauses) == 0 {
		return false
	}
	last := clauses[len(clauses)-1]
	return home.MatchString(last) && !ofSpeaker.MatchString(last)
}

// partCorrected reads a correction of one part of the place: 不是人民路,是解放路 after 人民路12号.
func partCorrected(m *dialog.Matter, newer, old string) (Command, bool) {
	where := m.Slots["where"]
	newer, old = strings.TrimSpace(newer), strings.TrimSpace(old)
	if !m.Has("where") || old == "" || newer == "" || old == where.Raw || !strings.Contains(where.Raw, old) {
		return Command{}, false
	}
	if !samePart(newer, old) {
		return Command{}, false
	}
	whole := strings.Replace(where.Raw, old, newer, 1)
	return Command{Do: DoCorrect, Slot: "where", Value: whole, Raw: whole}, true
}

// samePart says that two words name the same kind of place: villages, or roads.
func samePart(newer, old string) bool {
	if !pattern.HasHan(newer + old) {
		_, is, ok := strings.Cut(newer, " ")
		_, was, same := strings.Cut(old, " ")
		roads := []string{"road", "street", "lane", "avenue", "rd", "st"}
		is, was = strings.ToLower(is), strings.ToLower(was)
		return ok && same && (is == was || slices.Contains(roads, is) && slices.Contains(roads, was))
	}
	was, _ := utf8.DecodeLastRuneInString(old)
	is, _ := utf8.DecodeLastRuneInString(newer)
	return is == was && strings.ContainsRune("村区园苑庄镇路街弄巷", is)
}

// treated goes on with a hospital where somebody was treated, which is not where the matter is.
var treated = pattern.MustCompile(`^(?:里)?(?:[^,，。;；]{0,4})(?:住院|住了|看病|看的病|看了|动手术|做手术|做的手术|开刀|治|抢救|检查|拍片|生孩子|生的)`)

// treatedThere says that a place is only the hospital somebody was treated in: 在中心医院住院花了三万.
// A complaint about the hospital is about it.
func (t *Listener) treatedThere(text string, p understand.Finding) bool {
	return (strings.HasSuffix(p.Raw, "医院") || strings.HasSuffix(p.Raw, "卫生院")) && treated.MatchString(text[min(p.End, len(text)):]) && !ComplainsOf(text)
}

// alsoThere says that the same is the matter in a second spot: 桥头那盏也不亮.
var alsoThere = pattern.MustCompile(`也(?:不|没|坏|有|是|一样|漏|堵|停|断|破|烂|塌|灭|黑|暗)|(?:^|[,，。 ])(?:还有|另外)\p{Han}`)

// There are words for the place of the matter told before: 一样的地方, "the same place"; and
// words in a new matter that point there: "the bench at that stop".
var (
	sameAnswer = pattern.MustCompile(`(?i)^(?:就|还|也|都|是|在|跟|和|刚才|上面|前面|上一[个件]|那个|的|[,， ])*(?:一样|同一个?地方|老地方|原来(?:的)?地方|那里|那边|同上|一个地方)(?:的|地方|的地方|[。. ])*$|^(?:it'?s |it is |at |in |also |right |just |over )*(?:the )?(?:same(?: (?:place|address|spot|location|as before|one))?|there too|there as well|as before|as above)[. ]*$`)
	pointsBack = pattern.MustCompile(`(?i)\b(?:at|in|on|by|near|from) (?:that|the same) (?:stop|place|corner|spot|building|street|road|village|estate|crossing|bridge|shop|house|yard|block|bus stop)\b|(?:那个?|同一个?)(?:站|路口|地方|小区|楼|楼道|巷子|桥|店|村)(?:里|上|边|旁边|门口|那边)?(?:的|也|还)`)
)

// samePlace is the place of the matter told before this one within a day, where words name it.
func (t *Listener) samePlace(m *dialog.Matter, asked, text string) (Command, bool) {
	if m.Has("where") || !(asked == "where" && sameAnswer.MatchString(text)) && !pointsBack.MatchString(text) {
		return Command{}, false
	}
	for _, before := range slices.Backward(t.State.Matters) {
		if s := before.Slots["where"]; before.ID != m.ID && before.Has("where") && t.Now.Sub(before.OpenedAt) < 24*time.Hour {
			return Command{Do: DoSet, Slot: "where", Value: s.Value, Raw: s.Raw}, true
		}
	}
	return Command{}, false
}

// goesThere stands before where somebody goes or will not go, which is not where it is: 不肯去学校.
var goesThere = pattern.MustCompile(`(?i)(?:不肯|不想|不愿意?|不敢|怕|不|没法|不能|天天|每天|要|想)(?:再)?(?:去|上|回|进|到|来)$|\b(?:won'?t|doesn'?t want to|refuses to|afraid to|never|to) (?:go|come|return) (?:back )?to (?:the |his |her |my )?$`)

// theirPeople says that a place only tells whose people did it: 上游是七星村的人堵的.
func theirPeople(text string, p understand.Finding) bool {
	return ofPeople.MatchString(text[min(p.End, len(text)):]) && !sayMe(text[:p.Start])
}

var ofPeople = pattern.MustCompile(`^的?(?:人|村民|老百姓|几个人|那帮人|那伙人|那些人)(?:[堵占偷抢拿挖砍打扔倒拆放来干弄搞]|都|也|不|在|把|又|就)`)

// chatGroup makes a place the name of a group on the telephone: 发到学校群里.
// toStudy is where somebody goes to school, which no school of the town is: 考上大学.
var toStudy = pattern.MustCompile(`^(?:考上?|读|念|上)了?(?:大学|高中|初中|小学|中学|幼儿园|职高|技校)$`)

// lookedFor stands before a house that somebody looks for: 镇上有没有老年食堂.
var lookedFor = pattern.MustCompile(`(?:有没有|有无|哪里有|哪有|想找|找个|建个|办个|开个)$`)

var chatGroup = pattern.MustCompile(`^(?:的)?(?:微信)?群`)

// actsEn goes on with an office that says or wants something, and is no place of the matter.
var actsEn = pattern.MustCompile(`^ (?:also |now |always )?(?:says?|said|told|tells|wants?|asks?|asked|refuse[sd]?|won'?t|sent|keeps?|needs?|never|didn'?t|doesn'?t|will not)\b`)
