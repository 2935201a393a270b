package understand

import (
	"strconv"
	"strings"

	"frontdoor/dialog/pattern"
)

var (
	currencyAfter  = wordSet("元钱 元 圆 块钱 块 人民币 人民元 rmb yuan cny kuai renminbi dollars bucks quid ¥ ￥")
	currencyBefore = wordSet("¥ ￥ $ rmb cny 人民币 us$")

	// After 块 these are pieces of something, not money: 一块地, 三块玻璃.
	pieces = "地田石玻砖板牌瓦布肉菜木铁黄空屏区场墙广土泥豆饼表手"

	// A number after these words is money even without a unit.
	moneyBefore = wordSet(`欠 赔 赔偿 付 花 收 罚 罚款 费 费用 修 维修 修车 修理费 维修费 车费 路费 药费 检查费 油费 误工费 每亩 每户 每家 每人 每个人 每间 每平 每位 一亩 一户 工资 工钱 押金 租金 房租 定金 订金 货款 价 价格 款 钱 转账 转 借 扣 交 骗 被骗 骗走 损失 补偿 贷 贷款 存 汇 给 还差 差 还剩 剩 补 拿 拿走 发 还 少了
		金额 数目 总额 少发 少给 多收 要价 开价 奖金 红包 彩礼 补助 补贴 低保 养老金 报销 押 垫付 工程款 尾款 余款 欠款 赔款 本金 利息
		borrow borrows borrowed lend lends owe owes owed owing paid pay pays cost costs fine fined rent deposit wages wage salary lost charged charge price amount bill bills compensation worth lent borrowed stole sum money refund total totals totalling wants demands demanded demanding cut cuts docked deducted deducts withheld claims claiming asks sue sues sued suing repair repairs repaired estimate quote quoted receipt invoice`)
	moneyFiller = wordSet(`我 我们 俺 他 她 他们 你 人家 是 约 大概 大约 共 一共 总共 有 着 了 : ： 的 差不多 要 才 只 就 还 近 将近 至少 每月 一个月 每个月 每年 一年 一天 每天 掉 走 过 钱 给 大家 家 快 高达 达 为 整整
		me us him her them was is will be of about around roughly nearly over almost at total a the for by should be says said it's`)
	// A number right before these words is money even without a unit: 3500押金.
	moneyAfter = wordSet("工资 工钱 押金 定金 订金 房租 租金 医药费 货款 欠款 补偿 赔偿 赔偿款 罚款 彩礼 借款 贷款 奖金 补助 补贴 deposit fee fees fine wages wage salary rent debt loan bill compensation bonus refund altogether total")
	inTotal    = wordSet("一共 总共 共计 合计 总计 加起来 加起来有")
	moneyTail  = wordSet("多 余 几 来 左右 上下 出头 不到 or so")

	// A number before these counts something else.
	measures = wordSet(`个 月 天 年 日 号 点 时 小时 分钟 分 秒 岁 楼 层 室 栋 幢 单元 弄 巷 户 家 人 名 位 口 次 遍 回 趟 米 公里 里 里路 平 平方 方 亩 斤 公斤 千克 吨 度 倍 条 辆 台 张 只 头 棵 盏 间 套 瓦 版 级 年级 班 路
		队 组 届 章 页 种 件 份 周 星期 礼拜 星 环 瓶 箱 包 盒 字 步 伏 厘米 毫米 寸 尺 克 座 把 根 袋 车 村 区 桶 碗 声 下 句 刀 针 拳 脚 门 通 片 半 成 折 房 床 期 线 道 股 群 批 双 对 排 分之 一 %
		km m cm mm kg g am pm days day months month weeks week years year hours hour minutes minute times people persons households meters metres floor floors floor's o'clock sqm kilos percent
		families men women kids children workers lamps lights cars trees dogs road street lane st rd avenue th rd st nd building room unit`)
)

