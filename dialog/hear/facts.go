package hear

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// Takes says whether a fact found in the words may fill its slot: an empty one, or
// the one that was asked. A story is only taken when the model sees a matter in it.
func (t *Listener) Takes(m *dialog.Matter, q *dialog.Question, c Command) bool {
	if c.Slot == "what" && c.Note == "" {
		if q != nil && q.Asks == "what" && m.Category != "" {
			return !m.Has("what")
		}
		return !m.Has("what") && t.HasSubstance(c.Value)
	}
	if c.Slot == "where" && m.Has("where") && t.SaysMore(m.Slots["where"], c) {
		return true
	}
	if c.Slot == "who" && m.Has("who") && namelessly(m.Slots["who"].Value) && !namelessly(c.Value) {
		return true // the landlord is Mr Chen
	}
	if c.Slot == "who" && m.Has("who") && namesNobody(m.Slots["who"].Value) && !namesNobody(c.Value) {
		return true // 华晟电子 after 电子厂
	}
	if c.Slot == "who" && m.Has("who") && len(c.Value) > len(m.Slots["who"].Value) && strings.HasSuffix(c.Value, m.Slots["who"].Value) {
		return true // 永发针织厂 after 针织厂
	}
	if c.Slot == "who" && m.Has("who") && strings.HasPrefix(c.Value, m.Slots["who"].Value+",") {
		return true // 金星包装厂,老板姓朱 after 金星包装厂
	}
	if c.Slot == "who" && m.Has("who") && namelessly(m.Slots["who"].Value) && len(c.Value) > len(m.Slots["who"].Value) && strings.HasPrefix(c.Value, m.Slots["who"].Value) {
		return true // 楼上402 after 楼上
	}
	if m.Slots[c.Slot].By == dialog.BySystem && (c.Slot == "name" || c.Slot == "phone") {
		return true // carried over from before; said now is better
	}
	return !m.Has(c.Slot) || q != nil && q.Asks == c.Slot
}

