package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// The answer to the question for the other side: who it is, and where they are to be found.

// standsIn joins a firm or a person to the place told behind.
var standsIn = pattern.MustCompile(`(?i)(?:[,， ]*(?:就?在|位于|地址是?|开在|办在|厂在|店在)[:： ]*|[,，]? +(?:in|at|on|near)(?: the)? +|[,，] *| +)$`)

// itsSite is what of a firm stands at the place told behind: 宏业建设的 项目在….
var itsSite = pattern.MustCompile(`(?:的)?[,， ]+(?:他们)?(?:的)?(?:项目|工地|厂子?|店|公司)(?:就|都)?$`)

// leadsIn says that what follows is where the one named before stands: Sichuan Garden, on Jiefang Road.
var leadsIn = pattern.MustCompile(`(?i)\b(?:in|at|on|near)\b`)

// whoAndWhere parts an answer that names a firm or a person and, behind it, a place:
// 佳美服饰 在罗埠工业区.
func (t *Listener) whoAndWhere(text string) (who, where Command, ok bool) {
	if len([]rune(text)) > 60 || len(t.Phones(text)) > 0 {
		return who, where, false
	}
	p, placed := t.PlaceIn(text)
	if !placed || p.Start == 0 || NamesNowhere(p.Raw) && !t.townKnows(p.Raw) || !isOnlyTail(text[p.End:]) {
		return who, where, false
	}
	at := standsIn.FindStringIndex(text[:p.Start])
	if at == nil {
		return who, where, false
	}
	name := strings.Trim(itsSite.ReplaceAllString(text[:at[0]], ""), " ,，。.")
	if called, is := calledSo(name); is {
		name = called
	}
	if lead := leadsToPlace.FindString(name); lead == name {
		return who, where, false // it's at 12 Renmin Road
	}
	if articleAlone.MatchString(name) {
		house := houseInPlace.FindString(p.Raw)
		if house == "" {
			return who, where, false
		}
		name += " " + house
	}
	if n := len([]rune(name)); n < 2 || pattern.HasHan(name) && n > 16 || len(strings.Fields(name)) > 5 || namesNobody(name) || noPlaceWord.MatchString(name) || AsksBackAt(text) || t.onlySums(name) {
		return who, where, false
	}
	if q, inPlace := t.PlaceIn(name); inPlace && len(q.Raw) == len(name) && !(leadsIn.MatchString(text[at[0]:p.Start]) && !roadEn.MatchString(name)) && !pattern.HoldsAny(strings.ToLower(name), houses) {
		return who, where, false // 后坞村, 中山路5号 are two parts of one place
	}
	firm := slices.ContainsFunc(houses, func(h string) bool { return strings.HasSuffix(strings.ToLower(name), h) }) // 老陈面馆 is no 老陈
	if persons := t.Persons(name); !firm && len(persons) > 0 && !slices.ContainsFunc(persons, func(o understand.Person) bool { return o.Raw == name }) {
		return who, where, false // a sentence about somebody is read as one
	}
	return Command{Do: DoSet, Slot: "who", Value: name, Raw: name}, Command{Do: DoSet, Slot: "where", Value: p.Value, Raw: p.Raw}, true
}

// articleAlone is what is left before a place that begins with the name itself: the shoe
// factory at Luobu is whom they mean, not "the".
var articleAlone = pattern.MustCompile(`(?i)^(?:the|an?|my|our|this|that)$`)

// houseInPlace is the house a place begins with, before where it stands.
var houseInPlace = pattern.MustCompile(`(?i)^(?:[a-z'-]+ ){0,3}(?:shop|store|factory|company|restaurant|hotel|school|clinic|cafe|plant|bar|salon|office)\b`)

// isOnlyTail says that nothing but the end of a place's description stands there: 那边.
func isOnlyTail(words string) bool {
	return afterPlace.FindString(words) == words
}

// houses are words for what can be an employer or the other side though it is a place.
var houses = []string{"店", "厂", "公司", "馆", "超市", "工地", "银行", "学校", "医院", "中心", "酒家", "食堂", "shop", "store", "factory", "company", "restaurant", "hotel", "school", "clinic", "cafe", "plant", "bar", "salon", "office"}

// labelled is what an answer is of, before it: "Company: Huamei Packaging".
var labelled = pattern.MustCompile(`(?i)^(?:the )?(?:company|employer|boss|shop|factory|landlord|公司|单位|老板|厂|店)(?:'?s)?(?: ?name|名|名称)?[:：] *`)

