package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// Concerned are the people a story is about: not the teller, and nobody who is only told of it.
func (t *Listener) Concerned(m *dialog.Matter, story string) []understand.Person {
	return slices.DeleteFunc(slices.Clone(t.Persons(story)), func(p understand.Person) bool {
		before, after := story[:p.Start], story[p.End:]
		return iAm.MatchString(before) || reachedBefore.MatchString(before) && reachedAfter.MatchString(after) ||
			toldBefore.MatchString(after) || understand.Dead(after) || understand.OnlyOrigin(after) || toldTo.MatchString(before) ||
			besidesTeller.MatchString(after) || missed.MatchString(before) || bornNow.MatchString(before) ||
			withKids.MatchString(before) && goesAway.MatchString(story) || anyOfThem(story, p) ||
			m.Category == "counselling" && leavesTeller.MatchString(after)
	})
}

// iAm stands before what the teller is to somebody: 我是她女儿.
var iAm = pattern.MustCompile(`(?i)我是(?:一?个)?(?:[0-9一二三四五六七八九十]{1,3}(?:多)?岁的?)?(?:他|她|他们|老人|户主|\p{Han}{2,3}(?:家)?)?(?:的|家)?$|\b(?:i am|i'm|im|this is) (?:his|her|their) $`)

// reachedBefore and reachedAfter stand around somebody by whom the teller is reached: 打我女儿电话吧 138….
var (
	reachedBefore = pattern.MustCompile(`(?i)(?:打|找|联系|是)(?:给)?我(?:家|的)?(?:大|小|二)?$|\b(?:call|text|ring|phone|it'?s)(?: my)? $`)
	reachedAfter  = pattern.MustCompile(`^[^,，。0-9]{0,6} ?[0-9]{3}|(?i:^(?:'s)?(?: number| phone| mobile)?(?: is| at| on|:)? \+?[0-9]{3})`)
)

// toldTo stands before somebody who is told, or not: 我不敢跟我妈说, "don't tell my parents".
var toldTo = pattern.MustCompile(`(?i)(?:告诉|瞒着?|(?:不敢|没|没敢|别|不想|不要|不能|不会|不)(?:跟|和|给|让|叫))(?:我|我的|我们|俺|咱)?$|\b(?:tell|told|telling|let)(?: my| our)? $`)

// besidesTeller goes on with somebody beside the teller (我老伴也有病), or who tells the teller
// what to do or leave: 我婆婆说我矫情, "my mother in law says i can't visit".
var besidesTeller = pattern.MustCompile(`(?i)^(?:也|(?:老是|总是|总|天天|就|还)?(?:说|嫌|骂|怪|怨|逼)我|不让我|不准我|不许我)|^(?:[- ]in[- ]law)? (?:says?|said|tells?|told|thinks?|won'?t let|does ?n'?t let|never lets?) (?:i|me|i'm|im|we|us)\b`)

// missed stands before somebody whom the teller wants to see: 不给我看孙子, "I can't visit my kids".
var missed = pattern.MustCompile(`(?i)(?:看望|探望|探视|(?:不给|不让|不准|不许|不能)(?:我|我们)?(?:见|看))(?:我|我们)?(?:的|自己的?)?$|\b(?:visit|see|meet)(?: (?:my|our|the))(?: \w+)? $`)

// bornNow stands before a child that was born to the teller: 生完孩子三个月, "had a baby". It
// tells how the mother is.
var bornNow = pattern.MustCompile(`(?i)(?:生(?:完|了|下|过)|(?:刚|要|快|想|再|能|不)生|怀(?:了|上|着|过)?)(?:第?[一二三两](?:个|胎)|个|胎)?$|\b(?:had|gave birth to|giving birth to|pregnant with|expecting)(?: (?:a|my|our|the|another))?(?: (?:first|second|third|new))? $`)

// withKids stands before somebody who is taken along by whoever leaves the teller.
var (
	withKids = pattern.MustCompile(`(?i)(?:带着|带|抱着|领着|把)(?:我|我们)?(?:的|俩|两个|[一二三两]个|大|小)?$|\b(?:with|took|taking|takes|and)(?: (?:the|my|our|both|all))*(?: \w+)? $`)
	goesAway = pattern.MustCompile(`(?i)带走|走了|回(?:了)?娘家|回(?:了)?老家|跑了|\b(?:went|gone|left|leaves|moved|took) `)
)