// FactsIn reads a message for every slot that any category knows. Asked is the slot
// the question was about: there a bare answer counts.
func (t *Listener) FactsIn(m *dialog.Matter, msg Message, asked string) []Command {
	text := msg.Text
	facts := make([]Command, 0, 8)
	add := func(slot, value, raw string) {
		if value != "" {
			facts = append(facts, Command{Do: DoSet, Slot: slot, Value: value, Raw: raw})
		}
	}
	anOffice := asked != "where" && asked != "" && m.Has("where") && !m.Has("who") && officeAlone.MatchString(text)
	if anOffice {
		add("who", strings.TrimRight(strings.TrimLeft(text, "就是"), " 吧的。."), text) // 村委会, and not where it stands
	} else if p := msg.Pin(); p != nil {
		at := fmt.Sprintf("%.6f,%.6f", p.Lat, p.Lon)
		add("where", at, cmp.Or(p.Label, at))
	} else if p, ok := t.PlaceIn(text); ok && !theirPeople(text, p) && !aboveBelow.MatchString(p.Raw) && !(aThing.MatchString(p.Raw) && isBrokenEn.MatchString(text[min(p.End, len(text)):])) && !(asked != "where" && (t.treatedThere(text, p) || NamesNowhere(p.Raw) && (goesThere.MatchString(text[:p.Start]) || actsEn.MatchString(text[min(p.End, len(text)):])))) && !(m.Has("where") && theirHome(text[:p.Start])) && (asked == "where" || !onlyAtHome(p.Raw) && !(p.End <= len(text) && tradesThere.MatchString(text[p.End:]) && iAmOf.MatchString(text[:p.Start]))) {
		p = t.withWhereabouts(text, p)
		if asked == "where" || asked == dialog.AskMenu && p.Start == 0 || asked != "who" && p.Start == 0 && len([]rune(text)) <= 16 && unitZh.MatchString(text[p.End:]) || asked != "who" && p.Start == 0 && !pattern.HasHan(text) && strings.Contains(text, ",") {
			p = t.wholePlace(text, p)
		}
		add("where", p.Value, p.Raw)
	}
	if c, ok := t.samePlace(m, asked, text); ok && !slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "where" }) {
		facts = append(facts, c)
	}
	if found := registeredIn.FindStringSubmatch(text); found != nil && !m.Has("where") && !slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "where" }) {
		add("where", found[1], found[1]) // a village without its 村
	}
	if !t.onlyAName(text) { // 章国庆 tells no day
		t.AddDates(m, text, add)
	}
	namedFirst := namesFirst(text)
	named := namedFirst || asked == "where" && aFullName(text) && !t.townKnows(text) || thisNumber.MatchString(text) || asked == "phone" || asked == "name" || t.nameOwed(m, asked, text) || asked == dialog.AskMenu && len([]rune(text)) >= 2 && len([]rune(text)) <= 12 && !t.Rank(text).Sure() || len([]rune(text)) <= 24 && len(t.Phones(text)) > 0
	if allCalled(text) && (!m.Has("who") || namesNobody(m.Slots["who"].Value) || understand.OnlyRelation(m.Slots["who"].Value)) {
		whole := strings.Trim(text, " 。.")
		add("who", whole, whole)
	} else if name, called := calledSo(text); called && (!m.Has("who") || namesNobody(m.Slots["who"].Value) || understand.OnlyRelation(m.Slots["who"].Value)) {
		add("who", name, name)
	} else if c, ok := theirFamilyName(m, text); ok {
		facts = append(facts, c)
	} else if c, ok := calledOfThem(m, asked, text); ok {
		facts = append(facts, c)
	} else if c, ok := runBy(m, text); ok {
		facts = append(facts, c)
	} else if c, ok := moreOfNeighbour(m, asked, text); ok {
		facts = append(facts, c)
	} else if c, ok := itIs(m, text); ok {
		facts = append(facts, c)
	} else if c, ok := t.whomFor(m, text); ok {
		facts = append(facts, c)
	} else if keepFrom.MatchString(text) {
		// 不要告诉老师 says who is not to know
	} else if firm, ok := t.firmAndBoss(m, text); ok {
		add("who", firm, firm)
	} else if p, ok := t.otherSide(text); ok && !(asked != "who" && p.Start == 0 && len(t.Phones(text)) == 1 && titledSelf.MatchString(text[:t.Phones(text)[0].Start])) && !(p.Relation == "" && t.townKnows(p.Value)) && (!named || p.Relation != "" && (p.Value != p.Raw || t.owesWho(m) || namesMore(m, p.Value))) { // the landlord is Mr Chen
		if firm := t.worksAt(p, text); firm.Raw != "" && asked != "where" {
			facts = slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "where" && strings.Contains(c.Raw, firm.Raw) })
			if at, placed := t.PlaceIn(text[firm.End:]); placed && !slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "where" }) {
				add("where", at.Value, at.Raw)
			}
			p.Value = firm.Value
		}
		add("who", p.Value, p.Raw)
	} else if value, titled := knownByTitle(m, p, text); ok && titled {
		add("who", value, p.Raw)
	}
	if a, ok := t.AmountIn(after.ReplaceAllString(beside.ReplaceAllString(text, ""), ""), asked == "amount"); ok && !(a.Bare && asked == "where" && !roundSum.MatchString(a.Value)) && !(a.Bare && asked == "phone" && (len(a.Value) >= 6 || m.Has("amount") && !roundSum.MatchString(a.Value))) {
		add("amount", a.Value, a.Raw)
	} else if sum := aboutSum.FindStringSubmatch(text); sum != nil && t.lacksAmount(m, asked) {
		if a, ok := t.AmountIn(sum[1], true); ok && a.Bare {
			add("amount", a.Value, text)
		}
	}
	if c := msg.Contact(); c != "" {
		if found := understand.Phones(c); len(found) > 0 {
			add("phone", found[0].Value, c)
		}
	} else if p, ok := t.ownPhone(text, named); ok {
		add("phone", p.Value, p.Raw)
	} else if p, ok := understand.LocalPhone(text, t.Town.AreaCode, asked == "phone"); ok && len(t.Phones(text)) == 0 && !t.ofAnother(strings.ToLower(text[:p.Start]), named) {
		add("phone", p.Value, p.Raw)
	} else if len(t.Phones(text)) > 0 {
		named = false // another's number comes with another's name
	} else if len(t.amounts(text)) > 0 {
		named = false // "vaccine cost 1,280" answers no question for a name
	}
	called := text
	if namedFirst { // the rest says how they are reached
		called = firstWord(text)
	}
	if n, ok := t.NameIn(called, named); ok && !((asked == dialog.AskConfirm || understand.RelationOf(n.Raw) != "" && !sayMe(text)) && holdsName(facts, n.Raw)) && !justSo.MatchString(text) && !namesThem(m, asked, text) && !slices.Contains([]string{"他", "她", "他的", "她的", "对方"}, n.Value) && !t.namesPlace(n.Raw) && !namesNobody(n.Value) && !pattern.HoldsAny(text, phrases.RudeWords) && !t.aFirm(text, n.Raw) && !(pattern.HasHan(n.Raw) && ownContact.MatchString(text) && !plainName.MatchString(n.Raw)) && (pattern.HasHan(n.Raw) || !placeEn.MatchString(n.Raw)) {
		facts = slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "when" && strings.Contains(n.Raw, c.Raw) }) // 章国庆
		add("name", n.Value, n.Raw)
	}
	if c, ok := t.nameBeside(m, asked, text, facts); ok {
		facts = append(facts, c)
	}
	if w, ok := t.wish(text); ok && !(pattern.HasHan(w.Raw) && w.Value == w.Raw && !m.Has("what") && 10*len(w.Raw) >= 9*len(text)) { // 帮忙看看 车被划了 is the matter itself
		if sum := wishedSum.FindStringSubmatch(w.Value); sum != nil && !slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "amount" }) {
			add("amount", strings.ReplaceAll(sum[1], ",", ""), sum[1]) // I want 3000
		}
		add("wish", w.Value, w.Raw)
	}
	facts = roomsBeside(m, text, t.firmFacts(m, asked, text, facts))
	alone := slices.ContainsFunc(facts, func(c Command) bool { return c.Slot != "wish" && strings.Trim(text, " .,。!?") == c.Raw })
	if text != "" && !alone {
		story := text
		if m.Heard != "" && !strings.Contains(m.Heard, text) && !t.tellsAlone(text, m.Heard) {
			story = m.Heard + "\n" + text
		}
		add("what", story, story)
	}
	return facts
}

