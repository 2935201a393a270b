package understand

import (
	"strings"
	"unicode/utf8"
)

// How a word that ends a place needs what stands before it.
type placeEnd int

const (
	named     placeEnd = iota // a name of at least one character: 七星村, 人民路
	landmark                  // enough by itself: 学校, 村口, 菜市场
	numbered                  // a number: 12号, 3幢, 502室
	aside                     // goes on with a place that was said: 对面, 旁边
	somebodys                 // a place only with a direction: 化工厂旁边, 老王家门口
)

var placeEnds = newLexicon(placeWords(map[placeEnd]string{
	named: `村 新村 自然村 行政村 小区 社区 花园 花苑 家园 公寓 大厦 广场 路 街 街道 大街 大道 巷 弄堂 胡同 镇 乡 县 市 桥 大桥 公园 工业区 工业功能区 工业园 园区 新区 开发区 苑 府 山庄 别墅 城 庄 湾 塘 埠 坞 岭 水库 渠 国道 省道 县道 高速 中学 小学 大学 幼儿园
		医院 卫生院 超市 酒店 饭店 宾馆 菜场 市场 车站 商场 商店 书店 药店 银行 工地 寺 庙 祠堂 礼堂 车间 快递点 驿站 码头 河 溪 江 湖 港 畈 里弄 收费站 服务区 隧道 地铁站 火车站`,
	landmark: `学校 小学 中学 幼儿园 医院 卫生院 卫生室 诊所 菜场 菜市场 农贸市场 市场 超市 广场 公园 车站 公交站 公交车站 火车站 汽车站 加油站 垃圾站 垃圾房 变电站 配电房 村口 路口 十字路口 三岔路口 丁字路口 红绿灯 桥头 桥下 桥上 桥洞 巷口 弄堂口 街口 洞口 村头 村尾 村西头 村东头 村中 小区门口 大门口 校门口 校门 大门 后门 家门口 门口 楼下 楼道 楼梯口 楼梯间 电梯 电梯口 地下室 地下车库 车库 停车场 池塘 塘边 河边 水库 河道 祠堂 文化礼堂
		礼堂 村委会 村委 居委会 派出所 镇政府 政府 办事大厅 便民中心 服务中心 党群服务中心 老年活动中心 活动中心 活动室 公厕 公共厕所 厕所 工地 工业区 宅基地 田里 地里 田边 马路边 路边 马路对面 马路上 屋顶 屋后 房后 门前 屋前 自家门口 保安亭 岗亭 门卫室 传达室 警务室 快递站 配电箱 变压器 水井 古井 井边 土地庙 戏台 水闸 大坝 堤坝 坝上 护城河 老年食堂 晒谷场 健身广场 篮球场 操场 垃圾点 垃圾桶旁 水渠 水沟 沟边 山上 山脚 山脚下 墓地 公墓 水厂 泵站 凉亭 亭子 牌坊 大樟树 樟树下 大樟树下 快递柜 快递点 小卖部 棋牌室 麻将馆 网吧 食堂 厨房 阳台 客厅 卧室 卫生间 天台 楼顶 弯道 转弯处 转角 拐角 拐弯处`,
	numbered:  `号 号楼 栋 幢 单元 室 弄 巷 组 队 座 区 期 楼 层 号门 号店 号铺 户 栋楼 幢楼 号院 村民小组 生产队 门 公里处 车间 路 路公交站 号门口 号桥 号线`,
	somebodys: `厂 工厂 化工厂 公司 店 饭店 家 房子 房 楼 田 地 水泵 电线杆 路灯 大树 树 雕像 彩票店 理发店 小店 网点 办公室 办公楼 宿舍 宿舍楼`,
	aside:     `对面 旁边 附近 边上 旁 隔壁 后面 前面 后边 前边 左边 右边 东边 西边 南边 北边 东侧 西侧 南侧 北侧 东面 西面 南面 北面 东头 西头 斜对面 门口 门前 门外 楼下 楼上 楼道 路边 河边 塘边 桥边 桥头 桥下 村口 路口 巷口 口 后门 大门 前门 东门 西门 南门 北门 门 中间 中心 入口 出口 入口处 出口处 处 围墙 围墙边 墙边 屋后 屋前 房后 角落 尽头 底下 下面 上面 里面 外面 一带 周边 周围 交叉口 交界处 交叉路口 转角 拐角 背后 后山 地下室 地下车库 车库 停车场 电梯 电梯口 楼梯 楼梯口 楼顶 天台 广场 池塘 公厕 大厅 绿化带 绿地 花坛 健身区 篮球场 食堂 宿舍 操场 校门口 边 段 路段 沿线 沿河 桥`,
}))

