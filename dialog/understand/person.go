package understand

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

//go:embed words/persons.txt
var personsFile string

//go:embed words/surnames.txt
var surnamesFile string

var (
	relations = newLexicon(readRelations(personsFile))
	surnames  = wordSet(strings.Join(tableLines(surnamesFile), " "))
	titles    = wordSet(`先生 女士 小姐 师傅 老师 医生 主任 书记 总 经理 老板 老板娘 阿姨 大爷 大叔 叔叔 大姐 大哥 大妈 大伯 队长 科长 局长 镇长 村长 所长 律师 法官 警官 校长 院长 会计 同学 姐 哥 婶 嫂 伯 叔 奶奶 爷爷 婆婆 厂长 工头 包工头 支书 委员 护士 大夫 太太 老太 同志 老弟 妹 伯伯 师父 老人 家`)

	elders = wordSet("阿姨 大爷 大叔 叔叔 大姐 大哥 大妈 大伯 大娘 奶奶 爷爷 婆婆 伯伯 师傅 老师 先生 女士 医生 老太 大夫 太太 老板 书记 主任")

	// trades hold characters that end a name elsewhere: 鸿泰建筑公司
	trades = wordSet("五金 玩具 制衣 服饰 电子 塑料 物流 餐饮 印刷 纺织 针织 机械 箱包 鞋业 电器 食品 家具 建筑 建设 建材 建工 开发 装修 修理 维修 停车 房产 房地产 出租 进出口 开关 回收 送水 带货 走廊")

	// the other side did it, even where it is family
	deeds = wordSet(`借了 借走 借我 打 骂 欠 撞 赶 威胁 虐待 家暴 不给 不让 不管 不还 不付 不养 不赡养 拖欠 抢 偷 骗 砍 推 踢 掐 侵占 霸占 占 占用 赖 逼 关着 强迫 跟踪 骚扰 动手 老是打 经常打 又打 在外面有人 外面有人 外面有了人 外头有人 出轨 外遇 要离婚 要跟我离婚 跟我离婚 跟我闹离婚 要和我离婚 转移财产 喝醉 酗酒 赌 总是打 不肯 拒绝 拿走 伤 侮辱 把我 扣 克扣 泼 砸 堵 放狗 养 乱 扔 倒 偷走 不退 不认 不承认 不赔 跑路 关门 关了门 倒闭 卷款 卷钱 拖延 推脱
		hits hit beats beat owes owed threatens threatened refuses refused hurts kicked kicks stole steals won't will not abuses locked shouts pushes pushed keeps took`)
	others    = wordSet("被 和 跟 与 同 找 告 状告 叫 让 向 问 对 是 因为 由 遭 给 借给 转给 汇给 借钱给 且 怪 lent loaned by against with from blame sue")
	forWhom   = wordSet("帮 替 为 给 代 照顾 关于 for")
	nameVerbs = wordSet(`撞 打 骂 欠 说 把 家 不 在 没 拿 占 拖 赖 偷 骗 砍 推 威胁 借 他 她 的 和 跟 与 将 被 要 又 老 总 经常 一直 昨 今 前 上 从 用 开 骑 带 叫 让 喝 故 强 也 就 都 是 有 还 给 收 扣 抢 踢 追 堵 扔 倒 养 砸 私 违 擅 乱 每 天 电话 手机 等 到 来 去 两 三 伤 撕 挖 拆 种 建 侵 半 因 死 向 对 承 答 住 找 , ， 。 . ; ； ! ！ : ： 、 ( ）`)
	nameOpens = wordSet(`被 和 跟 与 叫 是 把 向 对 给 让 找 告 与 同 由 因 名叫 就是 对方是 对方叫 找到 邻居 老板 包工头 房东 工头 司机 村干部 村民 同事 朋友 亲戚 儿子 女儿 前夫 老公 店主 经理 村主任 书记 村支书 主任 欠款人 车主 同学 队长 当事人 网友 丈夫 男友 男朋友 物业 隔壁 楼上 楼下 对面 对门 村长 老师 医生 中介 合伙人 租客 的 会计 叫做 姓名 债务人 妻子 弟弟 哥哥 叔叔 堂弟 堂哥 表哥 表弟
		今天 昨天 前天 大前天 昨晚 今早 今晚 昨日 早上 上午 中午 下午 晚上 傍晚 半夜 凌晨 那天 当天 上个月 去年 今年 门口 路口 村口 市场 路上 街上 店里 家里 村里 厂里 车站 广场`)
	notNames = wordSet(`田租 方姓 方说 方不 方是 方的 高利贷 高利 方姓 方说 方不 方是 方的 马路 马上 高空 高兴 高速 高压 高中 高音 高层 高龄 高价 高血压 黄色 黄牛 黄豆 黄泥 黄沙 黄昏 石头 石板 石子 石块 时候 安全 安装 安排 安静 安置 常常 常年 许多 许可 何时 何况 任何 任务 应该 应当 应付 向来 万一 白天 白色 白条 白干 金额 金属 金鱼 金银 金牌 金黄 金华 江边 江水 田地 田里 田埂 方便 方面 方向 方法 温度 严重 施工 施肥 管道 管理 管子 管线 管我 周三 周边 周围 周末 周一 周二 周四 周五 周六 周日 周期 张贴 张开
		李子 杨梅 杨树 林地 林木 林业 叶子 梁 花坛 花园 雷雨 雷电 毛病 毛坯 胡乱 胡说 范围 关于 左右 左边 连续 连着 全部 全家 全村 于是 余款 余额 余下 沙子 谢谢 岳父 毕业 毕竟 章程 柏油 康复 庄稼 龙头 武装 费用 单元 单位 洪水 党员 封路 曾经 贺卡 易燃 易爆 钱没 钱不 钱都 钱也 钱款 钱给 钱是 钱还 钱被 钱一 钱包 钱到 钱要 钱就 楼上 楼下 楼道 楼顶 楼房 楼梯 楼里 楼层 楼板 楼宇 楼栋 文件 文化 文明 边上 边缘 石灰 池塘 池子 应急 华为 尤其 史上 项目 项链 段时 段路 房东 房子 房租 房屋 房间 房产 房款 房主 常住 占道 占用 占了 占地 占我 占车 万元 万块 万多 季度 季节 夏天 夏季 秦 鲍鱼 盛夏 方案 兰花 文书 章子 安心 江里 陆续 路上 童车 温水 温州 冷水 冷气 冷风 汤水 马桶 申请 申报 申诉 寿命 宣传 宣布 蓝色 管不 向我 向他 任由 付款 付了 付钱 付清 付给 付我 付工 付不 付出 付房 付医 涂料 涂改 喻 艾滋 齐全 项 池里 安 盖了 盖房 盖楼 盖章 盖子 盖住 盖违 盖不 盖个 储物 储藏 凌晨 边的 常在 常来 常被 严 万 江 向 石 钱 付`)
	companyEnds = wordSet("公司 有限公司 工厂 厂 厂里 集团 合作社 工程队 装修公司 物业 物业公司 服装厂 鞋厂 家具厂 饭店 酒店 培训机构 培训班 学校 幼儿园 医院 养老院 中介公司 保险公司 供电局 水务公司 快递公司 平台 工地 诊所 美容院 健身房 驾校 补习班 托管班 游泳馆 理发店 洗衣店 干洗店 影楼 照相馆 旅行社 车行 修车店 修车铺 家具店 手机店 宠物店 月子中心 快递站 驿站 搬家公司")
)