// toldBefore goes on with somebody whose matter was told before this one: 妈妈的说完了.
var toldBefore = pattern.MustCompile(`(?i)^(?:妈|爸)?的(?:事情?|那件|那个)?(?:已经|都|刚刚?)?(?:说|报|讲|弄|办)(?:完|好)了|^'s (?:one |case |matter |report )?(?:is |was )?(?:done|sent|finished)\b`)

// OfPersons says that the kind of matter has a person whom it is about: a side, or somebody for
// whom it is done. A lamp or a danger has none, whoever nearly fell there.
func (t *Listener) OfPersons(m *dialog.Matter) bool {
	c, ok := t.Catalog.Category(m.Category)
	if _, opposed := c.Slot("who"); !ok || opposed {
		return true
	}
	return slices.ContainsFunc(c.Slots, func(s catalog.Slot) bool {
		return slices.ContainsFunc(s.Sets, func(r catalog.FlagRule) bool { return r.Flag == string(dialog.FlagOnBehalf) })
	})
}

// MindsMinors says that the kind of matter is urgent for a child, or has another side: not
// a paper that is needed, or a lamp.
func (t *Listener) MindsMinors(m *dialog.Matter) bool {
	c, ok := t.Catalog.Category(m.Category)
	if _, opposed := c.Slot("who"); opposed {
		return true
	}
	return ok && slices.ContainsFunc(c.UrgentIf, func(u catalog.Condition) bool {
		return u.Kind == catalog.WhenFlag && u.Name == string(dialog.FlagMinor)
	})
}

// AboutSomebody: a matter whose kind asks whom it is about, that speaks of somebody and
// not of the teller. Told are the words in which persons were found.
func (t *Listener) AboutSomebody(m *dialog.Matter, told string, persons []understand.Person) bool {
	c, ok := t.Catalog.Category(m.Category)
	if !ok {
		return false
	}
	whom := slices.IndexFunc(c.Slots, func(s catalog.Slot) bool {
		return slices.ContainsFunc(s.Sets, func(r catalog.FlagRule) bool { return r.Flag == string(dialog.FlagOnBehalf) })
	})
	if whom < 0 || m.Has(c.Slots[whom].Key) || c.Key == "counselling" && ownTrouble.MatchString(m.Slots["what"].Value) {
		return false
	}
	story := m.Slots["what"].Value
	if visitThem.MatchString(story) && !aboutMe.MatchString(story) {
		return true
	}
	neighbours := slices.ContainsFunc(c.Slots[whom].Options, func(o catalog.Option) bool { return o.Text.Zh == "邻居" })
	return slices.ContainsFunc(persons, func(p understand.Person) bool {
		return (p.Role == understand.Concerned || neighbours && p.Relation == "neighbour") && !ownFamily(told, p)
	}) && !speaksOfMe(story, persons)
}

var (
	marriage = pattern.MustCompile(`(?i)离婚|分居|抚养|彩礼|复婚|再婚|同居|改嫁|探视|\b(?:divorc\w*|custody|child support|separat(?:ed|ion)|alimony)\b`)
	// wantsOut goes on with somebody whose marriage it is: 我女儿想离婚
	wantsOut = pattern.MustCompile(`(?i)^[^,，。;；!！?？\n]{0,8}(?:离婚|分居|复婚|再婚|改嫁|离了)|^ (?:\w+ )?(?:wants?|is|are|was|got|gets?|needs?|filed|files|would)(?: \w+){0,3}? (?:divorc\w*|separat(?:ed|ing|ion))\b`)
)

// ownFamily says that somebody is spoken of in a marriage of the teller's own: whoever asks
// with whom the children stay asks for themselves.
func ownFamily(told string, p understand.Person) bool {
	return p.Relation == "family" && marriage.MatchString(told) && !wantsOut.MatchString(told[p.End:])
}