// placeWords joins the four lists; a word of several kinds keeps them all.
func placeWords(lists map[placeEnd]string) map[string]map[placeEnd]bool {
	m := map[string]map[placeEnd]bool{}
	for kind, list := range lists {
		for w := range strings.FieldsSeq(list) {
			if m[w] == nil {
				m[w] = map[placeEnd]bool{}
			}
			m[w][kind] = true
		}
	}
	return m
}

var (
	// words that look like the end of a place but begin another word
	notPlace = wordSet(`广场舞 乡居民 乡居保 乡医保 庙会 渠道 港币 街舞 巷战 县官 江南人 村民 村干部 村里人 村长 村书记 村主任 村支书 村官 村委书记 村委主任 村里的人 路灯 路面 路过 路费 路人 路程 路况 路线 路标 路牙 路基 路障 路由器 街坊 街道办 街道干部 市民 市里人 市场价 县里 县长 镇长 镇里 镇干部 镇书记 乡亲 乡下 乡长 桥梁 弄得 弄坏 弄脏 弄好 弄错 弄成 弄到 小学生 中学生 大学生 里弄得 里弄坏 里弄脏 里弄好 里弄成 里弄到 里弄出 里弄起 室友 室内 室外 号码 号称 层楼 楼板 楼房
		区别 区长 区分 城管 城市 城里 城镇 队长 队员 组长 组织 组成 河水 江水 湖水 溪水 门卫 门诊 门锁 口罩 口气 口头 校长 院长 工地老板 超市老板 饭店老板 银行卡 银行贷款 医院费 医院费用 电梯费 期间 期限 户口 户主 医院里说 学校里说 处理 处罚 处分 边缘 边界 段时间 门市 湾里 塘泥 路政 路权 巷子里的人 桥墩 公园卡 停车费 期待 座椅 座位 座机 镇静 乡愁 村规 村务 村账 村集体 村级 村委干部 中间人 中心思想 电梯坏 后面说 前面说 上面说 上面的领导 下面的人 周围的人 周围邻居 附近居民 附近的人 旁边的人 隔壁邻居 路不 路都 路太 路很 路也 厂长 市价 市政 城建 城乡 府上 庄稼 河道清 山上的人 处在 处于 楼上邻居 楼上住户 楼上的住户 楼上的邻居 楼上那家 楼下邻居 楼下住户 县乡 城居民 城市居民 厂二期 线路 门牌 门票 门面房 门铃`)
	// characters and words that cannot be part of a place's name: the name begins after them
	nameStops = wordSet(`我们 咱们 我 你们 你 他们 她们 他 她 它 们 了 着 过 被 把 是 有 说 叫 让 请 给 没 很 都 这 那 这个 那个 这条 那条 个 条 棵 株 盏 辆 根 爿 就 也 还 吗 呢 吧 啊 的 得 地方 昨天 今天 前天 昨晚 今晚 昨日 明天 早上 上午 中午 下午 晚上 半夜 凌晨 每天 每晚 天天 号晚上
		勿 弗 在 到 于 位于 去 从 往 住 住在 来 沿 沿着 靠 靠近 经过 路过 途经 向 对 和 跟 与 或 或者 以及 因为 所以 但是 不 要 想 会 能 可以 已经 一直 最近 现在 刚才 刚刚 发现 看到 看见 听到 反映 举报 投诉 咨询 请问 你好 您好 大家 有人 有个 有一个 一个 一条 一处 一家 整个 全 本 我家 地址 地址是 地点 位置 地点是 位置是 地址在 发生在 出在 就在 家住 家在 搬到 走到 开到 骑到 送到 前往 回到 回 撞 打 骂 偷 倒 堵 漏 坏 修 拆 建 挖 占 扔 停 放 堆 关 开 走 进 出 礼拜一 礼拜二 礼拜三 礼拜四 礼拜五 礼拜六 礼拜天 礼拜日 星期一 星期二 星期三 星期四 星期五 星期六 星期天 星期日 周一 周二 周三 周四 周五 周六 周日 周末 上周 上个月 去年 今年 月 年 周 点 分 半 人 被人 老人 孩子 小孩 邻居 老板 房东 张三 因 由 比 离 距离 问 帮 替 为 带 找 等 告诉 知道 希望 要求 请求 恳求 求 需要 麻烦 谢谢 什么 哪里 哪个 哪条 啥 谁 怎么
		儿子 女儿 孙子 孙女 娃 推 拆除 修护 维护 修缮 清除 清理 疏通 整治 查处 查办 严查 取缔 处理 解决 加装 安装 增设 恢复 取消 设在 改造 封堵 堵住 堵塞 占用 影响 管管 一下 关于 对于 将 有关 相关 部门 尽快 早日 跑 老板 交了 交完 交完钱 交了钱 付了 付完 花了`)
	// parts of names that hold a stop word: 解放路, 建设路, 和平小区
	heldNames = wordSet(`老年 青年 少年 人民 和平 和谐 建设 开发 开元 月亮 月湖 进士 人和 中和 平和 建国 新建 福建 来龙 年丰 丰年 太平 向阳 对岸 全民 工人 大会 建新 放生 解放 开明 开化 和睦 祥和 颐和 泰和 关山 海关 城关 不夜 半山 分水 为民 走马 对面 回龙 回民 回峰 回春 开平 开阳 开福 开泰 出水 放马 打石 打铁 分界 半月 半岭 半塘 关王 关帝 关公 月塘 月山 进贤 出龙 会龙 会仙 能仁 本山 全福 全胜 和顺 和庄 对河 向前 向荣 来凤 从善 人寿 将军 求真 部队 塘沿 溪沿 河沿 沿河 沿江 沿溪 沿山`)
	// possessives that belong to a place without a name: 我家门口, 我们村口
	ownHome    = wordSet("我家 我们家 我们村 我们小区 我们社区 我们这 咱家 咱们村 咱村 咱小区 我们楼 我们单元 我们幢 我们这栋 我们栋 我村 我小区 我楼 他家 她家 他们家 邻居家 我们学校 我们厂 我妈家 我爸家 我奶奶家 我爷爷家 我公司 我店 我老家 老家 我屋 我田 我们楼道 我们镇 我们县 我们路")
	placeTails = []string{"那边", "这边", "那里", "这里", "那儿", "这儿", "那头", "里面", "里头", "里", "内", "上", "那", "这", "的"}
)

