package understand

import "frontdoor/dialog/pattern"

// Whom a resident speaks to is nobody in the story: 老师您好我想问一下, 谢谢师傅.

var (
	thanksBefore = pattern.MustCompile(`(?:谢谢|感谢|多谢|辛苦|麻烦|拜托|请问|你好|您好|侬好|求求|喂)(?:了|您|你|各位|你们|啊)*[,， ]?$`)
	helloBehind  = pattern.MustCompile(`^(?:们|同志)?[,，:： ]*(?:您好|你好|侬好|好[,，啊! ]|请问|辛苦|麻烦(?:您|你|帮)|求|我想(?:问|咨询|请教)|帮(?:我|帮|个忙))|^[,，:： ]+(?:我|俺|我们)(?:是|这|家|们|跑|做|在|要|有|的|想|来|被)`)
	askedHere    = wordSet("老师 师傅 领导 同志 医生 律师 大夫 书记 主任 警官 大哥 大姐 阿姨 大叔 叔叔 小哥 姐 哥 老板 客服")
)

// addressed says that the word for somebody in s[from:to] is whom the resident speaks to.
func (p *personReader) addressed(from, to int) bool {
	if _, ok := askedHere.endingAt(p.s, to); !ok {
		return false
	}
	before := runeBefore(p.s, from)
	if thanksBefore.MatchString(p.s[:from]) || before == '谢' && runeAt(p.s, from) == '谢' {
		return len(p.s)-to < 24 || helloBehind.MatchString(p.s[to:])
	}
	return (before == 0 || before == ' ' || isStop(before)) && helloBehind.MatchString(p.s[to:])
}
