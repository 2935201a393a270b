package understand

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

var (
	zhNameLeads = wordSet("我叫 我名叫 我的名字叫 我的名字是 我名字叫 我名字是 名字叫 名字是 我的名字 叫我 就叫我 可以叫我 称呼我 称呼 喊我 我姓名 姓名 名字 本人 我是 我姓 免贵姓 姓 我就是 这里是 叫")
	nameFiller  = wordSet("我 的 电话 手机 手机号 号码 联系电话 电话是 手机是 微信同号 微信 同微信 打这个 打这个电话 打 就写 写 填 就填 就 : ： , ， . 。 ; ； 、 和 是 叫 我叫 我是 姓名 名字 我的 谢谢 吧 就行 就好 就可以 你好 您好 好的 好 phone number tel mobile my is and thanks please hello hi name call me i am i'm at on it's")
	noName      = []string{"不", "没", "吗", "什么", "怎", "为什", "匿", "密", "跳过", "算了", "好的", "可以", "路灯", "谁", "知道", "电话", "手机", "你们", "问题", "人工", "哪", "村", "路", "帮", "请", "谢", "楼", "号", "退订", "进度", "了", "的", "一样", "随便", "微信", "刚才", "楼上", "楼下", "隔壁", "对面", "对门", "昨天", "今天", "是", "有", "在", "错", "位"}
	enNoName    = lookup(`no yes skip none anonymous nobody not don't dont why what who yeah ok okay sure thanks please stop help agent status hello hi the a rather prefer never private secret nope you same as before rubbish light broken road here from calling in at angry very so tired worried sorry sure about afraid unhappy sick looking writing having living going trying waiting still just new old really fine good happy sad disabled pregnant single poor being also over under only back now urgent ridiculous terrible important unfair getting and day days week weeks month months year years hour hours yuan rmb actually maybe probably about around only exactly roughly instead then`)
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
	if f, ok := enOwnName(text, s); ok {
		return f, true
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
	return answeredName(text, s)
}

// nearby says where the speaker lives before the name: 我是楼下小王, 我是村东头老陈.
var nearby = pattern.MustCompile(`^(?:楼[上下]|隔壁|对面|对门|同村|本村|村[东西南北中]头|村口|[一二三四五六七八九十0-9]+(?:楼|幢|栋|组|队))的?`)

// zhOwnName reads the name after 我叫, 我姓, 叫我, 姓名.
func zhOwnName(text, s string) (Finding, bool) {
	for i := 0; i < len(s); i += width(s, i) {
		e, ok := zhNameLeads.at(s, i)
		if !ok {
			continue
		}
		j := i + len(e.word)
		for j < len(s) && (s[j] == ' ' || s[j] == ':' || runeAt(s, j) == '：' || runeAt(s, j) == '是' || runeAt(s, j) == '叫') {
			j += width(s, j)
		}
		p := &personReader{text: text, s: s}
		switch e.word {
		case "叫我", "称呼我", "喊我":
			if b := runeBefore(s, i); isHan(b) && !strings.ContainsRune("就以请您你都能", b) {
				continue // 老板叫我滚
			}
		case "叫", "姓", "名字叫", "名字是", "称呼", "名字", "姓名":
			if b := runeBefore(s, i); b != 0 && isHan(b) && !strings.HasSuffix(s[:i], "我") && !strings.HasSuffix(s[:i], "我的") {
				continue // 他叫…, 老板姓…
			}
			if speaksOf(s[:i]) {
				continue // 对方姓程不姓陈,叫程大勇
			}
		}
		related := false
		if e.word == "我是" || e.word == "我就是" {
			k := pastRelation(s, j+len(nearby.FindString(s[j:])))
			j, related = k, k > j
		}
		if end := dottedName(s, j); end > j && e.word != "姓" && e.word != "我姓" {
			return found(text, text[j:end], j, end), true
		}
		if end, ok := p.named(j); ok {
			return found(text, text[j:end], j, end), true
		}
		if e.word == "我姓" || e.word == "免贵姓" || e.word == "姓" {
			if n, ok := surnames.at(s, j); ok {
				for _, w := range []string{"名字叫", "名叫", ",名叫", ",叫", "叫"} { // 姓李名叫李文秀
					if k := j + len(n.word) + len(w); strings.HasPrefix(s[j+len(n.word):], w) {
						if end, ok := ownBareName(p, k); ok {
							return found(text, text[k:end], k, end), true
						}
					}
				}
				return found(text, text[j:j+len(n.word)], j, j+len(n.word)), true
			}
			if r := runeAt(s, j); isHan(r) && !strings.ContainsRune("名什啥不氏谁", r) && !isHan(runeAt(s, j+width(s, j))) && (i == 0 || isStop(runeBefore(s, i)) || e.word != "姓") {
				return found(text, text[j:j+width(s, j)], j, j+width(s, j)), true // 姓乌: a family name no list holds
			}
			continue
		}
		if end, ok := ownBareName(p, j); ok {
			return found(text, text[j:end], j, end), true
		}
		if e.word == "我是" || e.word == "我就是" || e.word == "这里是" {
			if from, end, ok := nameOfPlace(p, j); ok {
				return found(text, text[from:end], from, end), true
			}
		}
		if end := foreignName(s, j); end > j {
			return found(text, text[j:end], j, end), true
		}
		if strings.HasSuffix(e.word, "叫我") || e.word == "喊我" || e.word == "称呼我" || e.word == "我叫" || related && strings.ContainsRune("老小阿", runeAt(s, j)) { // 叫我阿芳, 叫我小胖
			if end := nickname(s, j); end > j {
				return found(text, text[j:end], j, end), true
			}
		}
	}
	return Finding{}, false
}

// dotted is a name in parts, 买买提·艾力, up to what follows a name.
var (
	dotted    = pattern.MustCompile(`^\p{Han}{1,8}(?:[·•・‧∙]\p{Han}{1,8})+`)
	afterName = pattern.MustCompile(`电话|手机|号码|住在?|家住|[的是在来,]|报|想|要`)
)

// dottedName is where a name with a dot in it ends that begins at byte i; i for none.
func dottedName(s string, i int) int {
	name := dotted.FindString(s[i:])
	if name == "" {
		return i
	}
	last := strings.LastIndexAny(name, "·•・‧∙")
	_, dot := utf8.DecodeRuneInString(name[last:])
	if at := afterName.FindStringIndex(name[last+dot:]); at != nil && at[0] > 0 {
		return i + last + dot + at[0]
	}
	return i + len(name)
}

// foreign are characters that names of the Uyghur, Kazakh, Tibetan, Mongolian, Yi and
// other tongues are written with; four of them or more, and hardly anything else, are a name.
const foreign = "阿艾巴买提力尔古丽娜木江吐逊热合曼扎西卓玛次仁多吉达娃旺姆拉格桑德珠洛嘎布哈斯图雅其乌日苏伊依卡里米孜迪亚森努库帕塔萨妮莎汗夏克奴衣吾肉坦别赛亥措央金平嘉贡确边顿丹增曲尼索朗罗加永恩巧珍宗毕呷子史沙莫惹"

// foreignName is where a name of four to ten such characters ends that begins at byte i.
func foreignName(s string, i int) int {
	end, n := i, 0
	for end < len(s) && n < 10 && strings.ContainsRune(foreign, runeAt(s, end)) && runeAt(s, end) != 0 {
		end, n = end+width(s, end), n+1
	}
	if r := runeAt(s, end); n < 4 || isHan(r) && !afterName.MatchString(s[end:min(len(s), end+len("联系电话"))]) {
		return i
	}
	return end
}

// speaksOf: the words before are about another person, not about the speaker.
func speaksOf(before string) bool {
	if strings.Contains(before, "我") {
		return false
	}
	for _, w := range []string{"对方", "他", "她", "老板", "邻居", "司机", "包工头", "那人", "那个人"} {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}

// pastRelation passes what the speaker is to somebody before a name: 我是邻居老何, 我是她
// 儿子小方, 我是他家对门的老周. Not past a word that ends the clause.
func pastRelation(s string, i int) int {
	j := i
	for _, w := range []string{"他家", "她家", "他们", "她们", "他", "她", "老人", "你们"} {
		if strings.HasPrefix(s[j:], w) {
			j += len(w)
			break
		}
	}
	if strings.HasPrefix(s[j:], "的") {
		j += len("的")
	}
	e, ok := relations.at(s, j)
	if !ok {
		return i
	}
	j += len(e.word)
	if strings.HasPrefix(s[j:], "的") {
		j += len("的")
	}
	if r := runeAt(s, j); !isHan(r) {
		return i
	}
	return j
}

// nameOfPlace reads the name in 我是七星村的刘建国.
func nameOfPlace(p *personReader, i int) (from, end int, ok bool) {
	for k, n := i, 0; k < len(p.s) && n < 10 && isHan(runeAt(p.s, k)); n++ {
		if strings.HasPrefix(p.s[k:], "的") && n > 0 {
			if !strings.ContainsRune("村区镇乡路街楼幢栋号室司厂店里校", runeBefore(p.s, k)) {
				return i, i, false
			}
			from = k + len("的")
			if end, ok = p.named(from); ok {
				return from, end, true
			}
			end, ok = ownBareName(p, from)
			return from, end, ok && isStop(runeAt(p.s, end))
		}
		k += width(p.s, k)
	}
	return i, i, false
}

// ownBareName is a family name and one or two characters, up to the end of the clause or a phone.
func ownBareName(p *personReader, i int) (int, bool) {
	e, ok := surnames.at(p.s, i)
	if !ok {
		return i, false
	}
	end := i + len(e.word)
	for n := 0; n < 3 && end < len(p.s); n++ {
		r := runeAt(p.s, end)
		if !isHan(r) {
			break
		}
		if n > 0 && r == '的' {
			return i, false // 我是张三的邻居
		}
		if n > 0 && (strings.ContainsRune("住在家电手是今", r) || strings.HasPrefix(p.s[end:], "我")) {
			return end, true
		}
		end += width(p.s, end)
		if n == 2 {
			return p.bareName(i)
		}
	}
	if utf8.RuneCountInString(p.s[i:end]) < 2 {
		return i, false
	}
	if _, not := notNames.at(p.s, i); not && utf8.RuneCountInString(p.s[i:end]) > 3 {
		return i, false
	}
	for _, w := range noName {
		if strings.Contains(p.s[i:end], w) {
			return i, false
		}
	}
	return end, true
}

// nickname is up to four characters that end a clause.
func nickname(s string, i int) int {
	end := i
	for n := 0; n < 4 && end < len(s) && isHan(runeAt(s, end)) && !strings.HasPrefix(s[end:], "就") && !strings.HasPrefix(s[end:], "吧"); n++ {
		end += width(s, end)
	}
	if r := runeAt(s, end); isHan(r) && r != '就' && r != '吧' {
		return i
	}
	if strings.ContainsRune("你您他她它咱我转走滚去来打给交还签写等找回拿买付汇做干赔搬出进别把先再快赶填报投改认", runeAt(s, i)) {
		return i
	}
	for _, w := range noName {
		if strings.Contains(s[i:end], w) {
			return i
		}
	}
	return end
}

// enOwnName reads "my name is Bob Smith", "call me Bob", "I'm Bob".
func enOwnName(text, s string) (Finding, bool) {
	if !hasLatin(s) {
		return Finding{}, false
	}
	for i := 0; i < len(s); i += width(s, i) {
		e, ok := longLead(s, i)
		if !ok {
			continue
		}
		j := i + len(e)
		if e == "my name" && !strings.HasPrefix(s[j:], ",") {
			continue // "you can use my name, Li Ming"
		}
		for j < len(s) && (s[j] == ' ' || s[j] == ':' || s[j] == ',' && e == "my name") {
			j++
		}
		strict := e == "my name" || e == "i am" || e == "i'm" || e == "im" || e == "this is" || e == "it's" || e == "i’m"
		if e == "name" && s[i+len(e):] != "" && s[i+len(e)] != ':' {
			continue
		}
		if before, at := lastWord(s, i); before == "his" || before == "her" || before == "their" || before == "whose" || before == "s" {
			continue
		} else if who, ok := relations.at(s, at); ok && who.word == before && strings.HasPrefix(e, "name") {
			continue // dad name is Fan Youcai
		}
		if end := latinName(text, s, j, strict); end > j && !strings.HasSuffix(s[:end], "'s") {
			return found(text, text[j:end], j, end), true
		}
	}
	return Finding{}, false
}

func longLead(s string, i int) (string, bool) {
	if i > 0 && isLatin(s[i-1]) {
		return "", false
	}
	for _, w := range []string{"my name is", "my name's", "the name is", "you can call me", "just call me", "they call me", "call me", "name is", "my name", "this is", "i am", "i'm", "i’m", "name", "im"} {
		if strings.HasPrefix(s[i:], w) && wordEnds(s, i, i+len(w)) {
			return w, true
		}
	}
	return "", false
}

// latinName reads one to three words of a name; strict wants capitals.
func latinName(text, s string, i int, strict bool) int {
	end, n := i, 0
	for j := i; j < len(s) && n < 3; {
		k := j
		for k < len(s) && (isLatin(s[k]) || (s[k] == '-' || s[k] == '\'') && k+1 < len(s) && isLatin(s[k+1]) && k > j) {
			k++
		}
		w := s[j:k]
		nick := (w == "old" || w == "lao" || w == "little") && unicode.IsUpper(rune(text[j])) && k+1 < len(s) && s[k] == ' ' && unicode.IsUpper(rune(text[k+1])) // Old Xu
		if w == "" || enNoName[w] && !nick || enNotNames[w] && w != "may" && w != "june" && w != "april" || strict && !unicode.IsUpper(rune(text[j])) || n > 0 && unicode.IsUpper(rune(text[i])) && !unicode.IsUpper(rune(text[j])) || n > 0 && (w == "phone" || w == "my" || w == "tel" || w == "number") {
			break
		}
		end, n = k, n+1
		if k < len(s) && s[k] == '.' && len(w) <= 3 { // Mr. Smith
			k++
		}
		if k >= len(s) || s[k] != ' ' {
			break
		}
		j = k + 1
	}
	if strict && n == 1 && end < len(s) && s[end] == ' ' && end+1 < len(s) && isLatin(s[end+1]) {
		if w, _ := wordFrom(s, end+1); w != "and" && w != "from" && w != "my" && w != "phone" && w != "here" {
			return i // "I'm Chinese living …"
		}
	}
	return end
}

// notYet are short answers that put off or hedge, and name nobody.
var notYet = lookup("可能 也许 大概 应该 等等 稍等 等下 一会 一会儿 等会 等会儿 在忙 没空 不急 再说 晚点 明天说 到时候 以后说 看看 啊 呀 哦 嗯 哈 算啦 咋了 干啥 哎 唉 唉呀 哎呀")

// aCount is a number with its measure, and no name: 四个月.
var aCount = pattern.MustCompile(`^[零一二三四五六七八九十百千万两几多半]+(?:个|天|月|年|周|块|元|岁|点|号|楼|层|次|幢|栋|人|件|家|里|米)`)

// answeredName reads a bare name: what is left of the message without phones and small words.
func answeredName(text, s string) (Finding, bool) {
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
	if isLatin(name[0]) {
		end := latinName(text, s, from, false)
		if end == to {
			return found(text, text[from:to], from, to), true
		}
		if end > from && end < len(s) && s[end] == ',' && unicode.IsUpper(rune(text[from])) && !strings.Contains(s[end+1:], ",") && words(s[end:]) <= 5 {
			return found(text, text[from:end], from, end), true // David, wechat only
		}
		return Finding{}, false
	}
	n := utf8.RuneCountInString(name)
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
	if family && n <= 5 || titled && n <= 6 || nick && n <= 4 || n <= 3 {
		return found(text, text[from:to], from, to), true
	}
	return Finding{}, false
}