// Amounts finds sums of money: 1900元, 一千九百块, 二千九百三 (2930), 一万九
// (19000), 3万, 两千多, 欠我5000, "$1.9k", "1,900 yuan". A number is money when it
// has a unit of money, stands after a word of money, or counts ten thousands or
// closes the clause with 百 or 千; never before a measure word (三楼, 八百遍,
// 3个月). A message that is nothing but a number comes back marked Bare.
func Amounts(text string) []Amount {
	s := fold(text)
	var out []Amount
	for i := 0; i < len(s); {
		q, end, ok := readQuantity(s, i)
		if !ok {
			if a, e, ok := wordAmount(text, s, i); ok {
				out = append(out, a)
				i = e
				continue
			}
			i += width(s, i)
			continue
		}
		if a, ok := amountAt(text, s, i, end, q); ok {
			if n := len(out); n > 0 && tookBack(s, out[n-1].End, a.Start) {
				out = out[:n-1] // 一万五,不对,一万二
			}
			out = append(out, a)
			end = a.End
		}
		i = end
	}
	return out
}

func amountAt(text, s string, start, end int, q quantity) (Amount, bool) {
	from, approx := start, q.approx
	if start > 0 && (isLatin(s[start-1]) && !hasCurrencyBefore(s, start) || s[start-1] == '/' || s[start-1] == '.' && start > 1 && isDigit(s[start-2])) {
		return Amount{}, false
	}
	if q.val >= 100 && q.unit < 1e4 && !isYear(q) && len(q.plain) < 7 && (aTime.MatchString(s[end:]) || timeBefore.MatchString(s[:start]) && endsHere(s, end)) {
		return sum(text, from, end, q.val, approx) // 一年1200, 1500一年
	}
	if k := strings.IndexByte(s[start:end], 'k'); k >= 0 && start+k+1 < len(s) && isDigit(s[start+k+1]) {
		return Amount{}, false // the plate 7K2
	}
	before := false
	if e, ok := currencyBefore.endingAt(s, skipSpaceBack(s, start)); ok {
		before, from = true, skipSpaceBack(s, start)-len(e.word)
	}
	if e, ok := englishUnitAt(s, end, q); ok { // 5 thousand yuan, 5 grand
		q.val *= e.val
		q.unit, end = e.val, end+len(e.word)
	}
	for {
		e, ok := moneyTail.at(s, end)
		if !ok || q.unit < 10 && q.val < 10 || e.word == "or" || e.word == "so" {
			break
		}
		// 两千多 is a sum, 两千多人 is a crowd: decided by what follows
		approx, end = true, end+len(e.word)
		if u := unitAt(s, end); u >= 1e4 {
			q.val, q.unit, end = q.val*u, u, end+width(s, end)
		}
	}
	unitAtByte := skipSpace(s, end)
	if e, ok := currencyAfter.at(s, unitAtByte); ok && !isPiece(s, unitAtByte, e.word, q.val) {
		end = unitAtByte + len(e.word)
		if strings.HasPrefix(e.word, "元") || e.word == "块" {
			q.val, end = smallChange(s, end, q.val)
		}
		if t, ok := moneyTail.at(s, end); ok && t.word != "几" && t.word != "or" && t.word != "so" && t.word != "来" {
			approx, end = true, end+len(t.word)
			if t.word == "多" {
				if t, ok := currencyAfter.at(s, end); ok {
					end += len(t.word)
				}
			}
		}
		return sum(text, from, end, q.val, approx)
	}
	if r := runeAt(s, end); r == '毛' && q.val < 10 && q.val >= 1 {
		return sum(text, from, end+len("毛"), q.val/10, approx)
	}
	if before {
		return sum(text, from, end, q.val, approx)
	}
	if strings.TrimSpace(bare(s)) == strings.TrimSpace(s[from:end]) && q.val > 0 && len(q.plain) < 8 && (len(q.plain) < 2 || q.plain[0] != '0') {
		a, ok := sum(text, from, end, q.val, approx)
		a.Bare = q.unit < 100
		return a, ok
	}
	if countsSomething(s, end) || len(q.plain) >= 7 || len(q.plain) > 1 && q.plain[0] == '0' || q.val < 10 {
		return Amount{}, false
	}
	if (afterMoney(s, from) || afterTaken(s, from)) && !startsDate(s, end) {
		return sum(text, from, end, q.val, approx)
	}
	if e, ok := inTotal.endingAt(s, skipSpaceBack(s, from)); ok && e.word != "" && q.val >= 100 && !isYear(q) && !startsDate(s, end) {
		return sum(text, from, end, q.val, approx)
	}
	if e, ok := moneyAfter.at(s, skipSpace(s, pastOf(s, end))); ok && e.word != "" && !isYear(q) {
		return sum(text, from, end, q.val, approx)
	}
	if grouped.MatchString(s[start:end]) && !startsDate(s, end) && !aRate.MatchString(s[end:]) {
		return sum(text, from, end, q.val, approx) // the bill says 1,200
	}
	closes := s[min(end, len(s)-1)] == ' ' && q.plain == "" || isStop(runeAt(s, skipSpace(s, end))) || runeAt(s, skipSpace(s, end)) == '没' || runeAt(s, end) == '都'
	if q.unit >= 1e4 && (closes || runeAt(s, end) != 0 && isHan(runeAt(s, end)) && !strings.ContainsRune("一分", runeAt(s, end))) ||
		q.unit >= 100 && closes && !strings.HasPrefix(s[max(0, from-len("第")):], "第") {
		return sum(text, from, end, q.val, approx)
	}
	return Amount{}, false
}

