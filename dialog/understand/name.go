package understand

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

var (
	zhNameLeads = wordSet("我叫 我名叫 我的名字叫 我的名字是 我名字叫 我名字是 名字叫 名字是 我的名字 叫我 就叫我 可以叫我 称呼我 称呼 喊我 我姓名 姓名 名字 本人 我是 我姓 免贵姓 姓 我就是 这里是 叫")
	nameFiller  = wordSet("我 的 代表 我代表 电话 手机 手机号 号码 联系电话 电话是 手机是 微信同号 微信 同微信 打这个 打这个电话 打 这个 这个号 这个号码 本机 同号 就是 就写 写 填 就填 就 : ： , ， . 。 ; ； 、 和 是 叫 我叫 我是 姓名 名字 我的 谢谢 吧 就行 就好 就可以 你好 您好 好的 好 phone number tel mobile my is and thanks please hello hi name call me i am i'm at on it's its this same one is fine is ok is good works text here just")
	noName      = []string{"不", "没", "吗", "什么", "怎", "为什", "匿", "密", "跳过", "算了", "好的", "可以", "路灯", "谁", "知道", "电话", "手机", "你们", "问题", "人工", "哪", "村", "路", "帮", "请", "谢", "楼", "号", "退订", "进度", "了", "的", "一样", "随便", "微信", "刚才", "楼上", "楼下", "隔壁", "对面", "对门", "昨天", "今天", "是", "有", "在", "错", "位"}
	enNoName    = lookup(`wrong wrongly misspelled misspelt spelled different missing incorrect no yes skip none anonymous nobody not don't dont why what who yeah ok okay sure thanks please stop help agent status hello hi the a rather prefer never private secret nope you same as before rubbish light broken road room building block unit flat apartment house floor door number village here from calling in at angry very so tired worried sorry sure about afraid unhappy sick looking writing having living going trying waiting still just new old really fine good happy sad safe hurt ill okay alone hungry outside inside tomorrow tonight today asap later anytime back when whenever after before want wants wanted need needs hope think thought know knew lost paid fell disabled pregnant single poor being also over under only back now urgent ridiculous terrible important unfair getting and day days week weeks month months year years hour hours yuan rmb actually maybe probably about around only exactly roughly instead then banfa shifu laoban cun jia zai wo women meiyou bu zhidao nihao xiexie haode laoshi jiedao lu zhen`)
)

// Name finds the speaker's own name: 我叫王芳, 我姓李, 叫我老陈, "I'm Bob Smith",
// "call me Bob". answer says that the message replies to the question for it:
// then the bare name counts too, also beside a phone number ("王芳 13900000122").
func Name(text string, answer bool) (Finding, bool) {
	s := fold(text)
	if t, ok := ReadTeller(text); ok && t.Name.Raw != "" {
		return t.Name, true
	}
	if f, ok := zhOwnName(text, s); ok {
		return f, true
	}
	written := AsWritten(text)
	if f, ok := enOwnName(written, s); ok {
		return found(text, text[f.Start:f.End], f.Start, f.End), true
	}
	if !answer {
		return Finding{}, false
	}
	if YesNo(text) != Unclear || Unknown(text) {
		return Finding{}, false
	}
	if cmd, _ := ReadCommand(text, "", Web); cmd != None {
		return Finding{}, false
	}
	if end := dottedName(s, 0); end > 0 {
		return found(text, text[:end], 0, end), true
	}
	return answeredName(text, written, s)
}

// notYet are short answers that put off or hedge, and name nobody.
var notYet = lookup("可能 也许 大概 应该 等等 稍等 等下 一会 一会儿 等会 等会儿 在忙 没空 不急 再说 晚点 明天说 到时候 以后说 看看 啊 呀 哦 嗯 哈 算啦 咋了 干啥 哎 唉 唉呀 哎呀")

// aCount is a number with its measure, and no name: 四个月.
var aCount = pattern.MustCompile(`^[零一二三四五六七八九十百千万两几多半]+(?:个|天|月|年|周|块|元|岁|点|号|楼|层|次|幢|栋|人|件|家|里|米)`)

// inSentences are characters that a name without a known family name hardly holds.
const inSentences = "先弄搞办换找查催天每都就还又再才刚很太多少来去走到过给拿打说看听做吃住等完这那里堆叫要想被把让会能可以吗呢吧死病快修坏漏堵吵闹骂欠"

