package script

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// factsIn reads a message for every slot that any category knows. Asked is the slot
// the question was about: there a bare answer counts.
func (t *Listener) factsIn(m *dialog.Matter, msg message, asked string) []Command {
	text := msg.text
	facts := make([]Command, 0, 8)
	add := func(slot, value, raw string) {
		if value != "" {
			facts = append(facts, Command{Do: DoSet, Slot: slot, Value: value, Raw: raw})
		}
	}
	if p := msg.pin(); p != nil {
		at := fmt.Sprintf("%.6f,%.6f", p.Lat, p.Lon)
		add("where", at, cmp.Or(p.Label, at))
	} else if p, ok := t.placeIn(text); ok && !theirPeople(text, p) && !aboveBelow.MatchString(p.Raw) && !(aThing.MatchString(p.Raw) && isBrokenEn.MatchString(text[min(p.End, len(text)):])) && !(asked != "where" && (t.treatedThere(text, p) || namesNowhere(p.Raw) && (goesThere.MatchString(text[:p.Start]) || actsEn.MatchString(text[min(p.End, len(text)):])))) && !(m.Has("where") && theirHome(text[:p.Start])) && (asked == "where" || !onlyAtHome(p.Raw)) {
		p = t.withWhereabouts(text, p)
		if asked == "where" || asked == dialog.AskMenu && p.Start == 0 || asked != "who" && p.Start == 0 && len([]rune(text)) <= 16 && unitZh.MatchString(text[p.End:]) || asked != "who" && p.Start == 0 && !pattern.HasHan(text) && strings.Contains(text, ",") {
			p = t.wholePlace(text, p)
		}
		add("where", p.Value, p.Raw)
	}
	if c, ok := t.samePlace(m, asked, text); ok && !slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "where" }) {
		facts = append(facts, c)
	}
	if !t.onlyAName(text) { // 章国庆 tells no day
		t.addDates(m, text, add)
	}
	namedFirst := namesFirst(text)
	named := namedFirst || asked == "where" && aFullName(text) && !t.townKnows(text) || thisNumber.MatchString(text) || asked == "phone" || asked == "name" || t.nameOwed(m, asked, text) || asked == dialog.AskMenu && len([]rune(text)) >= 2 && len([]rune(text)) <= 12 && !t.rank(text).Sure() || len([]rune(text)) <= 24 && len(t.phones(text)) > 0
	if name, called := calledSo(text); called && (!m.Has("who") || namesNobody(m.Slots["who"].Value) || understand.OnlyRelation(m.Slots["who"].Value)) {
		add("who", name, name)
	} else if c, ok := theirFamilyName(m, text); ok {
		facts = append(facts, c)
	} else if c, ok := itIs(m, text); ok {
		facts = append(facts, c)
	} else if c, ok := t.whomFor(m, text); ok {
		facts = append(facts, c)
	} else if keepFrom.MatchString(text) {
		// 不要告诉老师 says who is not to know
	} else if firm, ok := t.firmAndBoss(m, text); ok {
		add("who", firm, firm)
	} else if p, ok := t.otherSide(text); ok && !(asked != "who" && p.Start == 0 && len(t.phones(text)) == 1 && titledSelf.MatchString(text[:t.phones(text)[0].Start])) && !(p.Relation == "" && t.townKnows(p.Value)) && (!named || p.Relation != "" && (p.Value != p.Raw || t.owesWho(m) || namesMore(m, p.Value))) { // the landlord is Mr Chen
		add("who", p.Value, p.Raw)
	} else if value, titled := knownByTitle(m, p, text); ok && titled {
		add("who", value, p.Raw)
	}
	if a, ok := t.amountIn(after.ReplaceAllString(beside.ReplaceAllString(text, ""), ""), asked == "amount"); ok && !(a.Bare && asked == "where" && !roundSum.MatchString(a.Value)) && !(a.Bare && asked == "phone" && (len(a.Value) >= 6 || m.Has("amount") && !roundSum.MatchString(a.Value))) {
		add("amount", a.Value, a.Raw)
	} else if sum := aboutSum.FindStringSubmatch(text); sum != nil && t.lacksAmount(m, asked) {
		if a, ok := t.amountIn(sum[1], true); ok && a.Bare {
			add("amount", a.Value, text)
		}
	}
	if c := msg.contact(); c != "" {
		if found := understand.Phones(c); len(found) > 0 {
			add("phone", found[0].Value, c)
		}
	} else if p, ok := t.ownPhone(text, named); ok {
		add("phone", p.Value, p.Raw)
	} else if p, ok := understand.LocalPhone(text, t.Town.AreaCode, asked == "phone"); ok && len(t.phones(text)) == 0 && !t.ofAnother(strings.ToLower(text[:p.Start]), named) {
		add("phone", p.Value, p.Raw)
	} else if len(t.phones(text)) > 0 {
		named = false // another's number comes with another's name
	} else if len(t.amounts(text)) > 0 {
		named = false // "vaccine cost 1,280" answers no question for a name
	}
	called := text
	if namedFirst { // the rest says how they are reached
		called = firstWord(text)
	}
	if n, ok := t.nameIn(called, named); ok && !((asked == dialog.AskConfirm || understand.RelationOf(n.Raw) != "" && !sayMe(text)) && holdsName(facts, n.Raw)) && !justSo.MatchString(text) && !slices.Contains([]string{"他", "她", "他的", "她的", "对方"}, n.Value) && !t.namesPlace(n.Raw) && !namesNobody(n.Value) && !pattern.HoldsAny(text, phrases.RudeWords) && !t.aFirm(text, n.Raw) && !(pattern.HasHan(n.Raw) && ownContact.MatchString(text) && !plainName.MatchString(n.Raw)) && (pattern.HasHan(n.Raw) || !placeEn.MatchString(n.Raw)) {
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
	facts = roomsBeside(m, text, facts)
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

// justSo says how somebody feels, and no name: 就是累.
var justSo = pattern.MustCompile(`^(?:就是|就|只是|真的?|太|好|很)(?:有点|觉得|感觉|太|很)?[累烦苦难慌怕痛疼闷困冷饿急气]+(?:了|啊|呀)?[。. ]*$`)

// holdsName says that a name was read as the other side's: 姓马的, told at the summary.
func holdsName(facts []Command, name string) bool {
	return slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "who" && strings.Contains(c.Raw, name) })
}

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
	alone, both := t.rank(text), t.rank(before+"\n"+text)
	return t.hasSubstance(text) && (!both.Substance() || alone.Sure() && (!both.Sure() || alone.Best().Category != both.Best().Category))
}