var (
	theOne   = pattern.MustCompile(`(?:有|一|这|那|个|位|名|我|我们|咱们?|家|的|a|an|the|my|our|this|that) ?$`)
	inClass  = []string{"老人", "残疾人", "老年人", "孤寡老人", "独居老人", "elderly"}
	asksRule = pattern.MustCompile(`[?？]|吗|什么时候|怎么|多少|要不要|能不能|可以|政策|咨询|标准|条件|(?i:\b(?:how|what|when|which|who|is there|are there|policy)\b)`)
)

// leavesTeller goes on with kin by whom the teller is hurt: 妈妈不要我了, "my wife left",
// 老伴走了. Whose trouble it is then is the teller's.
var leavesTeller = pattern.MustCompile(`(?i)^[^,，。;；!！?？\n]{0,4}(?:不要我|不管我|不理我|丢下|抛弃|抛下|离开|走了|没了|去世|过世|不在了|跑了|出轨|外遇|外面有|骗|骂我|打我|嫌我|看不起|逼我|跟我(?:吵|闹|离婚|分手)|要(?:跟我)?离婚)|^(?: and \w+)?(?:'s| has| have| had| just| is| was| always| keeps?| all| never)*(?: (?:left|leaving|leaves|gone|died|dead|dying|passed|cheat\w*|hits?|hitting|beats?|shout\w*|ignor\w*|hates?|abandon\w*|divorc\w*|walked out|blames?|threw|kicked|lied|lies)\b)`)

// visitThem asks that somebody looks after people spoken of; aboutMe tells of the teller's own need.
var (
	visitThem = pattern.MustCompile(`(?i)\b(?:can|could|should|will|would) (?:some(?:body|one)|any(?:body|one)|you|a social worker)(?: please| maybe| just)? (?:please )?(?:visit|check on|look in on|go and (?:see|check)|help) (?:him|her|them|this (?:family|man|woman|lady)|that (?:family|man|woman|lady))\b|\b(?:he|she|they)(?:'s| is| are| has| have|'ve)? [^.!?\n]{0,60}\b(?:alone|short of|hungry|cold|no food|nothing to eat|no heating|nobody)\b[^\n]*\b(?:visit|check on|look in on|help|come by)\b|(?:派人|有人|你们|能不能|来人|安排人)[^,，。]{0,8}(?:看看|看一下|看望|探望|帮帮|帮一下|关心)[^,，。我]{0,4}(?:他|她|他们|她们|老人|这家|那家|孩子们)`)
	aboutMe   = pattern.MustCompile(`(?i)\b(?:i|we)(?: am|'m| are|'re| have|'ve| live)? (?:need|alone|no food|hungry|cold|poor|sick|ill|disabled|too old)\b|\bmy (?:rent|bills?|pension|wages?)\b|我(?:自己|一个人|们家|家)(?:没|吃|生活|住)`)
)

// anyOfThem says that a kind of people is meant and nobody among them: 残疾人坐公交要钱吗.
func anyOfThem(story string, p understand.Person) bool {
	return slices.Contains(inClass, p.Value) && asksRule.MatchString(story) && !theOne.MatchString(story[:p.Start])
}

// whomFor reads who it is that a matter is told for, and how they are reached: 她叫李小梅
// 13800001111. The number is theirs and stays with the name.
func (t *Listener) whomFor(m *dialog.Matter, text string) (Command, bool) {
	c, ok := t.Catalog.Category(m.Category)
	if _, opposed := c.Slot("who"); !ok || opposed || !slices.Contains(m.Flags, dialog.FlagOnBehalf) || m.Has("who") && !understand.OnlyRelation(m.Slots["who"].Value) {
		return Command{}, false
	}
	words := text
	if phones := t.Phones(text); len(phones) > 0 {
		words = strings.TrimRight(text[:phones[0].Start], " ,，。:：的是电话手机号码")
	}
	if at := moreBehind.FindStringIndex(words); at != nil && at[0] > 0 {
		words = words[:at[0]] // 她叫方根花 我是她外甥 叫方强 13605790101; 他叫余根水 六十八了
	} else if words == text && t.State.Asking == nil {
		return Command{}, false
	}
	whose, name, ok := understand.CalledBy(words)
	return Command{Do: DoSet, Slot: "who", Value: name, Raw: words}, ok && (whose == "" || len(t.Persons(whose)) > 0)
}