// notOwn are answers about others: 姓何的 is a stranger, "43 workers" are many.
var notOwn = pattern.MustCompile(`^(?:是|就是)?(?:一?个)?姓\p{Han}的$|^(?:是)?\p{Han}{2,8}的$|^[0-9]{1,4} [a-z]+s$`)

// whereAbouts is a place or a side of one, and nobody's name.
var whereAbouts = pattern.MustCompile(`[街镇村路桥集县城山]上$|^[上下里外前后东西南北左右](?:头|面|边|首)$`)

// answeredName reads a bare name: what is left of the message without phones and small words.
// written is the text with its names in capitals.
func answeredName(text, written, s string) (Finding, bool) {
	blank := []byte(s)
	for _, f := range Phones(text) {
		for k := f.Start; k < f.End; k++ {
			blank[k] = ' '
		}
	}
	for k := range blank { // a number that is not complete is no name either
		if isDigit(blank[k]) || k > 0 && blank[k] == '-' && blank[k-1] == ' ' {
			blank[k] = ' '
		}
	}
	rest := string(blank)
	from, to := 0, len(rest)
	for again := true; again; {
		again = false
		for from < to && (rest[from] == ' ' || isStop(runeAt(rest, from))) {
			from, again = from+width(rest, from), true
		}
		if e, ok := nameFiller.at(rest, from); ok && from+len(e.word) <= to && !(e.word == "好" && isHan(runeAt(rest, from+len(e.word)))) { // 好心人
			from, again = from+len(e.word), true
		}
	}
	for again := true; again; {
		again = false
		for to > from && (rest[to-1] == ' ' || isStop(runeBefore(rest, to))) {
			_, w := utf8.DecodeLastRuneInString(rest[:to])
			to, again = to-w, true
		}
		if e, ok := nameFiller.endingAt(rest, to); ok && to-len(e.word) >= from {
			to, again = to-len(e.word), true
		}
	}
	if strings.HasPrefix(rest[from:to], "姓") { // 姓水: a family name no list holds
		from += len("姓")
	}
	if from >= to {
		return Finding{}, false
	}
	name := rest[from:to]
	if notOwn.MatchString(s) {
		return Finding{}, false
	}
	if isLatin(name[0]) {
		end := latinName(written, s, from, false)
		if end == to {
			return found(text, text[from:to], from, to), !onlyEveryday(written, s, from, to)
		}
		_, given := givenNames[s[from:max(from, end)]] // mei, no phone
		if end > from && end < len(s) && s[end] == ',' && (unicode.IsUpper(rune(written[from])) || given) && !strings.Contains(s[end+1:], ",") && words(s[end:]) <= 5 {
			return found(text, text[from:end], from, end), true // David, wechat only
		}
		return Finding{}, false
	}
	n := utf8.RuneCountInString(name)
	if whereAbouts.MatchString(name) {
		return Finding{}, false // 罗埠街上, 上头
	}
	if from > 0 && isDigit(s[from-1]) && strings.ContainsRune("年月日号点岁块元个天周楼层栋幢室组亩米斤", runeAt(name, 0)) {
		return Finding{}, false // 5月份走的
	}
	if foreignName(name, 0) == len(name) {
		return found(text, text[from:to], from, to), true
	}
	_, family := surnames.at(name, 0)
	_, titled := titles.endingAt(name, len(name))
	nick := strings.HasPrefix(name, "老") || strings.HasPrefix(name, "小") || strings.HasPrefix(name, "阿")
	for _, r := range name {
		if !isHan(r) && r != '·' {
			return Finding{}, false
		}
	}
	if aCount.MatchString(name) || notYet[name] || OnlyRelation(name) {
		return Finding{}, false
	}
	for _, w := range noName {
		if strings.Contains(name, w) && !(family && n <= 3 && utf8.RuneCountInString(w) == 1 && !strings.ContainsAny(w, "不没了的")) {
			return Finding{}, false
		}
	}
	if !family && !titled && !nick && strings.ContainsAny(name, inSentences) {
		return Finding{}, false // 天天堆
	}
	if family && n <= 5 || titled && n <= 6 || nick && n <= 4 || n <= 3 {
		return found(text, text[from:to], from, to), true
	}
	return Finding{}, false
}