func readRelations(file string) map[string]string {
	m := map[string]string{}
	for _, line := range tableLines(file) {
		kind, list, _ := strings.Cut(line, "=")
		for w := range strings.SplitSeq(list, ",") {
			if w = strings.TrimSpace(w); w != "" {
				m[w] = strings.TrimSpace(kind)
			}
		}
	}
	return m
}

// Persons finds the people a text speaks of: who the other side is and who is
// concerned; never the speaker. Value is the words as said: 邻居老王, 包工头李某,
// 张三, 物业, "my landlord Mr Li" (without "my"). In the order of the text.
func Persons(text string, lang string) []Person {
	p := &personReader{text: text, s: fold(text)}
	out := p.chinese()
	for _, e := range p.english() {
		if !slices.ContainsFunc(out, func(o Person) bool { return e.Start < o.End && o.Start < e.End }) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Person) int { return a.Start - b.Start })
	return out
}

// OnlyRelation says that words tell what somebody is to the speaker and give no name:
// 老板, 我的房东, "the landlord".
func OnlyRelation(words string) bool {
	s := strings.TrimSpace(fold(words))
	for again := true; again; {
		again = false
		if e, ok := ownBefore.at(s, 0); ok && len(e.word) < len(s) {
			s, again = strings.TrimSpace(s[len(e.word):]), true
		}
	}
	for _, own := range []string{"那个", "公司", "工厂", "厂里", "单位", "工地", "company", "factory", "firm", "office"} {
		if s == own {
			return true
		}
	}
	e, ok := relations.at(s, 0)
	return ok && len(e.word) == len(s)
}

