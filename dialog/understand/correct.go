package understand

import (
	"strings"
	"time"
	"unicode/utf8"
)

var (
	zhSlots = newLexicon(map[string]string{
		"地址": "where", "门牌": "where", "门牌号": "where", "门牌号码": "where", "门号": "where", "楼号": "where", "房号": "where", "房间号": "where", "地方": "where", "位置": "where", "地点": "where", "村名": "where", "小区": "where", "哪里": "where", "住址": "where", "地名": "where",
		"时间": "when", "日期": "when", "日子": "when", "时候": "when", "几号": "when", "发生时间": "when",
		"金额": "amount", "钱": "amount", "钱数": "amount", "数目": "amount", "数额": "amount", "价钱": "amount", "数字": "amount", "欠款": "amount", "医药费": "amount", "工资": "amount",
		"电话": "phone", "手机": "phone", "号码": "phone", "手机号": "phone", "电话号码": "phone", "手机号码": "phone", "联系方式": "phone", "联系电话": "phone",
		"名字": "name", "姓名": "name", "我的名字": "name", "称呼": "name", "姓": "name", "我姓": "name", "我叫": "name",
		"对方": "who", "人": "who", "那个人": "who", "对方名字": "who", "对方姓名": "who", "当事人": "who", "撞我的": "who", "打我的": "who", "对方的名字": "who",
		"事情": "what", "内容": "what", "事": "what", "问题": "what", "描述": "what",
		"类别": "category", "分类": "category", "类型": "category", "种类": "category",
	})
	enSlots = newLexicon(map[string]string{
		"place": "where", "house number": "where", "door number": "where", "building number": "where", "flat number": "where", "address": "where", "location": "where", "where": "where", "village": "where", "street": "where", "estate": "where", "spot": "where",
		"time": "when", "date": "when", "day": "when", "when": "when", "amount": "amount", "money": "amount", "sum": "amount", "price": "amount", "figure": "amount",
		"phone": "phone", "number": "phone", "phone number": "phone", "mobile": "phone", "telephone": "phone", "name": "name", "my name": "name",
		"person": "who", "other person": "who", "other side": "who", "his name": "who", "her name": "who", "their name": "who", "who": "who", "category": "category", "type": "category", "kind": "category", "problem": "what", "issue": "what", "description": "what", "matter": "what",
	})
	zhWrong = wordSet("错了 错 不对 有误 写错了 写错 搞错了 搞错 说错了 说错 打错了 打错 填错了 填错 弄错了 弄错 记错了 记错 不正确 不准 不准确 错啦 报错了 输错了 发错了 讲错了 写的不对 写得不对 记的不对 错了一位 错了一个字 错了个字 错了一个数 错了两位 错一位 错一个字 少了一位 多了一位 少写了一位 多写了一位 写少了 写多了 说少了 说多了 报少了 报多了 记少了 记多了")
	zhTo    = wordSet("改成 改为 换成 改到 更正为 改作 应该改成 应改为 改 变成 改一下 改成是")
	zhLinks = wordSet("应该是 应该 应是 是 其实是 实际是 实际上是 正确的是 正确是 而是 才是 是在 在 改成 改为 就是 其实应该是 我说的是 我是说 换成 我的意思是 我要说的是 我叫 叫 要改成 请改成 对的是 : ：")
	enLinks = wordSet("it's its it is is should be it should be that's that is actually i meant i mean make it it was was the right one is correct one is to but they are he is she is spelled spelt called in at : he's she's it's in it's at")
	zhOpens = wordSet("对了 噢对了 哦对了 改一下 改下 修改一下 修改 等一下 哦 哎 哎呀 啊 不好意思 对不起 抱歉 更正 更正一下 纠正 纠正一下 等等 等下 我 刚 刚说的 刚才说的 刚刚说的 前面说的 说的 写的 报的 填的 发的 刚才 刚刚 前面 上面 那个 这个 的 你 写 把 请把 麻烦把 帮我把 请 麻烦 麻烦你 不 不不 哪一个 我的 我们 你们 记 错了 不对 说错了 写错了 打错了 搞错了 弄错了 记错了 sorry no oops wait")
)