// owesWho says that the matter cannot go without its other side, who is not known yet.
func (t *Listener) owesWho(m *dialog.Matter) bool {
	slot, ok := t.slot(m, "who")
	return ok && slot.Level == catalog.Must && !m.Has("who")
}

// namesMore says that words give a name to the other side, of whom only what they are
// was told: 老板姓何 after 老板.
func namesMore(m *dialog.Matter, value string) bool {
	return m.Has("who") && understand.OnlyRelation(m.Slots["who"].Value) && !understand.OnlyRelation(value) && strings.Contains(value, m.Slots["who"].Value)
}

// aboutSum is a message that is a sum without its coin: 大概六千, "about 6000".
var aboutSum = pattern.MustCompile(`(?i)^(?:大概|大约|差不多|一共|总共|约|合计|有|about|around|roughly|nearly|almost|some|it was|it's)+ ?([0-9][0-9,]{2,6}|[一二两三四五六七八九十]{1,3}[百千万][一二三四五六七八九百千]{0,4})(?: ?(?:左右|多|吧|的样子|or so|in total|altogether|for me|each|per person|for each of us))*[.。]?$`)

// roundSum is a bare number that is rather a sum than a room: 3000, and not 301.
var roundSum = pattern.MustCompile(`^[0-9]{3,}0$`)

// lacksAmount says that the matter is one about money, and the sum was not told yet; nor
// is it asked for what has numbers of its own.
func (t *Listener) lacksAmount(m *dialog.Matter, asked string) bool {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || m.Has("amount") || asked == "where" || asked == "phone" && t.s.Asking != nil && t.s.Asking.Part != "" {
		return false
	}
	_, money := c.Slot("amount")
	return money
}