// personReader reads text; s is the text folded, written the text with capitals on its English names.
type personReader struct{ text, s, written string }

func (p *personReader) person(from, to int, relation string) Person {
	if strings.HasSuffix(p.s[from:to], "'s") {
		to -= len("'s") // Old Zhou's dog
	}
	return Person{Finding: found(p.text, strings.TrimSpace(p.text[from:to]), from, to), Relation: relation, Role: p.role(from, to, relation)}
}

var enEmployed = pattern.MustCompile(`\b(?:work|works|worked|working) for$`)

// role: family, elders and those something is done for are concerned; others are the other side.
func (p *personReader) role(from, to int, relation string) Role {
	lead := skipSpaceBack(p.s, from)
	if _, ok := ownBefore.endingAt(p.s, lead); ok {
		e, _ := ownBefore.endingAt(p.s, lead)
		lead = skipSpaceBack(p.s, lead-len(e.word))
	}
	if r := runeBefore(p.s, lead); r == '把' || r == '将' {
		return Concerned // 把我家孩子撞倒了
	}
	for _, t := range []string{"奶奶", "爷爷", "大爷", "老人", "老太", "阿婆"} { // 王奶奶
		if strings.HasSuffix(p.s[from:to], t) {
			relation = "elder"
		}
	}
	if relation == "company" && enEmployed.MatchString(p.s[:lead]) {
		return Other // whoever one works for
	}
	if relation != "family" && relation != "elder" {
		if e, ok := forWhom.endingAt(p.s, lead); ok && e.word != "给" && e.word != "为" && !strings.HasSuffix(p.s[:lead], "因为") {
			return Concerned
		}
		if p.ofMine(from, to, relation) || relation == "friend" && p.mine(from) && worksFor.MatchString(p.s[to:]) {
			return Concerned
		}
		return Other
	}
	if e, ok := others.endingAt(p.s, lead); ok && e.word != "给" && e.word != "是" && e.word != "对" && (e.word != "和" && e.word != "跟" && e.word != "with" || p.quarrels(to)) {
		return Other
	}
	if relation == "family" && enGaveTo.MatchString(p.s[:lead]) {
		return Other
	}
	for _, w := range []string{" and me ", " and i ", " and myself "} {
		if strings.HasPrefix(p.s[to:], w) && p.quarrels(to) {
			return Other
		}
	}
	next := to
	for next < len(p.s) && next < to+30 {
		if r := runeAt(p.s, next); r == ' ' || strings.ContainsRune("老是经常又总一直天天昨今晚前上午下喝了酒醉后就还要会也在每次因为", r) {
			next += width(p.s, next)
			continue
		}
		break
	}
	if _, ok := deeds.at(p.s, next); ok {
		return Other
	}
	return Concerned
}