// Correction reads a resident's correction of what was said before, old value
// first or last: 地址错了,是七星村 · 不是1900是2900 · 是2900不是1900 · 把1900改成2900 ·
// 时间是上周 · "the place is wrong, it's Qixing" · "not 1900, 2900". What is
// corrected is short and opens the message: a story that holds 不是 … 是 … in its
// middle is none. Slot comes from the words, or from the look of the new value.
func Correction(text, lang string) (Correct, bool) {
	t := strings.TrimSpace(text)
	if n := utf8.RuneCountInString(t); n < 2 || n > 160 {
		return Correct{}, false
	}
	s := fold(t)
	if s == "" || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "？") || strings.HasSuffix(s, "吗") {
		return Correct{}, false
	}
	readers := []func(t, s string) (Correct, bool){arrow, zhNamed, zhWritten, zhValueFirst, zhNotBut, zhChange, zhSlotWrong, enWrongFirst, enNotBut, enChange, enSlotWrong, enRetold, enValueWrong}
	if !hasLatin(s) {
		readers = readers[:7] // without the English ones
	}
	for _, read := range readers {
		c, ok := read(t, s)
		if !ok {
			continue
		}
		c.New, c.Old = tidy(c.New), tidy(c.Old)
		if denies(c) || c.New == "" || utf8.RuneCountInString(c.New) > 60 || utf8.RuneCountInString(c.Old) > 40 || c.New == c.Old {
			continue
		}
		if c.Slot == "" {
			c.Slot = lookOf(c.New)
			c.Guessed = c.Slot != ""
		}
		return c, true
	}
	return Correct{}, false
}

// denies: "不是我不想还,是真没钱", "it's not my fault, it's theirs" answer a reproach
// and correct nothing that was written down.
func denies(c Correct) bool {
	old, newer := fold(c.Old), fold(c.New)
	if strings.ContainsAny(old, "不没") && !strings.HasPrefix(old, "不是") || strings.HasSuffix(newer, "干的") || strings.HasSuffix(newer, "弄的") {
		return true
	}
	switch old {
	case "他的", "她的", "你的", "我的", "他们的", "你们的", "我的错", "我的问题":
		return true
	}
	for _, w := range []string{"fault", "problem", "business", "my job"} {
		if strings.Contains(old, w) {
			return true
		}
	}
	return false
}

func tidy(s string) string {
	s = strings.Trim(s, " \n,.;:!，。；：！、\"“”'()（）")
	for _, end := range []string{"才对", "才是", "的才对", "谢谢", " please", " thanks", " sorry", " instead", "啊", "呀", "哦", "吧"} {
		s = strings.TrimRight(strings.TrimSuffix(s, end), " ,，。")
	}
	return s
}

// arrow reads 1900→2900 and "1900 -> 2900".
func arrow(t, _ string) (Correct, bool) {
	for _, a := range []string{"→", "->", "=>", "➡️", "➡"} {
		if old, newer, ok := strings.Cut(t, a); ok {
			return Correct{Old: old, New: newer}, strings.TrimSpace(old) != "" && utf8.RuneCountInString(t) <= 40
		}
	}
	return Correct{}, false
}

// lookOf names the slot of a new value that can only be of one kind.
func lookOf(v string) string {
	if p := Phones(v); len(p) == 1 && p[0].End-p[0].Start >= len(v)-2 {
		return "phone"
	}
	if a := Amounts(v); len(a) == 1 && !a[0].Bare && a[0].End-a[0].Start == len(v) {
		return "amount"
	}
	noon := time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)
	if d := Dates(v, noon, Chinese); len(d) == 1 && d[0].End-d[0].Start == len(v) {
		return "when"
	}
	return ""
}