// officeAlone is an office of the village or the town, and nothing beside it.
var officeAlone = pattern.MustCompile(`(?i)^(?:就|是)*(?:村委会?|村里|村支部|村两委|居委会?|社区|街道办?|镇政府|镇里|乡政府|村委会的?人|物业公司?|业委会)[吧的]*[。. ]*$|^(?:the )?(?:village committee|village office|neighbou?rhood committee|residents'? committee|property management|town government)[. ]*$`)

// registeredIn is a village by its bare name, where the speaker is registered: 我户口在下潘.
var registeredIn = pattern.MustCompile(`(?:^|[,，。 我])户口(?:就|是)?在(\p{Han}{2,3})(?:$|[,，。 ]|的(?:$|[,，。 ]))`)

// Who says where they trade has told who they are, and not where it happened: 我是后大路那个卖菜的.
var (
	iAmOf       = pattern.MustCompile(`(?:^|[,，。 ])我就?是(?:在)?$`)
	tradesThere = pattern.MustCompile(`^(?:那边|那里|那个|那家|这边|这个|上)?的?(?:卖|开|修|做|摆)[^,，。 ]{1,6}的(?:$|[,，。 ])`)
)

// justSo says how somebody feels, and no name: 就是累.
var justSo = pattern.MustCompile(`^(?:就是|就|只是|真的?|太|好|很)(?:有点|觉得|感觉|太|很)?[累烦苦难慌怕痛疼闷困冷饿急气]+(?:了|啊|呀)?[。. ]*$`)

// aboveBelow says who lives near whom, and not where.
var aboveBelow = pattern.MustCompile(`^(?:楼上楼下|上下楼|左邻右舍)的?$`)

// aThing may be a landmark, and may be what is out of order.
var aThing = pattern.MustCompile(`(?i)^(?:the |a |my |our )?(?:traffic |street )?(?:lights?|lamps?|bins?|lift|elevator|pump|tap|rubbish bins|bin store)$`)

// isBrokenEn goes on with a thing that is out of order, and tells of no place: the traffic
// light in front is broken.
var isBrokenEn = pattern.MustCompile(`^(?: in front| there| here| outside| out front)?,? (?:(?:is|are|was|has been|have been|got)(?: still| all| now)? (?:broken|out|dead|dark|off|down|damaged|not working|flickering|smashed|gone)|(?:doesn't|does not|don't|isn't|stopped) (?:work|working|light|come on))\b`)

// tellsAlone says that words are a story by themselves, and none any more together with
// what was said before and told nothing.
func (t *Listener) tellsAlone(text, before string) bool {
	alone, both := t.Rank(text), t.Rank(before+"\n"+text)
	return t.HasSubstance(text) && (!both.Substance() || alone.Sure() && (!both.Sure() || alone.Best().Category != both.Best().Category))
}

// aboutSum is a message that is a sum without its coin: 大概六千, "about 6000".
var aboutSum = pattern.MustCompile(`(?i)^(?:大概|大约|差不多|一共|总共|约|合计|有|about|around|roughly|nearly|almost|some|it was|it's)+ ?([0-9][0-9,]{2,6}|[一二两三四五六七八九十]{1,3}[百千万][一二三四五六七八九百千]{0,4})(?: ?(?:左右|多|吧|的样子|or so|in total|altogether|for me|each|per person|for each of us))*[.。]?$`)