// aFirm says that words read as a name are that of a firm: "Hongda Toys".
func (t *Listener) aFirm(text, raw string) bool {
	return slices.ContainsFunc(t.persons(text), func(p understand.Person) bool { return p.Relation == "company" && p.Raw == raw })
}

// beside and after are words that may stand before and behind a sum told anew: "3000 actually".
var (
	beside = pattern.MustCompile(`(?i)^(?:actually|sorry|no|其实|应该|是|不对|哦)[,， ]*`)
	after  = pattern.MustCompile(`(?i)[,， ]+(?:actually|sorry|才对|吧)$`)
)

// wishedSum is a wish that is a sum.
var wishedSum = pattern.MustCompile(`(?i)^([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{3,7})(?: (?:back|compensation|for it|as compensation))?$`)

// did are words that make one's own relation the other side.
var did = []string{"借了我", "借我", "欠我", "欠了我", "打我", "打了我", "骂我", "骗我", "骗了我", "撞了我", "不还", "owes me", "owed me", "borrowed", "hit me", "cheated me"}

// tookIt goes on with what one of the family did to the others: 我弟把老宅卖了.
var tookIt = pattern.MustCompile(`(?i)^ (?:rents? out|rented out|sold|sells|keeps?|kept|took|takes|hides?|moved into|locked) |^(?:们)?[^,，。;；\n]{0,6}(?:把[^,，。;；\n]{1,10}(?:卖|占|拿|吞|砸|过户|霸|租|挖|拆|输|花)|独吞|霸占|偷偷|不肯分|不分给?我|赶我)`)

// itsHome goes on with somebody's home as a place: 老李家门口 says where, not who.
var itsHome = pattern.MustCompile(`^(?:家的?)?(?:门口|门前|旁边|对面|附近|边上|屋后|屋前|后面|前面)`)

// otherSide finds who the story is against: the other side, or a relation of one's
// own who did something to the speaker.
func (t *Listener) otherSide(text string) (understand.Person, bool) {
	persons := t.persons(text)
	var unnamed understand.Person
	own, named := t.nameIn(text, false)
	for _, p := range persons {
		switch {
		case named && p.Start <= own.Start && own.End <= p.End && p.Role == understand.Other && sayMe(text[:own.Start]):
			// 我是后山村的村干部老曹 says who speaks
		case standsBy.MatchString(text[p.Start:]) && len(persons) > 1 || unhelping.MatchString(text[p.Start:]):
			// the teacher who does nothing is not whom it is about
		case p.Role != understand.Other || itsHome.MatchString(text[p.End:]):
		case !namesNobody(p.Value):
			return namedAfter(calledLater(namedLater(p, persons), text), persons), true
		case unnamed.Value == "":
			unnamed = p
		}
	}
	if unnamed.Value != "" {
		return unnamed, true
	}
	for _, p := range persons {
		next := strings.ToLower(text[p.End:min(len(text), p.End+40)])
		if p.Role == understand.Concerned && (tookIt.MatchString(text[p.End:]) || slices.ContainsFunc(did, func(w string) bool { return strings.Contains(next, w) })) {
			return p, true
		}
	}
	if at := fromNextDoor.FindStringSubmatchIndex(text); at != nil {
		where := understand.Finding{Value: text[at[2]:at[3]], Raw: text[at[2]:at[3]], Start: at[2], End: at[3]}
		return understand.Person{Finding: where, Role: understand.Other, Relation: "neighbour"}, true
	}
	return understand.Person{}, false
}

// standsBy and unhelping are somebody who is to help and does not.
var (
	standsBy  = pattern.MustCompile(`^(?:班主任|老师|校长|学校|警察|民警|派出所|保安|辅导员)(?:们)?(?:也|都|又|还|却|就|根本|总是?|那边|说了)*(?:不管|不理|没管|不来管|管不了|不当回事|装没看见)`)
	unhelping = pattern.MustCompile(`(?i)^(?:the |my )?(?:teachers?|school|police|headmaster|principal|security)(?: just| always| still)? (?:do(?:es)?|did|don'?t|doesn'?t|didn'?t|won'?t|says?|said)(?: do| help| care)? (?:nothing|anything|not help|not care|help|care|they can'?t)\b`)
)