// saysOn goes on with what somebody says; looksOn is somebody who only looks on or is to help.
var (
	saysOn  = pattern.MustCompile(`^[^,，。 ]{1,6}(?:说|讲|告诉我?|认为|觉得)[^,，。 ]{2,}`)
	looksOn = pattern.MustCompile(`^(?:班主任|老师|校长|医生|护士|警察|民警|派出所|律师|村里|社区|居委会|邻居们|大家|别人|人家)`)
)

// aCentre is a road or village in the middle, and no house: 中心路17号.
var aCentre = pattern.MustCompile(`中心(?:路|街|村|大道|广场)`)

// bareWho takes a message as the name of the other side, without any number in it; a
// message that is little more than a place is none.
func (t *Listener) bareWho(text string) (Command, bool) {
	if name, ok := calledSo(text); ok {
		return Command{Do: DoSet, Slot: "who", Value: name, Raw: text}, true
	}
	if AsksBackAt(text) || ofThem.MatchString(text) || someHouse.MatchString(text) || houseStands.MatchString(text) || ownContact.MatchString(text) {
		return Command{}, false
	}
	value := text[len(labelled.FindString(text)):]
	phones := t.Phones(value)
	for i := len(phones) - 1; i >= 0; i-- {
		value = value[:phones[i].Start] + " " + value[phones[i].End:]
	}
	value = strings.Trim(strings.Join(strings.Fields(value), " "), " ,，。.;、:")
	if n := len([]rune(value)); n < 1 || n > 40 || !pattern.HasLetters(value) {
		return Command{}, false
	}
	if saysOn.MatchString(text) {
		persons := t.Persons(text)
		if len(persons) == 0 || persons[0].Start != 0 || looksOn.MatchString(text) {
			return Command{}, false // 老师说孩子打闹正常 tells more, and not who it is
		}
		value = persons[0].Value // 哥哥说跟我没关系
	}
	if t.onlySums(text) {
		return Command{}, false // 5000 yuan, Xingxue community
	}
	if t.mostlyPlace(text) && len(t.Persons(text)) == 0 && !pattern.HoldsAny(aCentre.ReplaceAllString(text, " "), houses) {
		return Command{}, false
	}
	if p, ok := t.PlaceIn(text); ok && len(t.Persons(text)) == 0 && inSomePlace.MatchString(text) && (NamesNowhere(p.Raw) || !pattern.HoldsAny(strings.ToLower(text), houses)) {
		return Command{}, false // 在义乌那边的工地, 在上应村 老爹留下的
	}
	return Command{Do: DoSet, Slot: "who", Value: value, Raw: text}, true
}

// isCalledSo brings the name of a house or of whoever runs it; ofThem tells more about
// somebody spoken of before, who is not named by it: 他现在人在中心医院.
var (
	isCalledSo = pattern.MustCompile(`(?:^|[,，。;； ])(?:(?:我们|那个|这个|这家|那家)?(?:厂|厂子|厂名|公司|公司名|店|店名|单位|饭店|工厂|厂里|工地|站点|网点|平台|车队|中介|机构|驾校|健身房|美容院|培训班|商家|店家)(?:的?(?:名字|全名))?(?:就?(?:叫|是叫|名叫|叫做)|是|[:：])([\p{Han}A-Za-z]{2,14}))(?:$|[,，。;； ])|(?i:\b(?:factory|company|shop|store|firm|restaurant|school|employer|hotel)(?:'?s)?(?: name)?(?: is| is called| called|:) )((?:[A-Z][\w&'-]*)(?: (?:[A-Z][\w&'-]*|and|&))*(?: (?:garments?|toys?|textiles?|electronics|shoes?|furniture|clothing|foods?|plastics?|factory|hotel|restaurant|supermarket|logistics|trading))?)`)
	ofThem     = pattern.MustCompile(`^(?:他|她|他们|她们|人|现在|人家)(?:现在|目前|还|已经|都|今年|人|也)*(?:在|住|躺|没|不|有|被|去|要|刚|说|叫我|让)|(?i:^(?:he|she|they)(?:'s| is| are| was| were)?(?: now| still| just| already| not)* (?:in|at|on|from|gone|away|sick|ill|hurt|\w+ing)\b)`)
)