var (
	ownBefore = wordSet("我 我的 我们 咱 我家 你 他 她 他的 她的 my our his her the a an their")
	quarrel   = wordSet("吵 打 闹 离婚 纠纷 争 矛盾 动手 fight fights fighting fought quarrel quarrels quarrelling argue argues argued arguing dispute divorce divorcing")
)

// quarrels: 跟老公吵架 has the other side, 跟老公住 has not.
func (p *personReader) quarrels(to int) bool {
	for i := to; i < len(p.s) && i < to+30 && !isSentenceEnd(runeAt(p.s, i)); i += width(p.s, i) {
		if _, ok := quarrel.at(p.s, i); ok {
			return true
		}
	}
	return false
}

func (p *personReader) chinese() []Person {
	var out []Person
	companies := p.hasCompany()
	for i := 0; i < len(p.s); {
		if p.s[i] < utf8.RuneSelf {
			i++
			continue
		}
		if from, name, to, relation, ok := p.related(i); ok {
			if p.addressed(from, to) || strings.HasPrefix(p.s[to:], "时") { // 送外卖的时候
				i = to
				continue
			}
			out = append(out, p.joined(from, name, to, relation))
			i = to
			continue
		}
		if to, ok := p.calledOnly(i); ok {
			out = append(out, p.person(i, to, ""))
			i = to
			continue
		}
		if to, ok := p.household(i); ok {
			out = append(out, p.person(i, to, "neighbour"))
			i = to
			continue
		}
		if who := driver.FindString(p.s[i:]); who != "" && !strings.HasPrefix(p.s[i+len(who):], "时") { // not 开三轮的时候
			out = append(out, p.person(i, i+len(who), "stranger"))
			i += len(who)
			continue
		}
		if to, ok := p.nameAt(i); ok && p.addressed(i, to) {
			i = to
			continue
		} else if ok {
			q := p.person(i, to, "")
			if n := len(out); n > 0 && out[n-1].Role == Concerned && pronounNamed.MatchString(p.s[out[n-1].End:i]) {
				q.Role = Concerned // 替我邻居报一下…他叫老周
			}
			out = append(out, q)
			i = to
			continue
		}
		if !companies {
			i += width(p.s, i)
			continue
		}
		if to, ok := p.company(i); ok {
			out = append(out, p.person(i, to, "company"))
			i = to
			continue
		}
		i += width(p.s, i)
	}
	return out
}

var (
	notPerson = wordSet(`物业费 物业管理费 隔壁村 隔壁镇 隔壁乡 隔壁县 隔壁社区 隔壁学校 隔壁小学 隔壁中学 隔壁幼儿园 隔壁医院 隔壁那条 隔壁工地 隔壁小区 隔壁楼 隔壁的路 隔壁房 隔壁厂 隔壁店 隔壁街 隔壁的小区 隔壁的工地 妈的 哥们 领导班子 会计师 书记员 老人机 老人卡 老板椅 对门的路 老人院 司机班 业主群 业主大会 朋友圈 客服电话 医生开 房东的房 老师资 经理论 姐妹 主任科`)
	family1   = "爸妈哥弟姐妹叔婶姨舅姑爷奶娃嫂伯囡崽"
	// what one looks for: not the teacher who hit a child, but 心理老师, "see a doctor"
	seeks = wordSet("心理 咨询 找 找个 看 请 请个 问 问问 当 想见 约 预约 a an")
)

// pronounNamed gives the person spoken of before a name: 他叫老周.
var pronounNamed = pattern.MustCompile(`[他她](?:的名字|名字)?(?:叫做?|是|名叫|姓)$`)