// fromNextDoor tells from whom something comes: water drips from upstairs.
var fromNextDoor = pattern.MustCompile(`(?i)\b(?:from|by) (?:the )?(upstairs|downstairs|next door|(?:flat|floor|people) above)\b`)

// namedLater is the same one with a name where the story gives it later: 房东不退押金,房东姓褚.
func namedLater(p understand.Person, persons []understand.Person) understand.Person {
	for _, q := range persons {
		if understand.OnlyRelation(p.Value) && q.Start > p.Start && strings.HasPrefix(q.Value, p.Value) && len(q.Value) > len(p.Value) {
			return q
		}
	}
	return p
}

// heIs brings the name of somebody told before without one.
var heIs = pattern.MustCompile(`\b(?:[Hh]is|[Hh]er|[Tt]heir|[Hh]e is|[Ss]he is|[Hh]e's|[Ss]he's) (?:name is |name's |called |named )([A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})`)

// calledLater gives a relation the name that the same message tells after it: "neighbour's
// bamboo ... his name is Ye Dafu".
func calledLater(p understand.Person, text string) understand.Person {
	if !understand.OnlyRelation(p.Value) {
		return p
	}
	if name := heIs.FindStringSubmatch(text[p.End:]); name != nil {
		p.Value += " " + name[1]
	}
	return p
}

// namedAfter prefers somebody told with a name after a bare relation that may be the same:
// "the place next door, owner name Lao Zhou".
func namedAfter(p understand.Person, persons []understand.Person) understand.Person {
	if !understand.OnlyRelation(p.Value) || p.Relation != "neighbour" {
		return p
	}
	for _, q := range persons {
		if q.Start > p.End && q.Role == understand.Other && q.Relation == "shop" && !understand.OnlyRelation(q.Value) {
			return q
		}
	}
	return p
}

// placesIn are all places of a text, the town's own among them.
func (t *Listener) placesIn(text, lang string) []understand.Finding {
	return understand.Places(text, func(s string) []understand.Match {
		var matches []understand.Match
		for _, p := range t.Town.FindPlaces(s) {
			matches = append(matches, understand.Match{ID: p.ID, Name: p.Name, Start: p.Start, End: p.End})
		}
		return matches
	}, lang)
}

// homeBefore are words for a thing at home before the estate it stands in.
var homeBefore = pattern.MustCompile(`(?i)^(?:my|our|his|her|their|the) [a-z ]+ (?:at|in|on) (?:the )?$`)

// findPlace finds the place of the story: one the town knows before others, then the
// longest.
func (t *Listener) findPlace(text, lang string) (understand.Finding, bool) {
	found := slices.DeleteFunc(t.placesIn(text, lang), func(f understand.Finding) bool {
		return toStudy.MatchString(f.Raw) || lookedFor.MatchString(text[:f.Start]) && namesNowhere(f.Raw) || chatGroup.MatchString(text[min(f.End, len(text)):])
	})
	if len(found) == 0 {
		return understand.Finding{}, false
	}
	weight := func(f understand.Finding) int {
		n := len([]rune(f.Raw))
		if t.townKnows(f.Raw) {
			n += 1000
		} else if namesNowhere(f.Raw) { // our roof is in every village
			n -= 1000
		} else if pattern.HasHan(f.Raw) && namesSettlement(f.Raw) { // 麻园村 before 祠堂对面
			n += 100
		}
		return n
	}
	best := found[0]
	if len(found) == 1 {
		return t.withoutHome(text, t.withLandmark(text, best, nil)), true
	}
	for _, f := range found[1:] {
		if weight(f) > weight(best) {
			best = f
		}
	}
	return t.withoutHome(text, t.withLandmark(text, best, found)), true
}

