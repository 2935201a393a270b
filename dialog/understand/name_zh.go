package understand

import (
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

// nearby says where the speaker lives before the name: 我是楼下小王, 我是村东头老陈.
var nearby = pattern.MustCompile(`^(?:楼[上下]|隔壁|对面|对门|同村|本村|村[东西南北中]头|村口|[一二三四五六七八九十0-9]+(?:楼|幢|栋|组|队))的?`)

// calledInFull goes on with the whole name after the family name.
var calledInFull = pattern.MustCompile(`^[ ,，、]*(?:我)?(?:名字叫|名字是|名叫|全名叫?|大名叫?|叫做?)`)

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
			if speaksOf(s[:i]) || notTold.MatchString(s[:i]) {
				continue // 对方姓程不姓陈,叫程大勇; 叫什么我不晓得 姓蒋好像
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
				k := j + len(n.word)
				if lead := calledInFull.FindString(s[k:]); lead != "" { // 姓李名叫李文秀, 姓杨 叫杨水根
					k += len(lead)
					if end, ok := ownBareName(p, k); ok {
						return found(text, text[k:end], k, end), true
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

// notTold says that a name is not known for sure: it is somebody else's.
var notTold = pattern.MustCompile(`叫(?:什么|啥)|(?:不|弗|勿)(?:知道|晓得|清楚)|好像|可能|记得|大概`)

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

// partInVillage is what the speaker is to a village or a firm, before the name.
var partInVillage = pattern.MustCompile(`^(?:村干部|村民|居民|组长|队长|会计|网格员|村医|退休教师|退休老师|老党员|党员|业主|租户|住户|员工|工人|保安|店主)`)

// nameOfPlace reads the name in 我是七星村的刘建国.
func nameOfPlace(p *personReader, i int) (from, end int, ok bool) {
	for k, n := i, 0; k < len(p.s) && n < 10 && isHan(runeAt(p.s, k)); n++ {
		if n > 1 && p.speakerOf(k) {
			end, _ = p.named(k)
			return k, end, true
		}
		if strings.HasPrefix(p.s[k:], "的") && n > 0 {
			if !strings.ContainsRune("村区镇乡路街楼幢栋号室司厂店里校", runeBefore(p.s, k)) {
				return i, i, false
			}
			from = k + len("的")
			from += len(partInVillage.FindString(p.s[from:]))
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

// homeBefore is where the speaker lives, with the name right behind it: 我是东竹村六组老余.
var homeBefore = pattern.MustCompile(`我(?:就)?是\p{Han}{1,10}[村组队幢栋楼号室]$`)

// speakerOf says that 老余 at byte i is the speaker: it stands behind their home and ends the clause.
func (p *personReader) speakerOf(i int) bool {
	if !homeBefore.MatchString(p.s[:i]) {
		return false
	}
	end, ok := p.named(i)
	r := runeAt(p.s, end)
	return ok && (r == 0 || r == ' ' || isStop(r) || isDigit(byte(min(r, 255))))
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