// between are the words that bring a name behind a relation: 老板叫周大海, 隔壁独居的陈奶奶.
var (
	called = pattern.MustCompile(`^(?:的?(?:名字|姓名|名)(?:叫做?|是)?|叫做?|名叫|是|的)`)
	living = pattern.MustCompile(`^\p{Han}{0,8}?的`)
)

// joined is a person with a relation and, where one was read, a name: the value holds
// both and nothing between them, 老板周大海.
func (p *personReader) joined(from, name, to int, relation string) Person {
	q := p.person(from, to, relation)
	if name > from {
		word, _ := relations.at(p.s, from)
		q.Value = strings.TrimSpace(p.text[from:from+len(word.word)]) + strings.TrimSpace(p.text[name:to])
	}
	return q
}

// related reads a word of relation and the name that may follow it: 邻居老王, 房东王女士,
// 老板叫周大海. name is where a name begins that does not follow at once, else i.
func (p *personReader) related(i int) (from, name, to int, relation string, ok bool) {
	e, ok := relations.at(p.s, i)
	if !ok {
		return i, i, i, "", false
	}
	if n, is := notPerson.at(p.s, i); is && len(n.word) > len(e.word) {
		return i, i, i, "", false
	}
	if len(e.word) == len("妈") && strings.Contains(family1, e.word) {
		if b := runeBefore(p.s, i); b != '我' && b != '他' && b != '她' && b != '老' && b != '俺' && b != '咱' && !(b == '的' && strings.HasSuffix(p.s[:i], "我的")) {
			return i, i, i, "", false
		}
	}
	if p.sought(i, e.val) || p.isSpeaker(i) {
		return i, i, i, "", false
	}
	to = i + len(e.word)
	if e.val == "neighbour" {
		// 隔壁张家, not 隔壁张家村
		if n, ok := surnames.at(p.s, to); ok && strings.HasPrefix(p.s[to+len(n.word):], "家") && !strings.ContainsRune("村庄弄塘湾巷桥店", runeAt(p.s, to+len(n.word)+len("家"))) {
			return i, i, to + len(n.word) + len("家"), e.val, true
		}
		if way := living.FindString(p.s[to:]); len(way) > len("的") {
			if end, is := p.named(to + len(way)); is { // 隔壁独居的陈奶奶 is called by her name
				return to + len(way), to + len(way), end, e.val, true
			}
		}
	}
	if strings.HasPrefix(p.s[to:], "姓") {
		if n, ok := surnames.at(p.s, to+len("姓")); ok { // 老板姓周
			return i, i, to + len("姓") + len(n.word), e.val, true
		}
	}
	name = to + len(called.FindString(p.s[to:]))
	if end, is := p.named(name); is {
		return i, atOnce(i, to, name), end, e.val, true
	}
	if name == to || p.s[to:name] != "的" && p.s[to:name] != "是" {
		if end := max(dottedName(p.s, name), foreignName(p.s, name)); end > name && name > to {
			return i, name, end, e.val, true
		}
		if end, is := p.bareName(name); is {
			return i, atOnce(i, to, name), end, e.val, true
		}
	}
	return i, i, to, e.val, true
}

// atOnce: a name that follows its relation without a word between stands in it.
func atOnce(i, to, name int) int {
	if name == to {
		return i
	}
	return name
}

// ownTrade stands before what the speaker is: 我是送外卖的, "I work as a driver".
var ownTrade = pattern.MustCompile(`(?:^|[^和跟给帮替])(?:我|我们|本人|俺)(?:们|就|也|自己|是|只|原来|以前|之前|现在|当|做)*(?:是|当|做)(?:一?[个名位])?$|\b(?:i am|i'm|im|i was|we are|we're|works?|working|worked|job|employed) (?:as )?(?:an? )$`)

