package understand

import (
	"strings"
)

// named reads 老王, 小李, 王某某, 王女士, 李师傅, 张总 at byte i.
func (p *personReader) named(i int) (to int, ok bool) {
	if runeAt(p.s, i) == '老' && strings.ContainsRune("养敬防终年", runeBefore(p.s, i)) {
		return i, false // 养老金
	}
	if r := runeAt(p.s, i); r == '老' || r == '小' || r == '阿' {
		if e, ok := surnames.at(p.s, i+len("老")); ok && len(e.word) == len("王") {
			end := i + len("老") + len(e.word)
			if not, is := notNames.at(p.s, i+len("老")); (!is || not.word == e.word) && nicknameEnds(p.s, i, end) {
				return end, true
			}
		}
	}
	e, ok := surnames.at(p.s, i)
	if !ok {
		return i, false
	}
	end := i + len(e.word)
	if strings.HasPrefix(p.s[end:], "某") {
		for strings.HasPrefix(p.s[end:], "某") {
			end += len("某")
		}
		return end, true
	}
	if t, ok := titles.at(p.s, end); ok && t.word != "家" {
		if _, not := notNames.at(p.s, i); !not || t.word == "先生" || t.word == "女士" || t.word == "师傅" {
			return end + len(t.word), true
		}
	}
	return i, false
}

// nicknameEnds: 老王 but not 老马路, 小高层, 老石板路, 小区.
func nicknameEnds(s string, from, end int) bool {
	r := runeAt(s, end)
	if r == 0 || isStop(r) || r == ' ' {
		return true
	}
	return !strings.ContainsRune("路区层板桥子头村街水沟塘边型号学方地厂店院", r)
}

// bareName reads 张三 or 王小明: a family name, one or two characters, then a
// word that may follow a name.
func (p *personReader) bareName(i int) (to int, ok bool) {
	e, ok := surnames.at(p.s, i)
	if !ok {
		return i, false
	}
	// 钱 alone is a word; behind a word for a person it may be a name: 老板钱富贵
	if not, is := notNames.at(p.s, i); is && !(not.word == e.word && p.follows(i)) {
		return i, false
	}
	one := i + len(e.word)
	r := runeAt(p.s, one)
	if !isHan(r) || strings.ContainsRune(notGiven, r) {
		return i, false
	}
	one += width(p.s, one)
	r = runeAt(p.s, one)
	if two := one + width(p.s, min(one, len(p.s)-1)); strings.ContainsRune(abilities, r) && strings.HasPrefix(p.s[min(two, len(p.s)):], "不") {
		return i, false // 龙人听不见
	}
	if isHan(r) && !strings.ContainsRune(notGiven, r) {
		two := one + width(p.s, one)
		if p.nameEnds(two) && !p.strongVerb(one) {
			return two, true
		}
	}
	return one, p.nameEnds(one)
}

// follows: a word for a person ends right before byte i.
func (p *personReader) follows(i int) bool {
	for _, w := range []string{"名叫", "叫"} {
		if strings.HasSuffix(p.s[:i], w) {
			i -= len(w)
			break
		}
	}
	_, ok := relations.endingAt(p.s, i)
	return ok
}

// notGiven are characters that stand behind a name, not in it.
const notGiven = "的了是不我你他她们在有没和跟与把被说要就都也还又给打骂欠撞让叫吗呢吧啊这那个着过到去来从很太多少什怎谁哪为对向家路村区楼号室元块钱万千百月日年点天车水电灯门里外上下前后左右拖占偷骗借拿住用开停修坏镇县乡苑"

// abilities are what somebody cannot do with 不 behind it: 听不见, 走不动, and end no name there.
const abilities = "听看走说认记写读睡站爬"

func (p *personReader) nameEnds(i int) bool {
	r := runeAt(p.s, i)
	if r == 0 || r == ' ' || isDigit(byte(min(r, 255))) {
		return true
	}
	_, ok := nameVerbs.at(p.s, i)
	return ok
}

// strongVerb: what comes after one given character is plainly a verb (张三撞).
func (p *personReader) strongVerb(i int) bool {
	e, ok := deeds.at(p.s, i)
	return ok && e.word != "养" && e.word != "占" && e.word != "乱"
}
