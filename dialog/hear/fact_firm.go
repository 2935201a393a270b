package hear

import (
	"slices"
	"strings"
	"unicode"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// The firm that is the other side, told late, and whoever runs it.

// firmLater is a firm told, whatever is asked, while of the other side is known only what they
// are: 恒泰电机 在罗埠, 厂名 恒发电镀, "it's the Hengfa plating factory in Luobu, boss is called
// Mike". Place is where it stands, "" for untold.
func (t *Listener) firmLater(m *dialog.Matter, asked, text string) (firm string, place understand.Finding, ok bool) {
	who := m.Slots["who"]
	if m.Category != wantsName || asked == "what" || m.Has("who") && !namesNobody(who.Value) && !understand.OnlyRelation(who.Value) || len([]rune(text)) > 70 || AsksBackAt(text) || len(t.Phones(text)) > 0 {
		return "", place, false
	}
	if !pattern.HasHan(text) {
		return t.firmLaterEn(text)
	}
	head := opensFirm.ReplaceAllString(text, "")
	head = head[:len(head)-len(afterFirm.FindString(head))]
	if n := len([]rune(head)); n < 4 || n > 14 || !aFirmName.MatchString(head) && !slices.ContainsFunc(houses, func(h string) bool { return strings.HasSuffix(head, h) }) || namesNobody(head) || noFirm.MatchString(head) || strings.ContainsFunc(head, tellingChars.Has) {
		return "", place, false
	}
	if standsAt := firmStands.FindStringSubmatchIndex(text); standsAt != nil {
		at := text[standsAt[2]:standsAt[3]]
		place = understand.Finding{Value: at, Raw: at, Start: standsAt[2], End: standsAt[3]}
		if p, placed := t.PlaceIn(text); placed && p.Start >= standsAt[2] {
			place = p
		}
	}
	if boss := bossNamed.FindStringSubmatch(text); boss != nil {
		head += "," + boss[1]
	}
	return head, place, true
}

var (
	// opensFirm stands before a firm's name, afterFirm is what else is told behind it.
	opensFirm = pattern.MustCompile(`^(?:(?:我们|那个|这个|我)?(?:厂|厂子|厂名|公司|公司名|店|店名|单位|工厂|厂里)(?:的?(?:名字|全名))?(?:就?(?:叫做?|是)|[:： ]))?(?:就?(?:叫做?|是))?(?:一家)?[:： ]*`)
	afterFirm = pattern.MustCompile(`(?:(?:那边|这边)?的|那个(?:项目|工地|店|厂|公司))?(?:[,，。;； ]+.*)?$`)
	// firmStands is where a firm stands, told behind its name.
	firmStands = pattern.MustCompile(`[,，。 ]+(?:就|厂|店|公司)*(?:在|开在|位于)(\p{Han}{2,12}?)(?:[那这]边|里面?|这里|那里)?的?(?:[。 ]*$|[,，])`)
	// bossNamed is whoever runs it, told behind: 老板姓朱.
	bossNamed = pattern.MustCompile(`[,，。 ]+((?:老板娘?|厂长|经理|负责人|包工头|工头)(?:姓\p{Han}|(?:就?叫|是)?\p{Han}{2,3}))[。 ]*$`)
	// noFirm opens what is no name: 我们厂里, 隔壁装饰公司.
	noFirm = pattern.MustCompile(`^(?:我|你|他|她|在|做|搞|干|开|学|去|到|这|那|一|两|几|老板|隔壁|楼上|楼下|对面|村里|镇上|附近)`)
)

// firmLaterEn is the English half of firmLater.
func (t *Listener) firmLaterEn(text string) (firm string, place understand.Finding, ok bool) {
	at := firmEn.FindStringSubmatchIndex(understand.AsWritten(text))
	if at == nil || namesNobody(text[at[2]:at[3]]) {
		return "", place, false
	}
	firm = text[at[2]:at[3]]
	if at[4] >= 0 {
		place = understand.Finding{Value: text[at[4]:at[5]], Raw: text[at[4]:at[5]], Start: at[4], End: at[5]}
		if p, placed := t.PlaceIn(place.Raw); placed {
			place.Value, place.Raw = p.Value, p.Raw
		}
	}
	if at[6] >= 0 {
		firm += ", " + text[at[6]:at[7]]
	}
	return firm, place, true
}

// firmEn is a firm with a name of its own, where it stands, and who runs it.
var firmEn = pattern.MustCompile(`^(?i:it'?s|it is|that'?s|the name is|the (?:factory|company|firm) is|i work(?:ed)? (?:at|for)|we work(?:ed)? (?:at|for))?(?i: called)? ?(?i:the )?((?:[A-Za-z][\w'-]+ ){1,3}(?i:factory|company|restaurant|hotel|shop|store|plant|workshop|logistics|textiles|electronics|plastics|hardware))(?:,? (?i:in|at|near|on) (?i:the )?([A-Za-z][\w' -]{2,30}?))?(?:[,.;] ?(?i:the |my )?((?i:boss|owner|manager)(?i:'s name is|s name is| name is| is called| is named| called| is)? (?i:mr\.? |mrs\.? |ms\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?))?[. ]*$`)

// runBy joins whoever runs a firm to its name: 金星包装厂, and then 老板姓朱.
func runBy(m *dialog.Matter, text string) (Command, bool) {
	who := m.Slots["who"]
	if !m.Has("who") || who.By != dialog.ByResident || !isFirm(who.Value) || namesNobody(who.Value) || pattern.HoldsAny(who.Value, bosses) {
		return Command{}, false
	}
	got := bossAlone.FindStringSubmatch(text)
	if got == nil {
		return Command{}, false
	}
	return Command{Do: DoSet, Slot: "who", Value: who.Value + "," + got[1], Raw: got[0]}, true
}

// bossAlone is a message that says who runs the firm.
var bossAlone = pattern.MustCompile(`^(?:我们|他们|那个|那|厂里的?|店里的?)*((?:老板娘?|厂长|经理|负责人|包工头|工头)(?:好像|应该)?是?(?:姓\p{Han}|叫(?:[老小阿]\p{Han}|[^我你您他她人大谁去来回滚,，。 ]\p{Han}{1,2})))(?:的|吧|好像)*(?:[,，。 ]|$)`)

// isFirm says that the other side is a firm.
func isFirm(words string) bool {
	return !understand.OnlyRelation(words) && (pattern.HoldsAny(strings.ToLower(words), houses) || aFirmName.MatchString(words))
}

// bossIn is the word for whoever runs a firm that words hold, "" for none.
func bossIn(text string) string {
	for _, w := range bosses {
		if pattern.HasHan(w) && strings.Contains(text, w) {
			return w
		}
	}
	return ""
}

// allCalled says that an answer names more than one house: "agency called hongda, factory is
// xinlong textiles". Both stand against the teller.
func allCalled(text string) bool {
	return len([]rune(text)) <= 70 && len(oneCalled.FindAllString(text, 2)) == 2
}

var oneCalled = pattern.MustCompile(`(?:^|[,，。;； ])(?:中介|劳务公司|派遣公司|劳务|派遣|工厂|厂里?|公司|工地|甲方|总包|分包|包工头|老板)(?:就?叫做?|是|名叫)\p{Han}{2,12}|(?i:(?:^|[,.;] ?|\band )(?:the )?(?:agency|factory|company|contractor|subcontractor|employer|shop|restaurant|boss)(?: is called| called| is named| named| is|:) [a-z][\w&'-]+)`)

// whoseHouse puts where it comes from before a house that has nothing but its trade: 永康那个五金厂.
func whoseHouse(p understand.Person, text string) understand.Person {
	if p.Relation != "company" || !trade.MatchString(p.Value) {
		return p
	}
	from := ofTown.FindStringIndex(text[:p.Start])
	if from == nil || noOrigin.MatchString(text[from[0]:from[1]]) {
		return p
	}
	at := from[0] + len(beforeTown.FindString(text[from[0]:from[1]]))
	p.Value, p.Raw, p.Start = text[at:p.End], text[at:p.End], at
	return p
}

// townBefore is what stands before a house that has nothing but its trade.
var townBefore = pattern.MustCompile(`^\p{Han}{2,4}?(?:那个|那家|这家|这个|那边的|这边的|开的)`)

var (
	ofTown     = pattern.MustCompile(`(?:^|[,，。;； ]|在|是)\p{Han}{2,4}?(?:那个|那家|这家|这个|那边的|这边的|开的)$`)
	beforeTown = pattern.MustCompile(`^(?:[,，。;； ]|在|是)+`)
	noOrigin   = pattern.MustCompile(`[我你他她咱俺]|上班|打工|干活|做事|之前|以前|原来|现在|就是|隔壁|楼下|对面|附近|边上`)
)

// firmFacts puts a firm told late, and where it stands, in the place of what was read there.
func (t *Listener) firmFacts(m *dialog.Matter, asked, text string, facts []Command) []Command {
	firm, place, ok := t.firmLater(m, asked, text)
	if !ok {
		return facts
	}
	facts = slices.DeleteFunc(facts, func(c Command) bool {
		return c.Slot == "who" || c.Slot == "name" || c.Slot == "where" && place.Raw != ""
	})
	if place.Raw != "" && (!m.Has("where") || t.VaguePlace(m.Slots["where"])) {
		facts = append(facts, Command{Do: DoSet, Slot: "where", Value: place.Value, Raw: place.Raw})
	}
	said := firm
	if !strings.Contains(text, firm) {
		said = text // 永发针织厂 老板娘姓卢 is written as one
	}
	return append(facts, Command{Do: DoSet, Slot: "who", Value: firm, Raw: said})
}

// placeThenWho parts an answer that names the place before a firm or a person who is there:
// 在下章村的佳美服饰, 兴学社区那边的张伟.
func (t *Listener) placeThenWho(text string) (who, where Command, ok bool) {
	if !pattern.HasHan(text) || len([]rune(text)) > 30 || len(t.Phones(text)) > 0 || AsksBackAt(text) {
		return who, where, false
	}
	p, placed := t.PlaceIn(text)
	if !placed || len(leadsToPlace.FindString(text)) != p.Start || !settledZh.MatchString(p.Raw) {
		return who, where, false // 罗埠的顺达物流 says which, and hardly where
	}
	got := thereIs.FindStringSubmatch(text[min(p.End, len(text)):])
	if got == nil {
		return who, where, false
	}
	name := got[1]
	house := slices.ContainsFunc(houses, func(h string) bool { return strings.HasSuffix(name, h) }) || aFirmName.MatchString(name)
	persons := t.Persons(name)
	if !house && !(len(persons) == 1 && persons[0].Raw == name) && !(len([]rune(name)) > 1 && plainName.MatchString(name)) || placeOfAll.MatchString(name) {
		return who, where, false
	}
	return Command{Do: DoSet, Slot: "who", Value: name, Raw: name}, Command{Do: DoSet, Slot: "where", Value: p.Value, Raw: p.Raw}, true
}

var (
	// thereIs goes on after a place with who is there.
	thereIs = pattern.MustCompile(`^(?:那边的|那里的|这边的|那边|里的|的)[ ]?(?:那个|那家|一家)?(\p{Han}{2,12})[。 ]*$`)
	// placeOfAll is a landmark rather than anybody's house: 七星村的文化中心.
	placeOfAll = pattern.MustCompile(`(?:文化|活动|服务|便民|卫生|老年)\p{Han}{0,4}(?:中心|馆|站|室)$|^(?:小学|中学|学校|村委会|医院)$`)
)

// worksAt is the firm the teller names beside its boss: "my boss Mike Chen owes me … I work at
// Hengfa Plastics factory in Luobu". Its value is the firm with the boss.
func (t *Listener) worksAt(boss understand.Person, text string) (firm understand.Finding) {
	if boss.Relation != "employer" {
		return firm
	}
	at, sep := workZh.FindStringSubmatchIndex(text), ","
	if written := ""; at == nil && !pattern.HasHan(text) {
		written = understand.AsWritten(text)
		at, sep = workEn.FindStringSubmatchIndex(written), ", "
		if at != nil && !unicode.IsUpper(rune(written[at[2]])) {
			return firm // the furniture factory has no name
		}
	}
	if at == nil || understand.OnlyRelation(boss.Value) {
		return firm
	}
	name := text[at[2]:at[3]]
	if namesNobody(name) || !isFirm(name) || noFirm.MatchString(name) || pattern.HasHan(name) && settledZh.MatchString(name) {
		return firm
	}
	return understand.Finding{Value: name + sep + boss.Value, Raw: name, Start: at[2], End: at[3]}
}

var (
	workZh = pattern.MustCompile(`在(\p{Han}{4,14}?)(?:上班|打工|干活|做工|做事|工作)`)
	workEn = pattern.MustCompile(`(?i)\b(?:i|we) (?:work|worked|'m working|am working|was working) (?:at|for) (?:the )?((?:[a-z][\w'-]+ ){1,3}(?:factory|company|restaurant|hotel|shop|store|plant|salon|school))\b`)
)