// isSpeaker: a word for people at byte i tells what the speaker is.
func (p *personReader) isSpeaker(i int) bool {
	if lead := p.s[:i]; strings.HasSuffix(lead, "是") || strings.HasSuffix(lead, "个") || strings.HasSuffix(lead, "名") || strings.HasSuffix(lead, "当") || strings.HasSuffix(lead, "做") || strings.HasSuffix(lead, " ") {
		return ownTrade.MatchString(lead)
	}
	return false
}

// sought: the lawyer, doctor or teacher one looks for is nobody's other side.
func (p *personReader) sought(i int, relation string) bool {
	if relation != "doctor" && relation != "school" {
		return false
	}
	e, ok := seeks.endingAt(p.s, i)
	if ok && (e.word == "a" || e.word == "an") { // beaten by a classmate
		before, _ := lastWord(p.s, i-len(e.word))
		return before != "by" && before != "from" && before != "with" && before != "against"
	}
	return ok
}

// speakerFrom brings the speaker's own name: 我是下徐村的老徐.
var speakerFrom = pattern.MustCompile(`我(?:就)?是\p{Han}{0,8}[村区镇乡路街楼幢栋号室司厂店里校]的$`)

// nameAt reads a name that stands by itself at the head of a clause, or after a word that brings one.
func (p *personReader) nameAt(i int) (to int, ok bool) {
	if twice := i + width(p.s, i); runeAt(p.s, i) == runeAt(p.s, twice) && strings.HasPrefix(p.s[twice+width(p.s, twice):], "的") {
		return i, false // 黄黄的
	}
	if !p.mayBeName(i) {
		return i, false
	}
	before := runeBefore(p.s, i)
	speaker := strings.HasSuffix(p.s[:i], "我叫") || strings.HasSuffix(p.s[:i], "我是") || strings.HasSuffix(p.s[:i], "本人") || strings.HasSuffix(p.s[:i], "我姓") || strings.HasSuffix(p.s[:i], "我名叫") || strings.HasSuffix(p.s[:i], "叫我") || strings.HasSuffix(p.s[:i], "我的名字是") || strings.HasSuffix(p.s[:i], "我名字叫") || strings.HasSuffix(p.s[:i], "称呼我") || strings.HasSuffix(p.s[:i], "名叫") && (strings.HasPrefix(p.s, "姓") || strings.HasPrefix(p.s, "我姓"))
	if speaker || speakerFrom.MatchString(p.s[:i]) || p.speakerOf(i) {
		return i, false
	}
	if end, ok := p.named(i); ok && !isHan(before) || ok && p.opened(i) {
		return end, true
	} else if ok && (runeAt(p.s, i) == '老' || strings.ContainsRune(p.s[i:end], '某')) {
		return end, true
	} else if ok && p.elderly(i, end) {
		return end, true
	}
	if before != 0 && !isStop(before) && before != ' ' && !p.opened(i) {
		return i, false
	}
	to, ok = p.bareName(i)
	if ok && (runeAt(p.s, to) == 0 || isStop(runeAt(p.s, to))) && !p.opened(i) {
		return i, false // a short answer may be a name, but then it was asked for
	}
	return to, ok
}

// mayBeName: a family name begins at byte i, or 老, 小 or 阿 before one. Most characters
// are neither.
func (p *personReader) mayBeName(i int) bool {
	if r := runeAt(p.s, i); r == '老' || r == '小' || r == '阿' {
		return true
	}
	_, ok := surnames.at(p.s, i)
	return ok
}

// elderly: a common family name and what one calls elders or masters stand out in
// the middle of a clause too (三楼王阿姨家); 修车师傅 has no such family name.
func (p *personReader) elderly(i, end int) bool {
	if !strings.ContainsRune("王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎余潘杜戴汪姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟汤尹黎乔贺赖龚", runeAt(p.s, i)) {
		return false
	}
	_, ok := elders.endingAt(p.s, end)
	return ok
}

func (p *personReader) opened(i int) bool {
	_, ok := nameOpens.endingAt(p.s, i)
	return ok
}