// chinese finds places clause by clause.
func (p *placeReader) chinese() []Finding {
	var out []Finding
	for i := 0; i < len(p.s); {
		from, to, ok := p.phrase(i)
		if !ok {
			i += width(p.s, i)
			continue
		}
		end := p.cutTail(from, to)
		out = append(out, found(p.text, p.value(from, end), from, end))
		i, p.done = to, to
	}
	return out
}

// phrase reads the place whose first ending or known name stands at byte i.
func (p *placeReader) phrase(i int) (from, to int, ok bool) {
	if m, is := p.covering(i); is {
		if isLatin(p.s[i]) {
			return 0, 0, false // the English reader takes it
		}
		return i, p.extend(m.End), true
	}
	e, kinds, is := p.endAt(i)
	if !is {
		return 0, 0, false
	}
	from, name := p.nameBefore(i)
	num := numberBefore(p.s, i)
	switch {
	case kinds[numbered] && num < i && !kinds[named]:
		if !p.numberIsPlace(num, i, e) {
			return 0, 0, false
		}
		from = min(from, num)
	case kinds[numbered] && num < i && name == 0:
		return 0, 0, false // 3路, 5区 alone
	case e == "路" && strings.HasPrefix(p.s[i:], "路上") && strings.ContainsRune("班学家半途作工", runeBefore(p.s, i)):
		return 0, 0, false // 上班路上
	case e == "路" && name == 1 && strings.ContainsRune("动走跑赶让带探认顺问拦挡绕铺弯死老来去活思修引迷", runeAt(p.s, from)):
		return 0, 0, false // 走不动路
	case e == "路" && strings.HasSuffix(p.s[:i], "无"):
		return 0, 0, false // 走投无路
	case e == "府" && strings.HasSuffix(p.s[:i], "政") || e == "市" && (strings.HasSuffix(p.s[:i], "超") || strings.HasSuffix(p.s[:i], "上")):
		return 0, 0, false // the second half of 政府, 超市, looked at before; 上市
	case e == "路" && (strings.HasSuffix(p.s[:i], "跑") || strings.HasSuffix(p.s[:i], "线") && !strings.HasSuffix(p.s[:i], "号线")):
		return 0, 0, false // 老板跑路, 电线线路
	case (e == "镇" || e == "村" || e == "乡") && name == 1 && strings.ContainsRune("上去到来回进", runeAt(p.s, from)) && strings.ContainsRune("小中里上政办开", runeAt(p.s, i+len(e))):
		return 0, 0, false // 上镇小, 去村里: what one goes to
	case strings.HasSuffix(e, "学") && name == 1 && strings.ContainsRune("上读念考进转", runeAt(p.s, from)) || e == "幼儿园" && name == 1 && strings.ContainsRune("上读念进转", runeAt(p.s, from)):
		return 0, 0, false // 孩子要上幼儿园: what one goes to
	case (strings.HasSuffix(e, "院") || e == "派出所" || e == "卫生室" || e == "诊所") && name == 1 && strings.ContainsRune("送去到进回叫", runeAt(p.s, from)):
		return 0, 0, false // 送医院了: where somebody is taken
	case name == 1 && strings.ContainsRune("米亩分厘", runeAt(p.s, from)) && endsInNumber(p.s[:from]):
		return 0, 0, false // 半米宅基地: so much of it
	case agencies[e] && (name == 0 || kinds[landmark]) && p.isActor(i, i+len(e)):
		return 0, 0, false // 政府不管
	case kinds[named] && name >= 1 && !(name == 1 && strings.ContainsRune("大小老新旧全各本外走马公铁同一两三几多农", runeAt(p.s, from)) && !kinds[landmark]):
	case kinds[landmark]:
		if home, ok := ownHome.endingAt(p.s, i); ok {
			from = i - len(home.word)
		} else if name == 0 {
			from = i - len(owner(p.s, i))
		}
	case kinds[aside] && p.afterHome(i):
		home, _ := ownHome.endingAt(p.s, i)
		from = i - len(home.word)
	case kinds[somebodys] && name+utf8.RuneCountInString(e) >= 2 && p.asideAt(i+len(e)):
	default:
		return 0, 0, false
	}
	return from, p.extend(i + len(e)), true
}