// aTime goes on with how often a sum is paid, and timeBefore is that before it.
var (
	aTime      = pattern.MustCompile(`^(?:块|元|块钱)?(?:一|每)(?:年|个月|月|天)(?:$|[,，。;；!！ 吧了呢的])|^ (?:a|per|each|every) year\b`)
	timeBefore = pattern.MustCompile(`(?:一|每)(?:年|个?月|天|个季度)(?:要|是|交|收|就|才)?$`)
)

// endsHere says that nothing counted follows a number: the clause ends.
func endsHere(s string, end int) bool {
	r := runeAt(s, end)
	return r == 0 || r == ' ' || isStop(r)
}

// aRate goes on with what a sum is paid for each time.
var aRate = pattern.MustCompile(`^ ?(?:per|a|each|every|/) ?(?:month|week|day|hour|year|person|piece)`)

// grouped is a number written as sums are: 1,200.
var grouped = pattern.MustCompile(`^[1-9][0-9]{0,2}(?:,[0-9]{3})+$`)

// wordAmount reads an English sum in words: "two thousand yuan", "five grand".
func wordAmount(text, s string, i int) (Amount, int, bool) {
	if !isLatin(s[i]) || i > 0 && isLatin(s[i-1]) {
		return Amount{}, i, false
	}
	v, end, ok := readWords(s, i)
	if !ok {
		return Amount{}, i, false
	}
	grand := strings.HasSuffix(s[i:end], "grand")
	if e, has := currencyAfter.at(s, skipSpace(s, end)); has {
		end = skipSpace(s, end) + len(e.word)
	} else if !grand && (v < 100 || !afterMoney(s, i) || countsSomething(s, end)) {
		return Amount{}, i, false
	}
	a, ok := sum(text, i, end, v, false)
	return a, end, ok
}

func englishUnitAt(s string, end int, q quantity) (entry[float64], bool) {
	j := skipSpace(s, end)
	w, e := wordFrom(s, j)
	if u, ok := englishUnits[w]; ok && q.val > 0 {
		return entry[float64]{s[end:e], u}, true
	}
	return entry[float64]{}, false
}

// smallChange reads what follows 元 or 块: 三块五, 三元五角.
func smallChange(s string, end int, v float64) (float64, int) {
	q, e, ok := readQuantity(s, end)
	if !ok || q.val < 1 || q.val > 9 || e-end > len("一") || q.plain == "" && q.unit > 0 {
		return v, end
	}
	switch r := runeAt(s, e); {
	case r == '角' || r == '毛':
		return v + q.val/10, e + len("角")
	case isStop(r) || r == ' ' || r == '钱' || r == '一':
		if r == '钱' {
			e += len("钱")
		}
		return v + q.val/10, e
	}
	return v, end
}

