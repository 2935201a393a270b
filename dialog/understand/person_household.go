package understand

import (
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

// The other side without a name of their own: households (楼上502的住户) and companies (金星厂).

// behaves goes on with what somebody upstairs does.
var behaves = pattern.MustCompile(`^(?:家|人家)?(?:天天|每天|每晚|经常|总是?|老是?|一直|半夜|晚上|凌晨|大半夜|整天|又|还|到|[零一二三四五六七八九十两0-9]{1,3}点(?:多|半|钟)?)*(?:在|就)?(?:吵|闹|搬|拖|跳|跑|装修|敲|漏水|滴水|养|打牌|打麻将|放音乐|放歌|唱|扔|倒|晒|浇|砸|蹦|弹琴|骂|不让)`)

// household reads 楼上502的住户, 对面301室.
func (p *personReader) household(i int) (to int, ok bool) {
	if to, ok := p.familiar(i); ok {
		return to, true
	}
	for _, w := range []string{"楼上", "楼下", "对面", "隔壁"} {
		if !strings.HasPrefix(p.s[i:], w) {
			continue
		}
		if before := runeBefore(p.s, i); w != "对面" && (before == 0 || isStop(before) || before == ' ') && behaves.MatchString(p.s[i+len(w):]) {
			return i + len(w), true // 楼上天天半夜搬东西
		}
		j := numberEnd(p.s, i+len(w))
		if r := runeAt(p.s, j); j-(i+len(w)) < 3 || r != 0 && strings.ContainsRune("楼层幢栋单米", r) {
			return i, false // 对面二楼 is where, and nobody
		}
		for _, t := range []string{"室", "的", "那家", "那户", "住户", "邻居", "人家", "业主", "租客"} {
			if strings.HasPrefix(p.s[j:], t) && !(t == "的" && !isHouseholder(p.s[j+len(t):])) {
				j += len(t)
			}
		}
		return j, true
	}
	return i, false
}

// driver is somebody known only by what they ride: 骑三轮的老头, 开面包车的.
var driver = pattern.MustCompile(`^(?:骑|开|推|拉|踩)(?:三轮车?|电动车|电瓶车|摩托车?|自行车|单车|拖拉机|大?货车|小车|轿车|面包车|出租车|网约车|农用车)的(?:小伙子?|老头子?|老汉|老太太?|女的|男的|女人|男人|阿姨|大爷|大妈|大姐|大哥|师傅|司机|人|学生)?`)

// familiar reads 阿根家的狗: somebody known by a pet name, by what is theirs.
func (p *personReader) familiar(i int) (to int, ok bool) {
	j := i + len("阿")
	if !strings.HasPrefix(p.s[i:], "阿") || !isHan(runeAt(p.s, j)) || strings.ContainsRune("婆姨公爸妈哥弟姐妹叔伯嫂爷奶", runeAt(p.s, j)) {
		return i, false
	}
	if r := runeBefore(p.s, i); isHan(r) && !strings.ContainsRune("里被边壁和跟个是到让", r) {
		return i, false
	}
	j += width(p.s, j)
	return j, strings.HasPrefix(p.s[j:], "家的") || strings.HasPrefix(p.s[j:], "家") && behaves.MatchString(p.s[j:])
}

func isHouseholder(s string) bool {
	for _, t := range []string{"那家", "那户", "住户", "邻居", "人家", "业主", "租客"} {
		if strings.HasPrefix(s, t) {
			return true
		}
	}
	return false
}

// hasCompany: most texts name none, and then nothing is looked for.
func (p *personReader) hasCompany() bool {
	for i := 0; i < len(p.s); i += width(p.s, i) {
		if _, ok := companyEnds.at(p.s, i); ok {
			return true
		}
		if e, ok := trades.at(p.s, i); ok && worksThere.MatchString(p.s[i+len(e.word):]) {
			return true
		}
	}
	return false
}

// company reads 金星厂, XX公司, 物业 … with the characters of its name before the ending.
func (p *personReader) company(i int) (to int, ok bool) {
	before := runeBefore(p.s, i)
	if before != 0 && isHan(before) {
		if _, ok := nameOpens.endingAt(p.s, i); !ok {
			if _, ok := nameStops.endingAt(p.s, i); !ok && !strings.ContainsRune("省市县区镇", before) {
				return i, false
			}
		}
	}
	inTown := strings.HasPrefix(p.s[i:], "镇上") || strings.HasPrefix(p.s[i:], "县里") || strings.HasPrefix(p.s[i:], "县城") // 镇上服装厂
	if !inTown && strings.ContainsRune("省市县区镇", runeAt(p.s, i)) || strings.HasPrefix(p.s[i:], "监控") {
		return i, false // 市机电公司 of A市机电公司
	}
	if before != 0 && strings.ContainsRune("镇村乡", before) && strings.ContainsRune("上里", runeAt(p.s, i)) {
		return i, false // 上服装厂 of 镇上服装厂
	}
	across := strings.HasPrefix(p.s[i:], "对面")
	if _, stop := nameStops.at(p.s, i); stop && !across || before == '对' && runeAt(p.s, i) == '面' {
		return i, false // 对面工厂 is no 面工厂
	}
	from, shown := i, 0
	if inTown {
		from, shown = i+len("镇上"), 2
	}
	for k, n := from, shown; k < len(p.s) && n < 10; n++ {
		if e, is := companyEnds.at(p.s, k); is && !strings.HasPrefix(p.s[k:], "厂房") && (n >= 2 || n == 0 && (e.word == "公司" || e.word == "工厂" || e.word == "厂里" || e.word == "平台" || schooling[e.word] && p.acts(k+len(e.word)))) {
			if e.word != "学校" && e.word != "医院" && e.word != "工地" && e.word != "饭店" && e.word != "酒店" && e.word != "幼儿园" || p.acts(k+len(e.word)) {
				return k + len(e.word), true
			}
		}
		if !isHan(runeAt(p.s, k)) {
			return i, false
		}
		if e, is := trades.at(p.s, k); is && n > 0 {
			k += len(e.word)
			n += utf8.RuneCountInString(e.word) - 1
			if before == '在' && n >= 2 && worksThere.MatchString(p.s[k:]) {
				return k, true // 我在鑫达五金干了三年
			}
			continue
		}
		if _, stop := nameStops.at(p.s, k); stop && n > 0 {
			return i, false
		}
		k += width(p.s, k)
	}
	return i, false
}

// schooling are houses one pays in advance: 驾校不退钱 tells who, without a name.
var schooling = lookup("驾校 健身房 培训班 培训机构 美容院 补习班 托管班 游泳馆 理发店 洗衣店 干洗店 影楼 照相馆 旅行社 车行 修车店 修车铺 家具店 手机店 宠物店 月子中心 快递站 驿站 搬家公司 装修公司")

// worksThere goes on behind the house somebody works for.
var worksThere = pattern.MustCompile(`^(?:里|那边|那里)?(?:上班|打工|打过工|干活|做工|工作|做事|干了|做了|干过|做过|上了)`)

// acts: what follows says that the house did something.
func (p *personReader) acts(i int) bool {
	_, ok := deeds.at(p.s, i)
	return ok
}