// agencies are houses that also act: 派出所不管 tells who, not where.
var agencies = lookup("政府 镇政府 村委 村委会 居委会 社区 街道 派出所 警务室 学校 医院 卫生院 幼儿园 便民中心 服务中心 超市 饭店 酒店 银行")

var (
	actorVerbs = wordSet("来过 来了 来人 来看 来调 来管 来协 来处 也来 都来 又来 上门 到过 到场 出面 出警 出动 处理 调解 管过 去过 看过 劝过 不 没 说 要 把 给 收 都不 让 叫 欠 占 强 批 应 答应 应该 能 会 也不 又 是不 拖 扣 骗 违 赔 拒 推 怎么 有没 干 太 乱 卖 工作人员 领导 态度 人员 医生 老师")
	actorLeads = wordSet("是 找 找过 跟 向 问 给 由 被 骂 告 让 叫 请 靠 求 打电话给 通过 怪")
)

// isActor: an agency that does something, or is asked for it, is no place.
func (p *placeReader) isActor(from, to int) bool {
	if _, ok := actorVerbs.at(p.s, to); ok {
		return true
	}
	_, ok := actorLeads.endingAt(p.s, from)
	return ok
}

// asideAt: a direction stands at byte i, perhaps after 的.
func (p *placeReader) asideAt(i int) bool {
	if runeAt(p.s, i) == '的' {
		i += len("的")
	}
	w, kinds, ok := p.endAt(i)
	return ok && kinds[aside] && utf8.RuneCountInString(w) > 1
}

// owner is the 我们 of 我们小区门口, the 我 of 我家门口.
func owner(s string, i int) string {
	for _, w := range []string{"我们", "咱们", "我", "咱", "他", "她"} {
		if strings.HasSuffix(s[:i], w) && (len(w) > len("我") || strings.HasPrefix(s[i:], "家")) {
			return w
		}
	}
	return ""
}

func (p *placeReader) afterHome(i int) bool {
	_, ok := ownHome.endingAt(p.s, i)
	return ok
}

// endAt is the word at byte i that ends a place, unless it begins another word.
func (p *placeReader) endAt(i int) (word string, kinds map[placeEnd]bool, ok bool) {
	e, ok := placeEnds.at(p.s, i)
	if !ok {
		return "", nil, false
	}
	if n, is := notPlace.at(p.s, i); is && len(n.word) > len(e.word) {
		return "", nil, false
	}
	return e.word, e.val, true
}