// moreBehind goes on, behind whom it is told for, with who tells it or how old they are.
var moreBehind = pattern.MustCompile(`[,，。;； ]+(?:我(?:叫|是|姓|的|电话|手机)|(?:今年|快|都|有)*[0-9一二三四五六七八九十]{1,3}(?:多)?(?:岁|了|多)|属\p{Han}|身体)`)

// harm are words before 我 that say the teller was wronged too.
var harm = []string{"欠", "欠了", "打", "打了", "骂", "骂了", "骗", "骗了", "撞", "撞了", "咬", "咬了", "不给", "没给", "拖欠", "不还", "扣", "扣了", "owes ", "owe ", "owed ", "hit ", "hits ", "beat ", "beats ", "hurt ", "hurts ", "kicks ", "slaps ", "punches ", "chokes ", "cheated ", "pay ", "paid ", "threatened "}

// harmedThing is a deed against what is the teller's: "broke my car window", 弄坏了我的车.
var harmedThing = pattern.MustCompile(`\b(?:broke|breaks|damaged|damages|smashed|scratched|stole|steals|took|takes|flooded|floods|ruined|blocks|blocked|killed|cut|dented|burned|destroyed|hit) (?:my|our) |(?:砸|弄|撞|刮|划|踩|偷|拆|挖|烧|压|打|堵|占|淹|咬)(?:坏|破|烂|断|碎|走|死|掉|住|到|倒|了|着)+(?:我|我们|我家|咱)(?:家|家里)?的?`)

// HarmsMe says that the teller was wronged too, not only somebody of theirs.
func (t *Listener) HarmsMe(text string) bool {
	text = pattern.Small(text)
	for _, own := range t.Persons(text) {
		for _, my := range []string{"我的", "我们", "我"} {
			text = strings.ReplaceAll(text, my+own.Raw, own.Raw)
		}
		if strings.Contains(text, "我和"+own.Raw) || strings.Contains(text, own.Raw+"和我") {
			return own.Role == understand.Concerned
		}
	}
	if at := harmedThing.FindStringIndex(text); at != nil && !slices.ContainsFunc(t.Persons(text), func(p understand.Person) bool { return p.Start >= at[1]-1 && p.Start <= at[1]+1 }) {
		return true
	}
	for _, w := range harm {
		if strings.Contains(text, w+"我") || strings.Contains(text, w+"me ") || strings.HasSuffix(text, w+"me") || strings.Contains(text, w+"us ") {
			return true
		}
	}
	return slices.ContainsFunc([]string{"我被", "我也被", "我们被", "我也", " i was ", "and me ", " and i "}, func(w string) bool { return strings.Contains(" "+text, w) })
}

// asking are the ways a teller speaks of themselves without being the one concerned.
var asking = strings.NewReplacer("我想", "", "我要", "", "我来", "", "我帮", "", "我替", "", "我给", "", "帮我", "", "给我", "", "告诉我", "", "我们村", "", "我们小区", "", "我们社区", "", "我们这", "", "我家", "", "我很担心", "", "我担心", "", "我是外地", "我", "我是外来", "我", "我是嫁", "我", "我是租", "我", "我是新来", "我", "我是", "", "我该", "",
	"i want", "", "i would like", "", "i'd like", "", "can i", "", "could i", "", "i need to", "", "tell me", "", "help me", "", "i think", "", "i am worried", "", "i'm worried", "")

// speaksOfMe says that the teller is concerned too: 我 is left when 我爸 and the like
// and the words of asking are taken out.
func speaksOfMe(text string, persons []understand.Person) bool {
	for _, p := range persons {
		for _, own := range []string{"我的" + p.Raw, "我" + p.Raw, "my " + p.Raw} {
			text = strings.ReplaceAll(text, own, "")
		}
	}
	text = " " + asking.Replace(pattern.Small(text)) + " "
	return slices.ContainsFunc([]string{"我", " i ", " i'm ", " me ", " us ", " we "}, func(w string) bool { return strings.Contains(text, w) })
}

// ofHouse goes on with a house or a village, where a word for neighbours names nobody: 隔壁学校.
var ofHouse = pattern.MustCompile(`^的?(?:学校|小学|中学|幼儿园|村|镇|乡|县|社区|小区|医院|工地|厂|店)`)