// houseBefore is a house number before its road: house 12 Jiefang road.
var (
	houseBefore = pattern.MustCompile(`(?i)(?:(?:house|number|no\.?) )?[0-9]{1,4}[a-z]? $`)
	roadEn      = pattern.MustCompile(`(?i)\b(?:road|street|lane|avenue|rd|st)$`)
)

// withoutHome is the estate alone where a thing at home stands before it: my kitchen floor
// at Luobu Garden.
func (t *Listener) withoutHome(text string, place understand.Finding) understand.Finding {
	if pattern.HasHan(place.Raw) {
		if room := roomZh.FindString(text[min(place.End, len(text)):]); room != "" && hasRooms.MatchString(place.Raw) {
			place.End += len(room)
			place.Raw = text[place.Start:place.End]
			place.Value = place.Raw
		}
		return place
	}
	if place.Raw == "" {
		return place
	}
	if room := roomEn.FindString(text[min(place.End, len(text)):]); room != "" {
		place.End += len(room)
		place.Raw = text[place.Start:place.End]
		place.Value = place.Raw
	}
	if house := houseBefore.FindString(text[:place.Start]); house != "" && roadEn.MatchString(place.Raw) {
		place.Start -= len(house)
		place.Raw = text[place.Start:place.End]
		place.Value = place.Raw
	}
	at := t.Town.FindPlaces(place.Raw)
	if len(at) > 0 && at[0].Start > 0 && homeBefore.MatchString(place.Raw[:at[0].Start]) {
		place.Raw, place.Start = place.Raw[at[0].Start:], place.Start+at[0].Start
		place.Value = place.Raw
	}
	return place
}

// awayKin goes on with somebody of the family who is not there to help.
var awayKin = pattern.MustCompile(`(?i)^[们都也又还就常年一直]*(?:在(?:外地|外面|外省|国外|城里|[\p{Han}]{2})(?:[,，。 ]|上班|打工|工作|做事)|不在|没空|要?上班|打工|不管|不回|都?忙|没时间|走不开|不会弄|帮不)|^(?:s)? (?:is|are|works?|lives?|live) (?:away|abroad|far|busy|in [A-Z])`)

// ownTrouble is the teller's own heart, whoever is spoken of beside it.
var ownTrouble = pattern.MustCompile(`(?i)(?:^|[,，。!！?？ ]|我)(?:真的?|好|很|太|总是?|就|就是|特别|越来越|一直|实在|非常)*(?:讨厌|恨死?|烦死|受不了|忍不了|嫉妒|羡慕|看不惯)|看[见到][^,，。]{1,14}[,，]?(?:就|总是|都|很|特别|老是|我)*(?:生气|来气|难受|心烦|害怕|恶心)|\b(?:i|i'm|im|i am|i've|ive)\b[^.,;!?\n]{0,30}\b(?:sad|lonely|anxious|depressed|sleep|cry|crying|empty|happy|stressed|tired|hopeless|panic|homesick|lost weight)\b|^(?:最近|晚上|每天|天天|整夜|一直|老是|总是|总|又|夜里|整晚|好几天|几个月)*(?:睡不着|睡不好|失眠|吃不下|吃不好|想哭|没胃口)|(?:^|[,，。 ])心里?(?:很|好|太|真|特别|老是?|总是?|天天)*(?:苦|累|烦|闷|堵|难受|慌|乱)|^(?:can'?t|cannot|not able to|unable to) (?:sleep|eat)|我(?:自己|最近|总是|老是|天天|每天|一直|很|好|特别|真的|觉得|感觉|心里|晚上|整天|也|整夜|经常|总)*(?:睡不着|失眠|难过|难受|想哭|抑郁|焦虑|孤独|压力大|压力很大|心情不好|心情低落|烦躁|崩溃)`)

// inferred are the options of the category's questions that the words clearly say.
func (t *Listener) inferred(m *dialog.Matter, text string) []Command {
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
			a, _ := unnamedAnswer(s, text)
			value, raw, ok = a.key, a.raw, a.key != ""
		}
		if ok && m.Category == "counselling" && s.Flagged(value, string(dialog.FlagOnBehalf)) && (ownTrouble.MatchString(m.Slots["what"].Value) || t.harmsMe(m.Slots["what"].Value)) {
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