// nameBefore goes back from an ending to where the name begins: at most eight
// characters, stopping at punctuation and at words no name holds.
func (p *placeReader) nameBefore(i int) (from, runes int) {
	from = i
	for runes < 8 && from > p.done {
		r, w := utf8.DecodeLastRuneInString(p.s[:from])
		if !isHan(r) && !isDigit(byte(min(r, 255))) {
			break
		}
		if _, stop := nameStops.endingAt(p.s, from); stop && !p.nameHolds(from) {
			break
		}
		from -= w
		runes++
	}
	// the letter that stands for a name: A市, B县
	if from > 0 && from <= i && strings.ContainsRune("省市县区镇州", runeAt(p.s, from)) && isLatin(p.s[from-1]) && (from == 1 || !isLatin(p.s[from-2])) && from-1 >= p.done {
		from, runes = from-1, runes+1
	}
	// the letter of a highway: G330国道
	if from > 0 && from < i && isDigit(p.s[from]) && isLatin(p.s[from-1]) && (from == 1 || !isLatin(p.s[from-2]) && !isDigit(p.s[from-2])) && from-1 >= p.done {
		from--
	}
	return from, runes
}

// nameHolds: the stop character before byte end belongs to a known part of names (解放路).
func (p *placeReader) nameHolds(end int) bool {
	for back := range 3 {
		from := end - (back+1)*len("人")
		if e, ok := heldNames.at(p.s, max(from, 0)); ok && from >= 0 && from+len(e.word) >= end {
			return true
		}
	}
	return false
}

// numberBefore is where the number that ends at byte i begins (i when there is none).
func numberBefore(s string, i int) int {
	from := i
	for from > 0 {
		r, w := utf8.DecodeLastRuneInString(s[:from])
		if !digitChars.Has(r) && r != '十' && r != '百' && !(r < 128 && (isDigit(byte(r)) || isLatin(byte(r)) && from < i || r == '-' || r == '#')) {
			break
		}
		from -= w
	}
	return from
}

// numberIsPlace: 12号 is a day unless a road or house stands with it; 三楼, 502室, 3幢 are places.
func (p *placeReader) numberIsPlace(num, i int, word string) bool {
	before := runeBefore(p.s, num)
	if before == '第' || before == '月' || before == '的' && word == "号" || before == '共' || before == '有' {
		return false
	}
	switch word {
	case "号":
		next := i + len("号")
		_, _, ok := p.endAt(next)
		return ok && !strings.HasPrefix(p.s[next:], "楼上") || isDigit(byte(min(runeAt(p.s, next), 255)))
	case "组", "队", "区", "期", "门", "座", "户", "路", "巷", "弄", "村", "号线", "号门":
		return word == "弄" || word == "座"
	case "栋楼", "幢楼", "栋", "幢":
		return !(p.s[num:i] == "一" && (strings.ContainsRune("了有买卖盖建到租这那整是", before) && before != 0 || strings.ContainsRune("房别新老旧", runeAt(p.s, i+len(word)))))
	case "楼", "层":
		return !(before != 0 && strings.ContainsRune("加盖造起升搭拆隔建封增", before)) && !countsLayers(p.s[i+len(word):]) && !strings.HasPrefix(p.s[i+len(word):], "高") && !strings.HasPrefix(p.s[i+len(word):], "楼")
	}
	return true
}

// countsLayers: 一层平房 is a house, 一层白沫 is a film.
func countsLayers(s string) bool {
	for _, w := range []string{"平房", "楼房", "房子", "小楼", "白", "灰", "皮", "油", "厚", "薄", "水", "泥", "纸", "木板"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// cutTail takes 里, 上, 那边 off the end of a place.
func (p *placeReader) cutTail(from, to int) int {
	for again := true; again; {
		again = false
		for _, w := range placeTails {
			if strings.HasSuffix(p.s[from:to], w) && to-len(w) > from && !p.wordEndsWith(from, to, w) {
				to -= len(w)
				again = true
			}
		}
	}
	if r := runeAt(p.s, to); (r == '上' || r == '下') && (strings.HasSuffix(p.s[:to], "幢楼") || strings.HasSuffix(p.s[:to], "栋楼")) {
		to -= len("楼") // 8幢楼上王强家
	}
	return to
}

// wordEndsWith: the tail belongs to a word (马路上 → 马路, but 山上, 地里 stay).
func (p *placeReader) wordEndsWith(from, to int, w string) bool {
	for _, keep := range []string{"山上", "田里", "地里", "桥上", "楼上"} {
		if strings.HasSuffix(p.s[from:to], keep) {
			return true
		}
	}
	return false
}

// endsInNumber says that a number, or 半, 几 or 多, stands at the end of a text.
func endsInNumber(s string) bool {
	if s == "" {
		return false
	}
	r := runeBefore(s, len(s))
	_, han := hanDigits[r]
	return han || r >= '0' && r <= '9' || strings.ContainsRune("半几多两十", r)
}
