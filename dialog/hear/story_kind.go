package hear

import (
	"slices"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// setsDanger says that an answer puts a flag of danger on the case.
func setsDanger(s catalog.Slot, value string) bool {
	return slices.ContainsFunc(s.FlagsFor(value), func(f string) bool { return IsDanger(dialog.Flag(f)) })
}

// IsDanger says that a flag hands the case off at once.
func IsDanger(f dialog.Flag) bool {
	return f == dialog.FlagEmergency || f == dialog.FlagSuicideRisk || f == dialog.FlagDomesticViolence
}

var (
	serves   = pattern.MustCompile(`(?i)医生|护士|医院|卫生院|卫生所|诊所|挂号|窗口|办事员|工作人员|办事大厅|便民中心|营业厅|银行|邮局|快递员|司机|公交|售票|老师|学校|幼儿园|校长|派出所|民警|城管|保安|\b(?:doctors?|nurses?|clinic|hospital|dentist|counter|clerk|front desk|service hall|office staff|bus driver|driver|teachers?|school|kindergarten|bank|post office|policeman|officer)\b`)
	treats   = pattern.MustCompile(`(?i)投诉|态度|让交钱|乱收|收费|点名批评|骂人|骂我|骂病人|凶|不耐烦|爱理不理|不理人|不理我|推来推去|踢皮球|甩脸|乱收费|多收|插队|玩手机|磨洋工|不负责|不作为|差劲|\b(?:complain\w*|complaint|rude|shout(?:ed|s|ing)? at|yell(?:ed|s|ing)? at|attitude|impolite|overcharged?|ignored? (?:me|us)|sent me away|insult(?:ed|s)?)\b`)
	hurtThem = pattern.MustCompile(`(?i)误诊|打错针|开错刀|开错药|医疗事故|赔偿|赔钱|打(?:了)?(?:我|孩子|小孩|儿子|女儿)|摔|撞|\b(?:compensat\w*|malpractice|hit|slapped|lawsuit|sue)\b`)
)

var (
	levy   = pattern.MustCompile(`(?i)(?:每家每户|挨家挨户|家家户户|一家|每家|每户|一户|家家)[^,，。]{0,6}(?:收|交|出|摊派|捐)[^,，。]{0,6}[0-9一二两三四五六七八九]|(?:收|交|出|摊派|捐)[^,，。]{0,4}(?:每家|每户|一家|一户)[^,，。]{0,4}[0-9一二两三四五六七八九]|\b(?:want|wants|collect\w*|ask\w*|demand\w*|charg\w*|take)\b[^.]{0,24}\b(?:from|of|for|per) (?:every|each|all)? ?(?:family|families|household|households|home)\b`)
	noLevy = pattern.MustCompile(`(?i)物业|业委会|小区|房东|学校|老师|幼儿园|\b(?:landlord|property|school|teacher|kindergarten|compound)\b`)
)

// Levies says that money is taken from every household, by no landlord and no school: "they
// want 200 yuan from every family", 一家收1800.
func Levies(story string) bool { return levy.MatchString(story) && !noLevy.MatchString(story) }

// ComplainsOf says that a story complains how somebody who serves the public treats people.
func ComplainsOf(story string) bool {
	return serves.MatchString(story) && treats.MatchString(story) && !hurtThem.MatchString(story)
}

// thisNotThat and notThatThis hold two kinds of matter, the right one first or last.
var (
	thisNotThat = pattern.MustCompile(`(?i)^(?:no,? |sorry,? )?(?:it'?s |it is |this is |that'?s |i think it'?s |more (?:of )?|rather |file it (?:as|under) |put it (?:as|under) |是|属于|应该是|这是|算)?(.{2,40}?)[,，。]? ?(?:not|rather than|instead of|不是|而不是) ?(.{2,30}?)[.。]?$`)
	notThatThis = pattern.MustCompile(`(?i)^(?:no,? |sorry,? )?(?:it'?s |it is |this is |这)?(?:not|isn't|不是|不属于|不算) ?(.{2,30}?)[,，;.。]? ?(?:but|it'?s|it is|this is|rather|是|属于|应该是|应该算|而是|算) ?(.{2,40}?)[.。]?$`)
)

// kindNotThat hears that a matter is of one kind and not of another: "it's legal advice,
// not a dispute", 不是邻里纠纷,是法律咨询.
func (t *Listener) kindNotThat(text string) (string, bool) {
	if lawNotPeace.MatchString(text) {
		if _, ok := t.Catalog.Category(TheLaw); ok {
			return TheLaw, true
		}
	}
	for i, form := range []*pattern.Pattern{thisNotThat, notThatThis} {
		got := form.FindStringSubmatch(strings.TrimSpace(text))
		if got == nil {
			continue
		}
		key, named := t.categoryNamed(got[1+i])
		other, both := t.categoryNamed(got[2-i])
		if named && both && key != other {
			return key, true
		}
	}
	return "", false
}

// TheLaw is the kind of matter that asks what the law says; lawNotPeace asks for that and
// wants no mediation: 我不想调解,就想问问法律上怎么办.
const TheLaw = "legal"

var lawNotPeace = pattern.MustCompile(`(?i)不(?:想|要|用|需要|是要?|同意|愿意?)[^,，。]{0,4}(?:调解|和解|谈)[^。]{0,10}(?:问|咨询|了解|打官司|起诉|告他|告她|走法律|法律)|(?:问|咨询|了解)[^,，。]{0,4}法律[^。]{0,10}不(?:想|要|用|需要)[^,，。]{0,3}调解|\b(?:don'?t|do not|no need|not) (?:want |need |for )?(?:any |a )?mediat\w+[^.]{0,24}\b(?:law|legal|rights|sue|lawyer|court)\b`)

var ofTheLaw = pattern.MustCompile(`(?i)合不合法|合法吗|违法吗|犯法吗|违不违法|犯不犯法|法律上|按法律|能不能(?:告|起诉)|可以(?:告|起诉)(?:他|她|它|吗)|打官司|\b(?:is (?:it|this|that) (?:even )?legal|is he allowed|are they allowed|can i sue|what are my rights|what does the law)\b`)

// joiners join the two words of a title.
var joiners = strings.NewReplacer("与", "", "和", "", "、", "")

// categoryNamed finds the one category whose name the words are.
func (t *Listener) categoryNamed(text string) (string, bool) {
	if strings.Trim(text, "0123456789 ") == "" {
		return "", false
	}
	words := strings.ToLower(strings.Trim(text, " .。!"))
	for _, filler := range []string{"应该是", "属于", "这是", "是", "it is ", "it's ", "this is ", "a ", "an "} {
		words = strings.TrimPrefix(words, filler)
	}
	if n := utf8.RuneCountInString(words); n > 24 || n > 8 && pattern.HasHan(words) {
		return "", false // a sentence that holds the word is not its name
	}
	if p, ok := t.PlaceIn(text); ok && t.townKnows(p.Raw) {
		return "", false
	}
	var labels [][]string
	all := t.Catalog.Categories()
	for _, c := range all {
		labels = append(labels, []string{c.Title.Zh, c.Title.En, c.Label.Zh, c.Label.En, joiners.Replace(c.Title.Zh)})
	}
	if got := understand.Options(words, labels, false); len(got) == 1 && slices.ContainsFunc(labels[got[0]], func(l string) bool {
		return strings.HasPrefix(strings.TrimPrefix(strings.ToLower(l), "a "), words) || strings.HasPrefix(words, strings.ToLower(l))
	}) {
		return all[got[0]].Key, true
	}
	return "", false
}

// Who wants no court, and somebody to talk to the other side.
var (
	noCourt    = pattern.MustCompile(`(?i)(?:不是要|不是想|不想|不要|没想|没打算|不打算|不愿意?|不用)(?:去|跟\p{Han}{1,4}|和\p{Han}{1,4}|真的?)*(?:打官司|告(?:他|她|他们)?(?:$|[,，。 ])|起诉|上法院|上法庭|闹大|请律师)|\b(?:don'?t|do not|not) (?:really )?(?:want(?:ing)?|going|trying|mean|wish)? ?(?:to )?(?:sue|go to court|take (?:him|her|them|it) to court|a lawsuit|a lawyer)\b`)
	talkedOver = pattern.MustCompile(`(?i)(?:说说|说一说|劝劝|劝一劝|调解|谈谈|谈一谈|讲讲|讲一讲|评评理|说和|协调|商量|做做工作|说道理)|\b(?:talk|speak|have a word|reason) (?:to|with)\b|\bmediat\w+|\bsit down\b`)
)

// WantsTalkedOver says that words want no court, but somebody to talk to the other side.
func WantsTalkedOver(text string) bool {
	return noCourt.MatchString(text) && talkedOver.MatchString(text)
}

// AsksLaw says that words ask what the law says: 合不合法, "can I sue".
func AsksLaw(text string) bool { return ofTheLaw.MatchString(text) }