// roundSum is a bare number that is rather a sum than a room: 3000, and not 301.
var roundSum = pattern.MustCompile(`^[0-9]{3,}0$`)

// lacksAmount says that the matter is one about money, and the sum was not told yet; nor
// is it asked for what has numbers of its own.
func (t *Listener) lacksAmount(m *dialog.Matter, asked string) bool {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || m.Has("amount") || asked == "where" || asked == "phone" && t.State.Asking != nil && t.State.Asking.Part != "" {
		return false
	}
	_, money := c.Slot("amount")
	return money
}

// beside and after are words that may stand before and behind a sum told anew: "3000 actually".
var (
	beside = pattern.MustCompile(`(?i)^(?:actually|sorry|no|其实|应该|是|不对|哦)[,， ]*`)
	after  = pattern.MustCompile(`(?i)[,， ]+(?:actually|sorry|才对|吧)$`)
)

// wishedSum is a wish that is a sum.
var wishedSum = pattern.MustCompile(`(?i)^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{3,7})(?: (?:back|compensation|for it|as compensation))?$`)

// awayKin goes on with somebody of the family who is not there to help.
var awayKin = pattern.MustCompile(`(?i)^[们都也又还就常年一直]*(?:在(?:外地|外面|外省|国外|城里|[\p{Han}]{2})(?:[,，。 ]|上班|打工|工作|做事)|不在|没空|要?上班|打工|不管|不回|都?忙|没时间|走不开|不会弄|帮不)|^(?:s)? (?:is|are|works?|lives?|live) (?:away|abroad|far|busy|in [A-Z])`)

// ownTrouble is the teller's own heart, whoever is spoken of beside it.
var ownTrouble = pattern.MustCompile(`(?i)(?:^|[,，。!！?？ ]|我)(?:真的?|好|很|太|总是?|就|就是|特别|越来越|一直|实在|非常)*(?:讨厌|恨死?|烦死|受不了|忍不了|嫉妒|羡慕|看不惯)|看[见到][^,，。]{1,14}[,，]?(?:就|总是|都|很|特别|老是|我)*(?:生气|来气|难受|心烦|害怕|恶心)|\b(?:i|i'm|im|i am|i've|ive)\b[^.,;!?\n]{0,30}\b(?:sad|lonely|anxious|depressed|sleep|cry|crying|empty|happy|stressed|tired|hopeless|panic|homesick|lost weight)\b|^(?:最近|晚上|每天|天天|整夜|一直|老是|总是|总|又|夜里|整晚|好几天|几个月)*(?:睡不着|睡不好|失眠|吃不下|吃不好|想哭|没胃口)|(?:^|[,，。 ])心里?(?:很|好|太|真|特别|老是?|总是?|天天)*(?:苦|累|烦|闷|堵|难受|慌|乱)|^(?:can'?t|cannot|not able to|unable to) (?:sleep|eat)|我(?:自己|最近|总是|老是|天天|每天|一直|很|好|特别|真的|觉得|感觉|心里|晚上|整天|也|整夜|经常|总)*(?:睡不着|失眠|难过|难受|想哭|抑郁|焦虑|孤独|压力大|压力很大|心情不好|心情低落|烦躁|崩溃)`)

// Inferred are the options of the category's questions that the words clearly say.
func (t *Listener) Inferred(m *dialog.Matter, text string) []Command {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || text == "" {
		return nil
	}
	var facts []Command
	for _, s := range c.Slots {
		if len(s.Options) == 0 {
			continue
		}
		// Danger in free words is for package safety to see, which knows idioms,
		// negation and the past; a danger answer is only taken from an answer.
		value, raw, ok := s.Infer(text)
		if turnsDown(s, text) {
			a, _ := UnnamedAnswer(s, text)
			value, raw, ok = a.Key, a.Raw, a.Key != ""
		}
		if ok && m.Category == "counselling" && s.Flagged(value, string(dialog.FlagOnBehalf)) && (ownTrouble.MatchString(m.Slots["what"].Value) || t.HarmsMe(m.Slots["what"].Value)) {
			continue // who cannot sleep over the husband, or is hit by him, asks for themselves
		}
		if at := strings.Index(text, raw); ok && at >= 0 && s.Flagged(value, string(dialog.FlagOnBehalf)) && (awayKin.MatchString(text[at+len(raw):]) || ofHouse.MatchString(text[at+len(raw):]) || m.Category == "counselling" && leavesTeller.MatchString(text[at+len(raw):])) {
			continue // 隔壁学校, 我儿子在杭州 没人帮我弄, my wife left: told for oneself
		}
		if ok && !setsDanger(s, value) {
			facts = append(facts, Command{Do: DoSet, Slot: s.Key, Value: value, Raw: raw})
		}
	}
	return facts
}