// someHouse is a firm by where it stands, without a name: 我们在白沙那边的厂.
var someHouse = pattern.MustCompile(`^(?:我们?|就|是|他们|老板)*(?:在|开在)\p{Han}{2,8}(?:那边|那里|这边|那块|旁边|附近|边上)?的?(?:一?[个家]|那[个家])?(?:小)?(?:厂|厂子|厂里|工厂|加工厂|工地|公司|店|单位|饭店|作坊)$`)

// houseStands tells where a firm without a name stands, ownContact how its teller is reached:
// 工地在罗埠工业区那边, 电话么 82331122.
var (
	houseStands = pattern.MustCompile(`^(?:我们|那个|这个|就|那)*(?:工地|厂|厂子|厂里|工厂|公司|店|店里|单位|饭店|作坊)(?:就|是|都|开|办)*在`)
	ownContact  = pattern.MustCompile(`^(?:我的?|打我)?(?:电话|手机|号码|微信|联系方式)(?:号码?)?(?:么|嘛|是|呢|[:： 0-9]|$)|(?i:^(?:my )?(?:phone|mobile|number|tel)\b)`)
)

// onlySums says that words tell a sum of money, perhaps a place, and nobody.
func (t *Listener) onlySums(text string) bool {
	sums := t.amounts(text)
	if len(sums) == 0 {
		return false
	}
	rest := text
	for _, s := range sums {
		rest = strings.Replace(rest, s.Raw, " ", 1)
	}
	if p, ok := t.PlaceIn(text); ok {
		rest = strings.Replace(rest, p.Raw, " ", 1)
	}
	return !pattern.HasLetters(rest)
}

// calledSo reads 厂叫华晟电子, "factory name is Jinlong Toys".
func calledSo(text string) (string, bool) {
	if boss := nameOfTheirs.FindStringSubmatch(text); boss != nil && !pattern.HoldsAny(strings.ToLower(boss[1]), []string{"unknown", "not ", "secret", "on the "}) {
		return boss[1], true
	}
	got := isCalledSo.FindStringSubmatch(text)
	if got == nil || got[1]+got[2] == "" || namesNobody(got[1]+got[2]) || noPlaceWord.MatchString(got[1]) {
		return "", false
	}
	return got[1] + strings.TrimSuffix(got[2], " I"), true // company is Zhongtian I think
}

// nameOfTheirs brings the name of whoever runs it, or of the other side: "boss name is mister Lin".
var nameOfTheirs = pattern.MustCompile(`(?i)^(?:the |my |our |his |her )?(?:boss|manager|owner|employer|landlord|foreman|supervisor|neighbou?r)(?:'?s)? name(?: is|'s|:)? ((?:mister |missus |mrs?\.? |ms\.? )?[a-z][a-z'-]+(?: [a-z][a-z'-]+){0,2})[. ]*$`)

// inSomePlace opens an answer that tells where, not who.
var inSomePlace = pattern.MustCompile(`(?i)^(?:就|是)*在|^(?:it was |it's |it is )?(?:in|at|on|near) (?:a|the|some|that)\b`)

// mostlyPlace says that an answer is a place, or several (七星村,中山路5号), and little more.
func (t *Listener) mostlyPlace(text string) bool {
	p, ok := t.PlaceIn(text)
	if !ok || NamesNowhere(p.Raw) && !t.townKnows(p.Raw) {
		return false
	}
	if villageFirst.MatchString(text[min(p.End, len(text)):]) && len(leadsToPlace.FindString(text)) == p.Start && 10*len(t.wholePlace(text, p).Raw) >= 8*len(text) {
		return true // 枫塘村的,村后头那片大棚
	}
	covered := 0
	for _, f := range t.placesIn(text, t.Lang()) {
		covered += len(f.Raw)
	}
	return 2*covered > len(text)-len(leadsToPlace.FindString(text))
}

// villageFirst stands between a village and where in it.
var villageFirst = pattern.MustCompile(`^的?[,，、 ]`)

// leadsToPlace are words before a place: 我住, "it is at".
var leadsToPlace = pattern.MustCompile(`(?i)^(?:(?:我们?|俺|咱们?)?家?(?:就)?(?:都)?(?:住在?|在|是)|it's|its|it is|the (?:place|shop|factory|address) is|address is|address|located|they are|we are|i am|i'm)?(?: ?(?:at|in|on|near))? *:? *`)

// knownAs brings what people call somebody beside what is known of them: 姓邵的包工头 大家叫他邵胖子.
var knownAs = pattern.MustCompile(`(?:都|大家|人家|别人|工友|我们)(?:都)?(?:叫|喊)(?:他|她)|外号|绰号`)