func isPiece(s string, i int, word string, v float64) bool {
	if word != "块" || v > 20 {
		return false
	}
	r := runeAt(s, i+len(word))
	if fellOff.MatchString(s[:i]) && !strings.HasPrefix(s[i+len(word):], "钱") {
		return true // 路面塌了一块
	}
	return r != 0 && strings.ContainsRune(pieces, r)
}

func hasCurrencyBefore(s string, i int) bool {
	_, ok := currencyBefore.endingAt(s, i)
	return ok
}

func skipSpaceBack(s string, i int) int {
	for i > 0 && s[i-1] == ' ' {
		i--
	}
	return i
}

// alsoWords are measures that begin a word of their own behind a space: 日子, 房东, 人家, 门口.
const alsoWords = "日家人房车门对床线道声下半队期刀针片水"

// countsSomething: the number before byte i counts rooms, months, people …
func countsSomething(s string, i int) bool {
	after := i
	i = skipSpace(s, i)
	if i > after && strings.ContainsRune(alsoWords, runeAt(s, i)) && isHan(runeAt(s, i+width(s, i))) {
		return false // 花了十几万 日子过不下去
	}
	if e, ok := measures.at(s, i); ok && !(e.word == "一" && strings.ContainsRune("直起样般", runeAt(s, i+len("一")))) {
		return true
	}
	r := runeAt(s, i)
	return r == '-' || r == '/' || r == ':' || r == '#' || isDigit(byte(min(r, 255)))
}

// pastOf passes 的 between a sum and what it is for: 3500的押金.
func pastOf(s string, end int) int {
	if runeAt(s, end) == '的' {
		return end + len("的")
	}
	return end
}

// isYear: "my 2025 rent" names a year, "my 2000 deposit" a sum.
func isYear(q quantity) bool { return len(q.plain) == 4 && q.val >= 2010 && q.val <= 2040 }

// startsDate: 8月, 12号, 3点 (a number that opens a date even after 欠 or 付).
func startsDate(s string, end int) bool {
	r := runeAt(s, end)
	return r == '月' || r == '号' || r == '日' || r == '点' || r == '年'
}

// insteadOf stands before a sum that replaces one: 8000 说错了 9000.
var insteadOf = pattern.MustCompile(`[0-9一二两三四五六七八九十百千万元块][, ]*(?:不对|[说讲记]?错了|no,? wait|sorry|i mean)[, ]*(?:应该)?[是有]? ?$`)

// afterTaken: a sum stands before byte i and words that take it back.
func afterTaken(s string, i int) bool {
	lead := s[max(0, i-30):i]
	return (strings.Contains(lead, "不对") || strings.Contains(lead, "错了") || strings.Contains(lead, "wait") || strings.Contains(lead, "sorry") || strings.Contains(lead, "i mean")) && insteadOf.MatchString(lead)
}

// afterMoney: a word of money stands before byte i, at most some small words between.
func afterMoney(s string, i int) bool {
	for range 5 {
		i = skipSpaceBack(s, i)
		if _, ok := moneyBefore.endingAt(s, i); ok {
			return true
		}
		e, ok := moneyFiller.endingAt(s, i)
		if !ok {
			return false
		}
		i -= len(e.word)
	}
	return false
}

func sum(text string, from, end int, v float64, approx bool) (Amount, bool) {
	if v <= 0 || v > 1e11 {
		return Amount{}, false
	}
	value := strconv.FormatFloat(v, 'f', -1, 64)
	return Amount{Finding: found(text, value, from, end), Approx: approx}, true
}

// fellOff stands before the number of pieces that something lost.
var fellOff = pattern.MustCompile(`(?:塌|陷|少|缺|掉|破|坏|烂|裂|碎|脱|翘|凹|凸|湿|黑|肿|青|秃|剥落)(?:落|下去|下来|掉)?(?:了|着)?[一两三四五几0-9]{1,2} ?$`)
